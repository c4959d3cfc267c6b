// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotStore.Owner;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.Stamped;
import org.crdt4j.causality.TimedWrites;
import org.crdt4j.causality.VersionVector;
import org.jspecify.annotations.Nullable;

/**
 * What the types share in which the newest write of each key wins, removals too.
 *
 * @param <K> the keys
 * @param <V> what is written
 * @param <C> the reports of what changed
 */
public abstract class LastWriterWinsCrdt<K, V, C> extends CausalCrdt<DotMap<K, DotFun<Stamped<V>>>, C> {

    /* A key holds the concurrent writes that nobody has superseded; a write without a value is a removal. Nearly every key holds one; then
     * a write makes nothing but its delta, unless somebody wants to hear of it.
     *
     * A removal that compact forgets, here or where a state came from, may still be remembered elsewhere. So nothing may be written
     * here any more that is older: the clock is put past it, and after a compaction here a given time before it is refused where
     * nothing else tells the order. */

    private HybridTimestamp forgottenUntil = HybridTimestamp.ZERO;

    /**
     * A live object over a store.
     *
     * @param replicaContext the surroundings
     * @param store what is there already, as a rule nothing
     */
    protected LastWriterWinsCrdt(ReplicaContext replicaContext, DotMap<K, DotFun<Stamped<V>>> store) {
        super(replicaContext, store);
    }

    /**
     * Makes one report of all keys that change.
     *
     * @param <K> the keys
     * @param <V> what is written
     * @param <C> the report
     */
    protected interface Changes<K, V, C> {

        /**
         * Takes note of a key; none is given twice but with the same writes.
         *
         * @param key the key
         * @param before the writes before, or null for none
         * @param after the writes after, or null for none
         */
        void put(K key, @Nullable DotFun<Stamped<V>> before, @Nullable DotFun<Stamped<V>> after);

        /**
         * The report.
         *
         * @return what changed, null if nothing did
         */
        @Nullable
        C change();
    }

    /**
     * Begins a report.
     *
     * @return an empty collector
     */
    protected abstract Changes<K, V, C> changes();

    /**
     * Whether {@link #written} and {@link #joined} are to be told of changes.
     *
     * @return whether somebody observes this object, unless a subclass has reasons of its own
     */
    protected boolean hears() {
        return isObserved();
    }

    /**
     * Told of a key that a join has changed, once it is reported.
     *
     * @param key the key
     * @param after the writes now, or null for none
     */
    protected void joined(K key, @Nullable DotFun<Stamped<V>> after) {}

    /**
     * Told of a local write once it is made.
     *
     * @param key the key
     * @param before the writes before, or null for none
     * @param after the one that remains
     * @param dot the dot of the write
     * @param write what was written
     * @return what changed, null if nothing did or nobody is to hear of it
     */
    protected abstract @Nullable C written(
            K key, @Nullable DotFun<Stamped<V>> before, DotFun<Stamped<V>> after, Dot dot, Stamped<V> write);

    /**
     * The number of keys whose newest write has a value.
     *
     * @return how many there are
     */
    protected final int present() {
        return TimedWrites.present(store());
    }

    /** Whether no key has a value; tombstones are nothing to see. */
    @Override
    public final boolean isVacant() {
        return present() == 0;
    }

    /**
     * Writes now.
     *
     * @param key the key
     * @param value what to write, null to remove
     * @return the delta
     */
    protected final Causal<DotMap<K, DotFun<Stamped<V>>>> write(K key, @Nullable V value) {
        Objects.requireNonNull(key, "key");
        if (!hears()) {
            TimedWrites.Place<K, V> place = new TimedWrites.Place<>(store(), owner(), key);
            if (place.isSimple()) {
                return write(place, key, replicaContext().nextTime(place.time()), value);
            }
        }
        return writeAndTell(key, replicaContext().nextTimestamp(LastWriterWins.latest(store().get(key))), value);
    }

    /* the write is later than what is there */
    private Causal<DotMap<K, DotFun<Stamped<V>>>> write(
            TimedWrites.Place<K, V> place, K key, long time, @Nullable V value) {
        ReplicaId replica = replicaContext().replica();
        long event = replicaContext().nextEvent();
        DotMap<K, DotFun<Stamped<V>>> delta = DotMap.writing(key, replica, event, time, value);
        if (place.isAbsent()) {
            return commit(place.put(delta), delta);
        }
        CausalContext context = place.superseding(replica, event);
        return commit(place.put(delta), delta, context);
    }

    /**
     * Writes as of a given time.
     *
     * @param key the key
     * @param time the time
     * @param value what to write, null to remove
     * @return the delta
     * @throws IllegalArgumentException if the key is unknown, and the time not later than the removals that were compacted
     */
    protected final Causal<DotMap<K, DotFun<Stamped<V>>>> write(K key, HybridTimestamp time, @Nullable V value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(time, "time");
        checkOrder(key, time);
        if (!hears()) {
            TimedWrites.Place<K, V> place = new TimedWrites.Place<>(store(), owner(), key);
            if (place.isSimple() && Long.compareUnsigned(time.packed(), place.time()) > 0) {
                return write(place, key, time.packed(), value);
            }
        }
        return writeAndTell(key, time, value);
    }

