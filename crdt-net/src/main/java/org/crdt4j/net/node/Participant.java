// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.Iterator;
import java.util.function.Consumer;
import org.crdt4j.causality.ReplicaId;

/** What a node needs of a replica. Thread-safe. The bytes mean nothing to the node. */
public interface Participant {

    /**
     * What follows from a message.
     *
     * @param grew whether the message is worth passing on to other peers
     * @param replies messages for the sender of the message, each made when it is asked for
     */
    record Reaction(boolean grew, Iterator<byte[]> replies) {}

    /**
     * Its identity.
     *
     * @return the identity
     */
    ReplicaId id();

    /**
     * Its name for people.
     *
     * @return the name
     */
    String name();

    /**
     * "This is what I have."
     *
     * @return the message
     */
    byte[] digest();

    /**
     * Takes any message of a peer.
     *
     * @param message the bytes
     * @return what follows
     */
    Reaction receive(byte[] message);

    /**
     * Gives the message of each change that is made here.
     *
     * @param sink takes the bytes; called outside of any lock
     * @return ends it
     */
    Runnable onPush(Consumer<byte[]> sink);
}
