// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.Arrays;
import java.util.Objects;
import org.crdt4j.internal.GrowingIntervals;
import org.crdt4j.internal.Intervals;
import org.jspecify.annotations.Nullable;

/**
 * What one live object has seen: a {@link CausalContext} that grows in place. Single writer; not thread-safe.
 *
 * <p>Taking note of the next event of a known replica takes O(1) as long as there are no gaps, O(log n + gaps) at worst, for n
 * replicas; a {@link #snapshot} copies O(n).
 */
public final class MutableCausalContext implements DotCover {

    /* Parallel arrays with room to grow, origins ascending up to size: prefix[i] = all events from 1 up to this were seen;
     * beyond[i] = intervals above prefix[i] + 1, never adjacent to it, or null if there are none. */

    private static final int FEW = 4;

    private ReplicaId[] origins;
    private long[] prefix;
    private @Nullable GrowingIntervals[] beyond;
    private int size;
    private int recent;

    /** A context of nothing. */
    public MutableCausalContext() {
        origins = new ReplicaId[3];
        prefix = new long[3];
        beyond = new GrowingIntervals[3];
    }

    /**
     * A context that starts with what another has.
     *
     * @param context what has been seen already
     */
    public MutableCausalContext(CausalContext context) {
        size = context.origins.length;
        origins = Arrays.copyOf(context.origins, size + 1);
        prefix = new long[size + 1];
        beyond = new GrowingIntervals[size + 1];
        for (int index = 0; index < size; index++) {
            assign(index, context.numbers[index]);
        }
    }

    private void assign(int index, long[] numbers) {
        prefix[index] = Intervals.prefix(numbers);
        int start = prefix[index] == 0 ? 0 : 2;
        beyond[index] = start == numbers.length ? null : new GrowingIntervals(numbers, start);
    }

    private long[] numbers(int index) {
        GrowingIntervals further = beyond[index];
        long contiguous = prefix[index];
        if (further != null) {
            return further.after(contiguous);
        }
        return contiguous == 0 ? Intervals.EMPTY : new long[] {1, contiguous};
    }

    @Override
    public boolean covers(ReplicaId origin, long counter) {
        int index = indexOf(origin);
        return index >= 0 && covers(index, counter, counter);
    }

    private boolean covers(int index, long low, long high) {
        GrowingIntervals further = beyond[index];
        return high <= prefix[index] || (further != null && further.containsAll(low, high));
    }

    /* nearly always it is the replica that was asked for last */
    private int indexOf(ReplicaId origin) {
        int index = recent;
        if (index < size && origins[index].equals(origin)) {
            return index;
        }
        index = CausalContext.indexOf(origins, size, origin);
        if (index >= 0) {
            recent = index;
        }
        return index;
    }

