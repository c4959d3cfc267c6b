// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Timed writes: besides the dot, a time and a value, or none if the write was a removal. */
final class TimedColumn<V> extends DotColumn<DotFun<Stamped<V>>> {

    /* present counts the rows whose greatest write has a value. gone is the latest time of a write whose row was taken away, until
     * somebody asks. */

    private long[] times;
    private @Nullable Object[] values;
    private int present;
    private long gone;

    TimedColumn() {
        times = new long[0];
        values = new Object[0];
    }

    private TimedColumn(TimedColumn<V> original) {
        super(original);
        times = original.times.clone();
        values = original.values.clone();
        present = original.present;
    }

    @Override
    TimedColumn<V> fresh() {
        return new TimedColumn<>();
    }

    @Override
    TimedColumn<V> copy() {
        return new TimedColumn<>(this);
    }

    /** The time of the write in a row, which is one. */
    long time(int row) {
        return times[row];
    }

    /** The value of the greatest write in a row, null if it is a removal or if there is none. */
    @Nullable
    V value(int row) {
        return isOne(row) ? own(row) : TimedWrites.value(get(row));
    }

    @SuppressWarnings("unchecked")
    private @Nullable V own(int row) {
        return (V) values[row];
    }

    int present() {
        return present;
    }

    /** The latest time of a write whose row was taken away since this was asked last, 0 if none was. */
    long takeGone() {
        long latest = gone;
        if (latest != 0) {
            gone = 0;
        }
        return latest;
    }

    @Override
    DotFun<Stamped<V>> store(int row, ReplicaId origin, long counter) {
        return DotFun.of(new Dot(origin, counter), new Stamped<>(new HybridTimestamp(times[row]), own(row)));
    }

    @Override
    DotFun<Stamped<V>> emptyStore() {
        return DotFun.empty();
    }

    @Override
    boolean setOne(int row, DotFun<Stamped<V>> store) {
        if (store.size() != 1
                || !isTimed(store)
                || !place(row, store.dot(0).replica(), store.dot(0).counter())) {
            return false;
        }
        Stamped<V> stamped = store.value(0);
        setPayload(row, stamped.time().packed(), stamped.value());
        return true;
    }

    /* a function of dots may have values of any kind, whatever the first one was */
    private static boolean isTimed(DotFun<?> store) {
        for (int index = 0; index < store.size(); index++) {
            if (!(store.value(index) instanceof Stamped<?>)) {
                return false;
            }
        }
        return true;
    }

    private void setPayload(int row, long time, @Nullable Object value) {
        present += (value == null ? 0 : 1) - (values[row] == null ? 0 : 1);
        times[row] = time;
        values[row] = value;
    }

    @Override
    void reservePayload(int rows) {
        times = Arrays.copyOf(times, rows);
        values = Arrays.copyOf(values, rows);
    }

    @Override
    void takePayload(int row, OneDotMap<?, DotFun<Stamped<V>>> event) {
        OneWrite<?, V> write = (OneWrite<?, V>) event;
        setPayload(row, write.time(), write.value());
    }

    @Override
    void takePayload(int row, DotColumn<DotFun<Stamped<V>>> from, int fromRow) {
        TimedColumn<V> writes = (TimedColumn<V>) from;
        setPayload(row, writes.times[fromRow], writes.values[fromRow]);
    }

    @Override
    void clearPayload(int row) {
        setPayload(row, 0, null);
    }

    @Override
    void besideCame(DotFun<Stamped<V>> store) {
        present += isTimed(store) && TimedWrites.isPresent(store) ? 1 : 0;
    }

    @Override
    void besideWent(DotFun<Stamped<V>> store) {
        present -= isTimed(store) && TimedWrites.isPresent(store) ? 1 : 0;
    }

    @Override
    void leaving(int row) {
        DotFun<?> several = isOne(row) ? DotFun.empty() : get(row);
        long time = isOne(row) ? times[row] : isTimed(several) ? TimedWrites.latest(get(row)) : 0;
        gone = Long.compareUnsigned(time, gone) > 0 ? time : gone;
    }
}
