// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.security;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.crdt4j.net.message.Frame;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.message.Message.Handshake;
import org.crdt4j.net.message.RefusedException;
import org.crdt4j.net.reason.RejectReason;
import org.jspecify.annotations.Nullable;

/*
 * dialer                                    acceptor
 *   CHALLENGE: hello                   ->
 *                                      <-   ANSWER: hello
 *   PROOF: a tag under each secret     ->
 *                                      <-   CONFIRM: which secret, a tag under it
 *
 * hello = random (32), X25519 share (32), SHA-256 of the introduction (32)
 * transcript = SHA-256(version of the protocol, both hellos)
 * master(secret) = HKDF-Extract(transcript, what X25519 agreed on, secret)
 * tags and keys = HKDF-Expand(master, what for)
 *
 * Why this is enough. A tag can be made only by who knows the secret and took part in this very exchange: both ends put in randomness,
 * so nothing recorded is of use. The two tags have different purposes, so a tag cannot be sent back as one's own. Whoever sits in the
 * middle and changes a hello changes the transcript, and all tags with it. The introduction (cluster, replica, incarnation, name) is
 * bound by its hash and compared with the greeting that follows, which is sealed. The secret is never a key by itself: whoever
 * learns it later cannot open what was recorded.
 *
 * Which secret of several is meant is not said before it is proven: the dialer sends a tag for each, which look random to others.
 */
/** The shared secret's handshake as a state machine, for either side. Reads no clock, does no I/O. Not thread-safe. */
public final class SecretHandshake {
    /** The most secrets that a side may know at a time. */
    public static final int MOST_SECRETS = 8;

    private static final int RANDOM = 32;
    private static final int HELLO = RANDOM + Exchange.SHARE + Hkdf.HASH;
    private static final byte[] DIALER_TAG = RecordKey.purpose("dialer proves");
    private static final byte[] ACCEPTOR_TAG = RecordKey.purpose("acceptor proves");
    private static final byte[] DIALER_SEALS = RecordKey.purpose("dialer seals");
    private static final byte[] ACCEPTOR_SEALS = RecordKey.purpose("acceptor seals");

    private final boolean dialed;
    private final List<byte[]> secrets;
    private final Exchange exchange;
    private final byte[] hello;
    private List<byte[]> masters = List.of();
    private byte[] peerHello = {};
    private byte @Nullable [] master;

    /**
     * Begins on one side.
     *
     * @param dialed whether this side dialed
     * @param secrets those that this side knows, from 1 to {@value #MOST_SECRETS}
     * @param introduction how this side will introduce itself
     * @param random the source of this side's part in the keys
     */
    public SecretHandshake(boolean dialed, List<byte[]> secrets, byte[] introduction, SecureRandom random) {
        this.dialed = dialed;
        this.secrets = List.copyOf(secrets);
        exchange = new Exchange(random);
        byte[] own = new byte[RANDOM];
        random.nextBytes(own);
        hello = concat(own, exchange.share(), hash(introduction));
    }

    /**
     * What the side that dialed says first.
     *
     * @return the message
     */
    public Message begin() {
        return new Handshake(Handshake.Step.CHALLENGE, hello);
    }

    /**
     * Takes a message.
     *
     * @param message what the other side said
     * @return what to say to it; null if nothing
     * @throws RefusedException if the other side does not know a secret, or does not keep to the handshake
     */
    public @Nullable Message received(Message message) throws RefusedException {
        if (!(message instanceof Handshake handshake)) {
            throw new RefusedException(RejectReason.UNPROTECTED, message + " instead of proving to know a secret");
        }
        byte[] body = handshake.body();
        boolean first = peerHello.length == 0;
        if (handshake.step() == Handshake.Step.CHALLENGE && !dialed && first) {
            agree(hello(body), body, hello);
            return new Handshake(Handshake.Step.ANSWER, hello);
        } else if (handshake.step() == Handshake.Step.ANSWER && dialed && first) {
            agree(hello(body), hello, body);
            return new Handshake(Handshake.Step.PROOF, concat(tags(DIALER_TAG).toArray(byte[][]::new)));
        } else if (handshake.step() == Handshake.Step.PROOF && !dialed && !first && master == null) {
            return new Handshake(Handshake.Step.CONFIRM, confirm(body));
        } else if (handshake.step() == Handshake.Step.CONFIRM && dialed && !first && master == null) {
            checkConfirmation(body);
            return null;
        }
        throw new RefusedException(RejectReason.UNEXPECTED, handshake.step() + " at another time than its own");
    }

