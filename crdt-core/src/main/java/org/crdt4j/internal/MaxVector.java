// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.internal;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * An immutable sorted map from keys to positive numbers, joined by the maximum of each key. An absent key counts as 0.
 *
 * @param <K> the keys
 */
public final class MaxVector<K extends Comparable<? super K>> {

    /* Two parallel arrays, keys ascending, values > 0. Neither is ever written after construction. Joining walks both sides once;
     * when one side already holds everything, that very object is the result, so that "did it grow" is a comparison of references.
     * Vectors that were made of one another mostly share their keys; then only values are looked at. */

    private static final MaxVector<?> EMPTY = new MaxVector<Integer>(new Object[0], new long[0]);

    private final Object[] keys;
    private final long[] values;

    private MaxVector(Object[] keys, long[] values) {
        this.keys = keys;
        this.values = values;
    }

    /** The vector of zeros. */
    @SuppressWarnings("unchecked")
    public static <K extends Comparable<? super K>> MaxVector<K> empty() {
        return (MaxVector<K>) EMPTY;
    }

    /** A vector with one entry, or none if the value is 0. */
    public static <K extends Comparable<? super K>> MaxVector<K> of(K key, long value) {
        checkValue(value);
        return value == 0 ? empty() : new MaxVector<>(new Object[] {Objects.requireNonNull(key)}, new long[] {value});
    }

    /** A vector of the entries of a map. */
    public static <K extends Comparable<? super K>> MaxVector<K> copyOf(Map<K, Long> entries) {
        Object[] keys = new Object[entries.size()];
        long[] values = new long[keys.length];
        int size = 0;
        for (Map.Entry<K, Long> entry : new TreeMap<>(entries).entrySet()) {
            checkValue(entry.getValue());
            if (entry.getValue() > 0) {
                keys[size] = entry.getKey();
                values[size++] = entry.getValue();
            }
        }
        return trimmed(keys, values, size);
    }

    private static void checkValue(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("must not be negative: " + value);
        }
    }

    private static <K extends Comparable<? super K>> MaxVector<K> trimmed(Object[] keys, long[] values, int size) {
        if (size == 0) {
            return empty();
        }
        return size == keys.length
                ? new MaxVector<>(keys, values)
                : new MaxVector<>(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
    }

    /** How many keys are above 0. */
    public int size() {
        return keys.length;
    }

    /** The key at a position, keys ascending. */
    @SuppressWarnings("unchecked")
    public K key(int index) {
        return (K) keys[index];
    }

    /** The value at a position. */
    public long value(int index) {
        return values[index];
    }

    /** The value of a key, 0 if it is absent. */
    public long get(K key) {
        int index = indexOf(key);
        return index < 0 ? 0 : values[index];
    }

    private int indexOf(K key) {
        int low = 0;
        int high = keys.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = key(middle).compareTo(key);
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

    /** This vector with a key raised to at least a value. */
    public MaxVector<K> with(K key, long value) {
        Objects.requireNonNull(key, "key");
        checkValue(value);
        int index = indexOf(key);
        if (value == 0 || (index >= 0 && values[index] >= value)) {
            return this;
        }
        if (index >= 0) {
            long[] raised = values.clone();
            raised[index] = value;
            return new MaxVector<>(keys, raised);
        }
        int at = -(index + 1);
        Object[] newKeys = new Object[keys.length + 1];
        long[] newValues = new long[keys.length + 1];
        System.arraycopy(keys, 0, newKeys, 0, at);
        System.arraycopy(values, 0, newValues, 0, at);
        newKeys[at] = key;
        newValues[at] = value;
        System.arraycopy(keys, at, newKeys, at + 1, keys.length - at);
        System.arraycopy(values, at, newValues, at + 1, keys.length - at);
        return new MaxVector<>(newKeys, newValues);
    }

    /** Whether each value here is at least the other's. */
    public boolean covers(MaxVector<K> other) {
        if (this == other) {
            return true;
        }
        if (hasKeysOf(other)) {
            return coversValues(other.values);
        }
        if (keys.length < other.keys.length) {
            return false;
        }
        int mine = 0;
        for (int theirs = 0; theirs < other.keys.length; theirs++) {
            K key = other.key(theirs);
            while (mine < keys.length && key(mine).compareTo(key) < 0) {
                mine++;
            }
            if (mine == keys.length || !key(mine).equals(key) || values[mine] < other.values[theirs]) {
                return false;
            }
        }
        return true;
    }

    private boolean hasKeysOf(MaxVector<K> other) {
        return keys == other.keys || Arrays.equals(keys, other.keys);
    }

    private boolean coversValues(long[] theirs) {
        for (int index = 0; index < theirs.length; index++) {
            if (values[index] < theirs[index]) {
                return false;
            }
        }
        return true;
    }

    private static long[] maxima(long[] one, long[] other) {
        long[] maxima = new long[one.length];
        for (int index = 0; index < maxima.length; index++) {
            maxima[index] = Math.max(one[index], other[index]);
        }
        return maxima;
    }

    /** The maximum of each key; this very object if the other adds nothing. */
    public MaxVector<K> join(MaxVector<K> other) {
        if (covers(other)) {
            return this;
        }
        if (other.covers(this)) {
            return other;
        }
        if (hasKeysOf(other)) {
            return new MaxVector<>(keys, maxima(values, other.values));
        }
        Object[] newKeys = new Object[keys.length + other.keys.length];
        long[] newValues = new long[newKeys.length];
        int mine = 0;
        int theirs = 0;
        int size = 0;
        while (mine < keys.length || theirs < other.keys.length) {
            int order = mine == keys.length
                    ? 1
                    : theirs == other.keys.length ? -1 : key(mine).compareTo(other.key(theirs));
            newKeys[size] = order <= 0 ? keys[mine] : other.keys[theirs];
            newValues[size++] = order < 0
                    ? values[mine]
                    : order > 0 ? other.values[theirs] : Math.max(values[mine], other.values[theirs]);
            mine += order <= 0 ? 1 : 0;
            theirs += order >= 0 ? 1 : 0;
        }
        return trimmed(newKeys, newValues, size);
    }

    /** The minimum of each key. */
    public MaxVector<K> meet(MaxVector<K> other) {
        Object[] newKeys = new Object[Math.min(keys.length, other.keys.length)];
        long[] newValues = new long[newKeys.length];
        int size = 0;
        for (int mine = 0; mine < keys.length; mine++) {
            long least = Math.min(values[mine], other.get(key(mine)));
            if (least > 0) {
                newKeys[size] = keys[mine];
                newValues[size++] = least;
            }
        }
        return trimmed(newKeys, newValues, size);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof MaxVector<?> other
                && Arrays.equals(keys, other.keys)
                && Arrays.equals(values, other.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(keys) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int index = 0; index < keys.length; index++) {
            text.append(index == 0 ? "" : ", ").append(keys[index]).append('=').append(values[index]);
        }
        return text.append('}').toString();
    }
}
