// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.message.Message.Handshake;
import org.crdt4j.net.message.Message.Handshake.Step;
import org.crdt4j.net.message.RefusedException;
import org.crdt4j.net.reason.RejectReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both sides in one thread. The keys are random; no outcome depends on them. */
final class SecretHandshakeTest {
    private static final byte[] OLD = "an old secret of this cluster".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEW = "the new secret of this cluster".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "a secret of some other cluster".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIALER = {1};
    private static final byte[] ACCEPTOR = {2};

    private final SecureRandom random = new SecureRandom();

    private SecretHandshake dialer(byte[]... secrets) {
        return new SecretHandshake(true, List.of(secrets), DIALER, random);
    }

    private SecretHandshake acceptor(byte[]... secrets) {
        return new SecretHandshake(false, List.of(secrets), ACCEPTOR, random);
    }

    /** Carries messages to the end; a middleman may change each. */
    private static void run(SecretHandshake dialer, SecretHandshake acceptor, Middleman middleman)
            throws RefusedException {
        Message message = middleman.pass(dialer.begin());
        boolean toAcceptor = true;
        while (message != null) {
            Message reply = (toAcceptor ? acceptor : dialer).received(message);
            message = reply == null ? null : middleman.pass(reply);
            toAcceptor = !toAcceptor;
        }
    }

    private interface Middleman {
        Message pass(Message message);
    }

    private static void agrees(SecretHandshake dialer, SecretHandshake acceptor) throws RefusedException {
        run(dialer, acceptor, message -> message);
        assertTrue(dialer.isDone() && acceptor.isDone());
        assertTrue(dialer.announced(ACCEPTOR) && acceptor.announced(DIALER));
        assertFalse(dialer.announced(DIALER) || acceptor.announced(ACCEPTOR));
        byte[] there = carry(dialer.sealer(), acceptor.opener());
        byte[] back = carry(acceptor.sealer(), dialer.opener());
        assertFalse(Arrays.equals(there, back), "each direction has its own key");
    }

    private static byte[] carry(Sealer sealer, Opener opener) throws RefusedException {
        byte[] record = sealer.seal(new byte[] {5, 6}, 0, 2);
        opener.feed(record, 0, record.length);
        assertArrayEquals(new byte[] {5, 6}, opener.next());
        return record;
    }

    @Test
    void oneSecretInCommon_isEnough_inAnyOrder() throws RefusedException {
        agrees(dialer(OLD), acceptor(OLD));
        agrees(dialer(OLD), acceptor(OLD, NEW));
        agrees(dialer(OLD, NEW), acceptor(NEW));
        agrees(dialer(NEW, OLD), acceptor(OTHER, OLD));
        agrees(dialer(OLD, NEW), acceptor(NEW, OLD));
    }

    @Test
    void noSecretInCommon_isRefusedByTheAcceptor() {
        SecretHandshake dialer = dialer(OTHER, OLD);
        SecretHandshake acceptor = acceptor(NEW);
        assertEquals(
                RejectReason.WRONG_SECRET,
                assertThrows(RefusedException.class, () -> run(dialer, acceptor, message -> message))
                        .reason());
        assertFalse(acceptor.isDone() || dialer.isDone());
        assertThrows(IllegalStateException.class, acceptor::sealer);
    }

    @Test
    void acceptorThatKnowsNoSecret_isRefusedByTheDialer() {
        // It confirms whatever it is given, with a tag that it cannot know.
        byte[] guess = new byte[33];
        assertEquals(
                RejectReason.WRONG_SECRET,
                assertThrows(
                                RefusedException.class,
                                () -> run(
                                        dialer(OLD),
                                        acceptor(OLD),
                                        message -> step(message) == Step.CONFIRM
                                                ? new Handshake(Step.CONFIRM, guess)
                                                : message))
                        .reason());
    }

    @Test
    void everyChangedBitOfAHello_isNoticed() {
        for (Step changed : new Step[] {Step.CHALLENGE, Step.ANSWER}) {
            for (int at = 0; at < 96; at += 5) {
                int position = at;
                RefusedException refusal = assertThrows(
                        RefusedException.class,
                        () -> run(
                                dialer(OLD),
                                acceptor(OLD),
                                message -> step(message) == changed ? flip(message, position) : message),
                        changed + " at " + at);
                assertEquals(RejectReason.WRONG_SECRET, refusal.reason());
            }
        }
    }

