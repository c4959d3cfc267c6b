// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.ours;

import org.crdt4j.benchmarks.subject.CounterSubject;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.counter.PnCounter;

/** {@link PnCounter}. */
final class OurCounter implements CounterSubject {

    private final ReplicaId id;
    private final PnCounter counter;

    OurCounter(ReplicaId id) {
        this.id = id;
        this.counter = new PnCounter(OurReplicas.context(id));
    }

    @Override
    public Object increment() {
        return counter.increment();
    }

    @Override
    public void add(long amount) {
        counter.increment(amount);
    }

    @Override
    public Object state() {
        return counter.state();
    }

    @Override
    public void join(Object state) {
        counter.join((PnCounter.Tallies) state);
    }

    @Override
    public OurCounter copy() {
        OurCounter copy = new OurCounter(id);
        copy.counter.join(counter.state());
        return copy;
    }

    @Override
    public long value() {
        return counter.value();
    }
}
