// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Stores that are nearly always one dot, each as one number. What a store says besides its dot, if anything, is its payload, of which a
 * subclass takes care: it travels with the dot.
 */
abstract sealed class DotColumn<S extends DotStore<S>> extends StoreColumn<S> permits DotSetColumn, TimedColumn {

    /* A word is the number of the dot's replica in the palette (16 bits), then the dot's counter (48 bits). A counter is never 0, which
     * leaves two words without a dot: for a touched key of a partial map that has an empty store, and for a store that does not fit,
     * because of several dots, of too many replicas, or of a counter that is too large. Such a store stands beside, as an object. */

    private static final int COUNTER_BITS = 48;
    private static final long COUNTER = (1L << COUNTER_BITS) - 1;
    private static final long EMPTIED = 0;
    private static final long BESIDE = 1L << COUNTER_BITS;

    /* how many rows have to be equal for each one that differs */
    private static final int MIN_EQUAL = 8;

    private long[] words;
    private final Palette palette;
    private Object @Nullable [] beside;

    DotColumn() {
        words = new long[0];
        palette = new Palette();
    }

    DotColumn(DotColumn<S> original) {
        words = original.words.clone();
        palette = original.palette.copy();
        beside = original.beside == null ? null : original.beside.clone();
    }

    @Override
    abstract DotColumn<S> fresh();

    @Override
    abstract DotColumn<S> copy();

    /** The store of a dot, with the payload of a row. */
    abstract S store(int row, ReplicaId origin, long counter);

    /** Puts a store into a row if it is of one dot that fits. */
    abstract boolean setOne(int row, S store);

    /** Makes room for payloads. */
    abstract void reservePayload(int rows);

    /** Takes the payload of an event. */
    abstract void takePayload(int row, OneDotMap<?, S> event);

    /** Takes the payload of another column's row; it may be this column. */
    abstract void takePayload(int row, DotColumn<S> from, int fromRow);

    /** Forgets a payload. */
    abstract void clearPayload(int row);

    /** Told of a store that stands beside from now on. */
    void besideCame(S store) {}

    /** Told of a store that stands beside no more. */
    void besideWent(S store) {}

    /** Told of a row that is about to be taken away. */
    void leaving(int row) {}

    final Palette palette() {
        return palette;
    }

    /** Whether the store in a row is one dot, in its word. */
    final boolean isOne(int row) {
        return (words[row] & COUNTER) != 0;
    }

    /** The number of the replica whose dot is in a row, if it {@linkplain #isOne is one}. */
    final int origin(int row) {
        return (int) (words[row] >>> COUNTER_BITS);
    }

    /** The counter of the dot in a row, 0 if it is not one. */
    final long counter(int row) {
        return words[row] & COUNTER;
    }

    /** Whether the store in a row is just this dot. */
    final boolean isOne(int row, ReplicaId origin, long counter) {
        return counter(row) == counter && palette.origin(origin(row)).equals(origin);
    }

    /**
     * The rows that both columns have, with different dots; null if they, or those that only one has, are too many to be worth it, or if
     * the columns cannot be compared.
     */
    final int @Nullable [] differing(int size, DotColumn<S> other, int otherSize) {
        int rows = Math.min(size, otherSize);
        int limit = rows / MIN_EQUAL;
        boolean comparable = beside == null && other.beside == null && palette.agrees(other.palette);
        if (!comparable || Math.abs(size - otherSize) > limit) {
            return null;
        }
        int[] differing = new int[limit];
        int found = 0;
        int row = 0;
        while (true) {
            int step = Arrays.mismatch(words, row, rows, other.words, row, rows);
            if (step < 0) {
                return Arrays.copyOf(differing, found);
            }
            if (found == differing.length) {
                return null;
            }
            row += step;
            differing[found++] = row++;
        }
    }

    /** Whether one dot covers that in a row, which is one. */
    final boolean isCovered(int row, DotCover cover) {
        return cover.covers(palette.origin(origin(row)), counter(row));
    }

    /** Puts a dot into a row, but not its payload; says whether it fits. */
    final boolean place(int row, ReplicaId origin, long counter) {
        int number = counter > COUNTER ? -1 : palette.findOrAdd(origin);
        if (number < 0) {
            return false;
        }
        clearBeside(row);
        words[row] = (long) number << COUNTER_BITS | counter;
        return true;
    }

    /** Puts an event into a row. */
    final void set(int row, OneDotMap<?, S> event) {
        if (place(row, event.origin(), event.counter())) {
            takePayload(row, event);
        } else {
            setBeside(row, event.store());
        }
    }

    /** Takes the store of another column's row. */
    final void take(int row, DotColumn<S> from, int fromRow) {
        if (!from.isOne(fromRow)) {
            set(row, from.get(fromRow));
        } else if (place(row, from.palette.origin(from.origin(fromRow)), from.counter(fromRow))) {
            takePayload(row, from, fromRow);
        } else {
            setBeside(row, from.get(fromRow));
        }
    }

    @Override
    final void set(int row, S store) {
        if (store.isEmpty()) {
            clearBeside(row);
            clearPayload(row);
            words[row] = EMPTIED;
        } else if (!setOne(row, store)) {
            setBeside(row, store);
        }
    }

    private void setBeside(int row, S store) {
        Object[] others = beside;
        if (others == null || others.length < words.length) {
            others = others == null ? new Object[words.length] : Arrays.copyOf(others, words.length);
            beside = others;
        }
        clearBeside(row);
        others[row] = store;
        words[row] = BESIDE;
        clearPayload(row);
        besideCame(store);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // nobody looks at it any more
    private void clearBeside(int row) {
        if (words[row] == BESIDE && beside != null) {
            besideWent((S) beside[row]);
            beside[row] = null;
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // BESIDE is written only where something is
    final S get(int row) {
        long word = words[row];
        if ((word & COUNTER) != 0) {
            return store(row, palette.origin((int) (word >>> COUNTER_BITS)), word & COUNTER);
        }
        return word == BESIDE ? (S) beside[row] : emptyStore();
    }

    /** The empty store. */
    abstract S emptyStore();

    @Override
    final boolean isEmpty(int row) {
        return words[row] == EMPTIED;
    }

    @Override
    final void forEachDot(int row, DotConsumer action) {
        if (isOne(row)) {
            action.accept(palette.origin(origin(row)), counter(row));
        } else {
            get(row).forEachDot(action);
        }
    }

    @Override
    final void reserve(int rows) {
        if (rows > words.length) {
            words = Arrays.copyOf(words, rows);
            reservePayload(rows);
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // BESIDE is written only where something is
    final void moveLast(int last, int row) {
        leaving(row);
        if (row != last) {
            clearBeside(row);
            if (words[last] == BESIDE) {
                beside[row] = beside[last];
                besideCame((S) beside[row]);
            }
            words[row] = words[last];
            takePayload(row, this, last);
        }
        clearBeside(last);
        clearPayload(last);
        words[last] = EMPTIED;
    }
}
