// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.hazelcast;

import org.crdt4j.benchmarks.subject.CounterSubject;
import org.crdt4j.benchmarks.subject.Library;

/** The PN-counter of Hazelcast, its only such type, without the cluster around it. */
public final class Hazelcast implements Library {

    @Override
    public CounterSubject counter(int replica, int replicas) {
        return new HazelcastCounter(replica);
    }
}
