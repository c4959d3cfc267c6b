// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

import java.io.IOException;
import java.security.SecureRandom;
import org.crdt4j.net.message.Frame;
import org.crdt4j.net.message.FrameDecoder;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.message.RefusedException;
import org.crdt4j.net.reason.RejectReason;
import org.crdt4j.net.security.Opener;
import org.crdt4j.net.security.Sealer;
import org.crdt4j.net.security.SecretHandshake;
import org.jspecify.annotations.Nullable;

/** One connection under a shared secret. Before the handshake is done, and after a refusal, it passes on what comes unread. */
final class SecretConnection implements Transport.Connection {
    /** More than any step of the handshake needs, less than would hurt. */
    private static final int STEP_LIMIT = 1 << 10;

    private final Transport.Connection carrier;
    private final KeyRing secrets;
    private final SecureRandom random;
    private final boolean dialed;
    private volatile @Nullable Sealer sealer;
    private @Nullable Opener opener;
    private byte[] opened = {};
    private int position;

    SecretConnection(Transport.Connection carrier, KeyRing secrets, SecureRandom random, boolean dialed) {
        this.carrier = carrier;
        this.secrets = secrets;
        this.random = random;
        this.dialed = dialed;
    }

    @Override
    public Credentials authenticate(byte[] introduction) throws IOException {
        SecretHandshake handshake = new SecretHandshake(dialed, secrets.secrets(), introduction, random);
        try {
            shakeHands(handshake);
        } catch (RefusedException e) {
            // In plain text, like the rest of a handshake: there are no keys yet.
            send(new Message.Reject(e.reason()));
            carrier.finish();
            throw AuthenticationException.here(e.reason(), e.getMessage(), e);
        }
        return new Announced(handshake);
    }

    private void shakeHands(SecretHandshake handshake) throws IOException, RefusedException {
        if (dialed) {
            send(handshake.begin());
        }
        FrameDecoder decoder = new FrameDecoder(STEP_LIMIT);
        byte[] piece = new byte[STEP_LIMIT];
        while (!handshake.isDone()) {
            Message message = decoder.next();
            if (message == null) {
                int count = carrier.read(piece);
                if (count < 0) {
                    throw new RefusedException(RejectReason.TRUNCATED, "the connection ended within the handshake");
                }
                decoder.feed(piece, 0, count);
            } else if (message instanceof Message.Reject reject) {
                throw AuthenticationException.there(reject.reason(), "refused by the other end", null);
            } else {
                Message reply = handshake.received(message);
                if (reply != null) {
                    send(reply);
                }
            }
        }
        byte[] sealed = decoder.rest();
        Opener open = handshake.opener();
        open.feed(sealed, 0, sealed.length);
        opener = open;
        sealer = handshake.sealer();
    }

    private void send(Message message) throws IOException {
        byte[] frame = Frame.encode(message);
        carrier.write(frame, 0, frame.length);
    }

    @Override
    public PeerAddress remote() {
        return carrier.remote();
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        while (position == opened.length) {
            Opener open = opener;
            if (open == null) {
                return carrier.read(buffer);
            }
            byte[] next = next(open);
            if (next != null) {
                opened = next;
                position = 0;
                continue;
            }
            int count = carrier.read(buffer);
            if (count < 0 && open.isWithinRecord()) {
                throw refusal(RejectReason.TRUNCATED, "the connection ended within a sealed record");
            }
            if (count < 0) {
                return count;
            }
            open.feed(buffer, 0, count);
        }
        int taken = Math.min(buffer.length, opened.length - position);
        System.arraycopy(opened, position, buffer, 0, taken);
        position += taken;
        return taken;
    }

    private byte @Nullable [] next(Opener open) throws IOException {
        try {
            return open.next();
        } catch (RefusedException e) {
            throw refusal(e.reason(), e.getMessage());
        }
    }

    private AuthenticationException refusal(RejectReason reason, @Nullable String message) {
        opener = null;
        return AuthenticationException.here(reason, message, null);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Sealer seal = sealer;
        if (seal == null) {
            throw new IOException("the handshake of the secret is not done");
        }
        for (int done = 0; done < length; done += Sealer.LIMIT) {
            byte[] record = seal.seal(bytes, offset + done, Math.min(Sealer.LIMIT, length - done));
            carrier.write(record, 0, record.length);
        }
    }

    @Override
    public void finish() throws IOException {
        carrier.finish();
    }

    @Override
    public void close() throws IOException {
        carrier.close();
    }

    /** The other end knows the secret. Who it is among those who do, it says itself, and must have said so from the beginning. */
    private record Announced(SecretHandshake handshake) implements Credentials {

        @Override
        public @Nullable String objection(String name, byte[] introduction) {
            return handshake.announced(introduction) ? null : "\"" + name + "\" has announced itself as somebody else";
        }

        @Override
        public @Nullable String fingerprint() {
            return null;
        }
    }
}
