// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.ours;

import org.crdt4j.benchmarks.subject.CounterSubject;
import org.crdt4j.benchmarks.subject.Library;
import org.crdt4j.benchmarks.subject.MapSubject;
import org.crdt4j.benchmarks.subject.SetSubject;

/** The state-based types of this library. */
public final class Crdt4j implements Library {

    @Override
    public CounterSubject counter(int replica, int replicas) {
        return new OurCounter(OurReplicas.id(replica));
    }

    @Override
    public SetSubject set(int replica) {
        return new OurSet(OurReplicas.id(replica));
    }

    @Override
    public MapSubject map(int replica) {
        return new OurMap(OurReplicas.id(replica));
    }
}
