// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiFunction;
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
    private final Sight sight;
    private final boolean wholeOnly;

    History(List<Event<O>> all, Sight sight) {
        this(all, sight, false);
    }

    private History(List<Event<O>> all, Sight sight, boolean wholeOnly) {
        this.all = all;
        this.sight = sight;
        this.wholeOnly = wholeOnly;
    }

    private BitSet seenIn(Sight view) {
        return wholeOnly ? view.whole() : view.visible();
    }

    /**
     * The visible events.
     *
     * @return the events; each comes after all that it has seen
     */
    public List<Event<O>> events() {
        return at(seenIn(sight));
    }

    /**
     * The operations of the visible events.
     *
     * @return the operations, in the order of {@link #events}
     */
    public Stream<O> operations() {
        return events().stream().map(Event::operation);
    }

    /**
     * The visible events that no visible event ends. An event can end only what remained in the view of its author: what was ended
     * already, it knows nothing of.
     *
     * @param ends whether its first argument, which has seen the second, ends the effect of the second
     * @return what remains
     */
    public List<Event<O>> remaining(BiPredicate<Event<O>, Event<O>> ends) {
        return survivors((event, seen) -> Stream.concat(
                        seen.stream().filter(earlier -> !ends.test(event, earlier)), Stream.of(event))
                .toList());
    }

    /**
     * The visible events that survive, where an event may even end itself: a write that is older than what its author saw, for
     * instance.
     *
     * @param rule gives what survives an event: from the event, and from what had survived in the view of its author, some of both
     * @return what survives all visible events
     */
    public List<Event<O>> survivors(BiFunction<Event<O>, List<Event<O>>, List<Event<O>>> rule) {
        List<BitSet> ended = new ArrayList<>();
        for (Event<O> event : all) {
            BitSet seen = without(seenIn(event.past()), ended);
            BitSet ending = (BitSet) seen.clone();
            ending.set(event.index());
            rule.apply(event, at(seen)).forEach(survivor -> ending.clear(survivor.index()));
            ended.add(ending);
        }
        return at(without(seenIn(sight), ended));
    }

    private List<Event<O>> at(BitSet indexes) {
        return indexes.stream().mapToObj(all::get).toList();
    }

    private static BitSet without(BitSet events, List<BitSet> ended) {
        BitSet left = (BitSet) events.clone();
        events.stream().forEach(index -> left.andNot(ended.get(index)));
        return left;
    }

    /**
     * What the author of an event could see.
     *
     * @param event the event
     * @return the history as it was visible when and where the event was made, without the event
     */
    public History<O> past(Event<O> event) {
        return new History<>(all, event.past(), wholeOnly);
    }

    /**
     * The history without events that came only in part, see {@link Subject#carrying}.
     *
     * @return the events whose own delta came, and of their pasts the same
     */
    public History<O> whole() {
        return new History<>(all, sight, true);
    }

    /**
     * The history as causal delivery makes it: an event counts only where all that its author had in effect counts too.
     *
     * @return the events that are not held back; of their pasts the same
     */
    public History<O> inEffect() {
        List<Event<O>> events = new ArrayList<>();
        for (Event<O> event : all) {
            Sight past = inEffect(event.past(), events);
            events.add(new Event<>(event.index(), event.origin(), event.operation(), event.dots(), event.time(), past));
        }
        return new History<>(events, inEffect(sight, events), wholeOnly);
    }

    /* events come after all that they have seen */
    private static <O> Sight inEffect(Sight view, List<Event<O>> events) {
        Sight sight = Sight.nothing();
        view.visible().stream().forEach(index -> {
            BitSet lacking = (BitSet) events.get(index).past().visible().clone();
            lacking.andNot(sight.visible());
            if (lacking.isEmpty()) {
                sight.add(index);
            }
        });
        return sight;
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
        for (Event<O> event : all) {
            BitSet image = new BitSet();
            Sight past = image(event.past(), images);
            for (P part : parts.apply(event.operation())) {
                int index = projected.size();
                projected.add(new Event<>(index, event.origin(), part, event.dots(), event.time(), past));
                past.add(index);
                image.set(index);
            }
            images.add(image);
        }
        return new History<>(projected, image(sight, images), wholeOnly);
    }

    private static Sight image(Sight sight, List<BitSet> images) {
        Sight image = Sight.nothing();
        sight.visible().stream().forEach(index -> image.visible().or(images.get(index)));
        sight.whole().stream().forEach(index -> image.whole().or(images.get(index)));
        return image;
    }

    @Override
    public String toString() {
        return events().toString();
    }
}
