// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A value for each dot: the store of registers. Immutable; nearly always of one entry.
 *
 * <p>A dot names one event, so its value is the same wherever the dot occurs, and the join is that of {@link DotSet}.
 *
 * @param <V> the values; they must be immutable
 */
public final class DotFun<V> implements DotStore<DotFun<V>> {

    /* Parallel arrays, dots ascending, never written after construction. */

    private static final DotFun<?> EMPTY = new DotFun<>(new Dot[0], new Object[0]);

    private final Dot[] dots;
    private final Object[] values;

    private DotFun(Dot[] dots, Object[] values) {
        this.dots = dots;
        this.values = values;
    }

    /**
     * No entry.
     *
     * @param <V> the values
     * @return the empty function
     */
    @SuppressWarnings("unchecked")
    public static <V> DotFun<V> empty() {
        return (DotFun<V>) EMPTY;
    }

    /**
     * One entry.
     *
     * @param <V> the values
     * @param dot the dot
     * @param value its value
     * @return the function
     */
    public static <V> DotFun<V> of(Dot dot, V value) {
        return new DotFun<>(
                new Dot[] {Objects.requireNonNull(dot, "dot")}, new Object[] {Objects.requireNonNull(value, "value")});
    }

    /**
     * Some entries.
     *
     * @param <V> the values
     * @param dots the dots, ascending, none twice
     * @param values their values, in the same order
     * @return the function
     * @throws IllegalArgumentException if the dots are not ascending or the numbers differ
     */
    public static <V> DotFun<V> of(List<Dot> dots, List<? extends V> values) {
        if (dots.size() != values.size()) {
            throw new IllegalArgumentException(dots.size() + " dots, but " + values.size() + " values");
        }
        for (int index = 1; index < dots.size(); index++) {
            if (dots.get(index - 1).compareTo(dots.get(index)) >= 0) {
                throw new IllegalArgumentException("dots must be ascending: " + dots);
            }
        }
        return dots.isEmpty()
                ? empty()
                : new DotFun<>(dots.toArray(new Dot[0]), List.copyOf(values).toArray());
    }

    /**
     * The number of entries.
     *
     * @return how many there are
     */
    public int size() {
        return dots.length;
    }

    /**
     * The dot of an entry.
     *
     * @param index its position, dots ascending
     * @return the dot
     */
    public Dot dot(int index) {
        return dots[index];
    }

    /**
     * The value of an entry.
     *
     * @param index its position, dots ascending
     * @return the value
     */
    @SuppressWarnings("unchecked")
    public V value(int index) {
        return (V) values[index];
    }

    /**
     * All values.
     *
     * @return the values, by their dots ascending; equal values of different dots stand several times
     */
    public List<V> values() {
        List<V> list = new ArrayList<>(values.length);
        for (int index = 0; index < values.length; index++) {
            list.add(value(index));
        }
        return Collections.unmodifiableList(list);
    }

    @Override
    public boolean isEmpty() {
        return dots.length == 0;
    }

    @Override
    public DotFun<V> bottom() {
        return empty();
    }

    @Override
    public DotFun<V> self() {
        return this;
    }

    @Override
    public void forEachDot(DotConsumer action) {
        for (Dot dot : dots) {
            action.accept(dot.replica(), dot.counter());
        }
    }

    @Override
    public DotFun<V> join(DotFun<V> other, JoinScope scope) {
        if (this == other) {
            return this;
        }
        Dot[] newDots = new Dot[dots.length + other.dots.length];
        Object[] newValues = new Object[newDots.length];
        int size = 0;
        int kept = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < dots.length || theirs < other.dots.length) {
            int order = mine == dots.length
                    ? 1
                    : theirs == other.dots.length ? -1 : dots[mine].compareTo(other.dots[theirs]);
            boolean keep = order == 0
                    || (order < 0
                            ? !scope.theirs().covers(dots[mine])
                            : !scope.mine().covers(other.dots[theirs]));
            if (keep) {
                newDots[size] = order <= 0 ? dots[mine] : other.dots[theirs];
                newValues[size++] = order <= 0 ? values[mine] : other.values[theirs];
                kept += order <= 0 ? 1 : 0;
            }
            mine += order <= 0 ? 1 : 0;
            theirs += order >= 0 ? 1 : 0;
        }
        if (kept == dots.length && size == kept) {
            return this;
        }
        scope.markChanged();
        return trimmed(newDots, newValues, size);
    }

    private DotFun<V> trimmed(Dot[] newDots, Object[] newValues, int size) {
        if (size == 0) {
            return empty();
        }
        return size == newDots.length
                ? new DotFun<>(newDots, newValues)
                : new DotFun<>(Arrays.copyOf(newDots, size), Arrays.copyOf(newValues, size));
    }

    @Override
    public DotFun<V> since(DotCover seen) {
        return keepingDots(dot -> !seen.covers(dot));
    }

    /**
     * The entries whose dots pass a test.
     *
     * @param test which dots to keep
     * @return the rest; this very object if all pass
     */
    public DotFun<V> keepingDots(Predicate<Dot> test) {
        Dot[] newDots = new Dot[dots.length];
        Object[] newValues = new Object[dots.length];
        int size = 0;
        for (int index = 0; index < dots.length; index++) {
            if (test.test(dots[index])) {
                newDots[size] = dots[index];
                newValues[size++] = values[index];
            }
        }
        return size == dots.length ? this : trimmed(newDots, newValues, size);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof DotFun<?> other
                && Arrays.equals(dots, other.dots)
                && Arrays.equals(values, other.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(dots) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int index = 0; index < dots.length; index++) {
            text.append(index == 0 ? "" : ", ").append(dots[index]).append('=').append(values[index]);
        }
        return text.append('}').toString();
    }
}
