// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.atomix;

import io.atomix.protocols.gossip.CrdtProtocolConfig;
import io.atomix.protocols.gossip.counter.CrdtCounterDelegate;
import org.crdt4j.benchmarks.subject.CounterSubject;

/** {@link CrdtCounterDelegate}: an update hands out the new value. It is thread-safe, and a decrement takes one at a time. */
final class AtomixCounter implements CounterSubject {

    private final String name;
    private final Member member;
    private final CrdtCounterDelegate counter;

    AtomixCounter(String name) {
        this.name = name;
        this.member = new Member(name);
        this.counter = new CrdtCounterDelegate("c", new CrdtProtocolConfig(), member.services());
    }

    @Override
    public Object increment() {
        return counter.incrementAndGet();
    }

    /** {@code addAndGet} of a negative number would count up less, and the join of that is lost. */
    @Override
    public void add(long amount) {
        if (amount >= 0) {
            counter.addAndGet(amount);
        } else {
            for (long i = 0; i > amount; i--) {
                counter.decrementAndGet();
            }
        }
    }

    @Override
    public Object state() {
        return member.gossip();
    }

    @Override
    public void join(Object state) {
        member.receiver("atomix-crdt-counter-c").accept(state);
    }

    @Override
    public AtomixCounter copy() {
        AtomixCounter copy = new AtomixCounter(name);
        copy.join(state());
        return copy;
    }

    @Override
    public long value() {
        return counter.get();
    }
}
