// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.crdt4j.internal.Intervals;

/**
 * A summary of history with gaps: of each replica, a set of event numbers as intervals. Immutable.
 *
 * <p>A delta carries exactly its own dots as its context. Were the context any larger, a receiver would conclude of the surplus
 * dots that they were seen and removed. See Almeida, Shoker, Baquero, "Delta State Replicated Data Types", 2018.
 */
public final class CausalContext implements DotCover {

    /* Parallel arrays, origins ascending, each interval set non-empty and never written after construction. */

    private static final CausalContext EMPTY = new CausalContext(new ReplicaId[0], new long[0][]);

    final ReplicaId[] origins;
    final long[][] numbers;

    CausalContext(ReplicaId[] origins, long[][] numbers) {
        this.origins = origins;
        this.numbers = numbers;
    }

    /**
     * The context of nothing.
     *
     * @return the empty context
     */
    public static CausalContext empty() {
        return EMPTY;
    }

    /**
     * The context of one event.
     *
     * @param origin who made the event
     * @param counter which of its events, from 1
     * @return the context
     */
    public static CausalContext of(ReplicaId origin, long counter) {
        Objects.requireNonNull(origin, "origin");
        if (counter < 1) {
            throw new IllegalArgumentException("a dot's counter starts at 1: " + counter);
        }
        return new CausalContext(new ReplicaId[] {origin}, new long[][] {{counter, counter}});
    }

    /**
     * The context of two events.
     *
     * @param origin who made the one
     * @param counter which of its events
     * @param otherOrigin who made the other
     * @param otherCounter which of its events
     * @return the context
     */
    public static CausalContext of(ReplicaId origin, long counter, ReplicaId otherOrigin, long otherCounter) {
        int order = origin.compareTo(otherOrigin);
        if (counter < 1 || otherCounter < 1 || order > 0 || (order == 0 && counter >= otherCounter)) {
            return of(new Dot(origin, counter), new Dot(otherOrigin, otherCounter));
        }
        if (order < 0) {
            return new CausalContext(
                    new ReplicaId[] {origin, otherOrigin},
                    new long[][] {{counter, counter}, {otherCounter, otherCounter}});
        }
        long[] ofBoth = counter + 1 == otherCounter
                ? new long[] {counter, otherCounter}
                : new long[] {counter, counter, otherCounter, otherCounter};
        return new CausalContext(new ReplicaId[] {origin}, new long[][] {ofBoth});
    }

    /**
     * The context of some events.
     *
     * @param dots their dots
     * @return the context
     */
    public static CausalContext of(Dot... dots) {
        MutableCausalContext context = new MutableCausalContext();
        for (Dot dot : dots) {
            context.add(dot.replica(), dot.counter());
        }
        return context.snapshot();
    }

    /**
     * The context of all dots that a vector covers.
     *
     * @param vector the vector
     * @return the context
     */
    public static CausalContext of(VersionVector vector) {
        MutableCausalContext context = new MutableCausalContext();
        vector.forEach(context::fill);
        return context.snapshot();
    }

    /**
     * The context of all dots in a store.
     *
     * @param store the store
     * @return its dots
     */
    public static CausalContext of(DotStore<?> store) {
        if (store instanceof OneDotMap<?, ?> one) {
            return of(one.origin(), one.counter());
        }
        if (store instanceof DotSet.One one) {
            return of(one.origin(), one.counter());
        }
        DotCollector dots = new DotCollector();
        store.forEachDot(dots);
        return dots.context();
    }

    @Override
    public boolean covers(ReplicaId origin, long counter) {
        int index = indexOf(origins, origins.length, origin);
        return index >= 0 && Intervals.contains(numbers[index], counter);
    }

    @Override
    public long contiguous(ReplicaId origin) {
        int index = indexOf(origins, origins.length, origin);
        return index < 0 ? 0 : Intervals.prefix(numbers[index]);
    }

