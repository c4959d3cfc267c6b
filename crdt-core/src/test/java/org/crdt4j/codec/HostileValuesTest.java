// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.CrdtException;
import org.crdt4j.error.LimitExceededException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile peer would put into the place of an application value. */
final class HostileValuesTest {

    private static final Codec CODEC = TypeCase.codec();

    private static Object decode(byte[] message) {
        return CODEC.decode(WireFormat.value(), message);
    }

    private static CorruptDataException assertCorrupt(byte[] message) {
        CorruptDataException refusal = assertThrows(CorruptDataException.class, () -> decode(message));
        assertTrue(!refusal.getMessage().startsWith("no valid message: java."), refusal::toString);
        return refusal;
    }

    private static void assertBeyondLimits(byte[] message) {
        assertThrows(LimitExceededException.class, () -> decode(message));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {1_000, 2_000_000_000, Integer.MAX_VALUE, 1L << 31, 0xFFFF_FFFFL, Long.MAX_VALUE, -2_000_000_000, -1
            })
    void declaredLengths_areComparedWithWhatIsThere(long length) {
        for (int tag = 0; tag < Tag.SHORT_TEXT; tag++) {
            int each = tag;
            byte[] plain = Crafted.message(out -> {
                out.write(each);
                out.writeVarint(length);
                out.writeFixed(0, 8);
            });
            byte[] inKnownClass = Crafted.message(out -> {
                out.write(each);
                out.writeVarint(102);
                out.writeVarint(length);
            });
            assertTakesLittle(plain);
            assertTakesLittle(inKnownClass);
        }
    }

    private static void assertTakesLittle(byte[] message) {
        Runnable decoding = () -> {
            try {
                assertInstanceOf(Comparable.class, decode(message));
            } catch (CrdtException refusal) {
                assertTrue(refusal.getMessage().length() < 200, refusal::getMessage);
            }
        };
        Allocation.assertAtMost(10_000, decoding, HexFormat.of().formatHex(message));
    }

    @Test
    void listsOfGreatDeclaredSizesInOneAnother_areBeyondTheLimits() {
        byte[] message = Crafted.message(out -> {
            for (int level = 0; level < 30; level++) {
                out.write(Tag.LIST);
                out.writeVarint(900_000);
            }
            out.write(new byte[1_000_000]);
        });
        Allocation.assertAtMost(20_000_000, () -> assertBeyondLimits(message), "lists in lists");
    }

    @ParameterizedTest
    @CsvSource({
        "LIST, 20 1",
        "SET, 21 1",
        "MAP (values), 22 1 129 97",
        "MAP (keys), 22 1",
        "OPTIONAL, 24",
        "RECORD, 18 104 1"
    })
    void nesting_isLimited(String name, String octets) {
        byte[] message = Crafted.message(out -> {
            for (int level = 0; level < 100_000; level++) {
                for (String octet : octets.split(" ", -1)) {
                    out.write(Integer.parseInt(octet));
                }
            }
        });
        Allocation.assertAtMost(100_000, () -> assertBeyondLimits(message), name);
    }

