// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.crdt4j.net.message.Message.Ack;
import org.crdt4j.net.message.Message.Bye;
import org.crdt4j.net.message.Message.Data;
import org.crdt4j.net.message.Message.Graft;
import org.crdt4j.net.message.Message.Handshake;
import org.crdt4j.net.message.Message.Have;
import org.crdt4j.net.message.Message.Hello;
import org.crdt4j.net.message.Message.HelloAck;
import org.crdt4j.net.message.Message.Nack;
import org.crdt4j.net.message.Message.Ping;
import org.crdt4j.net.message.Message.PingRequest;
import org.crdt4j.net.message.Message.Pong;
import org.crdt4j.net.message.Message.Prune;
import org.crdt4j.net.message.Message.Reject;
import org.crdt4j.net.message.Message.Rumours;

/**
 * A message as bytes: magic (2), version (1), type (1), length of the payload (4), CRC32C over these eight bytes and the payload (4),
 * payload. Big-endian.
 *
 * <p>The checksum finds damage, not malice: whoever can change bytes on the way can change the checksum too.
 */
public final class Frame {
    /** The first two bytes of each frame. */
    public static final short MAGIC = (short) 0xC4D4;

    /** The version of the framing and of the messages. */
    public static final int VERSION = 1;

    /** Bytes before the payload. */
    public static final int HEADER = 12;

    /** The most bytes of a frame, header included. */
    public static final int LIMIT = 1 << 20;

    /** The most bytes of a frame until the handshake is done, header included. */
    public static final int GREETING_LIMIT = 16 << 10;

    /** The most bytes of a name, in UTF-8. */
    public static final int NAME_LIMIT = 255;

    static final int HELLO = 1;
    static final int HELLO_ACK = 2;
    static final int PUSH = 3;
    static final int DIGEST = 4;
    static final int PART = 5;
    static final int END = 6;
    static final int PING = 7;
    static final int PONG = 8;
    static final int BYE = 9;
    static final int REJECT = 10;
    static final int FRAGMENT = 11;
    static final int ACK = 12;
    static final int CHALLENGE = 13;
    static final int ANSWER = 14;
    static final int PROOF = 15;
    static final int CONFIRM = 16;
    static final int PING_REQUEST = 17;
    static final int NACK = 18;
    static final int RUMOURS = 19;
    static final int HAVE = 20;
    static final int GRAFT = 21;
    static final int PRUNE = 22;

    /** Longer bodies go in fragments, so that a sign of life can be heard between them. */
    private static final int FRAGMENT_BODY = 256 << 10;

    private static final byte[] NOTHING = {};

    private Frame() {}

    /**
     * Encodes a message.
     *
     * @param message what to encode; time and size are linear in it
     * @return the frame
     * @throws IllegalArgumentException if the message does not fit into a frame, or a name is too long
     */
    public static byte[] encode(Message message) {
        // A switch over patterns would need a newer language level than 17.
        if (message instanceof Data data) {
            return frame(type(data.kind()), data.body(), 0, data.body().length);
        } else if (message instanceof Hello hello) {
            return whole(HELLO, greeting(hello.version(), hello.identity(), hello.attempt()));
        } else if (message instanceof HelloAck ack) {
            return whole(HELLO_ACK, greeting(ack.version(), ack.identity(), ack.attempt()));
        } else if (message instanceof Ping ping) {
            return whole(PING, number(ping.token()));
        } else if (message instanceof Pong pong) {
            return whole(PONG, number(pong.token()));
        } else if (message instanceof PingRequest request) {
            return whole(PING_REQUEST, pingRequest(request));
        } else if (message instanceof Nack nack) {
            return whole(NACK, number(nack.token()));
        } else if (message instanceof Have have) {
            return whole(HAVE, have(have));
        } else if (message instanceof Graft graft) {
            return whole(GRAFT, number(graft.id()));
        } else if (message instanceof Prune) {
            return whole(PRUNE, NOTHING);
        } else if (message instanceof Rumours rumours) {
            return whole(RUMOURS, RumourFormat.write(rumours));
        } else if (message instanceof Ack ack) {
            return whole(ACK, new byte[] {(byte) ack.parts()});
        } else if (message instanceof Handshake handshake) {
            return whole(type(handshake.step()), handshake.body());
        } else if (message instanceof Reject reject) {
            return whole(REJECT, new byte[] {(byte) reject.reason().code()});
        } else if (message instanceof Bye) {
            return whole(BYE, NOTHING);
        }
        throw new AssertionError(message);
    }

