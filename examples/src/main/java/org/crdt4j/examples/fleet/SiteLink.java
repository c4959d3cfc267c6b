// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.fleet;

import java.time.Duration;
import java.util.List;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.net.transport.PeerAddress;
import org.crdt4j.replica.Replica;
import org.jspecify.annotations.Nullable;

/** A site's way to the other sites: a gossip node on the loopback interface. */
final class SiteLink implements AutoCloseable {

    /* Days of the recording pass in seconds, so what got lost is looked for more often than usual. */
    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration FIRST_RECONNECT = Duration.ofMillis(20);
    private static final Duration LONGEST_RECONNECT = Duration.ofMillis(200);

    private final Replica replica;
    private @Nullable GossipNode node;

    SiteLink(Replica replica) {
        this.replica = replica;
    }

    /**
     * Begins to listen and to talk.
     *
     * @param advertised where the others shall dial this site, "-" for where it listens
     * @param peers where other sites are to be dialed
     * @return where this one listens
     */
    String start(String advertised, List<String> peers) {
        GossipNode.Builder builder = GossipNode.builder(replica)
                .listen("127.0.0.1", 0)
                .seeds(peers)
                .interval(INTERVAL, LONGEST_INTERVAL)
                .reconnect(FIRST_RECONNECT, LONGEST_RECONNECT);
        if (!advertised.equals("-")) {
            PeerAddress address = PeerAddress.parse(advertised);
            builder.advertise(address.host(), address.port());
        }
        GossipNode started = builder.start();
        node = started;
        return started.address().toString();
    }

    private GossipNode node() {
        if (node == null) {
            throw new IllegalStateException("the site was not started");
        }
        return node;
    }

    /**
     * Neither talks to some sites nor hears them from now on.
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
