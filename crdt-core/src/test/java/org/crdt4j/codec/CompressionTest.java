// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.Deflater;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.CrdtException;
import org.crdt4j.error.LimitExceededException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The compressed form: what is sent in it arrives, and what pretends to be it is refused before it takes memory. */
final class CompressionTest {

    private static final long SEED = 20_261_123;
    private static final Codec PLAIN = TypeCase.codec();
    private static final Codec COMPRESSED = PLAIN.compressed();
    private static final WireFormat<Object> VALUE = WireFormat.value();

    static List<TypeCase<?, ?>> types() {
        return TypeCase.all();
    }

    private static List<Object> identifiers(int count) {
        Random random = new Random(SEED);
        List<Object> all = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            all.add(new UUID(random.nextLong(), random.nextLong()).toString());
        }
        return all;
    }

    /** A compressed message that claims to be so long, made of any bytes. */
    private static byte[] claiming(long length, byte[] content) {
        ByteWriter out = new ByteWriter(Limits.defaults());
        out.write(Compression.MARK);
        out.writeVarint(length);
        out.write(deflated(content));
        return out.toByteArray();
    }

    private static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(content);
            deflater.finish();
            byte[] target = new byte[content.length + 1_000];
            int size = 0;
            while (!deflater.finished()) {
                size += deflater.deflate(target, size, target.length - size);
            }
            return Arrays.copyOf(target, size);
        } finally {
            deflater.end();
        }
    }

    private static void assertCorrupt(String reason, byte[] message) {
        CorruptDataException refusal = assertThrows(CorruptDataException.class, () -> PLAIN.decode(VALUE, message));
        assertTrue(refusal.getMessage().contains(reason), refusal::toString);
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyType_arrivesInEitherForm(TypeCase<?, ?> type) {
        assertArrives(type);
    }

    private static <T extends Crdt<D, ?>, D extends Delta<D>> void assertArrives(TypeCase<T, D> type) {
        Random random = new Random(SEED);
        for (int index = 0; index < 20; index++) {
            for (T object : type.history(random, 40).objects()) {
                D state = object.state();
                byte[] plain = PLAIN.encode(type.type(), state);
                byte[] compressed = COMPRESSED.encode(type.type(), state);
                assertEquals(state, PLAIN.decode(type.type(), compressed), "seed " + SEED);
                assertEquals(state, COMPRESSED.decode(type.type(), plain), "seed " + SEED);
                if (Compression.isCompressed(compressed)) {
                    assertTrue(compressed.length < plain.length);
                    assertArrayEquals(plain, Compression.expand(compressed, Limits.defaults()));
                } else {
                    assertArrayEquals(plain, compressed);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 20, 100, 1_700, 1_800, 10_000})
    void identifiersAsText_becomeShorter(int count) {
        List<Object> value = identifiers(count);
        byte[] plain = PLAIN.encode(VALUE, value);
        byte[] compressed = COMPRESSED.encode(VALUE, value);
        assertEquals(value, PLAIN.decode(VALUE, compressed));
        double share = (double) compressed.length / plain.length;
        assertTrue(share < (count < 20 ? 0.8 : 0.6), () -> "left of " + plain.length + ": " + share);
    }

    @Test
    void whatRepeats_isFoundInLongMessages() {
        List<Object> value = new ArrayList<>();
        for (int index = 0; index < 5_000; index++) {
            value.add("customer/" + index % 7 + "/order/" + index);
        }
        byte[] plain = PLAIN.encode(VALUE, value);
        assertTrue(COMPRESSED.encode(VALUE, value).length < plain.length / 4);
    }

    @Test
    void smallOrRandomMessages_stayAsTheyAre() {
        for (int length : new int[] {0, 10, 251}) {
            Object text = "x".repeat(length);
            assertArrayEquals(PLAIN.encode(VALUE, text), COMPRESSED.encode(VALUE, text));
        }
        byte[] noise = new byte[200_000];
        new Random(SEED).nextBytes(noise);
        assertArrayEquals(PLAIN.encode(VALUE, noise), COMPRESSED.encode(VALUE, noise));
        assertArrayEquals(
                PLAIN.encode(VALUE, Arrays.copyOf(noise, 300)), COMPRESSED.encode(VALUE, Arrays.copyOf(noise, 300)));
        assertTrue(Compression.isCompressed(COMPRESSED.encode(VALUE, "x".repeat(252))));
    }

    @Test
    void compressing_isAQuestionOfTheEncodingCodecOnly() {
        assertSame(COMPRESSED, COMPRESSED.compressed());
        assertSame(PLAIN, PLAIN.plain());
        assertEquals(PLAIN.limits(), COMPRESSED.limits());
        Object value = List.of(new Samples.Node(null), "x".repeat(1_000));
        assertEquals(value, COMPRESSED.decode(VALUE, COMPRESSED.encode(VALUE, value)));
        assertFalse(Compression.isCompressed(COMPRESSED.plain().encode(VALUE, value)));
    }

    /** Other versions of zlib write other streams; this one has to be understood for ever. */
    @Test
    void goldenBytes_areUnderstood() {
        byte[] message = HexFormat.of().parseHex("80ad0278da63e459c954310a880300e4788bf1");
        assertEquals("x".repeat(297), PLAIN.decode(VALUE, message));
    }

    @Test
    void limitsHoldForTheMessageAsItWasBefore() {
        Codec strict = Codec.builder()
                .limits(Limits.defaults().withMaxMessageBytes(10_000))
                .build();
        Object fits = "x".repeat(9_996);
        Object tooLong = "x".repeat(9_997);
        byte[] message = strict.compressed().encode(VALUE, fits);
        assertEquals(fits, strict.decode(VALUE, message));
        assertThrows(LimitExceededException.class, () -> strict.compressed().encode(VALUE, tooLong));
        byte[] beyond = PLAIN.compressed().encode(VALUE, tooLong);
        assertTrue(beyond.length < 1_000);
        Allocation.assertAtMost(
                5_000,
                () -> assertThrows(LimitExceededException.class, () -> strict.decode(VALUE, beyond)),
                "a message beyond the limit");
    }

    @Test
    void claimsThatCannotBeTrue_takeNoMemory() {
        byte[] stream = new byte[1_000];
        for (long claim : new long[] {0, 64 << 20, 2L << 20}) {
            byte[] message = claiming(claim, stream);
            assertCorrupt("claim", message);
            Allocation.assertAtMost(
                    10_000,
                    () -> assertThrows(CorruptDataException.class, () -> PLAIN.decode(VALUE, message)),
                    "a claim of " + claim);
        }
        for (long claim : new long[] {(64 << 20) + 1, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE}) {
            byte[] message = claiming(claim, stream);
            assertThrows(LimitExceededException.class, () -> PLAIN.decode(VALUE, message));
        }
        /* sixty thousand bytes could be fifty millions, so they are believed, but not paid in advance */
        byte[] noise = new byte[60_000];
        new Random(SEED).nextBytes(noise);
        byte[] message = claiming(50 << 20, noise);
        assertCorrupt("ends after 60000", message);
        Allocation.assertAtMost(
                9L * noise.length,
                () -> assertThrows(CorruptDataException.class, () -> PLAIN.decode(VALUE, message)),
                "an exaggeration");
    }

    @Test
    void bombs_areNotExpandedBeyondTheirClaim() {
        byte[] bomb = claiming(300, new byte[60 << 20]);
        assertTrue(bomb.length < 100_000);
        assertCorrupt("longer than it claims", bomb);
        Allocation.assertAtMost(
                10_000,
                () -> assertThrows(CorruptDataException.class, () -> PLAIN.decode(VALUE, bomb)),
                "a bomb of " + bomb.length);
        byte[] honest = claiming(60 << 20, new byte[60 << 20]);
        Allocation.assertAtMost(
                3L * (60 << 20),
                () -> assertThrows(CorruptDataException.class, () -> PLAIN.decode(VALUE, honest)),
                "an honest bomb of " + honest.length);
    }

    @Test
    void everyTruncationAndEveryFlippedBit_isNoticed() {
        byte[] message = COMPRESSED.encode(VALUE, identifiers(12));
        assertTrue(Compression.isCompressed(message));
        for (int length = 0; length < message.length; length++) {
            byte[] truncated = Arrays.copyOf(message, length);
            assertThrows(CorruptDataException.class, () -> PLAIN.decode(VALUE, truncated));
        }
        for (int bit = 8; bit < 8 * message.length; bit++) {
            byte[] damaged = message.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(CorruptDataException.class, () -> PLAIN.decode(VALUE, damaged), "bit " + bit);
        }
        for (int more = 1; more < 4; more++) {
            assertCorrupt(more + " bytes too many", Arrays.copyOf(message, message.length + more));
        }
    }

    @Test
    void messageWithinAMessage_isRefused() {
        byte[] inner = COMPRESSED.encode(VALUE, "x".repeat(1_000));
        assertCorrupt("twice", claiming(inner.length, inner));
        byte[] plain = PLAIN.encode(VALUE, 7);
        assertEquals(7, PLAIN.decode(VALUE, claiming(plain.length, plain)));
        assertCorrupt("shortest form", new byte[] {(byte) Compression.MARK, (byte) 0x80, 0, 0x78});
    }

    /** Streams that are whole and hold a damaged message, and damaged streams. */
    @ParameterizedTest
    @MethodSource("types")
    void damage_isRefusedOrHarmless(TypeCase<?, ?> type) {
        Random random = new Random(SEED);
        List<byte[]> plain = new ArrayList<>();
        List<byte[]> compressed = new ArrayList<>();
        for (int index = 0; index < 5; index++) {
            addMessages(type, random, plain, compressed);
        }
        int refused = 0;
        for (int index = 0; index < 2_000; index++) {
            boolean outside = index % 2 == 0;
            byte[] damaged = Mutation.of(outside ? compressed : plain, random);
            byte[] message = outside ? damaged : claiming(damaged.length, damaged);
            refused += isRefused(type, message) ? 1 : 0;
        }
        assertTrue(refused > 1_000, "refused only " + refused);
    }

    private static <T extends Crdt<D, ?>, D extends Delta<D>> void addMessages(
            TypeCase<T, D> type, Random random, List<byte[]> plain, List<byte[]> compressed) {
        for (T object : type.history(random, 20).objects()) {
            byte[] message = PLAIN.encode(type.type().format(), object.state());
            plain.add(message);
            compressed.add(claiming(message.length, message));
        }
    }

    private static boolean isRefused(TypeCase<?, ?> type, byte[] message) {
        boolean refused = isRefused(type, message, Long.MAX_VALUE);
        /* the first time, the virtual machine may have linked code that words a refusal; that is not the message's doing */
        return isRefused(type, message, 1_000_000 + 2_000L * message.length) && refused;
    }

    private static boolean isRefused(TypeCase<?, ?> type, byte[] message, long mostAllocated) {
        long before = Allocation.soFar();
        boolean refused = false;
        try {
            PLAIN.decode(type.type().format(), message);
        } catch (CrdtException refusal) {
            refused = true;
            assertFalse(
                    refusal.getMessage().startsWith("no valid message: java."),
                    () -> "fell into the net: " + refusal + ", "
                            + HexFormat.of().formatHex(message));
        }
        long allocated = Allocation.soFar() - before;
        assertTrue(
                allocated < mostAllocated,
                () -> type + " takes " + allocated + ": " + HexFormat.of().formatHex(message));
        return refused;
    }
}
