// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.time.Duration;
import java.util.List;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.replica.Replica;
import org.jspecify.annotations.Nullable;

/** A region's way to the other regions: a gossip node on the loopback interface. */
final class RegionLink implements AutoCloseable {

    private static final Duration FIRST_RECONNECT = Duration.ofMillis(20);
    private static final Duration LONGEST_RECONNECT = Duration.ofMillis(200);

    private final Replica replica;
    private @Nullable GossipNode node;

    RegionLink(Replica replica) {
        this.replica = replica;
    }

    /**
     * Begins to listen and to talk.
     *
     * @param peers where other regions listen
     * @return where this one does
     */
    String start(List<String> peers) {
        GossipNode started = GossipNode.builder(replica)
                .listen("127.0.0.1", 0)
                .seeds(peers)
                .reconnect(FIRST_RECONNECT, LONGEST_RECONNECT)
                .start();
        node = started;
        return started.address().toString();
    }

    private GossipNode node() {
        if (node == null) {
            throw new IllegalStateException("the region was not started");
        }
        return node;
    }

    /**
     * Neither talks to some regions nor hears them from now on.
     *
     * @param names the names of their replicas
     */
    void cut(List<String> names) {
        names.forEach(node().links()::cut);
    }

    /** Ends all cuts. */
    void heal() {
        node().links().healAll();
    }

    /** All bytes handed to sockets so far. */
    long bytesSent() {
        return node().stats().bytesOut();
    }

    @Override
    public void close() {
        if (node != null) {
            node.close();
        }
    }
}
