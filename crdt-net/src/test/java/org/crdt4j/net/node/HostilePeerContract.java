// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.member.MemberState;
import org.crdt4j.net.message.Frame;
import org.crdt4j.net.message.Identity;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.message.Message.Data;
import org.crdt4j.net.message.Rumour;
import org.crdt4j.net.reason.RejectReason;
import org.crdt4j.net.transport.PeerAddress;
import org.crdt4j.net.transport.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a live node makes of peers that are broken or mean: it counts them, drops them, and serves the honest ones meanwhile. */
abstract class HostilePeerContract extends LiveNodes {
    private static final NodeTimers HASTY = NodeTimers.standard()
            .withHandshake(Duration.ofMillis(400))
            .withSilence(Duration.ofMillis(200), Duration.ofMillis(1000))
            .withWrite(Duration.ofMillis(1000));
    private static final NodeLimits TIGHT = NodeLimits.standard()
            .withConnections(5, 4)
            .withMessageBytes(300_000)
            .withMembers(8, 4);
    private static final Identity STRANGER = RawPeer.identity(66);

    private final FakeReplica victim = new FakeReplica(1);
    private final FakeReplica honest = new FakeReplica(2);
    private final Events events = new Events();
    private GossipNode node;
    private PeerAddress address;

    @BeforeEach
    void startAnHonestPair() {
        node = start(builder(victim).timers(HASTY).limits(TIGHT).listener(events));
        address = node.address();
        assertTrue(start(honest, node).awaitPeers(1, PATIENCE));
    }

    @AfterEach
    void honestPeersGoOn() throws InterruptedException {
        victim.add("still here");
        honest.add("me too");
        assertTrue(honest.awaitWords("still here"));
        assertTrue(victim.awaitWords("me too"));
    }

    // --- before the handshake is done

    @ParameterizedTest
    @CsvSource({
        "WRONG_MAGIC, 474554202f20485454502f312e310d0a",
        "WRONG_VERSION, c4d402010000000000000000",
        "OVERSIZE, c4d401017fffffff00000000",
        "OVERSIZE, c4d40101ffffffff00000000",
        // Within the limit for peers, beyond that for strangers.
        "OVERSIZE, c4d401010000400000000000",
        "BAD_CHECKSUM, c4d401090000000000000000",
        "UNEXPECTED, c4d40109000000002710546c",
    })
    void badBytesInsteadOfAGreeting_areRefusedAtOnce(RejectReason reason, String hex) throws Exception {
        try (RawPeer hostile = RawPeer.dial(transport(), address)) {
            hostile.send(HexFormat.of().parseHex(hex));
            assertEquals(reason, hostile.awaitEnd());
            assertEquals(1, node.stats().rejects(reason));
        }
    }

    @Test
    void dataBeforeTheGreeting_isRefused() throws Exception {
        try (RawPeer hostile = RawPeer.dial(transport(), address)) {
            hostile.send(Attack.data("P forged"));
            assertEquals(RejectReason.UNEXPECTED, hostile.awaitEnd());
            assertTrue(!victim.words().contains("forged"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "WRONG_VERSION, 2, crdt4j, 66",
        "WRONG_CLUSTER, 1, other, 66",
        "DUPLICATE_REPLICA, 1, crdt4j, 1",
    })
    void strangers_areToldWhy(RejectReason reason, int version, String cluster, long id) throws Exception {
        try (RawPeer stranger = RawPeer.dial(transport(), address)) {
            stranger.send(new Message.Hello(version, new Identity(cluster, ReplicaId.of(id), "x", 5), 1));
            assertEquals(reason, stranger.awaitEnd());
            assertEquals(1, node.stats().rejects(reason));
        }
    }

    @Test
    void greetingThatNeverEnds_isDroppedInTime() throws Exception {
        byte[] hello = Frame.encode(new Message.Hello(1, STRANGER, 1));
        try (RawPeer mute = RawPeer.dial(transport(), address);
                RawPeer slow = RawPeer.dial(transport(), address)) {
            slow.send(Arrays.copyOf(hello, hello.length - 1));
            assertEquals(RejectReason.LATE_HANDSHAKE, slow.awaitEnd());
            assertEquals(RejectReason.LATE_HANDSHAKE, mute.awaitEnd());
        }
    }

    @Test
    void crowdOfStrangers_isKeptSmall_andLeavesRoomAgain() throws Exception {
        List<RawPeer> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 25; i++) {
                crowd.add(RawPeer.dial(transport(), address));
            }
            assertTrue(events.awaitRejected(RejectReason.TOO_MANY_PENDING, 20));
            assertTrue(events.awaitRejected(RejectReason.LATE_HANDSHAKE, 5));
            FakeReplica late = new FakeReplica(3);
            assertTrue(start(late, node).awaitPeers(1, PATIENCE), "there is room again");
        } finally {
            for (RawPeer one : crowd) {
                one.close();
            }
        }
    }

