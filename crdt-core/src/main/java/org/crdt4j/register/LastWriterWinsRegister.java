// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.register;

import java.util.Objects;
import java.util.Optional;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.Stamped;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.LastWriterWins;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.crdt.ReplicaContext;
import org.jspecify.annotations.Nullable;

/**
 * A register in which the newest write wins (LWW-register).
 *
 * <p>Of concurrent assignments the one with the greatest time wins; of equal times the one of the greater replica identity, then the
 * later event. All replicas decide alike, whatever the order of arrival. Times are hybrid: an assignment is never older than what
 * its author had seen, however slow the author's clock. A clear removes the writes that its author had seen; a concurrent assignment
 * stays. Writes that lose are reported to the observer as overruled.
 *
 * <p>Deltas may come in any order, late, twice and with gaps. All operations take O(concurrent writes). A concurrent write that lost
 * stays in the state until the next assignment: were it dropped before, replicas could disagree after a clear. Values must be
 * immutable. Not thread-safe.
 *
 * <p>Johnson, Thomas, "The maintenance of duplicate databases", RFC 677, 1975; Kulkarni et al., "Logical Physical Clocks", 2014.
 *
 * @param <V> the value
 */
public final class LastWriterWinsRegister<V> extends CausalCrdt<DotFun<Stamped<V>>, RegisterChange<V>> {

    /* Losers leave only in local writes, which supersede what they saw. Dropping them inside the join is not associative: with a at
     * 10, b at 5 and a removal of a, it would matter whether a met b before its removal. Nor can they go when they are stable: a
     * clear has to name them, or they would come back where they are still kept. */

    private static final CausalType<LastWriterWinsRegister<Object>, DotFun<Stamped<Object>>, RegisterChange<Object>>
            TYPE = new CausalType<>(
                    "last-writer-wins-register", DotFun.empty(), LastWriterWinsRegister::new, LastWriterWins.format());

    /**
     * A register without a value.
     *
     * @param replicaContext its surroundings
     */
    public LastWriterWinsRegister(ReplicaContext replicaContext) {
        this(replicaContext, DotFun.empty());
    }

    private LastWriterWinsRegister(ReplicaContext replicaContext, DotFun<Stamped<V>> store) {
        super(replicaContext, store);
    }

    /**
     * The type.
     *
     * @param <V> the value
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <V> CausalType<LastWriterWinsRegister<V>, DotFun<Stamped<V>>, RegisterChange<V>> type() {
        return (CausalType<LastWriterWinsRegister<V>, DotFun<Stamped<V>>, RegisterChange<V>>)
                (CausalType<?, ?, ?>) TYPE;
    }

    /**
     * The value of the newest write.
     *
     * @return the value, empty if there is none
     */
    @Override
    public Optional<V> value() {
        return LastWriterWins.value(store());
    }

    /**
     * When the value was written.
     *
     * @return the time of the newest write, empty if there is no value
     */
    public Optional<HybridTimestamp> time() {
        DotFun<Stamped<V>> writes = store();
        return writes.isEmpty() ? Optional.empty() : Optional.of(LastWriterWins.latest(writes));
    }

    /**
     * Assigns a value now.
     *
     * @param value the value
     * @return the delta
     */
    public Causal<DotFun<Stamped<V>>> assign(V value) {
        return assign(value, replicaContext().nextTimestamp(LastWriterWins.latest(store())));
    }

    /**
     * Assigns a value as of a given time, for events that carry their own. A write that is older than the present value loses to it
     * here as it does elsewhere.
     *
     * @param value the value
     * @param time when the event happened
     * @return the delta
     */
    public Causal<DotFun<Stamped<V>>> assign(V value, HybridTimestamp time) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(time, "time");
        DotFun<Stamped<V>> before = store();
        Dot dot = replicaContext().nextDot();
        DotFun<Stamped<V>> after = LastWriterWins.write(before, dot, new Stamped<>(time, value));
        Causal<DotFun<Stamped<V>>> written = LastWriterWins.delta(before, after, dot);
        Causal<DotFun<Stamped<V>>> delta = commit(after, written.store(), written.context());
        if (isObserved()) {
            report(LastWriterWins.changeByWrite(before, after, value, dot));
        }
        return delta;
    }

    /**
     * Removes the value, as far as this replica has seen it written.
     *
     * @return the delta; it says nothing if there is no value
     */
    public Causal<DotFun<Stamped<V>>> clear() {
        return removeAll();
    }

    @Override
    protected void forEachVisibleDot(DotFun<Stamped<V>> present, DotConsumer action) {
        LastWriterWins.forVisibleDot(present, action);
    }

    @Override
    public @Nullable RegisterChange<V> change(DotFun<Stamped<V>> before, DotFun<Stamped<V>> after) {
        return LastWriterWins.change(before, after);
    }

    @Override
    public String toString() {
        return "LastWriterWinsRegister" + value().stream().toList();
    }
}
