// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.hazelcast;

import com.hazelcast.internal.crdt.pncounter.PNCounterImpl;
import java.util.UUID;
import org.crdt4j.benchmarks.subject.CounterSubject;
import org.crdt4j.benchmarks.subject.Hidden;

/**
 * {@link PNCounterImpl}, which a member of a Hazelcast cluster calls under the public API. It sends whole states from time to
 * time, so an update hands out no delta but the new value with its vector clock, and it takes a lock for each call.
 */
final class HazelcastCounter implements CounterSubject {

    private final UUID replica;
    private final PNCounterImpl counter;

    HazelcastCounter(int replica) {
        this(new UUID(1, replica));
    }

    private HazelcastCounter(UUID replica) {
        this.replica = replica;
        this.counter = (PNCounterImpl) Hidden.create(PNCounterImpl.class, replica, "counter");
    }

    @Override
    public Object increment() {
        return counter.addAndGet(1, null);
    }

    @Override
    public void add(long amount) {
        counter.addAndGet(amount, null);
    }

    @Override
    public PNCounterImpl state() {
        return copy().counter;
    }

    @Override
    public void join(Object state) {
        counter.merge((PNCounterImpl) state);
    }

    @Override
    public HazelcastCounter copy() {
        HazelcastCounter copy = new HazelcastCounter(replica);
        copy.join(counter);
        return copy;
    }

    @Override
    public long value() {
        return counter.get(null).getValue();
    }
}