    @Test
    void moreThanEnoughPeers_areRefused() throws Exception {
        List<RawPeer> peers = new ArrayList<>();
        try {
            for (int id = 100; id < 103; id++) {
                peers.add(RawPeer.greeted(transport(), address, id));
            }
            RawPeer surplus = RawPeer.dial(transport(), address);
            peers.add(surplus);
            surplus.send(new Message.Hello(1, STRANGER, 1));
            assertEquals(RejectReason.TOO_MANY_PEERS, surplus.awaitEnd());
        } finally {
            for (RawPeer peer : peers) {
                peer.close();
            }
        }
    }

    @Test
    void garbage_isSurvived() throws Exception {
        for (long seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            byte[] garbage = new byte[random.nextInt(3000)];
            random.nextBytes(garbage);
            boolean greets = random.nextBoolean();
            try (RawPeer hostile =
                    greets ? RawPeer.greeted(transport(), address, 1000 + seed) : RawPeer.dial(transport(), address)) {
                hostile.send(garbage);
                hostile.finish();
                hostile.awaitEnd();
            } catch (IOException e) {
                // The node may close before the garbage is through, or have no room for a stranger at the moment.
                assertNotNull(e.getMessage(), "replay with seed " + seed);
            }
        }
    }

    // --- after it

    @ParameterizedTest
    @EnumSource(Attack.class)
    void badBytesAfterTheGreeting_areRefused(Attack attack) throws Exception {
        try (RawPeer hostile = RawPeer.greeted(transport(), address, 66)) {
            hostile.send(attack.bytes());
            assertEquals(attack.reason, hostile.awaitEnd());
            assertTrue(events.awaitUnlinked(66, 1));
            assertEquals(1, node.stats().rejects(attack.reason));
        }
    }

    @Test
    void liesAboutMembers_areCountedAndCostNoLink() throws Exception {
        assertTrue(events.awaitMember(2, MemberState.ALIVE, 0));
        ReplicaId truthful = ReplicaId.of(2);
        try (RawPeer hostile = RawPeer.greeted(transport(), address, 66)) {
            hostile.send(rumour(truthful, "renamed", "127.0.0.1:1", 5, MemberState.ALIVE));
            hostile.send(rumour(truthful, "replica-2", "127.0.0.1:1", Long.MAX_VALUE, MemberState.DEAD));
            hostile.send(rumour(ReplicaId.of(1), "replica-1", "127.0.0.1:1", Long.MAX_VALUE, MemberState.DEAD));
            hostile.send(rumour(ReplicaId.of(7), "x", "nowhere", 0, MemberState.ALIVE));
            assertTrue(events.awaitRejected(RejectReason.FALSE_RUMOUR, 1));
            assertTrue(events.awaitRejected(RejectReason.ABSURD_RUMOUR, 3));
            hostile.send(rumour(truthful, "replica-2", "127.0.0.1:1", 9, MemberState.DEAD));
            assertTrue(events.awaitMember(2, MemberState.ALIVE, 10), "it lives to object");
            hostile.send(new Message.Ping(1));
            awaitPong(hostile);
        }
    }

    @Test
    void inventedMembers_areRememberedAndDialedUpToABound() throws Exception {
        assertTrue(events.awaitMember(2, MemberState.ALIVE, 0));
        try (RawPeer hostile = RawPeer.greeted(transport(), address, 66)) {
            for (int i = 0; i < 1000; i++) {
                hostile.send(rumour(ReplicaId.of(1000 + i), "x", "127.0.0.1:" + (1 + i), 0, MemberState.ALIVE));
            }
            assertTrue(events.awaitRejected(RejectReason.TOO_MANY_MEMBERS, 993));
            assertEquals(9, node.members().size());
            hostile.send(new Message.Ping(1));
            awaitPong(hostile);
        }
    }

    private static Message rumour(ReplicaId about, String name, String at, long incarnation, MemberState state) {
        Rumour rumour = new Rumour(about, name, at, incarnation, state, null);
        return new Message.Rumours(Message.Rumours.Purpose.NEWS, 0, List.of(rumour));
    }

