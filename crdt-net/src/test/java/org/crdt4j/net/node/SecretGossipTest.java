// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLContext;
import org.crdt4j.net.message.Frame;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.reason.RejectReason;
import org.crdt4j.net.transport.InMemoryNetwork;
import org.crdt4j.net.transport.KeyRing;
import org.crdt4j.net.transport.PeerAddress;
import org.crdt4j.net.transport.SecretTransport;
import org.crdt4j.net.transport.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who gets a link under a shared secret, and who does not; an honest pair goes on meanwhile. */
final class SecretGossipTest extends LiveNodes {
    private static final byte[] SECRET = "the secret of this cluster, 32 B".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "a secret of some other cluster!!".getBytes(StandardCharsets.US_ASCII);

    private final FakeReplica victim = new FakeReplica(1);
    private final FakeReplica honest = new FakeReplica(2);
    private final Events events = new Events();
    private final KeyRing ring = KeyRing.of(SECRET);
    private final Transport network = new InMemoryNetwork(new Random(1)).transport();
    private GossipNode node;
    private PeerAddress address;

    @Override
    Transport newTransport() {
        return network;
    }

    @Override
    ThreadFactory newThreads(String prefix) {
        return Threads.platform(prefix);
    }

    private GossipNode.Builder secretly(FakeReplica replica) {
        return builder(replica).secrets(ring);
    }

    private Transport knowing(byte[] secret) {
        return new SecretTransport(KeyRing.of(secret), network);
    }

    @BeforeEach
    void startAnHonestPair() {
        node = start(secretly(victim)
                .timers(NodeTimers.standard().withHandshake(Duration.ofMillis(800)))
                .listener(events));
        address = node.address();
        assertTrue(start(secretly(honest), node).awaitPeers(1, PATIENCE));
    }

    @AfterEach
    void honestPeersGoOn() throws InterruptedException {
        victim.add("still here");
        honest.add("me too");
        assertTrue(honest.awaitWords("still here"));
        assertTrue(victim.awaitWords("me too"));
    }

    @Test
    void wrongSecret_isRefused_andBothSidesKnow() throws Exception {
        Events stranger = new Events();
        start(builder(new FakeReplica(3)).secret(OTHER).listener(stranger), node);
        assertTrue(events.awaitRejected(RejectReason.WRONG_SECRET, 1));
        assertTrue(stranger.awaitRejectedBy(RejectReason.WRONG_SECRET, 1));
    }

    @Test
    void nodeWithoutASecret_isRefused_andBothSidesKnow() throws Exception {
        Events stranger = new Events();
        start(builder(new FakeReplica(3)).listener(stranger), node);
        assertTrue(events.awaitRejected(RejectReason.UNPROTECTED, 1));
        assertTrue(stranger.awaitRejectedBy(RejectReason.UNPROTECTED, 1));
    }

    @Test
    void nodeWithASecret_doesNotFallBackToPlainText() throws Exception {
        Events plain = new Events();
        Events careful = new Events();
        GossipNode open = start(builder(new FakeReplica(3)).listener(plain));
        start(secretly(new FakeReplica(4)).listener(careful), open);
        assertTrue(plain.awaitRejected(RejectReason.UNPROTECTED, 1));
        assertTrue(careful.awaitRejectedBy(RejectReason.UNPROTECTED, 1));
    }

    @Test
    void acceptorThatSpeaksPlainText_isRefusedByTheDialer() throws Exception {
        Events careful = new Events();
        try (Transport.Endpoint door = network.bind(new PeerAddress("127.0.0.1", 0))) {
            start(secretly(new FakeReplica(4))
                    .listener(careful)
                    .seeds(door.address().toString()));
            try (RawPeer liar = new RawPeer(door.accept())) {
                liar.send(new Message.HelloAck(1, RawPeer.identity(66), 1));
                assertTrue(careful.awaitRejected(RejectReason.UNPROTECTED, 1));
            }
        }
    }

    @Test
    void wrongCluster_isRefusedAlthoughTheSecretIsRight() throws Exception {
        start(secretly(new FakeReplica(3)).cluster("other"), node);
        assertTrue(events.awaitRejected(RejectReason.WRONG_CLUSTER, 1));
    }

    @Test
    void secretIsReplaced_withoutAnInterruption() throws Exception {
        KeyRing theirs = KeyRing.of(SECRET);
        FakeReplica third = new FakeReplica(3);
        GossipNode other = start(builder(third).secrets(theirs), node);
        assertTrue(events.awaitLinked(3, 1));
        theirs.add(OTHER);
        relink(other, 2);
        ring.add(OTHER);
        relink(other, 3);
        theirs.remove(SECRET);
        relink(other, 4);
        ring.remove(SECRET);
        relink(other, 5);
        assertEquals(0, node.stats().rejects(RejectReason.WRONG_SECRET));
    }

    private void relink(GossipNode other, int times) throws InterruptedException {
        other.links().cutAll();
        assertTrue(events.awaitUnlinked(3, times - 1));
        other.links().healAll();
        assertTrue(events.awaitLinked(3, times));
    }

    @Test
    void identityThatWasNotAnnounced_isRefused() throws Exception {
        try (Transport.Connection connection = knowing(SECRET).connect(address, Duration.ofSeconds(30))) {
            connection.authenticate(Frame.introduction(RawPeer.identity(66)));
            byte[] hello = Frame.encode(new Message.Hello(1, RawPeer.identity(67), 1));
            connection.write(hello, 0, hello.length);
            assertTrue(events.awaitRejected(RejectReason.WRONG_IDENTITY, 1));
        }
    }

