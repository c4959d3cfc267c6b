// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.net.node.MemberStatus;
import org.crdt4j.net.node.NodeLimits;
import org.crdt4j.net.node.NodeListener;
import org.crdt4j.net.node.NodeTimers;
import org.crdt4j.net.reason.RejectReason;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.Test;

/** The snippets of README.md and docs/gossip.md that need a network. */
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

    @Test
    void threeNodesInARow() throws Throwable {
        assertEquals(List.of("[new]", "true"), Printed.by(GossipTest::showRow));
    }

    private static void showRow() throws Exception {
        // snippet: gossip-row
        try (Replica dublin = Replica.builder("dublin").open();
                Replica madrid = Replica.builder("madrid").open();
                Replica oslo = Replica.builder("oslo").open();
                GossipNode first = GossipNode.builder(dublin).start(); // on 127.0.0.1, at a port that is free
                GossipNode middle = GossipNode.builder(madrid)
                        .seeds(first.address().toString())
                        .start();
                GossipNode last = GossipNode.builder(oslo)
                        .seeds(middle.address().toString())
                        .start()) {
            CompletableFuture<Set<String>> heard = new CompletableFuture<>();
            oslo.<String>set("tags")
                    .onChange(change -> heard.complete(change.change().added()));

            dublin.set("tags").add("new");

            System.out.println(heard.get(30, TimeUnit.SECONDS)); // [new]
            System.out.println(last.awaitPeers(2, Duration.ofSeconds(30))); // true: Oslo has found Dublin
        }
        // end
    }

    @Test
    void membersComeAndGo() throws Throwable {
        assertEquals(List.of("madrid has LEFT"), Printed.by(GossipTest::showMembers));
    }

    private static void showMembers() throws Exception {
        // snippet: gossip-members
        CompletableFuture<String> gone = new CompletableFuture<>();
        NodeListener watcher = new NodeListener() {
            @Override
            public void memberChanged(MemberStatus member) {
                if (!member.state().isPresent()) {
                    gone.complete(member.name() + " has " + member.state());
                }
            }
        };
        try (Replica dublin = Replica.builder("dublin").open();
                Replica madrid = Replica.builder("madrid").open();
                GossipNode first = GossipNode.builder(dublin).listener(watcher).start();
                GossipNode second = GossipNode.builder(madrid)
                        .seeds(first.address().toString())
                        .start()) {
            second.awaitPeers(1, Duration.ofSeconds(30));

            second.leave(); // for good; close() would be: back in a moment

            System.out.println(gone.get(30, TimeUnit.SECONDS)); // madrid has LEFT
        }
        // end
    }

    @Test
    void settingsAndARefusal() throws Throwable {
        assertEquals(List.of("WRONG_CLUSTER []"), Printed.by(GossipTest::showSettings));
    }

    private static void showSettings() throws Exception {
        // snippet: gossip-settings
        CompletableFuture<RejectReason> refusal = new CompletableFuture<>();
        try (Replica dublin = Replica.builder("dublin").open();
                Replica madrid = Replica.builder("madrid").open();
                GossipNode shop = GossipNode.builder(dublin)
                        .cluster("shop")
                        .interval(Duration.ofMillis(500), Duration.ofSeconds(5))
                        .timers(NodeTimers.standard().withSilence(Duration.ofSeconds(1), Duration.ofSeconds(4)))
                        .limits(NodeLimits.standard().withConnections(16, 32).withMessageBytes(8 << 20))
                        .listener(new NodeListener() {
                            @Override
                            public void rejected(RejectReason reason, String remote) {
                                refusal.complete(reason);
                            }
                        })
                        .start();
                GossipNode bank = GossipNode.builder(madrid)
                        .cluster("bank")
                        .seeds(shop.address().toString())
                        .start()) {
            System.out.println(refusal.get(30, TimeUnit.SECONDS) + " " + bank.peers()); // WRONG_CLUSTER []
        }
        // end
    }
}
