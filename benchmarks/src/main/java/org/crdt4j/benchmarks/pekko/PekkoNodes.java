// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.pekko;

import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.apache.pekko.persistence.typed.ReplicaId;

/** The node addresses that stand for replicas. */
final class PekkoNodes {

    private static final int HOSTS = 250;
    private static final int FIRST_PORT = 2552;

    private PekkoNodes() {}

    /** A replica of replicated event sourcing. */
    static ReplicaId id(int replica) {
        return ReplicaId.apply("r" + replica);
    }

    static SelfUniqueAddress node(int replica) {
        String host = "10.0.0." + (1 + replica % HOSTS);
        int port = FIRST_PORT + replica / HOSTS;
        return new SelfUniqueAddress(
                UniqueAddress.apply(Address.apply("pekko", "benchmarks", host, port), 1000L + replica));
    }
}