    /**
     * Whether a context is a part of this one.
     *
     * @param other the context
     * @return whether each of its dots is covered
     */
    public boolean covers(CausalContext other) {
        for (int index = 0; index < other.origins.length; index++) {
            int mine = CausalContext.indexOf(origins, size, other.origins[index]);
            if (mine < 0) {
                return false;
            }
            long[] theirs = other.numbers[index];
            for (int at = 0; at < theirs.length; at += 2) {
                if (!covers(mine, theirs[at], theirs[at + 1])) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Mints the next event of a replica: the one after the highest that was seen of it, and takes note of it.
     *
     * @param origin the replica
     * @return the event's number
     * @throws ArithmeticException if there is no further number
     */
    public long next(ReplicaId origin) {
        int index = indexOf(origin);
        if (index >= 0 && beyond[index] == null) {
            prefix[index] = Math.addExact(prefix[index], 1);
            return prefix[index];
        }
        long next = Math.addExact(max(origin), 1);
        add(origin, next);
        return next;
    }

    /**
     * The highest event of a replica, whatever is missing below.
     *
     * @param origin the replica
     * @return its highest event in this context, 0 if none
     */
    public long max(ReplicaId origin) {
        int index = indexOf(origin);
        if (index < 0) {
            return 0;
        }
        GrowingIntervals further = beyond[index];
        return further == null ? prefix[index] : Math.max(prefix[index], further.max());
    }

    @Override
    public long contiguous(ReplicaId origin) {
        int index = indexOf(origin);
        return index < 0 ? 0 : prefix[index];
    }

    /**
     * Takes note of an event.
     *
     * @param origin who made the event
     * @param counter which of its events
     * @return whether it is new
     */
    public boolean add(ReplicaId origin, long counter) {
        return addInterval(origin, counter, counter);
    }

    /**
     * Takes note of all events of a replica up to a number.
     *
     * @param origin the replica
     * @param counter the highest event
     * @return whether any is new
     */
    public boolean fill(ReplicaId origin, long counter) {
        return counter > 0 && addInterval(origin, 1, counter);
    }

    /**
     * Takes note of some consecutive events of a replica.
     *
     * @param origin the replica
     * @param low the first
     * @param high the last
     * @return whether any is new
     */
    public boolean addInterval(ReplicaId origin, long low, long high) {
        if (low < 1 || high < low) {
            throw new IllegalArgumentException("no interval of event numbers: " + low + ".." + high);
        }
        int index = indexOrInsert(origin);
        if (high <= prefix[index]) {
            return false;
        }
        GrowingIntervals further = beyond[index];
        if (low - 1 <= prefix[index]) {
            prefix[index] = further == null ? high : join(index, further, high);
            return true;
        }
        if (further != null) {
            return further.add(low, high);
        }
        beyond[index] = new GrowingIntervals(low, high);
        return true;
    }

    private long join(int index, GrowingIntervals further, long high) {
        long longer = further.takeNextTo(high);
        if (further.isEmpty()) {
            beyond[index] = null;
        }
        return longer;
    }

    private int indexOrInsert(ReplicaId origin) {
        int index = indexOf(origin);
        if (index >= 0) {
            return index;
        }
        Objects.requireNonNull(origin, "origin");
        int at = -(index + 1);
        if (size == origins.length) {
            int capacity = size + (size >> 1) + 2;
            origins = Arrays.copyOf(origins, capacity);
            prefix = Arrays.copyOf(prefix, capacity);
            beyond = Arrays.copyOf(beyond, capacity);
        }
        System.arraycopy(origins, at, origins, at + 1, size - at);
        System.arraycopy(prefix, at, prefix, at + 1, size - at);
        System.arraycopy(beyond, at, beyond, at + 1, size - at);
        origins[at] = origin;
        recent = at;
        prefix[at] = 0;
        beyond[at] = null;
        size++;
        return at;
    }

    /**
     * Takes note of all dots of a context.
     *
     * @param other the context
     * @return whether any is new
     */
    public boolean addAll(CausalContext other) {
        boolean grew = false;
        for (int index = 0; index < other.origins.length; index++) {
            long[] theirs = other.numbers[index];
            if (theirs.length <= FEW) {
                for (int at = 0; at < theirs.length; at += 2) {
                    grew |= addInterval(other.origins[index], theirs[at], theirs[at + 1]);
                }
            } else {
                int mine = indexOrInsert(other.origins[index]);
                long[] before = numbers(mine);
                long[] joined = Intervals.union(before, theirs);
                if (joined != before) {
                    assign(mine, joined);
                    grew |= !Intervals.containsAll(before, theirs);
                }
            }
        }
        return grew;
    }

    /**
     * Takes note of all dots in a store.
     *
     * @param store the store
     * @return whether any is new
     */
    public boolean addDotsOf(DotStore<?> store) {
        return store instanceof OneDotMap<?, ?> one
                ? add(one.origin(), one.counter())
                : addAll(CausalContext.of(store));
    }

    /**
     * The present content as a value.
     *
     * @return an immutable copy
     */
    public CausalContext snapshot() {
        if (size == 0) {
            return CausalContext.empty();
        }
        long[][] numbers = new long[size][];
        for (int index = 0; index < size; index++) {
            numbers[index] = numbers(index);
        }
        return new CausalContext(Arrays.copyOf(origins, size), numbers);
    }

    /**
     * The part without gaps.
     *
     * @return the greatest vector that this context covers
     */
    public VersionVector vector() {
        return snapshot().vector();
    }

    @Override
    public String toString() {
        return snapshot().toString();
    }
}
