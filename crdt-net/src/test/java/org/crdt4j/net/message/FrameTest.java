// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.member.MemberState;
import org.crdt4j.net.message.Message.Data;
import org.crdt4j.net.reason.RejectReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameTest {
    private static final Identity IDENTITY = new Identity("lager", new ReplicaId(-7, 3), "Süd", 0x1234_5678_9ABCL);

    static Stream<Message> messages() {
        return Stream.of(
                new Message.Hello(1, IDENTITY, 42),
                new Message.Hello(200, new Identity("", ReplicaId.of(0), "", 0), Long.MIN_VALUE),
                new Message.HelloAck(1, IDENTITY, -1),
                new Message.Ping(Long.MIN_VALUE),
                new Message.Pong(77),
                new Message.PingRequest(-3, new ReplicaId(-7, 3)),
                new Message.Nack(Long.MAX_VALUE),
                new Message.Have(List.of(1L, -1L, Long.MIN_VALUE)),
                new Message.Graft(-5),
                new Message.Prune(),
                new Message.Rumours(Message.Rumours.Purpose.CHECK, -1, List.of()),
                new Message.Rumours(
                        Message.Rumours.Purpose.NEWS,
                        0,
                        List.of(
                                new Rumour(ReplicaId.of(1), "a", "h:1", 0, MemberState.ALIVE, null),
                                new Rumour(
                                        ReplicaId.of(2), "Süd", "[::1]:1", 7, MemberState.SUSPECT, new ReplicaId(9, 9)),
                                new Rumour(ReplicaId.of(3), "", "", Long.MAX_VALUE, MemberState.DEAD, null),
                                new Rumour(ReplicaId.of(4), "", ":7", 1, MemberState.LEFT, null))),
                new Message.Ack(200),
                new Message.Bye(),
                new Message.Reject(RejectReason.WRONG_CLUSTER),
                new Data(Data.Kind.FRAGMENT, new byte[] {9}),
                new Data(Data.Kind.PUSH, new byte[] {1, 2, 3}),
                new Data(Data.Kind.DIGEST, new byte[5000]),
                new Data(Data.Kind.PART, new byte[] {0}),
                new Data(Data.Kind.END, new byte[] {-1, -1}));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void message_survivesTheWire(Message message) throws RefusedException {
        FrameDecoder decoder = new FrameDecoder(Frame.LIMIT);
        byte[] frame = Frame.encode(message);
        decoder.feed(frame, 0, frame.length);
        assertSame(message, decoder.next());
        assertNull(decoder.next());
        assertFalse(decoder.isWithinFrame());
    }

    @Test
    void frame_hasTheseBytes() {
        String hello = HexFormat.of().formatHex(Frame.encode(new Message.Hello(1, IDENTITY, 42)));
        assertEquals(
                "c4d40101" + "00000028" + "0638070a" + "01" + "056c61676572" + "fffffffffffffff9" + "00000003"
                        + "0453c3bc64" + "0000123456789abc" + "000000000000002a",
                hello);
        assertEquals("c4d40109000000002710546c", HexFormat.of().formatHex(Frame.encode(new Message.Bye())));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 11, 12, 13, 1000, 1 << 20})
    void stream_isCutAnywhere(int piece) throws RefusedException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        List<Message> sent = messages().toList();
        sent.forEach(message -> stream.writeBytes(Frame.encode(message)));
        List<Message> received = decode(stream.toByteArray(), piece);
        assertEquals(sent.size(), received.size());
        for (int i = 0; i < sent.size(); i++) {
            assertSame(sent.get(i), received.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyFlippedBit_isFound(Message message) {
        byte[] frame = Frame.encode(message);
        for (int bit = 0; bit < 8 * Math.min(frame.length, 200); bit++) {
            byte[] damaged = frame.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            FrameDecoder decoder = new FrameDecoder(Frame.LIMIT);
            decoder.feed(damaged, 0, damaged.length);
            try {
                assertNull(decoder.next(), "bit " + bit + " of " + message);
            } catch (RefusedException e) {
                assertNotNull(e.reason());
            }
        }
    }

    @Test
    void wrongMagic_isRefusedAtTheFirstByte() {
        assertRefused(RejectReason.WRONG_MAGIC, "47");
        assertRefused(RejectReason.WRONG_MAGIC, "c447");
    }

    @Test
    void wrongVersion_isRefusedAtTheThirdByte() {
        assertRefused(RejectReason.WRONG_VERSION, "c4d402");
    }

    @Test
    void lengthBeyondTheLimit_isRefusedBeforeItsBytesCome() {
        assertRefused(RejectReason.OVERSIZE, "c4d401030010000000000000");
        assertRefused(RejectReason.OVERSIZE, "c4d40103ffffffff00000000");
        assertRefused(RejectReason.OVERSIZE, "c4d401037fffffff00000000");
        assertRefused(RejectReason.OVERSIZE, "c4d401038000000000000000");
        assertRefused(RejectReason.OVERSIZE, "c4d40103000ffff500000000");
    }

    @Test
    void declaredLength_allocatesNothing() throws RefusedException {
        FrameDecoder decoder = new FrameDecoder(Frame.LIMIT);
        byte[] header = HexFormat.of().parseHex("c4d40103000ffff400000000");
        decoder.feed(header, 0, header.length);
        assertNull(decoder.next());
        assertTrue(decoder.capacity() <= 1024, () -> "holds " + decoder.capacity());
        assertTrue(decoder.isWithinFrame());
    }

    @Test
    void buffer_staysSmallAfterALargeFrame() throws RefusedException {
        FrameDecoder decoder = new FrameDecoder(Frame.LIMIT);
        byte[] large = Frame.encode(new Data(Data.Kind.PUSH, new byte[1_000_000]));
        byte[] small = Frame.encode(new Message.Bye());
        decoder.feed(large, 0, large.length);
        assertNotNull(decoder.next());
        decoder.feed(small, 0, small.length);
        assertNotNull(decoder.next());
        assertTrue(decoder.capacity() <= 1024, () -> "holds " + decoder.capacity());
    }

    @Test
    void raisedLimit_appliesToTheNextFrame() throws RefusedException {
        FrameDecoder decoder = new FrameDecoder(Frame.GREETING_LIMIT);
        byte[] hello = Frame.encode(new Message.Hello(1, IDENTITY, 1));
        byte[] large = Frame.encode(new Data(Data.Kind.PUSH, new byte[20_000]));
        decoder.feed(hello, 0, hello.length);
        decoder.feed(large, 0, large.length);
        assertNotNull(decoder.next());
        decoder.limit(Frame.LIMIT);
        assertNotNull(decoder.next());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0d", // no such type
                "00", // nor this
                "03", // data without a byte
                "01", // a greeting without content
                "0101ff", // a name longer than the frame
                "01010161000000000000000000000000", // ends within the identity
                "01010161000000000000000080000000", // negative incarnation
                "010102c328", // not UTF-8
                "0700000000000000", // half a token
                "07000000000000000000", // a token and a byte
                "0901", // a farewell with content
                "0a", // a refusal without reason
                "1100000000000000000000000000000001", // a request without the whole of its target
                "110000000000000000000000000000000180000000", // a target of a negative incarnation
                "1200000000", // half a token
                "14", // no name
                "1400000000000000", // half a name
                "14000000000000000000", // one and a bit
                "15000000", // half a name
                "1600", // a request with content
                "13", // rumours without content
                "1304000000000000000000", // of a kind that there is not
                "1300000000000000000001", // one rumour, which is missing
                "13000000000000000000ff00", // 255 of them, which are missing
                "13000000000000000000000000", // none, and more
                "1300000000000000000001" + "000000000000000100000000" + "8000000000000000" + "00" + "00"
                        + "00", // incarnation
                "1300000000000000000001" + "000000000000000100000000" + "0000000000000000" + "04" + "00"
                        + "00", // state
                "1300000000000000000001" + "000000000000000100000000" + "0000000000000000" + "01" + "00"
                        + "00", // no accuser
            })
    void intactFrameWithBadContent_isMalformed(String typeAndPayload) {
        byte[] content = HexFormat.of().parseHex(typeAndPayload);
        ByteBuffer frame = ByteBuffer.allocate(Frame.HEADER + content.length - 1);
        frame.putShort(Frame.MAGIC).put((byte) 1).put(content[0]).putInt(content.length - 1);
        frame.position(Frame.HEADER).put(content, 1, content.length - 1);
        frame.putInt(8, Frame.checksum(frame.array(), 0, content.length - 1));
        assertRefused(RejectReason.MALFORMED, HexFormat.of().formatHex(frame.array()));
    }

    @Test
    void garbage_endsInARefusalOrInWaiting() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] garbage = new byte[1 + random.nextInt(60)];
            random.nextBytes(garbage);
            if (random.nextBoolean()) {
                // Past the first gate, or nothing but magic would be tested.
                byte[] start = HexFormat.of().parseHex("c4d401");
                System.arraycopy(start, 0, garbage, 0, Math.min(start.length, garbage.length));
            }
            try {
                decode(garbage, 1 + random.nextInt(garbage.length));
            } catch (RefusedException e) {
                assertNotNull(e.reason());
            } catch (RuntimeException e) {
                fail("replay with seed " + seed, e);
            }
        }
    }

    @Test
    void tooLongName_isTheCallersMistake() {
        assertThrows(IllegalArgumentException.class, () -> Frame.checkName("the name", "ä".repeat(128)));
        Frame.checkName("the name", "a".repeat(255));
    }

    @Test
    void longBody_goesInFragments() throws RefusedException {
        byte[] body = new byte[1_000_000];
        new Random(1).nextBytes(body);
        List<byte[]> frames = new ArrayList<>();
        Frame.encode(Data.Kind.PART, body, frames::add);
        assertEquals(4, frames.size());
        Assembler assembler = new Assembler(body.length, new Budget(1 << 21));
        Data whole = null;
        for (byte[] frame : frames) {
            assertNull(whole);
            whole = assembler.add((Data) decode(frame, frame.length).get(0));
        }
        assertNotNull(whole);
        assertEquals(Data.Kind.PART, whole.kind());
        assertArrayEquals(body, whole.body());
        assembler.release();
        assertNotNull(assembler.add(new Data(Data.Kind.END, body)), "starts afresh");
    }

    @Test
    void fragmentsBeyondTheLimit_areRefused() throws RefusedException {
        Assembler assembler = new Assembler(10, new Budget(1 << 21));
        assertNull(assembler.add(new Data(Data.Kind.FRAGMENT, new byte[6])));
        RefusedException refusal =
                assertThrows(RefusedException.class, () -> assembler.add(new Data(Data.Kind.END, new byte[5])));
        assertEquals(RejectReason.OVERSIZE, refusal.reason());
    }

    @Test
    void unfinishedMessagesOfAllPeers_shareOneBudget() throws RefusedException {
        Budget budget = new Budget(1000);
        Assembler one = new Assembler(900, budget);
        Assembler other = new Assembler(900, budget);
        assertNull(one.add(new Data(Data.Kind.FRAGMENT, new byte[500])));
        assertNull(other.add(new Data(Data.Kind.FRAGMENT, new byte[300])));
        long left = budget.left();
        assertTrue(left <= 200);
        Data surplus = new Data(Data.Kind.END, new byte[201]);
        RefusedException refusal = assertThrows(RefusedException.class, () -> other.add(surplus));
        assertEquals(RejectReason.OVER_BUDGET, refusal.reason());
        assertEquals(left, budget.left(), "what was refused is not charged");
        assertNotNull(new Assembler(900, budget).add(surplus), "a message of one frame needs no budget");
        one.release();
        Data whole = other.add(surplus);
        assertNotNull(whole);
        assertEquals(501, whole.body().length);
        assertTrue(budget.left() < 500, "what is being read still counts");
        other.release();
        other.release();
        assertEquals(1000, budget.left());
    }

    @Test
    void tinyFragments_areNotFree() throws RefusedException {
        Assembler assembler = new Assembler(1 << 20, new Budget(1 << 20));
        int count = 0;
        Data tiny = new Data(Data.Kind.FRAGMENT, new byte[1]);
        RefusedException refusal = null;
        while (refusal == null) {
            try {
                assembler.add(tiny);
                count++;
            } catch (RefusedException e) {
                refusal = e;
            }
        }
        assertEquals(RejectReason.OVER_BUDGET, refusal.reason());
        assertTrue(count <= 1 << 14, () -> "an array of one byte takes some 24 bytes and a reference");
    }

    private static List<Message> decode(byte[] bytes, int piece) throws RefusedException {
        FrameDecoder decoder = new FrameDecoder(Frame.LIMIT);
        List<Message> messages = new ArrayList<>();
        for (int start = 0; start < bytes.length; start += piece) {
            decoder.feed(bytes, start, Math.min(piece, bytes.length - start));
            for (Message message = decoder.next(); message != null; message = decoder.next()) {
                messages.add(message);
            }
        }
        return messages;
    }

    private static void assertRefused(RejectReason reason, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        RefusedException refusal = assertThrows(RefusedException.class, () -> decode(bytes, bytes.length));
        assertEquals(reason, refusal.reason(), refusal.getMessage());
    }

    private static void assertSame(Message expected, Message actual) {
        if (expected instanceof Data data && actual instanceof Data other) {
            assertEquals(data.kind(), other.kind());
            assertArrayEquals(data.body(), other.body());
        } else {
            assertEquals(expected, actual);
        }
    }
}