    private Causal<DotMap<K, DotFun<Stamped<V>>>> writeAndTell(K key, HybridTimestamp time, @Nullable V value) {
        DotFun<Stamped<V>> before = store().get(key);
        Stamped<V> write = new Stamped<>(time, value);
        Dot dot = replicaContext().nextDot();
        DotFun<Stamped<V>> after = LastWriterWins.write(before, dot, write);
        Causal<DotFun<Stamped<V>>> written = LastWriterWins.delta(before, after, dot);
        Causal<DotMap<K, DotFun<Stamped<V>>>> delta =
                commit(store().put(key, after, owner()), DotMap.touching(key, written.store()), written.context());
        if (hears()) {
            report(written(key, before, after, dot, write));
        }
        return delta;
    }

    /**
     * Refuses the time of a write that nothing here can put in order any more.
     *
     * @param key the key to write
     * @param time the time of the write
     * @throws IllegalArgumentException if the key is unknown, and the time not later than the removals that were compacted
     */
    public final void checkOrder(K key, HybridTimestamp time) {
        if (time.compareTo(forgottenUntil) <= 0 && store().get(key) == null) {
            throw new IllegalArgumentException(
                    "a write as of " + time + " cannot be put in order any more: removals until " + forgottenUntil
                            + " were compacted; compact only when no older writes can come");
        }
    }

    /**
     * Removes every key that is there, now; all at the same time.
     *
     * @return the delta
     */
    public Causal<DotMap<K, DotFun<Stamped<V>>>> clear() {
        List<K> keys = new ArrayList<>();
        List<DotFun<Stamped<V>>> removed = new ArrayList<>();
        store().forEach((key, writes) -> {
            if (LastWriterWins.value(writes).isPresent()) {
                keys.add(key);
                removed.add(writes);
            }
        });
        if (keys.isEmpty()) {
            return inOneDelta(() -> {});
        }
        HybridTimestamp now = replicaContext().nextTimestamp(LastWriterWins.latest(removed));
        return inOneDelta(() -> keys.forEach(key -> write(key, now, null)));
    }

    /* no write is taken away, so there is nothing to put the clock past */
    @Override
    protected final boolean take(DotMap<K, DotFun<Stamped<V>>> theirs, DotCover seen, DotCover senderSaw) {
        return !hears() && store().take(theirs, seen, senderSaw, owner());
    }

    @Override
    protected final DotMap<K, DotFun<Stamped<V>>> join(
            DotMap<K, DotFun<Stamped<V>>> mine, DotMap<K, DotFun<Stamped<V>>> theirs, JoinScope scope) {
        DotMap<K, DotFun<Stamped<V>>> joined = hears() ? joinAndTell(mine, theirs, scope) : mine.join(theirs, scope);
        passBy(TimedWrites.takeGone(joined));
        return joined;
    }

    private DotMap<K, DotFun<Stamped<V>>> joinAndTell(
            DotMap<K, DotFun<Stamped<V>>> mine, DotMap<K, DotFun<Stamped<V>>> theirs, JoinScope scope) {
        boolean observed = isObserved();
        Changes<K, V, C> changes = changes();
        DotMap<K, DotFun<Stamped<V>>> joined = mine.join(theirs, scope, (key, before, after) -> {
            if (observed) {
                changes.put(key, before, after);
            }
            joined(key, after);
        });
        report(changes.change());
        return joined;
    }

    @Override
    public final @Nullable C change(DotMap<K, DotFun<Stamped<V>>> before, DotMap<K, DotFun<Stamped<V>>> after) {
        Changes<K, V, C> changes = changes();
        Set<K> keys = new HashSet<>(before.keys());
        keys.addAll(after.keys());
        keys.forEach(key -> changes.put(key, before.get(key), after.get(key)));
        return changes.change();
    }

    @Override
    protected final void forEachVisibleDot(DotMap<K, DotFun<Stamped<V>>> present, DotConsumer action) {
        present.forEach((key, writes) -> LastWriterWins.forVisibleDot(writes, action));
    }

    @Override
    protected final DotMap<K, DotFun<Stamped<V>>> compact(
            DotMap<K, DotFun<Stamped<V>>> present, VersionVector stable, Owner editor) {
        Map<K, DotFun<Stamped<V>>> gone = LastWriterWins.forgettable(present, stable);
        DotMap<K, DotFun<Stamped<V>>> smaller = present;
        for (K key : gone.keySet()) {
            smaller = smaller.put(key, DotFun.empty(), editor);
        }
        TimedWrites.takeGone(smaller);
        HybridTimestamp latest = LastWriterWins.latest(gone.values());
        passBy(latest.packed());
        forgottenUntil = latest.compareTo(forgottenUntil) > 0 ? latest : forgottenUntil;
        return smaller;
    }

    /* puts the clock past writes that are gone, if any are */
    private void passBy(long latest) {
        if (latest != 0) {
            replicaContext().nextTime(latest);
        }
    }

    @Override
    public void checkInvariants() {
        super.checkInvariants();
        int present = 0;
        for (Map.Entry<K, DotFun<Stamped<V>>> entry : store().entries()) {
            present += LastWriterWins.value(entry.getValue()).isPresent() ? 1 : 0;
        }
        if (present() != present) {
            throw new IllegalStateException("size is " + present() + ", but " + present + " keys have a value");
        }
    }
}