    @Test
    void nestingOfPlainObjects_isLimited() {
        Samples.Order order = new Samples.Order("deep", 0);
        for (int level = 0; level < 20; level++) {
            Samples.Order outer = new Samples.Order("deep", level);
            outer.previous = order;
            order = outer;
        }
        byte[] message = CODEC.encode(WireFormat.value(), order);
        assertEquals(order, decode(message));
        Codec strict = Codec.builder()
                .register(Samples.Order.class, 102)
                .limits(Limits.defaults().withMaxDepth(10))
                .build();
        assertThrows(LimitExceededException.class, () -> strict.decode(WireFormat.value(), message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C080", // 0 in two bytes
                "E08080", // 0 in three bytes
                "EDA080", // half of a surrogate pair
                "F4908080", // beyond the last character
                "80", // the middle of a character
                "C3", // half a character
                "E282", // two thirds of a character
                "FF"
            })
    void stringsThatAreNotUtf8_areCorrupt(String hex) {
        byte[] text = HexFormat.of().parseHex(hex);
        assertCorrupt(Crafted.message(out -> writeShortText(out, text)));
        byte[] longText = new byte[200 + text.length];
        System.arraycopy(text, 0, longText, 200, text.length);
        assertCorrupt(Crafted.message(out -> {
            out.write(Tag.TEXT);
            out.writeVarint(longText.length);
            out.write(longText);
        }));
        assertCorrupt(Crafted.message(out -> {
            out.write(Tag.ENUM);
            out.write(100);
            writeShortText(out, text);
        }));
    }

    private static void writeShortText(ByteWriter out, byte[] text) {
        out.write(Tag.SHORT_TEXT + text.length);
        out.write(text);
    }

    @Test
    void formsThatNobodyWrites_areCorrupt() {
        assertCorrupt(Crafted.octets(Tag.NULL));
        assertCorrupt(Crafted.octets(Tag.TEXT, 1, 'a'));
        assertCorrupt(Crafted.octets(Tag.UTF16_TEXT, 1, 0, 'a'));
        assertCorrupt(Crafted.octets(Tag.INTEGER, 0x80, 0));
        assertCorrupt(Crafted.octets(Tag.BIG_INTEGER, 0));
        assertCorrupt(Crafted.octets(Tag.BIG_INTEGER, 2, 0, 1));
        assertCorrupt(Crafted.octets(Tag.SET, 2, Tag.TRUE, Tag.FALSE));
        assertCorrupt(Crafted.octets(Tag.SET, 2, Tag.TRUE, Tag.TRUE));
        assertCorrupt(Crafted.octets(Tag.SET, 1, Tag.NULL));
        assertCorrupt(Crafted.octets(Tag.MAP, 2, Tag.TRUE, Tag.TRUE, Tag.FALSE, Tag.TRUE));
        assertCorrupt(Crafted.octets(Tag.MAP, 1, Tag.NULL, Tag.TRUE));
        assertCorrupt(Crafted.octets(Tag.PRESENT, Tag.NULL));
        assertCorrupt(Crafted.octets(99));
    }

    @Test
    void numbersOutOfRange_areCorrupt() {
        assertCorrupt(Crafted.message(out -> {
            out.write(Tag.SHORT);
            out.writeZigzag(1 << 15);
        }));
        assertCorrupt(Crafted.message(out -> {
            out.write(Tag.INTEGER);
            out.writeZigzag(1L << 31);
        }));
        assertCorrupt(Crafted.message(out -> {
            out.write(Tag.INSTANT);
            out.writeZigzag(0);
            out.writeVarint(1_000_000_000);
        }));
        assertCorrupt(Crafted.message(out -> {
            out.write(Tag.INSTANT);
            out.writeZigzag(Long.MAX_VALUE);
            out.writeVarint(0);
        }));
    }

    @Test
    void decimalOfTwoBillionDigits_isBeyondTheLimits() {
        assertBeyondLimits(Crafted.message(out -> {
            out.write(Tag.BIG_DECIMAL);
            out.writeZigzag(Integer.MIN_VALUE);
            out.write(1);
            out.write(1);
        }));
    }

    @Test
    void longValue_isBeyondTheLimits_evenIfItIsAllThere() {
        byte[] message = Crafted.message(out -> {
            out.write(Tag.BYTES);
            out.writeVarint(2 << 20);
            out.write(new byte[2 << 20]);
        });
        Allocation.assertAtMost(10_000, () -> assertBeyondLimits(message), "two megabytes");
    }

    @Test
    void classesAreNumbers_andOnlyRegisteredOnes() {
        assertCorrupt(Crafted.octets(Tag.RECORD, 99, 0));
        assertCorrupt(Crafted.octets(Tag.OBJECT, 0, 0));
        assertCorrupt(Crafted.octets(Tag.ENUM, 101, 0x81, 'x'));
        assertCorrupt(Crafted.octets(Tag.OBJECT, 101, 0));
        assertCorrupt(Crafted.message(out -> {
            out.write(Tag.RECORD);
            out.writeVarint(0x1_0000_0000L + 101);
            out.write(0);
        }));
    }

    /** Set by the initializer of a class that nobody uses. */
    static final Set<String> INITIALIZED = new HashSet<>();

    /** Would show that a message can have a class loaded. */
    static final class Bystander {
        static {
            INITIALIZED.add("Bystander");
        }
    }

    @Test
    void nameOfAClass_isNeverLookedUp() {
        byte[] name = "org.crdt4j.codec.HostileValuesTest$Bystander".getBytes(StandardCharsets.US_ASCII);
        for (int each : List.of(Tag.ENUM, Tag.RECORD, Tag.OBJECT, Tag.LIST, Tag.SET, Tag.MAP, Tag.PRESENT, 99)) {
            /* 1, 0 and the name: how Kryo says a class by name */
            Consumer<ByteWriter> byName = out -> {
                out.write(1);
                out.write(0);
                out.write(name);
            };
            byte[] plain = Crafted.message(out -> {
                out.write(each);
                byName.accept(out);
            });
            byte[] inObject = Crafted.message(out -> {
                out.write(each);
                out.write(102);
                out.write(name.length + 2);
                byName.accept(out);
            });
            assertThrows(CorruptDataException.class, () -> decode(plain), () -> "tag " + each);
            assertThrows(CorruptDataException.class, () -> decode(inObject), () -> "tag " + each);
        }
        assertEquals(Set.of(), INITIALIZED);
    }

    @Test
    void recordThatItsConstructorRefuses_isCorrupt() {
        byte[] message = CODEC.encode(WireFormat.value(), new Samples.Positive(1));
        message[message.length - 1] = 0;
        CorruptDataException refusal = assertCorrupt(message);
        assertInstanceOf(IllegalArgumentException.class, refusal.getCause());
    }

    @Test
    void recordOfOtherComponents_isCorrupt() {
        assertCorrupt(Crafted.octets(Tag.RECORD, 103, 1, Tag.TRUE));
        assertCorrupt(Crafted.octets(Tag.RECORD, 103, 1, Tag.NULL));
        assertCorrupt(Crafted.octets(Tag.RECORD, 103, 0));
        assertCorrupt(Crafted.octets(Tag.RECORD, 103, 2, Tag.INTEGER, 2, Tag.INTEGER, 2));
        assertCorrupt(Crafted.octets(Tag.ENUM, 100, 0x84, 'B', 'L', 'U', 'E'));
    }

    @Test
    void fieldsOfOtherTypes_areCorrupt() {
        byte[] message = CODEC.encode(WireFormat.value(), new Samples.Order("a", 1));
        for (int at = 3; at < message.length; at++) {
            for (int octet = 0; octet < 256; octet++) {
                byte[] changed = message.clone();
                changed[at] = (byte) octet;
                try {
                    assertInstanceOf(Samples.Order.class, decode(changed)).check();
                } catch (CorruptDataException refusal) {
                    assertTrue(!refusal.getMessage().startsWith("no valid message: java."), refusal::toString);
                }
            }
        }
    }

    @Test
    void byteArrayAsAnElement_isCorrupt() {
        assertCorrupt(Crafted.octets(Tag.SET, 1, Tag.BYTES, 0));
        assertCorrupt(Crafted.octets(Tag.SET, 1, Tag.LIST, 1, Tag.BYTES, 0));
        assertCorrupt(Crafted.octets(Tag.MAP, 1, Tag.BYTES, 0, Tag.TRUE));
        assertEquals(1, ((Set<?>) decode(Crafted.octets(Tag.SET, 1, Tag.RECORD, 105, 1, Tag.BYTES, 0))).size());
    }

    @Test
    void elementsThatAreEqualInDifferentBytes_areCorrupt() {
        /* two notations of not-a-number */
        assertCorrupt(Crafted.message(out -> {
            out.write(Tag.SET);
            out.write(2);
            out.write(Tag.DOUBLE);
            out.writeFixed(0x7FF8000000000000L, 8);
            out.write(Tag.DOUBLE);
            out.writeFixed(0x7FF8000000000001L, 8);
        }));
    }

    @Test
    void keysThatWereMadeToCollide_areBeyondTheLimits() {
        List<byte[]> keys = new ArrayList<>();
        for (int index = 0; index < 50_000; index++) {
            List<Integer> colliding = List.of(index, -31 * index);
            byte[] message = CODEC.encode(WireFormat.value(), colliding);
            keys.add(Arrays.copyOfRange(message, 1, message.length));
        }
        keys.sort(Arrays::compareUnsigned);
        assertBeyondLimits(Crafted.message(out -> {
            out.write(Tag.SET);
            out.writeVarint(keys.size());
            keys.forEach(out::write);
        }));
    }
}
