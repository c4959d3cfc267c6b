// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.ReplicaContext;

/**
 * A simulated replica of one object, with a wall clock of its own.
 *
 * @param <T> the live object
 * @param <D> its deltas
 * @param <C> its reports of what changed
 */
public final class Member<T extends Crdt<D, C>, D extends Delta<D>, C> {

    private static final long NOON = 1_000_000_000_000L;

    private final int index;
    private final Surroundings surroundings;
    private final T object;
    private final Sight sight = Sight.nothing();
    private long wallMillis;
    private long passedMillis;

    Member(int index, CrdtType<T, D, C> type, ReplicaId id, long seed) {
        RandomGenerator random = new SplittableRandom(seed + index);
        this.index = index;
        this.wallMillis = NOON + (random.nextInt(3) == 0 ? random.nextInt(5_000) : 0);
        this.surroundings = new Surroundings(
                id,
                new HybridClock(() -> Instant.ofEpochMilli(wallMillis)),
                () -> TimeUnit.MILLISECONDS.toNanos(passedMillis),
                random,
                random.nextInt(4) == 0);
        this.object = type.create(surroundings);
    }

    /**
     * Which replica this is.
     *
     * @return its position
     */
    public int index() {
        return index;
    }

    /**
     * The live object.
     *
     * @return the object
     */
    public T object() {
        return object;
    }

    /**
     * The identity.
     *
     * @return the identity of the replica
     */
    public ReplicaId id() {
        return surroundings.id;
    }

    /**
     * What this replica tells a peer when it asks for what it lacks.
     *
     * @return the part without gaps of what it has seen
     */
    public VersionVector version() {
        return surroundings.context.vector();
    }

    Sight sight() {
        return sight;
    }

    void hear(HybridTimestamp time) {
        surroundings.clock.nextAfter(time);
    }

    void pass(long millis) {
        wallMillis = Math.max(0, wallMillis + millis);
        passedMillis += Math.max(0, millis);
    }

    List<Dot> takeDots() {
        return take(surroundings.dots);
    }

    HybridTimestamp takeTime() {
        List<HybridTimestamp> times = take(surroundings.times);
        return times.isEmpty() ? HybridTimestamp.ZERO : times.get(times.size() - 1);
    }

    private static <V> List<V> take(List<V> values) {
        List<V> taken = List.copyOf(values);
        values.clear();
        return taken;
    }

    @Override
    public String toString() {
        return "r" + index;
    }

    /** Writes down the dots and times that the object takes, and leaves numbers out where a replica of several objects would. */
    private static final class Surroundings implements ReplicaContext {

        private final ReplicaId id;
        private final HybridClock clock;
        private final LongSupplier ticker;
        private final RandomGenerator random;
        private final boolean withHoles;
        private final MutableCausalContext context = new MutableCausalContext();
        private final List<Dot> dots = new ArrayList<>();
        private final List<HybridTimestamp> times = new ArrayList<>();

        Surroundings(ReplicaId id, HybridClock clock, LongSupplier ticker, RandomGenerator random, boolean withHoles) {
            this.id = id;
            this.clock = clock;
            this.ticker = ticker;
            this.random = random;
            this.withHoles = withHoles;
        }

        @Override
        public ReplicaId replica() {
            return id;
        }

        @Override
        public MutableCausalContext context() {
            return context;
        }

        @Override
        public long nextEvent() {
            int skipped = withHoles ? random.nextInt(3) : 0;
            Dot dot = new Dot(id, context.max(id) + 1 + skipped);
            context.add(id, dot.counter());
            dots.add(dot);
            return dot.counter();
        }

        @Override
        public HybridTimestamp nextTimestamp(HybridTimestamp seen) {
            HybridTimestamp time = clock.nextAfter(seen);
            times.add(time);
            return time;
        }

        @Override
        public long monotonicNanos() {
            return ticker.getAsLong();
        }
    }
}