    /* the position of an origin, or -(insertion point + 1) */
    static int indexOf(ReplicaId[] origins, int size, ReplicaId origin) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = origins[middle].compareTo(origin);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -(low + 1);
    }

    /**
     * Whether the other context is a part of this one.
     *
     * @param other the other context
     * @return whether each of its dots is covered
     */
    public boolean covers(CausalContext other) {
        for (int index = 0; index < other.origins.length; index++) {
            int mine = indexOf(origins, origins.length, other.origins[index]);
            if (mine < 0 || !Intervals.containsAll(numbers[mine], other.numbers[index])) {
                return false;
            }
        }
        return true;
    }

    /**
     * The dots of both.
     *
     * @param other the other context
     * @return the least context that covers both
     */
    public CausalContext join(CausalContext other) {
        if (isEmpty()) {
            return other;
        }
        MutableCausalContext joined = new MutableCausalContext(this);
        return joined.addAll(other) ? joined.snapshot() : this;
    }

    /**
     * The dots of this context without those of another.
     *
     * @param other what is left out
     * @return the difference
     */
    public CausalContext minus(CausalContext other) {
        ReplicaId[] newOrigins = new ReplicaId[origins.length];
        long[][] newNumbers = new long[origins.length][];
        int size = 0;
        for (int index = 0; index < origins.length; index++) {
            int theirs = indexOf(other.origins, other.origins.length, origins[index]);
            long[] left = theirs < 0 ? numbers[index] : Intervals.minus(numbers[index], other.numbers[theirs]);
            if (left.length > 0) {
                newOrigins[size] = origins[index];
                newNumbers[size++] = left;
            }
        }
        return size == 0 ? EMPTY : new CausalContext(Arrays.copyOf(newOrigins, size), Arrays.copyOf(newNumbers, size));
    }

    /**
     * The part without gaps: of each replica, the events from 1 up to the first that is missing.
     *
     * @return the greatest vector that this context covers
     */
    public VersionVector vector() {
        VersionVector vector = VersionVector.empty();
        for (int index = 0; index < origins.length; index++) {
            vector = vector.with(origins[index], Intervals.prefix(numbers[index]));
        }
        return vector;
    }

    /**
     * The replicas of which this context has a dot.
     *
     * @return their identities, ascending
     */
    public List<ReplicaId> origins() {
        return List.of(origins);
    }

    /**
     * The highest event of a replica, whatever is missing below.
     *
     * @param origin the replica
     * @return its highest event in this context, 0 if none
     */
    public long max(ReplicaId origin) {
        int index = indexOf(origins, origins.length, origin);
        return index < 0 ? 0 : Intervals.max(numbers[index]);
    }

    /** Takes intervals of dots. */
    @FunctionalInterface
    public interface IntervalConsumer {

        /**
         * Takes one interval.
         *
         * @param origin the replica
         * @param low the first event
         * @param high the last event
         */
        void accept(ReplicaId origin, long low, long high);
    }

    /**
     * Gives each maximal interval, replicas and numbers ascending.
     *
     * @param action takes the intervals
     */
    public void forEachInterval(IntervalConsumer action) {
        for (int index = 0; index < origins.length; index++) {
            long[] set = numbers[index];
            for (int at = 0; at < set.length; at += 2) {
                action.accept(origins[index], set[at], set[at + 1]);
            }
        }
    }

    /**
     * The number of dots.
     *
     * @return how many there are, {@link Long#MAX_VALUE} if more than fit
     */
    public long size() {
        long size = 0;
        for (long[] set : numbers) {
            size += Intervals.count(set);
            if (size < 0) {
                return Long.MAX_VALUE;
            }
        }
        return size;
    }

    /**
     * Whether there is no dot.
     *
     * @return whether it is the empty context
     */
    public boolean isEmpty() {
        return origins.length == 0;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof CausalContext other
                && Arrays.equals(origins, other.origins)
                && Arrays.deepEquals(numbers, other.numbers);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(origins) + Arrays.deepHashCode(numbers);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        forEachInterval((origin, low, high) -> text.append(text.length() == 1 ? "" : ", ")
                .append(origin)
                .append(':')
                .append(low)
                .append(low == high ? "" : ".." + high));
        return text.append('}').toString();
    }

    /** Puts a context together from intervals in ascending order, each in O(1). */
    public static final class Builder {

        private final List<ReplicaId> newOrigins = new ArrayList<>();
        private final List<long[]> newNumbers = new ArrayList<>();
        private long[] present = new long[2];
        private int size;

        /** Starts with nothing. */
        public Builder() {}

        /**
         * Adds an interval.
         *
         * @param origin the replica, the same as before or a greater one
         * @param low its first event, at least two after the end of the replica's interval before
         * @param high its last event
         * @return this
         * @throws IllegalArgumentException if the order is not ascending
         */
        public Builder add(ReplicaId origin, long low, long high) {
            int last = newOrigins.size() - 1;
            int order = last < 0 ? 1 : origin.compareTo(newOrigins.get(last));
            boolean ascends = order > 0 || (order == 0 && low - 1 > present[size - 1]);
            if (!ascends || low < 1 || high < low) {
                throw new IllegalArgumentException("not the next interval: " + origin + ":" + low + ".." + high);
            }
            if (order > 0) {
                finishOrigin();
                newOrigins.add(origin);
            }
            if (size == present.length) {
                present = Arrays.copyOf(present, 2 * size);
            }
            present[size++] = low;
            present[size++] = high;
            return this;
        }

        private void finishOrigin() {
            if (size > 0) {
                newNumbers.add(Arrays.copyOf(present, size));
                size = 0;
            }
        }

        /**
         * The context of all that was added.
         *
         * @return the context; the builder must not be used any more
         */
        public CausalContext build() {
            finishOrigin();
            return newOrigins.isEmpty()
                    ? EMPTY
                    : new CausalContext(newOrigins.toArray(new ReplicaId[0]), newNumbers.toArray(new long[0][]));
        }
    }
}
