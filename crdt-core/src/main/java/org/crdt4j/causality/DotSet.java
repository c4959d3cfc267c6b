// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A set of dots: the store of whatever is just there or not there. Immutable; nearly always of one dot.
 *
 * <p>Join: {@code (s n s') u (s \ c') u (s' \ c)}.
 */
public abstract sealed class DotSet implements DotStore<DotSet> {

    /* One dot costs one object. More are a sorted array; they occur only where replicas acted concurrently. */

    private static final DotSet EMPTY = new Many(new Dot[0]);

    private DotSet() {}

    /**
     * No dot.
     *
     * @return the empty set
     */
    public static DotSet empty() {
        return EMPTY;
    }

    /**
     * One dot.
     *
     * @param origin who made the event
     * @param counter which of its events
     * @return the set
     */
    public static DotSet of(ReplicaId origin, long counter) {
        return new One(Objects.requireNonNull(origin, "origin"), counter);
    }

    /**
     * Some dots.
     *
     * @param dots the dots, in any order
     * @return the set
     */
    public static DotSet of(Dot... dots) {
        if (dots.length == 1) {
            return of(dots[0].replica(), dots[0].counter());
        }
        Dot[] sorted = Arrays.stream(dots).sorted().distinct().toArray(Dot[]::new);
        return sorted(sorted, sorted.length);
    }

    private static DotSet sorted(Dot[] sorted, int size) {
        return switch (size) {
            case 0 -> EMPTY;
            case 1 -> of(sorted[0].replica(), sorted[0].counter());
            default -> new Many(size == sorted.length ? sorted : Arrays.copyOf(sorted, size));
        };
    }

    /**
     * The number of dots.
     *
     * @return how many there are
     */
    public abstract int size();

    /**
     * Whether a dot is in this set.
     *
     * @param origin who made the event
     * @param counter which of its events
     * @return whether it is
     */
    public abstract boolean contains(ReplicaId origin, long counter);

    /**
     * The dots as a list.
     *
     * @return the dots, ascending
     */
    public abstract List<Dot> dots();

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public DotSet bottom() {
        return EMPTY;
    }

    @Override
    public DotSet self() {
        return this;
    }

    @Override
    public DotSet join(DotSet other, JoinScope scope) {
        if (this == other) {
            return this;
        }
        DotSet joined = size() == 1 && other.size() == 1 ? joinSingles(other, scope) : joinAny(other, scope);
        if (joined.equals(this)) {
            return this;
        }
        scope.markChanged();
        return joined;
    }

    private DotSet joinSingles(DotSet other, JoinScope scope) {
        Dot mine = dots().get(0);
        Dot theirs = other.dots().get(0);
        if (mine.equals(theirs)) {
            return this;
        }
        boolean keepMine = !scope.theirs().covers(mine);
        boolean keepTheirs = !scope.mine().covers(theirs);
        if (keepMine && keepTheirs) {
            return of(mine, theirs);
        }
        return keepMine ? this : keepTheirs ? other : EMPTY;
    }

    private DotSet joinAny(DotSet other, JoinScope scope) {
        Dot[] result = new Dot[size() + other.size()];
        int size = 0;
        for (Dot dot : dots()) {
            if (other.contains(dot.replica(), dot.counter()) || !scope.theirs().covers(dot)) {
                result[size++] = dot;
            }
        }
        for (Dot dot : other.dots()) {
            if (!contains(dot.replica(), dot.counter()) && !scope.mine().covers(dot)) {
                result[size++] = dot;
            }
        }
        Arrays.sort(result, 0, size);
        return sorted(result, size);
    }

    @Override
    public DotSet since(DotCover seen) {
        Dot[] kept = dots().stream().filter(dot -> !seen.covers(dot)).toArray(Dot[]::new);
        return kept.length == size() ? this : sorted(kept, kept.length);
    }

    @Override
    public String toString() {
        return dots().toString();
    }

    /** One dot. */
    static final class One extends DotSet {

        private final ReplicaId origin;
        private final long counter;

        One(ReplicaId origin, long counter) {
            if (counter < 1) {
                throw new IllegalArgumentException("a dot's counter starts at 1: " + counter);
            }
            this.origin = origin;
            this.counter = counter;
        }

        ReplicaId origin() {
            return origin;
        }

        long counter() {
            return counter;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public boolean contains(ReplicaId replica, long number) {
            return counter == number && origin.equals(replica);
        }

        @Override
        public List<Dot> dots() {
            return List.of(new Dot(origin, counter));
        }

        @Override
        public void forEachDot(DotConsumer action) {
            action.accept(origin, counter);
        }

        @Override
        public DotSet since(DotCover seen) {
            return seen.covers(origin, counter) ? EMPTY : this;
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof One other && counter == other.counter && origin.equals(other.origin);
        }

        @Override
        public int hashCode() {
            return 31 * origin.hashCode() + Long.hashCode(counter);
        }
    }

    private static final class Many extends DotSet {

        private final Dot[] dots;

        Many(Dot[] dots) {
            this.dots = dots;
        }

        @Override
        public int size() {
            return dots.length;
        }

        @Override
        public boolean contains(ReplicaId replica, long number) {
            return number > 0 && Arrays.binarySearch(dots, new Dot(replica, number)) >= 0;
        }

        @Override
        public List<Dot> dots() {
            return List.of(dots);
        }

        @Override
        public void forEachDot(DotConsumer action) {
            for (Dot dot : dots) {
                action.accept(dot.replica(), dot.counter());
            }
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Many other && Arrays.equals(dots, other.dots);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(dots);
        }
    }
}