    @Test
    void handshakeThatNeverEnds_isDroppedInTime() throws Exception {
        try (RawPeer slow = RawPeer.dial(network, address);
                RawPeer stopped = RawPeer.dial(network, address)) {
            slow.send(new byte[] {(byte) 0xC4, (byte) 0xD4, 1});
            stopped.send(new Message.Handshake(Message.Handshake.Step.CHALLENGE, someHello()));
            assertTrue(events.awaitRejected(RejectReason.LATE_HANDSHAKE, 2));
        }
    }

    private static byte[] someHello() {
        byte[] hello = new byte[96];
        // The base point of the curve.
        hello[32] = 9;
        return hello;
    }

    @Test
    void longFrameInAHandshake_isRefusedFromItsHeader() throws Exception {
        try (RawPeer hostile = RawPeer.dial(network, address)) {
            hostile.send(new byte[] {(byte) 0xC4, (byte) 0xD4, 1, 13, 0, 0, 4, 0, 0, 0, 0, 0});
            assertEquals(RejectReason.OVERSIZE, hostile.awaitEnd());
            assertTrue(events.awaitRejected(RejectReason.OVERSIZE, 1));
        }
    }

    /** What somebody on the way does to the third piece that a member writes after its handshake. */
    enum Tampering {
        FLIP(RejectReason.BAD_SEAL),
        REPEAT(RejectReason.BAD_SEAL),
        LEAVE_OUT(RejectReason.BAD_SEAL),
        CUT_SHORT(RejectReason.TRUNCATED);

        private final RejectReason reason;

        Tampering(RejectReason reason) {
            this.reason = reason;
        }
    }

    @ParameterizedTest
    @EnumSource(Tampering.class)
    void tamperingOnTheWay_isNoticed_andNothingOfItIsTaken(Tampering tampering) throws Exception {
        Middleman middleman = new Middleman(network, tampering);
        try (RawPeer member = RawPeer.greeted(new SecretTransport(KeyRing.of(SECRET), middleman), address, 66)) {
            middleman.armed = true;
            member.send(Attack.data("P before"));
            member.send(Attack.data("P touched"));
            if (tampering != Tampering.CUT_SHORT) {
                member.send(Attack.data("P after"));
            }
            assertTrue(events.awaitRejected(tampering.reason, 1));
            assertTrue(events.awaitUnlinked(66, 1));
        }
        assertTrue(victim.awaitWords("before"));
        assertFalse(victim.words().contains("after"));
        long touched = victim.received().stream().filter("P touched"::equals).count();
        assertEquals(tampering == Tampering.REPEAT ? 1 : 0, touched);
    }

    /** Sits between a member and its node. */
    private static final class Middleman implements Transport {
        private final Transport network;
        private final Tampering tampering;
        private boolean armed;
        private int written;

        Middleman(Transport network, Tampering tampering) {
            this.network = network;
            this.tampering = tampering;
        }

        @Override
        public Endpoint bind(PeerAddress address) {
            throw new UnsupportedOperationException("it only dials");
        }

        @Override
        public void check(PeerAddress address) {}

        @Override
        public Connection connect(PeerAddress address, Duration timeout) throws IOException {
            Connection real = network.connect(address, timeout);
            return new Connection() {
                @Override
                public PeerAddress remote() {
                    return real.remote();
                }

                @Override
                public int read(byte[] buffer) throws IOException {
                    return real.read(buffer);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    if (armed && ++written == 2) {
                        tamper(bytes.clone(), offset, length);
                    } else {
                        real.write(bytes, offset, length);
                    }
                }

                private void tamper(byte[] bytes, int offset, int length) throws IOException {
                    switch (tampering) {
                        case FLIP -> {
                            bytes[offset + length - 1] ^= 1;
                            real.write(bytes, offset, length);
                        }
                        case REPEAT -> {
                            real.write(bytes, offset, length);
                            real.write(bytes, offset, length);
                        }
                        case CUT_SHORT -> {
                            real.write(bytes, offset, length - 1);
                            real.finish();
                        }
                        case LEAVE_OUT -> {}
                    }
                }

                @Override
                public void finish() throws IOException {
                    real.finish();
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        }
    }

    @Test
    void contradictions_areRefusedAtOnce() throws NoSuchAlgorithmException {
        SSLContext context = SSLContext.getDefault();
        FakeReplica replica = new FakeReplica(9);
        assertThrows(
                IllegalStateException.class,
                () -> GossipNode.builder(replica).secret(SECRET).insecure().start());
        assertThrows(
                IllegalStateException.class,
                () -> GossipNode.builder(replica).secret(SECRET).tls(context).start());
        assertThrows(
                IllegalStateException.class,
                () -> GossipNode.builder(replica).tls(context).insecure().start());
        assertThrows(
                IllegalStateException.class,
                () -> GossipNode.builder(replica)
                        .transport(network)
                        .tls(context)
                        .start());
    }

    @Test
    void withASecretAnyAddressWillDo_withoutOneOnlyLoopback() {
        assertThrows(
                IllegalStateException.class,
                () -> GossipNode.builder(new FakeReplica(8))
                        .listen("0.0.0.0", 0)
                        .start());
        assertThrows(
                IllegalStateException.class,
                () -> GossipNode.builder(new FakeReplica(8))
                        .seeds("192.0.2.1:7400")
                        .start());
        try (GossipNode everywhere = GossipNode.builder(new FakeReplica(8))
                .listen("0.0.0.0", 0)
                .secret(SECRET)
                .start()) {
            assertTrue(everywhere.address().port() > 0);
        }
    }
}