    @Test
    void frameCutShort_isCounted() throws Exception {
        try (RawPeer hostile = RawPeer.greeted(transport(), address, 66)) {
            byte[] push = Attack.data("P never");
            hostile.send(Arrays.copyOf(push, push.length - 1));
            hostile.finish();
            assertTrue(events.awaitRejected(RejectReason.TRUNCATED, 1));
            assertTrue(events.awaitUnlinked(66, 1));
        }
    }

    @Test
    void endlessMessage_isRefusedAtTheLimit() throws Exception {
        try (RawPeer hostile = RawPeer.greeted(transport(), address, 66)) {
            byte[] fragment = Frame.encode(new Data(Data.Kind.FRAGMENT, new byte[100_000]));
            for (int i = 0; i < 4; i++) {
                hostile.send(fragment);
            }
            assertEquals(RejectReason.OVERSIZE, hostile.awaitEnd());
        }
    }

    @Test
    void refusalOfTheReplica_isCountedAndCostsNoLink() throws Exception {
        try (RawPeer peer = RawPeer.greeted(transport(), address, 66)) {
            peer.send(Attack.data("L "));
            peer.send(Attack.data("T "));
            peer.send(Attack.data("P fine"));
            assertTrue(victim.awaitWords("fine"));
            assertEquals(1, node.stats().rejects(RejectReason.LIMIT_EXCEEDED));
            assertEquals(1, node.stats().rejects(RejectReason.REFUSED_DATA));
        }
    }

    @Test
    void silentPeer_isPingedAndThenGivenUp() throws Exception {
        try (RawPeer dead = RawPeer.greeted(transport(), address, 66)) {
            Message message = dead.receive();
            while (!(message instanceof Message.Ping)) {
                message = dead.receive();
            }
            assertEquals(RejectReason.SILENT, dead.awaitEnd());
            assertTrue(events.awaitUnlinked(66, 1));
        }
    }

    @Test
    void peerThatTakesNothing_isGivenUp() throws Exception {
        try (RawPeer stuck = RawPeer.greeted(transport(), address, 66)) {
            for (int i = 0; i < 2000; i++) {
                victim.shout(10_000);
            }
            boolean up = true;
            while (up) {
                try {
                    stuck.send(new Message.Ping(1));
                } catch (IOException e) {
                    up = false;
                }
            }
            assertTrue(events.awaitRejected(RejectReason.STALLED, 1));
        }
    }

    @Test
    void peerThatAsksAndNeverListens_getsABoundedNumberOfAnswers() throws Exception {
        for (int i = 0; i < 50; i++) {
            victim.addSilently("word-" + i);
        }
        try (RawPeer greedy = RawPeer.greeted(transport(), address, 66)) {
            byte[] question = Frame.encode(new Data(Data.Kind.DIGEST, "D ".getBytes(StandardCharsets.UTF_8)));
            for (int i = 0; i < 500; i++) {
                greedy.send(question);
            }
            assertTrue(victim.await(
                    replica -> replica.received().stream().filter("D "::equals).count() >= 500));
            assertTrue(node.stats().collapses() >= 400, () -> "stats " + node.stats());
            int parts = 0;
            Message message = greedy.receive();
            while (!(message instanceof Message.Reject)) {
                if (message instanceof Data data && data.kind() == Data.Kind.PART) {
                    parts++;
                }
                if (message instanceof Message.Ping ping) {
                    greedy.send(new Message.Pong(ping.token()));
                }
                message = receiveOrReject(greedy);
            }
            assertTrue(parts <= NodeConfig.WINDOW, parts + " parts without an acknowledgement");
            assertTrue(events.awaitRejected(RejectReason.STALLED, 1));
        }
    }

    private static Message receiveOrReject(RawPeer peer) throws Exception {
        try {
            return peer.receive();
        } catch (IOException | AssertionError e) {
            return new Message.Reject(RejectReason.STALLED);
        }
    }

    // --- limits

    @Test
    void peerThatSentDamage_mustStayAwayForAWhile() throws Exception {
        try (RawPeer hostile = RawPeer.greeted(transport(), address, 66)) {
            hostile.send(Attack.data("nonsense"));
            assertEquals(RejectReason.CORRUPT_DATA, hostile.awaitEnd());
        }
        try (RawPeer again = RawPeer.dial(transport(), address)) {
            again.send(new Message.Hello(1, STRANGER, 2));
            assertEquals(RejectReason.QUARANTINED, again.awaitEnd());
            assertEquals(1, node.stats().rejects(RejectReason.QUARANTINED));
        }
        RawPeer.greeted(transport(), address, 67).close();
    }

