// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotStore.Owner;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.LastWriterWins;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.Stamped;
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
public final class LastWriterWinsSet<E> extends CausalCrdt<DotMap<E, DotFun<Stamped<Boolean>>>, SetChange<E>> {

    /* An element holds the concurrent writes that nobody has superseded: TRUE for an add, nothing for a remove. The join keeps all of
     * them, since dropping losers there is not associative. size counts the elements whose newest write is an add; it is -1 until
     * somebody asks for it.
     *
     * A remove that compact forgets, here or where a state came from, may still be remembered elsewhere. So nothing may be written
     * here any more that is older: the clock is put past it, and after a compaction here a given time before it is refused where
     * nothing else tells the order. */

    private static final CausalType<
                    LastWriterWinsSet<Object>, DotMap<Object, DotFun<Stamped<Boolean>>>, SetChange<Object>>
            TYPE = new CausalType<>(
                    "last-writer-wins-set",
                    DotMap.empty(),
                    LastWriterWinsSet::new,
                    WireFormat.dotMap(WireFormat.dotFun(new WriteFormat())));

    private int size = -1;
    private HybridTimestamp forgottenUntil = HybridTimestamp.ZERO;

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

    private static <E> int count(DotMap<E, DotFun<Stamped<Boolean>>> store) {
        int count = 0;
        for (Map.Entry<E, DotFun<Stamped<Boolean>>> entry : store.entries()) {
            count += isIn(entry.getValue()) ? 1 : 0;
        }
        return count;
    }

    /**
     * Whether an element is in the set.
     *
     * @param element the element
     * @return whether the newest write on it is an add
     */
    public boolean contains(Object element) {
        return isIn(store().get(element));
    }

    /**
     * The number of elements.
     *
     * @return how many are in the set
     */
    public int size() {
        if (size < 0) {
            size = count(store());
        }
        return size;
    }

    /** Whether no element is in the set; tombstones are nothing to see. */
    @Override
    public boolean isVacant() {
        return size() == 0;
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
        return add(element, timeAfter(element));
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
        return write(element, new Stamped<>(time, true));
    }

    /**
     * Removes an element now, there or not.
     *
     * @param element the element
     * @return the delta
     */
    public Causal<DotMap<E, DotFun<Stamped<Boolean>>>> remove(E element) {
        return remove(element, timeAfter(element));
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
        return write(element, new Stamped<>(time, null));
    }

    /**
     * Removes every element that is there, now; all at the same time.
     *
     * @return the delta
     */
    public Causal<DotMap<E, DotFun<Stamped<Boolean>>>> clear() {
        Set<E> present = value();
        HybridTimestamp latest = HybridTimestamp.ZERO;
        for (E element : present) {
            latest = later(latest, LastWriterWins.latest(store().get(element)));
        }
        HybridTimestamp now = present.isEmpty() ? latest : replicaContext().nextTimestamp(latest);
        return inOneDelta(() -> present.forEach(element -> remove(element, now)));
    }

    private HybridTimestamp timeAfter(E element) {
        Objects.requireNonNull(element, "element");
        return replicaContext().nextTimestamp(LastWriterWins.latest(store().get(element)));
    }

    private Causal<DotMap<E, DotFun<Stamped<Boolean>>>> write(E element, Stamped<Boolean> write) {
        Objects.requireNonNull(element, "element");
        Objects.requireNonNull(write.time(), "time");
        DotFun<Stamped<Boolean>> before = store().get(element);
        if (before == null && write.time().compareTo(forgottenUntil) <= 0) {
            throw new IllegalArgumentException(
                    "a write as of " + write.time() + " cannot be put in order any more: removes until "
                            + forgottenUntil + " were compacted; compact only when no older writes can come");
        }
        Dot dot = replicaContext().nextDot();
        DotFun<Stamped<Boolean>> after = LastWriterWins.write(before, dot, write);
        Causal<DotFun<Stamped<Boolean>>> written = LastWriterWins.delta(before, after, dot);
        SetChange.Collector<E> changes = new SetChange.Collector<>();
        note(element, before, after, changes);
        Causal<DotMap<E, DotFun<Stamped<Boolean>>>> delta = commit(
                store().put(element, after, owner()), DotMap.touching(element, written.store()), written.context());
        report(changes.change());
        return delta;
    }

