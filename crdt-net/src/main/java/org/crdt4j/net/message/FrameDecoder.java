// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crdt4j.causality.ReplicaId;
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
import org.crdt4j.net.reason.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one connection, in pieces of any size, into messages. Not thread-safe.
 *
 * <p>The buffer grows with the bytes that have arrived, never with a length that a frame declares; it holds at most one incomplete
 * frame. A frame is refused as soon as the bytes that condemn it are there. After a refusal the decoder is of no further use.
 */
public final class FrameDecoder {
    private static final int SMALL = 1 << 10;

    /** A buffer beyond this is given back when it is empty. */
    private static final int LARGE = 64 << 10;

    private byte[] buffer = new byte[SMALL];
    private int start;
    private int end;
    private int limit;

    /**
     * A decoder for a new connection.
     *
     * @param limit the most bytes of a frame, header included
     */
    public FrameDecoder(int limit) {
        this.limit = limit;
    }

    /**
     * Sets how large a frame may be from the next one on.
     *
     * @param bytes the most bytes of a frame, header included
     */
    public void limit(int bytes) {
        limit = bytes;
    }

    /**
     * Adds bytes. Call {@link #next()} until it returns null before the next piece, so that the buffer stays small.
     *
     * @param bytes where they are
     * @param offset where they begin
     * @param length how many there are
     */
    public void feed(byte[] bytes, int offset, int length) {
        makeRoom(length);
        System.arraycopy(bytes, offset, buffer, end, length);
        end += length;
    }

    /**
     * The next message.
     *
     * @return the message, or null if bytes are missing
     * @throws RefusedException if the bytes are no valid message
     */
    public @Nullable Message next() throws RefusedException {
        int available = end - start;
        checkStart(available);
        if (available < Frame.HEADER) {
            return null;
        }
        ByteBuffer header = ByteBuffer.wrap(buffer, start, Frame.HEADER);
        int type = header.get(start + 3);
        int length = header.getInt(start + 4);
        // A long, for the sum of a length near the greatest int and the header would be negative.
        if (length < 0 || (long) length + Frame.HEADER > limit) {
            throw new RefusedException(RejectReason.OVERSIZE, "a frame declares " + length + " bytes");
        }
        if (available < Frame.HEADER + length) {
            return null;
        }
        if (header.getInt(start + 8) != Frame.checksum(buffer, start, length)) {
            throw new RefusedException(RejectReason.BAD_CHECKSUM, "the checksum of a frame does not match");
        }
        byte[] payload = Arrays.copyOfRange(buffer, start + Frame.HEADER, start + Frame.HEADER + length);
        start += Frame.HEADER + length;
        return message(type, payload);
    }

    /**
     * Whether the bytes so far end within a frame.
     *
     * @return true if a frame has begun
     */
    public boolean isWithinFrame() {
        return end > start;
    }

    /**
     * What was fed and belongs to no message yet.
     *
     * @return a copy
     */
    public byte[] rest() {
        return Arrays.copyOfRange(buffer, start, end);
    }

    /** How many bytes the decoder holds on to, for tests of its bounds. */
    int capacity() {
        return buffer.length;
    }

    private void checkStart(int available) throws RefusedException {
        boolean magic = (available < 1 || buffer[start] == (byte) (Frame.MAGIC >> 8))
                && (available < 2 || buffer[start + 1] == (byte) Frame.MAGIC);
        if (!magic) {
            throw new RefusedException(RejectReason.WRONG_MAGIC, "the other side does not speak this protocol");
        }
        if (available > 2 && buffer[start + 2] != Frame.VERSION) {
            throw new RefusedException(
                    RejectReason.WRONG_VERSION, "the other side frames in version " + buffer[start + 2]);
        }
    }

    private void makeRoom(int length) {
        int held = end - start;
        if (held == 0) {
            start = 0;
            end = 0;
            if (buffer.length > LARGE) {
                buffer = new byte[SMALL];
            }
        }
        if (end + length > buffer.length) {
            byte[] target = buffer;
            if (held + length > buffer.length) {
                target = new byte[Math.max(held + length, Math.min(2 * buffer.length, limit))];
            }
            System.arraycopy(buffer, start, target, 0, held);
            buffer = target;
            start = 0;
            end = held;
        }
    }

