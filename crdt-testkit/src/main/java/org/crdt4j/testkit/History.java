// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What one replica can see of all that happened, and who had seen what when it happened: all that a {@link Specification} may use.
 *
 * <p>Deltas come in any order, so the visible events need not contain what they had seen themselves. {@link #past} tells that too.
 *
 * @param <O> the operations
 */
public final class History<O> {

    private final List<Event<O>> all;
    private final BitSet visible;

    History(List<Event<O>> all, BitSet visible) {
        this.all = all;
        this.visible = visible;
    }

    /**
     * The visible events.
     *
     * @return the events; each comes after all that it has seen
     */
    public List<Event<O>> events() {
        return visible.stream().mapToObj(all::get).toList();
    }

    /**
     * The operations of the visible events.
     *
     * @return the operations, in the order of {@link #events}
     */
    public Stream<O> operations() {
        return visible.stream().mapToObj(index -> all.get(index).operation());
    }

    /**
     * The visible events that no visible event ends. An event can end only what remained in the view of its author: what was ended
     * already, it knows nothing of.
     *
     * @param ends whether its first argument, which has seen the second, ends the effect of the second
     * @return what remains
     */
    public List<Event<O>> remaining(BiPredicate<Event<O>, Event<O>> ends) {
        List<BitSet> ended = new ArrayList<>();
        for (Event<O> event : all) {
            BitSet ending = remaining(event.past(), ended);
            for (int index = ending.nextSetBit(0); index >= 0; index = ending.nextSetBit(index + 1)) {
                ending.set(index, ends.test(event, all.get(index)));
            }
            ended.add(ending);
        }
        return remaining(visible, ended).stream().mapToObj(all::get).toList();
    }

    private static BitSet remaining(BitSet events, List<BitSet> ended) {
        BitSet remaining = (BitSet) events.clone();
        events.stream().forEach(index -> remaining.andNot(ended.get(index)));
        return remaining;
    }

    /**
     * What the author of an event could see.
     *
     * @param event the event
     * @return the history as it was visible when and where the event was made, without the event
     */
    public History<O> past(Event<O> event) {
        return new History<>(all, event.past());
    }

    /**
     * The history of a part, for instance of one key of a map.
     *
     * @param <P> the operations of the part
     * @param parts gives what an operation does to the part, in this order; nothing if it does not concern the part
     * @return the history of the part; of several operations of one event each has seen those before it
     */
    public <P> History<P> project(Function<? super O, ? extends List<? extends P>> parts) {
        List<Event<P>> projected = new ArrayList<>();
        List<BitSet> images = new ArrayList<>();
        BitSet visibleParts = new BitSet();
        for (Event<O> event : all) {
            BitSet image = new BitSet();
            BitSet past = new BitSet();
            event.past().stream().forEach(index -> past.or(images.get(index)));
            for (P part : parts.apply(event.operation())) {
                int index = projected.size();
                projected.add(new Event<>(index, event.origin(), part, event.dots(), event.time(), past));
                past.set(index);
                image.set(index);
            }
            images.add(image);
            if (visible.get(event.index())) {
                visibleParts.or(image);
            }
        }
        return new History<>(projected, visibleParts);
    }

    @Override
    public String toString() {
        return events().toString();
    }
}