    /**
     * Whether both sides have proven to know the same secret.
     *
     * @return true once they have
     */
    public boolean isDone() {
        return master != null;
    }

    /**
     * Seals what goes to the other side. Each call begins anew, so there must be only one.
     *
     * @return the sealer
     */
    public Sealer sealer() {
        return new Sealer(expand(dialed ? DIALER_SEALS : ACCEPTOR_SEALS));
    }

    /**
     * Opens what comes from the other side.
     *
     * @return the opener
     */
    public Opener opener() {
        return new Opener(expand(dialed ? ACCEPTOR_SEALS : DIALER_SEALS));
    }

    /**
     * Whether the other side has introduced itself as it announced.
     *
     * @param introduction how it introduces itself
     * @return true if it has
     */
    public boolean announced(byte[] introduction) {
        byte[] announced = Arrays.copyOfRange(peerHello, HELLO - Hkdf.HASH, HELLO);
        return MessageDigest.isEqual(announced, hash(introduction));
    }

    private static byte[] hello(byte[] body) throws RefusedException {
        if (body.length != HELLO) {
            throw malformed(body);
        }
        return body;
    }

    private void agree(byte[] theirs, byte[] dialersHello, byte[] acceptorsHello) throws RefusedException {
        peerHello = theirs;
        byte[] transcript =
                hash(concat(RecordKey.purpose("secret"), new byte[] {Frame.VERSION}, dialersHello, acceptorsHello));
        byte[] agreed = exchange.agree(Arrays.copyOfRange(theirs, RANDOM, RANDOM + Exchange.SHARE));
        masters = secrets.stream()
                .map(secret -> Hkdf.extract(transcript, concat(agreed, secret)))
                .toList();
    }

    private List<byte[]> tags(byte[] purpose) {
        return masters.stream().map(one -> Hkdf.expand(one, purpose, Hkdf.HASH)).toList();
    }

    /* every tag is compared with every secret, whatever was found before: the time tells nothing */
    private byte[] confirm(byte[] proof) throws RefusedException {
        if (proof.length == 0 || proof.length % Hkdf.HASH != 0 || proof.length > MOST_SECRETS * Hkdf.HASH) {
            throw malformed(proof);
        }
        List<byte[]> expected = tags(DIALER_TAG);
        int found = -1;
        int place = 0;
        for (int own = expected.size() - 1; own >= 0; own--) {
            for (int start = 0; start < proof.length; start += Hkdf.HASH) {
                byte[] tag = Arrays.copyOfRange(proof, start, start + Hkdf.HASH);
                boolean match = MessageDigest.isEqual(expected.get(own), tag);
                found = match ? own : found;
                place = match ? start / Hkdf.HASH : place;
            }
        }
        if (found < 0) {
            throw new RefusedException(RejectReason.WRONG_SECRET, "the dialer knows none of the secrets of this node");
        }
        master = masters.get(found);
        return concat(new byte[] {(byte) place}, expand(ACCEPTOR_TAG));
    }

    private void checkConfirmation(byte[] body) throws RefusedException {
        if (body.length != 1 + Hkdf.HASH || body[0] < 0 || body[0] >= masters.size()) {
            throw malformed(body);
        }
        byte[] chosen = masters.get(body[0]);
        byte[] expected = Hkdf.expand(chosen, ACCEPTOR_TAG, Hkdf.HASH);
        if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(body, 1, body.length))) {
            throw new RefusedException(RejectReason.WRONG_SECRET, "the other end does not know a secret of this node");
        }
        master = chosen;
    }

    private byte[] expand(byte[] purpose) {
        byte[] agreed = master;
        if (agreed == null) {
            throw new IllegalStateException("there are no keys before both sides have proven to know a secret");
        }
        return Hkdf.expand(agreed, purpose, Hkdf.HASH);
    }

    private static RefusedException malformed(byte[] body) {
        return new RefusedException(RejectReason.MALFORMED, "a step of the handshake with " + body.length + " bytes");
    }

    private static byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256, but this one does not", e);
        }
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
