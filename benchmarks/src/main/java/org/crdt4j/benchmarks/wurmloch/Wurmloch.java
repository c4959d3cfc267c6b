// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.wurmloch;

import org.crdt4j.benchmarks.subject.CounterSubject;
import org.crdt4j.benchmarks.subject.Library;
import org.crdt4j.benchmarks.subject.SetSubject;

/** The counter and the OR-set of wurmloch-crdt, which talk through Reactive Streams. It has no map. */
public final class Wurmloch implements Library {

    @Override
    public CounterSubject counter(int replica, int replicas) {
        return new WurmlochCounter("r" + replica);
    }

    @Override
    public SetSubject set(int replica) {
        return new WurmlochSet();
    }
}
