// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.Test;

/** The snippet of README.md that needs a network. */
final class GossipTest {

    @Test
    void gossip() throws Exception {
        CompletableFuture<BigInteger> heard = new CompletableFuture<>();
        try (Replica other = Replica.builder("us").open();
                GossipNode node = GossipNode.builder(other).start()) {
            other.counter("visits")
                    .onChange(change -> heard.complete(change.change().after()));
            showGossip(node.address().toString());
            assertEquals(BigInteger.ONE, heard.get(30, TimeUnit.SECONDS));
        }
    }

    private static void showGossip(String seed) {
        // snippet: gossip
        try (Replica replica = Replica.builder("eu").open();
                GossipNode node = GossipNode.builder(replica)
                        .listen("127.0.0.1", 0)
                        .seeds(seed)
                        .start()) {
            node.awaitPeers(1, Duration.ofSeconds(10)); // only so that somebody hears it before we leave
            replica.counter("visits").increment();
        }
        // end
    }
}
