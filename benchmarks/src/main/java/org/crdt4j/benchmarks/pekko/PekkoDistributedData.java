// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.pekko;

import org.crdt4j.benchmarks.subject.CounterSubject;
import org.crdt4j.benchmarks.subject.Library;
import org.crdt4j.benchmarks.subject.MapSubject;
import org.crdt4j.benchmarks.subject.SetSubject;

/** The state-based types of Pekko Distributed Data. */
public final class PekkoDistributedData implements Library {

    @Override
    public CounterSubject counter(int replica, int replicas) {
        return new PekkoCounter(replica);
    }

    @Override
    public SetSubject set(int replica) {
        return new PekkoSet(replica);
    }

    @Override
    public MapSubject map(int replica) {
        return new PekkoMap(replica);
    }
}
