// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.message.Identity;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.reason.RejectReason;
import org.crdt4j.net.transport.Authority;
import org.crdt4j.net.transport.PeerAddress;
import org.crdt4j.net.transport.TcpTransport;
import org.crdt4j.net.transport.TlsTransport;
import org.crdt4j.net.transport.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets a link over TLS, and who does not; an honest pair goes on meanwhile. */
final class TlsGossipTest extends LiveNodes {
    private final FakeReplica victim = new FakeReplica(1);
    private final FakeReplica honest = new FakeReplica(2);
    private final Events events = new Events();
    private Authority authority;
    private GossipNode node;
    private PeerAddress address;

    @Override
    Transport newTransport() {
        try {
            authority = new Authority("cluster");
            return tls(authority.context(authority.issue("replica-1")));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    ThreadFactory newThreads(String prefix) {
        return Threads.cheapest(prefix);
    }

    private static Transport tls(SSLContext context) {
        return new TlsTransport(context);
    }

    private Transport of(String... names) throws GeneralSecurityException {
        return tls(authority.context(authority.issue(names)));
    }

    @BeforeEach
    void startAnHonestPair() throws GeneralSecurityException {
        node = start(builder(victim).listener(events));
        address = node.address();
        assertTrue(
                start(builder(honest).transport(of("crdt4j:replica-2")), node).awaitPeers(1, PATIENCE));
    }

    @AfterEach
    void honestPeersGoOn() throws InterruptedException {
        victim.add("still here");
        honest.add("me too");
        assertTrue(honest.awaitWords("still here"));
        assertTrue(victim.awaitWords("me too"));
    }

    @Test
    void certificateOfTheReplica_isWelcome_alsoWhenItIsRenewed() throws Exception {
        for (int life = 0; life < 2; life++) {
            FakeReplica third = new FakeReplica(3);
            GossipNode other = start(builder(third).transport(of("replica-3")), node);
            assertTrue(third.awaitWords());
            assertTrue(other.awaitPeers(1, PATIENCE));
            other.close();
            assertTrue(events.awaitUnlinked(3, life + 1));
        }
    }

    @Test
    void expiredCertificate_isRefused() throws Exception {
        Authority.Holder expired = authority.issue(Duration.ofMinutes(-1), "replica-3");
        refused(tls(authority.context(expired)), RejectReason.BAD_CERTIFICATE);
    }

    @Test
    void certificateOfAForeignAuthority_isRefused() throws Exception {
        Authority.Holder foreign = new Authority("cluster").issue("replica-3");
        refused(tls(authority.context(foreign)), RejectReason.BAD_CERTIFICATE);
    }

    @Test
    void missingCertificate_isRefused() throws Exception {
        refused(tls(authority.withoutCertificate()), RejectReason.BAD_CERTIFICATE);
    }

    @Test
    void certificateWithoutTheNameOfTheReplica_isRefused() throws Exception {
        refused(of("replica-2", "*", "replica-33"), RejectReason.WRONG_IDENTITY);
    }

    @Test
    void certificateWithoutNames_isRefused() throws Exception {
        refused(of(), RejectReason.WRONG_IDENTITY);
    }

    /** A node that dials is refused, counts that, and so does the one that it dials. */
    private void refused(Transport transport, RejectReason reason) throws Exception {
        Events dialer = new Events();
        GossipNode stranger =
                start(builder(new FakeReplica(3)).transport(transport).listener(dialer), node);
        assertTrue(events.awaitRejected(reason, 1));
        assertTrue(dialer.awaitRejectedBy(reason, 1));
        assertTrue(node.stats().rejects(reason) >= 1);
        assertTrue(stranger.peers().isEmpty());
    }

    @Test
    void dialerChecksTheOtherSideToo() throws Exception {
        Events dialer = new Events();
        Transport suspicious = tls(new Authority("other").context(authority.issue("replica-3")));
        start(builder(new FakeReplica(3)).transport(suspicious).listener(dialer), node);
        assertTrue(dialer.awaitRejected(RejectReason.BAD_CERTIFICATE, 1));
        assertTrue(events.awaitRejectedBy(RejectReason.BAD_CERTIFICATE, 1));
    }

    @Test
    void sameCertificateWithAnotherReplica_isRefused_untilItIsForgotten() throws Exception {
        Transport shared = of("raw-66", "raw-67");
        RawPeer.greeted(shared, address, 66).close();
        assertTrue(events.awaitUnlinked(66, 1));
        // The same name, but a new identity; the same certificate under another name.
        Identity renamed = new Identity("crdt4j", ReplicaId.of(67), "raw-66", 5);
        for (Identity identity : new Identity[] {renamed, RawPeer.identity(67)}) {
            try (RawPeer thief = RawPeer.dial(shared, address)) {
                thief.send(new Message.Hello(1, identity, 1));
                assertEquals(RejectReason.WRONG_IDENTITY, thief.awaitEnd());
            }
        }
        node.links().forget("raw-66");
        RawPeer.greeted(shared, address, 67).close();
        assertTrue(events.awaitUnlinked(67, 1));
    }

    @Test
    void memberCannotTakeTheIdentityOfAnother() throws Exception {
        Identity stolen = new Identity("crdt4j", honest.id(), "raw-66", 5);
        try (RawPeer thief = RawPeer.dial(of("raw-66"), address)) {
            thief.send(new Message.Hello(1, stolen, 1));
            assertEquals(RejectReason.WRONG_IDENTITY, thief.awaitEnd());
            assertEquals(1, node.peers().size());
        }
    }

    @Test
    void plainText_isRefused() throws Exception {
        try (RawPeer plain = RawPeer.dial(TcpTransport.loopback(), address)) {
            plain.send(new Message.Hello(1, RawPeer.identity(66), 1));
            assertTrue(events.awaitRejected(RejectReason.UNPROTECTED, 1));
        }
    }

    @Test
    void olderTls_isRefused() throws Exception {
        SSLContext context = authority.context(authority.issue("replica-3"));
        try (SSLSocket old = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", address.port())) {
            old.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThrows(SSLException.class, old::startHandshake);
            assertTrue(events.awaitRejected(RejectReason.UNPROTECTED, 1));
        }
    }

    @Test
    void handshakeOfTlsThatNeverEnds_isDroppedInTime() throws Exception {
        Events impatient = new Events();
        GossipNode other = start(builder(new FakeReplica(4))
                .transport(of("replica-4"))
                .timers(NodeTimers.standard().withHandshake(Duration.ofMillis(200)))
                .listener(impatient));
        try (RawPeer slow = RawPeer.dial(TcpTransport.loopback(), other.address())) {
            slow.send(new byte[] {0x16, 3, 1});
            assertTrue(impatient.awaitRejected(RejectReason.LATE_HANDSHAKE, 1));
            slow.awaitEnd();
        }
    }
}