    private static Message message(int type, byte[] payload) throws RefusedException {
        ByteBuffer in = ByteBuffer.wrap(payload);
        Message message = switch (type) {
            case Frame.FRAGMENT -> new Data(Data.Kind.FRAGMENT, body(payload, in));
            case Frame.PUSH -> new Data(Data.Kind.PUSH, body(payload, in));
            case Frame.DIGEST -> new Data(Data.Kind.DIGEST, body(payload, in));
            case Frame.PART -> new Data(Data.Kind.PART, body(payload, in));
            case Frame.END -> new Data(Data.Kind.END, body(payload, in));
            case Frame.HELLO -> new Hello(unsigned(in), identity(in), number(in));
            case Frame.HELLO_ACK -> new HelloAck(unsigned(in), identity(in), number(in));
            case Frame.PING -> new Ping(number(in));
            case Frame.PONG -> new Pong(number(in));
            case Frame.ACK -> new Ack(unsigned(in));
            case Frame.CHALLENGE -> new Handshake(Handshake.Step.CHALLENGE, body(payload, in));
            case Frame.ANSWER -> new Handshake(Handshake.Step.ANSWER, body(payload, in));
            case Frame.PROOF -> new Handshake(Handshake.Step.PROOF, body(payload, in));
            case Frame.CONFIRM -> new Handshake(Handshake.Step.CONFIRM, body(payload, in));
            case Frame.PING_REQUEST -> new PingRequest(number(in), replica(in));
            case Frame.NACK -> new Nack(number(in));
            case Frame.RUMOURS -> RumourFormat.read(in);
            case Frame.HAVE -> have(in);
            case Frame.GRAFT -> new Graft(number(in));
            case Frame.PRUNE -> new Prune();
            case Frame.BYE -> new Bye();
            case Frame.REJECT -> new Reject(RejectReason.of(unsigned(in)));
            default -> throw malformed("there is no message of type " + type);
        };
        if (in.hasRemaining()) {
            throw malformed(in.remaining() + " bytes too many");
        }
        return message;
    }

    private static byte[] body(byte[] payload, ByteBuffer in) throws RefusedException {
        require(in, 1);
        in.position(in.limit());
        return payload;
    }

    private static Have have(ByteBuffer in) throws RefusedException {
        int count = in.remaining() / Long.BYTES;
        if (count < 1 || count > Have.LIMIT) {
            throw malformed("there are " + count + " names");
        }
        List<Long> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(number(in));
        }
        return new Have(ids);
    }

    private static Identity identity(ByteBuffer in) throws RefusedException {
        String cluster = name(in);
        ReplicaId replica = replica(in);
        return new Identity(cluster, replica, name(in), number(in));
    }

    static ReplicaId replica(ByteBuffer in) throws RefusedException {
        long id = number(in);
        require(in, Integer.BYTES);
        int incarnation = in.getInt();
        if (incarnation < 0) {
            throw malformed("incarnation " + incarnation);
        }
        return new ReplicaId(id, incarnation);
    }

    static String name(ByteBuffer in) throws RefusedException {
        int length = unsigned(in);
        require(in, length);
        ByteBuffer bytes = in.slice(in.position(), length);
        in.position(in.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw malformed("a name is not UTF-8: " + e.getMessage());
        }
    }

    static long number(ByteBuffer in) throws RefusedException {
        require(in, Long.BYTES);
        return in.getLong();
    }

    static int unsigned(ByteBuffer in) throws RefusedException {
        require(in, 1);
        return Byte.toUnsignedInt(in.get());
    }

    private static void require(ByteBuffer in, int bytes) throws RefusedException {
        if (in.remaining() < bytes) {
            throw malformed("a payload ends too early");
        }
    }

    static RefusedException malformed(String what) {
        return new RefusedException(RejectReason.MALFORMED, what);
    }
}
