// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.wurmloch;

import com.netopyr.wurmloch.crdt.CrdtCommand;
import com.netopyr.wurmloch.crdt.PNCounter;
import org.crdt4j.benchmarks.subject.CounterSubject;
import org.crdt4j.benchmarks.subject.Hidden;

/** {@link PNCounter}: each command carries the whole state. */
final class WurmlochCounter implements CounterSubject {

    private static final String ID = "counter";

    private final String replica;
    private final Channel channel = new Channel();
    private final PNCounter counter;

    WurmlochCounter(String replica) {
        this.replica = replica;
        this.counter = new PNCounter(replica, ID, channel.in, channel.out);
    }

    @Override
    public Object increment() {
        counter.increment();
        return channel.sent();
    }

    @Override
    public void add(long amount) {
        if (amount > 0) {
            counter.increment(amount);
        } else if (amount < 0) {
            counter.decrement(-amount);
        }
    }

    /** The command that an update would send; a counter that only received has sent none. */
    @Override
    public Object state() {
        Class<?> command = new WurmlochCounter(replica).increment().getClass();
        return Hidden.create(command, ID, Hidden.field(counter, "pEntries"), Hidden.field(counter, "nEntries"));
    }

    @Override
    public void join(Object state) {
        channel.in.onNext((CrdtCommand) state);
    }

    @Override
    public WurmlochCounter copy() {
        WurmlochCounter copy = new WurmlochCounter(replica);
        copy.join(state());
        return copy;
    }

    @Override
    public long value() {
        return counter.get();
    }
}
