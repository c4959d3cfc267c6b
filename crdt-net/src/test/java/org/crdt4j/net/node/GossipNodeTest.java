// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class GossipNodeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void push_reachesPeer() throws InterruptedException {
        FakeReplica a = new FakeReplica(1);
        FakeReplica b = new FakeReplica(2);
        try (GossipNode nodeA = GossipNode.builder(a).start();
                GossipNode nodeB =
                        GossipNode.builder(b).seeds(nodeA.address().toString()).start()) {
            assertTrue(nodeA.awaitPeers(1, PATIENCE));
            assertTrue(nodeB.awaitPeers(1, PATIENCE));
            a.add("x");
            b.add("y");
            assertTrue(a.awaitWords("x", "y"));
            assertTrue(b.awaitWords("x", "y"));
            assertEquals(1, nodeA.peers().size());
        }
    }
}
