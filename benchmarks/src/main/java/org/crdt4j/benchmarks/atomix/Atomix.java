// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.atomix;

import org.crdt4j.benchmarks.subject.CounterSubject;
import org.crdt4j.benchmarks.subject.Library;
import org.crdt4j.benchmarks.subject.MapSubject;
import org.crdt4j.benchmarks.subject.SetSubject;

/** The gossiped types of Atomix 3: they broadcast their whole state now and then and hand out no deltas. */
public final class Atomix implements Library {

    @Override
    public CounterSubject counter(int replica, int replicas) {
        return new AtomixCounter("r" + replica);
    }

    @Override
    public SetSubject set(int replica) {
        return new AtomixSet("r" + replica);
    }

    @Override
    public MapSubject map(int replica) {
        return new AtomixMap("r" + replica);
    }
}