    @Test
    void quarantine_ends() throws Exception {
        Events seen = new Events();
        GossipNode other = start(builder(new FakeReplica(4))
                .timers(HASTY.withQuarantine(Duration.ofMillis(1)))
                .listener(seen));
        for (int life = 1; life <= 2; life++) {
            RawPeer hostile = RawPeer.dial(transport(), other.address());
            RejectReason reason = RejectReason.QUARANTINED;
            // A millisecond may not be over yet.
            while (reason == RejectReason.QUARANTINED) {
                hostile.close();
                hostile = RawPeer.dial(transport(), other.address());
                hostile.send(new Message.Hello(1, STRANGER, life));
                hostile.send(Attack.data("nonsense"));
                reason = hostile.awaitEnd();
            }
            hostile.close();
            assertTrue(seen.awaitRejected(RejectReason.CORRUPT_DATA, life));
            assertTrue(seen.awaitUnlinked(66, life));
        }
    }

    @Test
    void unfinishedMessages_shareABudget_andGiveItBack() throws Exception {
        Events seen = new Events();
        GossipNode other = start(builder(new FakeReplica(4))
                .limits(NodeLimits.standard().withMessageBytes(300_000).withUnfinishedBytes(500_000))
                .listener(seen));
        byte[] fragment = Frame.encode(new Data(Data.Kind.FRAGMENT, new byte[200_000]));
        try (RawPeer first = RawPeer.greeted(transport(), other.address(), 66);
                RawPeer second = RawPeer.greeted(transport(), other.address(), 67);
                RawPeer third = RawPeer.greeted(transport(), other.address(), 68)) {
            for (RawPeer peer : List.of(first, second)) {
                peer.send(fragment);
                peer.send(new Message.Ping(1));
                awaitPong(peer);
            }
            third.send(fragment);
            assertEquals(RejectReason.OVER_BUDGET, third.awaitEnd());
            first.finish();
            assertTrue(seen.awaitUnlinked(66, 1));
            try (RawPeer fourth = RawPeer.greeted(transport(), other.address(), 69)) {
                fourth.send(fragment);
                fourth.send(new Message.Ping(1));
                awaitPong(fourth);
            }
        }
        assertEquals(1, other.stats().rejects(RejectReason.OVER_BUDGET));
    }

    private static void awaitPong(RawPeer peer) throws Exception {
        while (!(peer.receive() instanceof Message.Pong)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void floodOfValidPushes_isTaken_andOthersAreServedMeanwhile() throws Exception {
        int count = 20_000;
        try (RawPeer flood = RawPeer.greeted(transport(), address, 66)) {
            byte[] noise = Attack.data("N " + "x".repeat(100));
            for (int i = 0; i < count; i++) {
                flood.send(noise);
                if (i == count / 2) {
                    honest.add("in between");
                    assertTrue(victim.awaitWords("in between"));
                }
            }
            flood.send(Attack.data("P last"));
            assertTrue(victim.awaitWords("last"));
            assertTrue(node.stats().messagesIn() >= count);
        }
    }

    // --- those that the node dials

    @Test
    void seedThatClaimsToBeThisNode_isNotBelieved() throws Exception {
        try (Transport.Endpoint door = transport().bind(new PeerAddress("127.0.0.1", 0))) {
            start(builder(new FakeReplica(3)).seeds(door.address().toString()));
            for (int i = 0; i < 3; i++) {
                try (RawPeer liar = new RawPeer(door.accept())) {
                    assertEquals(Message.Hello.class, liar.receive().getClass());
                    liar.send(new Message.Reject(RejectReason.SELF));
                    liar.awaitEnd();
                }
            }
        }
    }

    @Test
    void seedThatAnswersNothingOrNonsense_isDialedAgain() throws Exception {
        Events dialer = new Events();
        try (Transport.Endpoint door = transport().bind(new PeerAddress("127.0.0.1", 0))) {
            start(builder(new FakeReplica(3))
                    .timers(HASTY)
                    .listener(dialer)
                    .seeds(door.address().toString()));
            try (RawPeer mute = new RawPeer(door.accept())) {
                assertEquals(RejectReason.LATE_HANDSHAKE, mute.awaitEnd());
            }
            try (RawPeer wrong = new RawPeer(door.accept())) {
                Message.Hello hello = (Message.Hello) wrong.receive();
                wrong.send(new Message.HelloAck(1, STRANGER, hello.attempt() + 1));
                assertEquals(RejectReason.UNEXPECTED, wrong.awaitEnd());
            }
            try (RawPeer right = new RawPeer(door.accept())) {
                Message.Hello hello = (Message.Hello) right.receive();
                right.send(new Message.HelloAck(1, STRANGER, hello.attempt()));
                assertTrue(dialer.awaitLinked(66, 1));
            }
        }
    }
}
