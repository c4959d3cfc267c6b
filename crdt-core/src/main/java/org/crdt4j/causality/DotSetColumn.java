// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

/** Dot sets: a dot says all. */
final class DotSetColumn extends DotColumn<DotSet> {

    DotSetColumn() {}

    private DotSetColumn(DotSetColumn original) {
        super(original);
    }

    @Override
    DotSetColumn fresh() {
        return new DotSetColumn();
    }

    @Override
    DotSetColumn copy() {
        return new DotSetColumn(this);
    }

    @Override
    DotSet store(int row, ReplicaId origin, long counter) {
        return DotSet.of(origin, counter);
    }

    @Override
    DotSet emptyStore() {
        return DotSet.empty();
    }

    @Override
    boolean setOne(int row, DotSet store) {
        return store instanceof DotSet.One one && place(row, one.origin(), one.counter());
    }

    @Override
    void reservePayload(int rows) {}

    @Override
    void takePayload(int row, OneDotMap<?, DotSet> event) {}

    @Override
    void takePayload(int row, DotColumn<DotSet> from, int fromRow) {}

    @Override
    void clearPayload(int row) {}
}
