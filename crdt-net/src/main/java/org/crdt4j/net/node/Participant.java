// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.function.Consumer;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.replica.Reaction;
import org.crdt4j.replica.Replica;
import org.crdt4j.replica.Subscription;

/**
 * What a node needs of a replica, see {@link Replica}; the bytes mean nothing to the node. An interface, so that the protocols of the
 * network can be tested with something smaller.
 */
interface Participant {

    ReplicaId id();

    String name();

    byte[] digest();

    Reaction receive(byte[] message);

    Subscription onPush(Consumer<byte[]> sink);

    static Participant of(Replica replica) {
        return new Real(replica);
    }

    /** A replica of the library. */
    record Real(Replica replica) implements Participant {

        @Override
        public ReplicaId id() {
            return replica.id();
        }

        @Override
        public String name() {
            return replica.name();
        }

        @Override
        public byte[] digest() {
            return replica.digest();
        }

        @Override
        public Reaction receive(byte[] message) {
            return replica.receive(message);
        }

        @Override
        public Subscription onPush(Consumer<byte[]> sink) {
            return replica.onPush(sink);
        }
    }
}