    @Test
    void recordedHandshake_isOfNoUse() throws RefusedException {
        List<Message> recorded = new ArrayList<>();
        run(dialer(OLD), acceptor(OLD), message -> {
            recorded.add(message);
            return message;
        });
        SecretHandshake acceptor = acceptor(OLD);
        assertEquals(Step.ANSWER, step(acceptor.received(recorded.get(0))));
        RefusedException refusal = assertThrows(RefusedException.class, () -> acceptor.received(recorded.get(2)));
        assertEquals(RejectReason.WRONG_SECRET, refusal.reason());
    }

    @Test
    void tagSentBack_provesNothing() throws RefusedException {
        SecretHandshake dialer = dialer(OLD);
        SecretHandshake acceptor = acceptor(OLD);
        Message proof = dialer.received(acceptor.received(dialer.begin()));
        byte[] mirrored = new byte[33];
        System.arraycopy(((Handshake) proof).body(), 0, mirrored, 1, 32);
        assertEquals(
                RejectReason.WRONG_SECRET,
                assertThrows(RefusedException.class, () -> dialer.received(new Handshake(Step.CONFIRM, mirrored)))
                        .reason());
    }

    @Test
    void pointWithAForetellableResult_isRefused() {
        Handshake zeros = new Handshake(Step.CHALLENGE, new byte[96]);
        assertEquals(
                RejectReason.MALFORMED,
                assertThrows(RefusedException.class, () -> acceptor(OLD).received(zeros))
                        .reason());
    }

    @ParameterizedTest
    @CsvSource({"CHALLENGE, 95", "CHALLENGE, 97", "CHALLENGE, 1"})
    void helloOfAnotherLength_isMalformed(Step step, int length) {
        Handshake hello = new Handshake(step, new byte[length]);
        assertEquals(
                RejectReason.MALFORMED,
                assertThrows(RefusedException.class, () -> acceptor(OLD).received(hello))
                        .reason());
    }

    @ParameterizedTest
    @CsvSource({"1", "31", "33", "288"})
    void proofOfAnotherLength_isMalformed(int length) throws RefusedException {
        SecretHandshake acceptor = acceptor(OLD);
        acceptor.received(dialer(OLD).begin());
        Handshake proof = new Handshake(Step.PROOF, new byte[length]);
        assertEquals(
                RejectReason.MALFORMED,
                assertThrows(RefusedException.class, () -> acceptor.received(proof))
                        .reason());
    }

    @Test
    void everythingElse_isRefused() throws RefusedException {
        Message.Ping ping = new Message.Ping(1);
        assertEquals(RejectReason.UNPROTECTED, refusal(acceptor(OLD), ping));
        for (Step step : new Step[] {Step.ANSWER, Step.PROOF, Step.CONFIRM}) {
            assertEquals(RejectReason.UNEXPECTED, refusal(acceptor(OLD), new Handshake(step, new byte[96])));
        }
        for (Step step : new Step[] {Step.CHALLENGE, Step.PROOF, Step.CONFIRM}) {
            assertEquals(RejectReason.UNEXPECTED, refusal(dialer(OLD), new Handshake(step, new byte[96])));
        }
        SecretHandshake acceptor = acceptor(OLD);
        SecretHandshake dialer = dialer(OLD);
        run(dialer, acceptor, message -> message);
        assertEquals(RejectReason.UNEXPECTED, refusal(acceptor, new Handshake(Step.PROOF, new byte[32])));
        assertEquals(RejectReason.UNEXPECTED, refusal(dialer, new Handshake(Step.CONFIRM, new byte[33])));
    }

    private static RejectReason refusal(SecretHandshake handshake, Message message) {
        return assertThrows(RefusedException.class, () -> handshake.received(message))
                .reason();
    }

    private static Step step(Message message) {
        return ((Handshake) message).step();
    }

    private static Message flip(Message message, int position) {
        byte[] body = ((Handshake) message).body().clone();
        body[position] ^= 1;
        return new Handshake(step(message), body);
    }
}