    /**
     * Encodes bytes of any length, in several frames if one would be too large.
     *
     * @param kind what the bytes are
     * @param body the bytes
     * @param frames takes one frame after the other
     * @param <E> what the taker throws
     * @throws E if the taker throws it
     */
    public static <E extends Exception> void encode(Data.Kind kind, byte[] body, Sink<E> frames) throws E {
        int start = 0;
        while (body.length - start > FRAGMENT_BODY) {
            frames.accept(frame(FRAGMENT, body, start, FRAGMENT_BODY));
            start += FRAGMENT_BODY;
        }
        frames.accept(frame(type(kind), body, start, body.length - start));
    }

    /**
     * An identity as bytes, the same for equal identities: what a connection vouches for before a greeting is read.
     *
     * @param identity the identity
     * @return the bytes
     * @throws IllegalArgumentException if a name is too long
     */
    public static byte[] introduction(Identity identity) {
        return greeting(VERSION, identity, 0);
    }

    /**
     * Takes frames.
     *
     * @param <E> what it may throw
     */
    @FunctionalInterface
    public interface Sink<E extends Exception> {

        /**
         * Takes a frame.
         *
         * @param frame the bytes
         * @throws E if it cannot
         */
        void accept(byte[] frame) throws E;
    }

    /**
     * Checks that a name can travel.
     *
     * @param what what the name names, for the message
     * @param name the name
     * @throws IllegalArgumentException if it is too long
     */
    public static void checkName(String what, String name) {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length > NAME_LIMIT) {
            throw new IllegalArgumentException(
                    what + " takes " + length + " bytes in UTF-8; shorten it to at most " + NAME_LIMIT);
        }
    }

    private static int type(Data.Kind kind) {
        return switch (kind) {
            case FRAGMENT -> FRAGMENT;
            case PUSH -> PUSH;
            case DIGEST -> DIGEST;
            case PART -> PART;
            case END -> END;
        };
    }

    private static int type(Handshake.Step step) {
        return switch (step) {
            case CHALLENGE -> CHALLENGE;
            case ANSWER -> ANSWER;
            case PROOF -> PROOF;
            case CONFIRM -> CONFIRM;
        };
    }

    private static byte[] whole(int type, byte[] payload) {
        return frame(type, payload, 0, payload.length);
    }

    private static byte[] frame(int type, byte[] payload, int start, int length) {
        if (length > LIMIT - HEADER) {
            throw new IllegalArgumentException(length + " bytes do not fit into a frame of " + LIMIT);
        }
        ByteBuffer frame = ByteBuffer.allocate(HEADER + length);
        frame.putShort(MAGIC).put((byte) VERSION).put((byte) type).putInt(length);
        frame.putInt(0).put(payload, start, length);
        frame.putInt(HEADER - Integer.BYTES, checksum(frame.array(), 0, length));
        return frame.array();
    }

    static int checksum(byte[] bytes, int start, int payload) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, start, HEADER - Integer.BYTES);
        checksum.update(bytes, start + HEADER, payload);
        return (int) checksum.getValue();
    }

    private static byte[] greeting(int version, Identity identity, long attempt) {
        checkName("the name of the cluster", identity.cluster());
        checkName("the name of the replica", identity.name());
        byte[] cluster = identity.cluster().getBytes(StandardCharsets.UTF_8);
        byte[] name = identity.name().getBytes(StandardCharsets.UTF_8);
        ByteBuffer greeting = ByteBuffer.allocate(3 + cluster.length + name.length + 3 * Long.BYTES + Integer.BYTES);
        greeting.put((byte) version).put((byte) cluster.length).put(cluster);
        greeting.putLong(identity.replica().id()).putInt(identity.replica().incarnation());
        greeting.put((byte) name.length).put(name).putLong(identity.nonce());
        greeting.putLong(attempt);
        return greeting.array();
    }

    private static byte[] pingRequest(PingRequest request) {
        return ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                .putLong(request.token())
                .putLong(request.target().id())
                .putInt(request.target().incarnation())
                .array();
    }

    private static byte[] have(Have have) {
        ByteBuffer payload = ByteBuffer.allocate(have.ids().size() * Long.BYTES);
        have.ids().forEach(payload::putLong);
        return payload.array();
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
