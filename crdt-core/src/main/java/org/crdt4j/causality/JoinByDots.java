// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import org.jspecify.annotations.Nullable;

/**
 * The join of a whole table of dots into another. A dot names one event, which stands under one key; so whether a row stays, goes or comes
 * is told by its dot alone, and keys are looked up only for rows that come. A row that is not just one dot is joined by its key.
 */
final class JoinByDots<K, S extends DotStore<S>> {

    private final DotTable<K, S> target;
    private final DotTable<K, S> other;
    private final JoinScope scope;
    private final DotMap.@Nullable Observer<? super K, ? super S> observer;

    JoinByDots(
            DotTable<K, S> target,
            DotTable<K, S> other,
            JoinScope scope,
            DotMap.@Nullable Observer<? super K, ? super S> observer) {
        this.target = target;
        this.other = other;
        this.scope = scope;
        this.observer = observer;
    }

    void run() {
        if (target.size() == 0) {
            takeAll();
            return;
        }
        if (target.column() instanceof DotColumn<S> mine && other.column() instanceof DotColumn<S> theirs) {
            int common = Math.min(target.size(), other.size());
            int[] differing = mine.differing(target.size(), theirs, other.size());
            if (differing != null) {
                joinDiffering(mine, theirs, differing, common);
                return;
            }
        }
        joinAll();
    }

    /* Sides that have common history often have their rows in the same order. A dot that both have stays, and what goes with it is the
     * same on both sides, so only the other rows matter. */
    private void joinDiffering(DotColumn<S> mine, DotColumn<S> theirs, int[] differing, int common) {
        int before = target.size();
        for (int row : differing) {
            takeNew(theirs, row);
        }
        for (int row = common; row < other.size(); row++) {
            takeNew(theirs, row);
        }
        for (int row = before - 1; row >= common; row--) {
            dropRemoved(mine, row);
        }
        for (int index = differing.length - 1; index >= 0; index--) {
            dropRemoved(mine, differing[index]);
        }
    }

    private void takeNew(DotColumn<S> theirs, int row) {
        if (!theirs.isCovered(row, scope.mine())) {
            take(theirs, row);
        }
    }

    private void dropRemoved(DotColumn<S> mine, int row) {
        if (!mine.isOne(row) || mine.isCovered(row, scope.theirs())) {
            joinByKey(row);
        }
    }

    private void joinAll() {
        LiveDots live = new LiveDots();
        if (other.column() instanceof DotColumn<S> theirs) {
            live = LiveDots.of(theirs, other.size());
            takeNew(theirs);
        }
        if (target.column() instanceof DotColumn<S> mine) {
            dropRemoved(mine, live);
        }
    }

    /* where nothing is, everything comes but what was here before */
    private void takeAll() {
        target.adopt(other);
        if (!(target.column() instanceof DotColumn<S> column)) {
            return;
        }
        long[] seen = contiguous(column.palette(), scope.mine());
        for (int row = target.size() - 1; row >= 0; row--) {
            S several = column.isOne(row) ? null : column.get(row);
            S kept = several == null ? null : several.bottom().join(several, scope);
            if (isCovered(column, row, seen, scope.mine()) || (kept != null && kept.isEmpty())) {
                target.remove(row);
            } else if (kept != null) {
                column.set(row, kept);
            }
        }
        if (target.size() > 0) {
            scope.markChanged();
        }
        if (observer != null) {
            for (int row = 0; row < target.size(); row++) {
                observer.changed(target.key(row), null, target.store(row));
            }
        }
    }

    private void takeNew(DotColumn<S> theirs) {
        long[] seen = contiguous(theirs.palette(), scope.mine());
        for (int row = 0; row < other.size(); row++) {
            if (!theirs.isOne(row)) {
                target.joinRow(other, row, scope, observer);
            } else if (!isCovered(theirs, row, seen, scope.mine())) {
                take(theirs, row);
            }
        }
    }

    private void take(DotColumn<S> theirs, int row) {
        if (observer == null) {
            target.joinUnseen(other, theirs, row, scope);
        } else {
            target.joinRow(other, row, scope, observer);
        }
    }

    /* from the last row to the first, because the last takes the place of one that goes */
    private void dropRemoved(DotColumn<S> mine, LiveDots live) {
        long[] seen = contiguous(mine.palette(), scope.theirs());
        int[] theirNumbers = live.numbersOf(mine.palette());
        for (int row = target.size() - 1; row >= 0; row--) {
            boolean stays = mine.isOne(row)
                    && (!isCovered(mine, row, seen, scope.theirs())
                            || live.contains(theirNumbers[mine.origin(row)], mine.counter(row)));
            if (!stays) {
                joinByKey(row);
            }
        }
    }

    /* also what is in no bitmap comes here */
    private void joinByKey(int row) {
        int theirs = other.rows().find(target.key(row), target.rows().hash(row));
        S store = theirs < 0 ? target.store(row).bottom() : other.store(theirs);
        target.joinStore(row, store, scope, observer);
    }

    private static boolean isCovered(DotColumn<?> column, int row, long[] contiguous, DotCover cover) {
        long counter = column.counter(row);
        return counter != 0 && (counter <= contiguous[column.origin(row)] || column.isCovered(row, cover));
    }

    /** Of each replica of a palette, up to which event all are covered. */
    private static long[] contiguous(Palette palette, DotCover cover) {
        long[] contiguous = new long[palette.size()];
        for (int number = 0; number < contiguous.length; number++) {
            contiguous[number] = cover.contiguous(palette.origin(number));
        }
        return contiguous;
    }
}
