// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.pekko;

import org.apache.pekko.cluster.ddata.PNCounter;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.crdt4j.benchmarks.subject.CounterSubject;

/** {@link PNCounter}, its delta taken and reset after each update as Pekko's replicator does. */
final class PekkoCounter implements CounterSubject {

    private final SelfUniqueAddress node;
    private PNCounter counter;

    PekkoCounter(int replica) {
        this(PekkoNodes.node(replica), PNCounter.create());
    }

    private PekkoCounter(SelfUniqueAddress node, PNCounter counter) {
        this.node = node;
        this.counter = counter;
    }

    @Override
    public Object increment() {
        PNCounter updated = counter.increment(node, 1L);
        counter = updated.resetDelta();
        return updated.delta().get();
    }

    @Override
    public void add(long amount) {
        PNCounter updated = amount >= 0 ? counter.increment(node, amount) : counter.decrement(node, -amount);
        counter = updated.resetDelta();
    }

    @Override
    public Object state() {
        return counter;
    }

    @Override
    public void join(Object state) {
        counter = counter.merge((PNCounter) state);
    }

    @Override
    public PekkoCounter copy() {
        return new PekkoCounter(node, counter);
    }

    @Override
    public long value() {
        return counter.getValue().longValueExact();
    }
}
