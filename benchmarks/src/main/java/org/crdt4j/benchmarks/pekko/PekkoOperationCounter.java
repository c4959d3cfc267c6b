// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.pekko;

import org.apache.pekko.persistence.typed.crdt.Counter;
import org.crdt4j.benchmarks.subject.CounterSubject;
import scala.math.BigInt;

/** {@link Counter}: one number of any size; an operation is what is added to it. */
final class PekkoOperationCounter implements CounterSubject {

    private Counter counter = Counter.empty();

    @Override
    public Object increment() {
        return update(1);
    }

    @Override
    public void add(long amount) {
        update(amount);
    }

    private Object update(long amount) {
        Counter.Updated operation = new Counter.Updated(BigInt.apply(amount));
        counter = counter.applyOperation(operation);
        return operation;
    }

    @Override
    public Object state() {
        return counter;
    }

    @Override
    public void join(Object state) {
        throw new UnsupportedOperationException("operations are applied, states never joined");
    }

    @Override
    public PekkoOperationCounter copy() {
        PekkoOperationCounter copy = new PekkoOperationCounter();
        copy.counter = counter;
        return copy;
    }

    @Override
    public long value() {
        return counter.value().toLong();
    }
}
