// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.crdt4j.net.reason.RejectReason;
import org.crdt4j.net.transport.TcpTransport;
import org.crdt4j.net.transport.Transport;
import org.junit.jupiter.api.Test;

/** Thousands of connections to a live node, over real sockets. */
final class ConnectionFloodTest extends LiveNodes {
    private static final int CONNECTIONS = 5000;

    @Override
    Transport newTransport() {
        return TcpTransport.loopback();
    }

    @Override
    ThreadFactory newThreads(String prefix) {
        return Threads.cheapest(prefix);
    }

    @Test
    void fiveThousandConnections_costLittle_andAreCountedByReason() throws Exception {
        FakeReplica victim = new FakeReplica(1);
        FakeReplica honest = new FakeReplica(2);
        NodeLimits limits = NodeLimits.standard().withAcceptRate(100, 1);
        Events events = new Events();
        GossipNode node = start(builder(victim).limits(limits).listener(events));
        assertTrue(start(honest, node).awaitPeers(1, PATIENCE));
        List<RawPeer> lingering = new ArrayList<>();
        int unanswered = 0;
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                try {
                    RawPeer stranger = RawPeer.dial(transport(), node.address());
                    if (i < 1000) {
                        // Some stay and say nothing.
                        lingering.add(stranger);
                    } else {
                        stranger.close();
                    }
                } catch (IOException e) {
                    unanswered++;
                }
                if (i % 1000 == 500) {
                    honest.add("word " + i);
                    assertTrue(victim.awaitWords("word " + i), "served in between");
                }
            }
            // All but the burst, and one a second; 300 leaves the slowest machine its time.
            int refused = CONNECTIONS - unanswered - 300;
            assertTrue(events.awaitRejected(RejectReason.TOO_FAST, refused), () -> "stats " + node.stats());
            assertTrue(node.stats().rejects(RejectReason.TOO_MANY_PENDING) > 0);
            assertEquals(1, node.peers().size());
        } finally {
            for (RawPeer one : lingering) {
                one.close();
            }
        }
        victim.add("still here");
        assertTrue(honest.awaitWords("still here"));
    }
}
