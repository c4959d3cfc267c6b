// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import java.util.AbstractSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.Stamped;
import org.crdt4j.causality.TimedWrites;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.LastWriterWins;
import org.crdt4j.crdt.LastWriterWinsCrdt;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.jspecify.annotations.Nullable;

/**
 * A set in which the newest write on an element wins, be it an add or a remove (LWW-element-set).
 *
 * <p>Of concurrent writes on one element the one with the greatest time decides; of equal times neither adds nor removes are
 * preferred, but the write of the greater replica identity, then the later event, so that all replicas decide alike. A remove is a
 * write like any other: it wins over older adds, also over such that it has not seen, and loses against newer ones; so it counts also
 * for an element that is not there. Times are hybrid: a write is never older than what its author had seen of the element.
 *
 * <p>Deltas may come in any order, late, twice and with gaps. Adding, removing, asking, and joining a delta of one element take O(1);
 * joining a whole state O(elements of both). A removed element stays as a tombstone until {@link #compact} is told that every replica
 * has seen it and what it overruled. Do not compact a set while writes with older times of their own may still come. Elements need
 * {@code equals} and {@code hashCode} and must not be changed once they are in. Not thread-safe.
 *
 * <p>Shapiro, Preguica, Baquero, Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011.
 *
 * @param <E> the elements
 */
public final class LastWriterWinsSet<E> extends LastWriterWinsCrdt<E, Boolean, SetChange<E>> {

    /* An element holds the concurrent writes that nobody has superseded: TRUE for an add, nothing for a remove. The join keeps all of
     * them, since dropping losers there is not associative. */

    private static final CausalType<
                    LastWriterWinsSet<Object>, DotMap<Object, DotFun<Stamped<Boolean>>>, SetChange<Object>>
            TYPE = new CausalType<>(
                    "last-writer-wins-set",
                    DotMap.empty(),
                    LastWriterWinsSet::new,
                    WireFormat.dotMap(WireFormat.dotFun(new WriteFormat())));

    /**
     * An empty set.
     *
     * @param replicaContext its surroundings
     */
    public LastWriterWinsSet(ReplicaContext replicaContext) {
        this(replicaContext, DotMap.empty());
    }

    private LastWriterWinsSet(ReplicaContext replicaContext, DotMap<E, DotFun<Stamped<Boolean>>> store) {
        super(replicaContext, store);
    }

    /**
     * The type.
     *
     * @param <E> the elements
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <E> CausalType<LastWriterWinsSet<E>, DotMap<E, DotFun<Stamped<Boolean>>>, SetChange<E>> type() {
        return (CausalType<LastWriterWinsSet<E>, DotMap<E, DotFun<Stamped<Boolean>>>, SetChange<E>>)
                (CausalType<?, ?, ?>) TYPE;
    }

    private static boolean isIn(@Nullable DotFun<Stamped<Boolean>> writes) {
        return LastWriterWins.value(writes).isPresent();
    }

    /**
     * Whether an element is in the set.
     *
     * @param element the element
     * @return whether the newest write on it is an add
     */
    public boolean contains(Object element) {
        return TimedWrites.value(store(), element) != null;
    }

    /**
     * The number of elements.
     *
     * @return how many are in the set
     */
    public int size() {
        return present();
    }

    /**
     * The elements.
     *
     * @return a read-only live view
     */
    public Set<E> elements() {
        return new AbstractSet<>() {
            @Override
            public Iterator<E> iterator() {
                return store().entries().stream()
                        .filter(entry -> isIn(entry.getValue()))
                        .map(Map.Entry::getKey)
                        .iterator();
            }

            @Override
            public int size() {
                return LastWriterWinsSet.this.size();
            }

            @Override
            public boolean contains(Object element) {
                return LastWriterWinsSet.this.contains(element);
            }
        };
    }

    @Override
    public Set<E> value() {
        return Collections.unmodifiableSet(new HashSet<>(elements()));
    }

    /**
     * Adds an element now.
     *
     * @param element the element
     * @return the delta
     */
    public Causal<DotMap<E, DotFun<Stamped<Boolean>>>> add(E element) {
        return write(element, true);
    }

    /**
     * Adds an element as of a given time, for events that carry their own. A write that is older than the present one on the element
     * loses to it here as it does elsewhere.
     *
     * @param element the element
     * @param time when the event happened; later than the removes that were compacted
     * @return the delta
     * @throws IllegalArgumentException if the time is not later than that and the element is unknown
     */
    public Causal<DotMap<E, DotFun<Stamped<Boolean>>>> add(E element, HybridTimestamp time) {
        return write(element, time, true);
    }

    /**
     * Removes an element now, there or not.
     *
     * @param element the element
     * @return the delta
     */
    public Causal<DotMap<E, DotFun<Stamped<Boolean>>>> remove(E element) {
        return write(element, null);
    }

    /**
     * Removes an element as of a given time, for events that carry their own.
     *
     * @param element the element
     * @param time when the event happened; later than the removes that were compacted
     * @return the delta
     * @throws IllegalArgumentException if the time is not later than that and the element is unknown
     */
    public Causal<DotMap<E, DotFun<Stamped<Boolean>>>> remove(E element, HybridTimestamp time) {
        return write(element, time, null);
    }

    @Override
    protected Changes<E, Boolean, SetChange<E>> changes() {
        SetChange.Collector<E> collector = new SetChange.Collector<>();
        return new Changes<>() {
            @Override
            public void put(
                    E element, @Nullable DotFun<Stamped<Boolean>> before, @Nullable DotFun<Stamped<Boolean>> after) {
                collector.put(element, isIn(before), isIn(after));
            }

            @Override
            public @Nullable SetChange<E> change() {
                return collector.change();
            }
        };
    }

    @Override
    protected @Nullable SetChange<E> written(
            E element,
            @Nullable DotFun<Stamped<Boolean>> before,
            DotFun<Stamped<Boolean>> after,
            Dot dot,
            Stamped<Boolean> write) {
        Changes<E, Boolean, SetChange<E>> changes = changes();
        changes.put(element, before, after);
        return changes.change();
    }

    /** A time, and whether it is that of an add. */
    private static final class WriteFormat implements WireFormat<Stamped<Boolean>> {

        @Override
        public void write(Stamped<Boolean> write, WireOutput out) {
            out.writeTimestamp(write.time());
            out.writeCount(write.value() == null ? 0 : 1);
        }

        @Override
        public Stamped<Boolean> read(WireInput in) {
            HybridTimestamp time = in.readTimestamp();
            return new Stamped<>(time, in.readFlag() ? Boolean.TRUE : null);
        }
    }
}