    private void note(
            E element,
            @Nullable DotFun<Stamped<Boolean>> before,
            @Nullable DotFun<Stamped<Boolean>> after,
            SetChange.Collector<E> changes) {
        boolean was = isIn(before);
        boolean is = isIn(after);
        changes.put(element, was, is);
        if (size >= 0) {
            size += (is ? 1 : 0) - (was ? 1 : 0);
        }
    }

    @Override
    protected void emptied() {
        size = 0;
    }

    @Override
    protected DotMap<E, DotFun<Stamped<Boolean>>> join(
            DotMap<E, DotFun<Stamped<Boolean>>> mine, DotMap<E, DotFun<Stamped<Boolean>>> theirs, JoinScope scope) {
        SetChange.Collector<E> changes = new SetChange.Collector<>();
        List<DotFun<Stamped<Boolean>>> gone = new ArrayList<>();
        DotMap<E, DotFun<Stamped<Boolean>>> joined = mine.join(theirs, scope, (element, before, after) -> {
            note(element, before, after, changes);
            if (before != null && after == null) {
                gone.add(before);
            }
        });
        passBy(gone);
        report(changes.change());
        return joined;
    }

    @Override
    protected void forEachVisibleDot(DotMap<E, DotFun<Stamped<Boolean>>> present, DotConsumer action) {
        present.forEach((element, writes) -> LastWriterWins.forVisibleDot(writes, action));
    }

    @Override
    public @Nullable SetChange<E> change(
            DotMap<E, DotFun<Stamped<Boolean>>> before, DotMap<E, DotFun<Stamped<Boolean>>> after) {
        SetChange.Collector<E> changes = new SetChange.Collector<>();
        before.forEach((element, writes) -> changes.put(element, isIn(writes), isIn(after.get(element))));
        after.forEach((element, writes) -> changes.put(element, isIn(before.get(element)), isIn(writes)));
        return changes.change();
    }

    @Override
    protected DotMap<E, DotFun<Stamped<Boolean>>> compact(
            DotMap<E, DotFun<Stamped<Boolean>>> present, VersionVector stable, Owner editor) {
        Map<E, DotFun<Stamped<Boolean>>> gone = new HashMap<>();
        present.forEach((element, writes) -> {
            if (LastWriterWins.isForgettable(writes, stable)) {
                gone.put(element, writes);
            }
        });
        DotMap<E, DotFun<Stamped<Boolean>>> smaller = present;
        for (E element : gone.keySet()) {
            smaller = smaller.put(element, DotFun.empty(), editor);
        }
        forgottenUntil = later(forgottenUntil, passBy(gone.values()));
        return smaller;
    }

    /* puts the clock past writes that are gone, and returns the time of the latest */
    private HybridTimestamp passBy(Collection<DotFun<Stamped<Boolean>>> gone) {
        HybridTimestamp latest = HybridTimestamp.ZERO;
        for (DotFun<Stamped<Boolean>> writes : gone) {
            latest = later(latest, LastWriterWins.latest(writes));
        }
        if (!gone.isEmpty()) {
            replicaContext().nextTimestamp(latest);
        }
        return latest;
    }

    private static HybridTimestamp later(HybridTimestamp one, HybridTimestamp other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    @Override
    public void checkInvariants() {
        super.checkInvariants();
        int counted = count(store());
        if (size >= 0 && size != counted) {
            throw new IllegalStateException("size is " + size + ", but " + counted + " elements are in");
        }
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
