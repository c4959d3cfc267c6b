// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.member.MemberState;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.message.Message.Data;
import org.crdt4j.net.reason.RejectReason;
import org.crdt4j.net.transport.PeerAddress;
import org.crdt4j.net.transport.Transport;
import org.junit.jupiter.api.Test;

/** What live nodes do for one another, whatever the transport. */
abstract class GossipContract extends LiveNodes {

    @Test
    void pushes_arriveInOrder() throws Exception {
        FakeReplica a = new FakeReplica(1);
        FakeReplica b = new FakeReplica(2);
        GossipNode nodeA = start(builder(a).interval(Duration.ofHours(1)));
        GossipNode nodeB = start(builder(b).interval(Duration.ofHours(1)), nodeA);
        assertTrue(nodeA.awaitPeers(1, PATIENCE) && nodeB.awaitPeers(1, PATIENCE));
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            a.add("w" + i);
            sent.add("P w" + i);
        }
        assertTrue(b.await(replica -> replica.words().size() == 2000));
        List<String> received = new ArrayList<>(b.received());
        received.removeIf(message -> !message.startsWith("P"));
        assertEquals(sent, received);
    }

    @Test
    void messageOfManyFrames_arrivesWhole() throws Exception {
        FakeReplica a = new FakeReplica(1);
        FakeReplica b = new FakeReplica(2);
        a.addSilently("x".repeat(3_000_000));
        a.addSilently("y".repeat(70_000));
        GossipNode nodeA = start(a);
        start(b, nodeA);
        assertTrue(b.await(replica -> replica.words().equals(a.words())));
    }

    @Test
    void news_areForwarded() throws Exception {
        NodeLimits seedsOnly = NodeLimits.standard().withMembers(1000, 0);
        FakeReplica a = new FakeReplica(1);
        FakeReplica b = new FakeReplica(2);
        FakeReplica c = new FakeReplica(3);
        GossipNode nodeA = start(builder(a).interval(Duration.ofHours(1)).limits(seedsOnly));
        GossipNode nodeB = start(builder(b).interval(Duration.ofHours(1)).limits(seedsOnly), nodeA);
        GossipNode nodeC = start(builder(c).interval(Duration.ofHours(1)).limits(seedsOnly), nodeB);
        assertTrue(nodeB.awaitPeers(2, PATIENCE) && nodeA.awaitPeers(1, PATIENCE) && nodeC.awaitPeers(1, PATIENCE));
        // Only when the first comparisons are over do changes come as pushes alone.
        assertTrue(a.await(replica -> !replica.received().isEmpty()));
        assertTrue(b.await(replica -> !replica.received().isEmpty()));
        a.add("x");
        c.add("y");
        assertTrue(c.awaitWords("x", "y") && a.awaitWords("x", "y"));
        assertEquals(1, nodeA.peers().size(), "a and c have no link");
        assertEquals(1, c.received().stream().filter("P x"::equals).count());
        assertEquals(0, a.received().stream().filter("P x"::equals).count(), "never back");
    }

    @Test
    void anyOneSeed_isEnoughToFindAll() throws Exception {
        List<GossipNode> nodes = new ArrayList<>();
        Events events = new Events();
        for (int i = 0; i < 5; i++) {
            GossipNode.Builder builder = builder(new FakeReplica(i + 1)).listener(i == 0 ? events : new Events());
            nodes.add(i == 0 ? start(builder) : start(builder, nodes.get(i - 1)));
        }
        for (GossipNode node : nodes) {
            assertTrue(node.awaitPeers(4, PATIENCE));
        }
        for (int i = 2; i <= 5; i++) {
            assertTrue(events.awaitMember(i, MemberState.ALIVE, 0));
        }
        List<MemberStatus> members = nodes.get(0).members();
        assertEquals(5, members.size(), "itself too");
        for (int i = 0; i < 5; i++) {
            assertEquals(nodes.get(i).address(), members.get(i).address());
        }
        assertEquals(4, nodes.get(0).stats().membership().present());
    }

    @Test
    void nodeThatLeaves_isKnownToHaveLeftAndIsNotDialed() throws Exception {
        Events events = new Events();
        GossipNode nodeA = start(builder(new FakeReplica(1)).listener(events));
        GossipNode nodeB = start(builder(new FakeReplica(2)), nodeA);
        assertTrue(nodeB.awaitPeers(1, PATIENCE));
        nodeB.leave();
        assertTrue(events.awaitMember(2, MemberState.LEFT, 0));
        assertTrue(events.awaitUnlinked(2, 1));
        assertEquals(0, nodeA.stats().membership().present());
        assertEquals(List.of(), events.rejected());
    }

    @Test
    void nodeThatClosed_isDeadAfterAWhileAndAliveWhenItIsBack() throws Exception {
        NodeTimers hasty = NodeTimers.standard().withProbe(Duration.ofMillis(40), Duration.ofHours(1));
        Events events = new Events();
        GossipNode nodeA = start(builder(new FakeReplica(1)).listener(events).timers(hasty));
        GossipNode nodeB = start(builder(new FakeReplica(2)).timers(hasty), nodeA);
        start(builder(new FakeReplica(3)).timers(hasty), nodeA);
        assertTrue(events.awaitMember(2, MemberState.ALIVE, 0) && events.awaitMember(3, MemberState.ALIVE, 0));
        nodeB.close();
        assertTrue(events.awaitMember(2, MemberState.DEAD, 0));
        start(builder(new FakeReplica(2)).timers(hasty), nodeA);
        assertTrue(events.awaitMember(2, MemberState.ALIVE, 1), "it has heard of its death, and objects");
    }

    @Test
    void lateJoiner_catchesUp() throws Exception {
        FakeReplica a = new FakeReplica(1);
        GossipNode nodeA = start(a);
        for (int i = 0; i < 500; i++) {
            a.add("w" + i);
        }
        FakeReplica late = new FakeReplica(2);
        late.addSilently("mine");
        start(late, nodeA);
        assertTrue(late.await(replica -> replica.words().size() == 501));
        assertTrue(a.awaitWords("mine"), "the exchange goes both ways");
    }

    @Test
    void lostChange_isFoundByComparing() throws Exception {
        FakeReplica a = new FakeReplica(1);
        FakeReplica b = new FakeReplica(2);
        GossipNode nodeA = start(a);
        GossipNode nodeB = start(b, nodeA);
        assertTrue(nodeB.awaitPeers(1, PATIENCE));
        a.addSilently("x");
        b.addSilently("y");
        assertTrue(a.awaitWords("y") && b.awaitWords("x"));
    }

    @Test
    void cutLink_carriesNothingUntilItHeals() throws Exception {
        FakeReplica a = new FakeReplica(1);
        FakeReplica b = new FakeReplica(2, "west");
        Events events = new Events();
        GossipNode nodeA = start(builder(a).listener(events));
        Events eventsOfB = new Events();
        GossipNode nodeB = start(builder(b).listener(eventsOfB), nodeA);
        assertTrue(events.awaitLinked(2, 1));
        nodeA.links().cut("west");
        assertTrue(events.awaitUnlinked(2, 1));
        a.add("x");
        b.add("y");
        // The other end keeps dialing, and keeps being refused.
        assertTrue(events.awaitRejected(RejectReason.CUT, 3));
        assertEquals(Set.of("x"), a.words());
        assertEquals(Set.of("y"), b.words());
        assertEquals(0, nodeA.peers().size());
        nodeA.links().heal("west");
        assertTrue(a.awaitWords("x", "y") && b.awaitWords("x", "y"));
        nodeA.links().cut(ReplicaId.of(2));
        assertTrue(events.awaitUnlinked(2, 2));
        nodeA.links().healAll();
        assertTrue(eventsOfB.awaitLinked(1, 3));
        assertTrue(nodeB.stats().reconnects() >= 2);
        assertTrue(nodeB.stats().rejectedBy().get(RejectReason.CUT) >= 3);
    }

    @Test
    void restartedNode_isFoundAgain() throws Exception {
        FakeReplica a = new FakeReplica(1);
        FakeReplica b = new FakeReplica(2);
        Events events = new Events();
        GossipNode first = start(a);
        PeerAddress address = first.address();
        GossipNode nodeB = start(builder(b).listener(events), first);
        assertTrue(events.awaitLinked(1, 1));
        first.close();
        assertTrue(events.awaitUnlinked(1, 1));
        b.add("meanwhile");
        start(builder(a).listen(address.host(), address.port()));
        assertTrue(events.awaitLinked(1, 2));
        assertTrue(a.awaitWords("meanwhile"));
        assertEquals(1, nodeB.stats().reconnects());
        assertEquals(List.of(), events.rejected(), "a farewell is no refusal");
    }

    @Test
    void close_sendsWhatIsQueued() throws Exception {
        FakeReplica a = new FakeReplica(1);
        FakeReplica b = new FakeReplica(2);
        GossipNode nodeB = start(b);
        GossipNode nodeA = start(builder(a).interval(Duration.ofHours(1)), nodeB);
        assertTrue(nodeA.awaitPeers(1, PATIENCE));
        for (int i = 0; i < 5000; i++) {
            a.add("w" + i);
        }
        nodeA.close();
        nodeA.close();
        assertTrue(b.await(replica -> replica.words().size() == 5000));
        a.add("too late");
        assertEquals(List.of(), nodeA.peers());
        assertFalse(nodeA.awaitPeers(1, PATIENCE), "a closed node waits for nobody");
    }

    @Test
    void nodesThatDialEachOther_keepOneLink() throws Exception {
        PeerAddress[] addresses = new PeerAddress[3];
        for (int i = 0; i < 3; i++) {
            try (Transport.Endpoint door = transport().bind(new PeerAddress("127.0.0.1", 0))) {
                addresses[i] = door.address();
            }
        }
        List<GossipNode> mesh = new ArrayList<>();
        List<FakeReplica> replicas = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            FakeReplica replica = new FakeReplica(i + 1);
            GossipNode.Builder builder = builder(replica)
                    .listen(addresses[i].host(), addresses[i].port())
                    // Itself too: all nodes can have the same list.
                    .seeds(addresses[0].toString(), addresses[1].toString(), addresses[2].toString());
            mesh.add(start(builder));
            replicas.add(replica);
        }
        for (int i = 0; i < 3; i++) {
            assertTrue(mesh.get(i).awaitPeers(2, PATIENCE));
            replicas.get(i).add("from-" + i);
        }
        for (FakeReplica replica : replicas) {
            assertTrue(replica.awaitWords("from-0", "from-1", "from-2"));
        }
        for (GossipNode node : mesh) {
            assertTrue(node.stats().rejects(RejectReason.SELF) <= 1);
        }
    }

    @Test
    void otherCluster_isRefused() throws Exception {
        Events events = new Events();
        GossipNode node = start(builder(new FakeReplica(1)).listener(events));
        Events eventsOfStranger = new Events();
        GossipNode stranger = start(builder(new FakeReplica(2)).cluster("other").listener(eventsOfStranger), node);
        assertTrue(events.awaitRejected(RejectReason.WRONG_CLUSTER, 2));
        assertTrue(eventsOfStranger.awaitRejectedBy(RejectReason.WRONG_CLUSTER, 2));
        assertEquals(0, node.peers().size());
        assertEquals(0, stranger.peers().size());
    }

    @Test
    void cloneOfTheReplica_isRefused() throws Exception {
        Events events = new Events();
        GossipNode node = start(builder(new FakeReplica(1)).listener(events));
        start(new FakeReplica(1), node);
        assertTrue(events.awaitRejected(RejectReason.DUPLICATE_REPLICA, 1));
        assertEquals(0, node.peers().size());
    }

    @Test
    void slowPeer_costsABoundedQueueAndThenADigest() throws Exception {
        FakeReplica a = new FakeReplica(1);
        GossipNode node = start(builder(a).limits(NodeLimits.standard().withQueues(100, 100_000)));
        try (RawPeer slow = RawPeer.greeted(transport(), node.address(), 9)) {
            // The writer fills what lies in between, then waits; this thread never does.
            for (int i = 0; i < 2000; i++) {
                a.shout(10_000);
                assertTrue(node.peers().stream().allMatch(peer -> peer.queuedBytes() <= 100_000));
            }
            assertTrue(node.stats().collapses() > 0);
            int pushes = 0;
            Message message = slow.receive();
            while (!(message instanceof Data data && data.kind() == Data.Kind.DIGEST)) {
                pushes++;
                message = slow.receive();
            }
            assertTrue(pushes < 2000);
        }
    }

    @Test
    void takenAddress_isTheCallersProblem() {
        GossipNode node = start(new FakeReplica(1));
        GossipNode.Builder second = builder(new FakeReplica(2))
                .listen(node.address().host(), node.address().port());
        assertThrows(UncheckedIOException.class, second::start);
    }

    @Test
    void listenerThatThrows_harmsNobody() throws Exception {
        FakeReplica a = new FakeReplica(1);
        FakeReplica b = new FakeReplica(2);
        GossipNode nodeA = start(builder(a).listener(new NodeListener() {
            @Override
            public void linked(ReplicaId peer, String name) {
                throw new IllegalStateException("thrown by a test");
            }
        }));
        start(b, nodeA);
        assertTrue(nodeA.awaitPeers(1, PATIENCE));
        a.add("x");
        assertTrue(b.awaitWords("x"));
    }
}
