// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.Objects;
import java.util.function.LongSupplier;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.ReplicaId;

/**
 * The surroundings of one live object: who its replica is, what has been seen of the object, the next dot, the time.
 *
 * <p>An object that stands alone mints its own dots, 1, 2, 3...; one that belongs to a {@code Replica} takes the numbers of the
 * replica's events.
 */
public interface ReplicaContext {

    /**
     * Whose object this is.
     *
     * @return the identity of the replica
     */
    ReplicaId replica();

    /**
     * What has been seen of this object.
     *
     * @return the context, which grows with the object
     */
    MutableCausalContext context();

    /**
     * What this replica has seen, as far as it may concern this object.
     *
     * @return at least what {@link #context} covers
     */
    default DotCover seen() {
        return context();
    }

    /**
     * Mints the name of a new event and takes note of it.
     *
     * @return a dot that nobody else has
     */
    default Dot nextDot() {
        return new Dot(replica(), nextEvent());
    }

    /**
     * Mints a new event of this replica and takes note of it.
     *
     * @return its number, which with the {@link #replica} is a dot that nobody else has
     */
    default long nextEvent() {
        return context().next(replica());
    }

    /**
     * The time of a write.
     *
     * @param seen the latest timestamp that the write overrules
     * @return a timestamp greater than it, and than all timestamps before
     */
    HybridTimestamp nextTimestamp(HybridTimestamp seen);

    /**
     * The time of a write, like {@link #nextTimestamp}, as numbers.
     *
     * @param seen the latest timestamp that the write overrules, {@linkplain HybridTimestamp#packed() packed}
     * @return a packed timestamp greater than it, and than all timestamps before
     */
    default long nextTime(long seen) {
        return nextTimestamp(new HybridTimestamp(seen)).packed();
    }

    /**
     * How far a clock has run that nobody sets: for measuring how long something has been silent here. It tells nothing about the date,
     * and cannot be compared with that of any other replica.
     *
     * @return nanoseconds since some moment; only differences mean anything
     * @throws IllegalStateException if these surroundings have no such clock
     */
    default long monotonicNanos() {
        throw new IllegalStateException("no monotonic clock, which leases need: ReplicaContext.of takes a ticker");
    }

    /**
     * The surroundings of an object that stands alone and measures no silence.
     *
     * @param replica the identity of the replica; no other replica of the object may have it
     * @param clock the time of its writes
     * @return surroundings for one object, without a monotonic clock
     */
    static ReplicaContext of(ReplicaId replica, HybridClock clock) {
        return of(replica, clock, () -> {
            throw new IllegalStateException("no monotonic clock, which leases need: ReplicaContext.of takes a ticker");
        });
    }

    /**
     * The surroundings of an object that stands alone.
     *
     * @param replica the identity of the replica; no other replica of the object may have it
     * @param clock the time of its writes
     * @param ticker a clock that nobody sets, in nanoseconds; see {@link #monotonicNanos}
     * @return surroundings for one object
     */
    static ReplicaContext of(ReplicaId replica, HybridClock clock, LongSupplier ticker) {
        Objects.requireNonNull(replica, "replica");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(ticker, "ticker");
        MutableCausalContext context = new MutableCausalContext();
        return new ReplicaContext() {
            @Override
            public ReplicaId replica() {
                return replica;
            }

            @Override
            public MutableCausalContext context() {
                return context;
            }

            @Override
            public HybridTimestamp nextTimestamp(HybridTimestamp seen) {
                return clock.nextAfter(seen);
            }

            @Override
            public long nextTime(long seen) {
                return clock.nextAfter(seen);
            }

            @Override
            public long monotonicNanos() {
                return ticker.getAsLong();
            }
        };
    }
}
