// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.crdt4j.codec.Samples.Color;
import org.crdt4j.codec.Samples.Node;
import org.crdt4j.codec.Samples.Order;
import org.crdt4j.codec.Samples.Photo;
import org.crdt4j.codec.Samples.Point;
import org.crdt4j.crdt.WireFormat;
import org.junit.jupiter.api.Test;

/** Application values there and back. */
final class ValuesTest {

    private static final Codec CODEC = TypeCase.codec();

    private static byte[] encode(Object value) {
        return CODEC.encode(WireFormat.value(), value);
    }

    private static Object decode(byte[] message) {
        return CODEC.decode(WireFormat.value(), message);
    }

    private static void assertRoundTrip(Object value) {
        byte[] message = encode(value);
        Object decoded = decode(message);
        assertEquals(value, decoded);
        assertArrayEquals(message, encode(decoded));
    }

    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.recursive(ValuesTest::scalars, ValuesTest::nested, 0, 3);
    }

    private static Arbitrary<Object> scalars() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(200).asGeneric(),
                Arbitraries.strings().ascii().ofMaxLength(140).asGeneric(),
                Arbitraries.integers().asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.shorts().asGeneric(),
                Arbitraries.bytes().asGeneric(),
                Arbitraries.chars().asGeneric(),
                Arbitraries.doubles().asGeneric(),
                Arbitraries.floats().asGeneric(),
                Arbitraries.bigIntegers().asGeneric(),
                Arbitraries.bigDecimals().asGeneric(),
                Arbitraries.of(true, false).asGeneric(),
                Arbitraries.of(Color.class).asGeneric(),
                Arbitraries.longs()
                        .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
                        .map(seconds -> Instant.ofEpochSecond(seconds, seconds & 0xFFFFFF))
                        .asGeneric(),
                Arbitraries.longs().map(bits -> new UUID(bits, ~bits)).asGeneric());
    }

    private static Arbitrary<Object> nested(Arbitrary<Object> inner) {
        return Arbitraries.oneOf(
                inner.list().ofMaxSize(4).asGeneric(),
                inner.set().ofMaxSize(4).asGeneric(),
                Arbitraries.maps(inner, inner).ofMaxSize(4).asGeneric(),
                inner.optional().asGeneric(),
                inner.map(Node::new).asGeneric(),
                inner.map(ValuesTest::orderWith).asGeneric());
    }

    private static Order orderWith(Object part) {
        Order order = new Order(part.toString(), part.hashCode());
        order.parts = Arrays.asList(part, null);
        order.weight = part.hashCode() / 3.0;
        order.cents = part.hashCode() * 1_000_000_007L;
        order.grade = (char) part.hashCode();
        order.boxed = part instanceof Integer number ? number : null;
        order.previous = part instanceof Order other ? other : null;
        order.blob = new byte[] {(byte) part.hashCode()};
        return order;
    }

    @Property
    void anyValue_comesBackEqual(@ForAll("values") Object value) {
        assertRoundTrip(value);
    }

    @Property(tries = 300)
    void orderInMemory_doesNotShow(@ForAll long seed) {
        Random random = new Random(seed);
        List<Object> elements = new ArrayList<>();
        for (int left = 1 + random.nextInt(30); left > 0; left--) {
            elements.add(TypeCase.value(random));
        }
        Set<Object> one = new HashSet<>(elements);
        Map<Object, Object> oneMap = new HashMap<>();
        one.forEach(element -> oneMap.put(element, element.toString()));
        List<Object> shuffled = new ArrayList<>(one);
        Collections.shuffle(shuffled, random);
        Set<Object> other = new LinkedHashSet<>(shuffled);
        Map<Object, Object> otherMap = new LinkedHashMap<>(64);
        shuffled.forEach(element -> otherMap.put(element, element.toString()));
        assertArrayEquals(encode(one), encode(other));
        assertArrayEquals(encode(oneMap), encode(otherMap));
    }

    @Test
    void classOfACollection_doesNotShow() {
        assertArrayEquals(encode(List.of("a", 1)), encode(new ArrayList<>(List.of("a", 1))));
        assertArrayEquals(encode(Set.of("a", "b")), encode(new TreeSet<>(Set.of("b", "a"))));
        assertArrayEquals(encode(Map.of("a", 1, "b", 2)), encode(new TreeMap<>(Map.of("b", 2, "a", 1))));
        assertArrayEquals(encode(Set.of()), encode(new HashSet<>()));
    }

    @Test
    void extremes_comeBackEqual() {
        List.<Object>of(
                        Integer.MIN_VALUE,
                        Integer.MAX_VALUE,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        Short.MIN_VALUE,
                        Byte.MIN_VALUE,
                        Double.NaN,
                        -0.0,
                        Double.MIN_VALUE,
                        Float.NaN,
                        Float.NEGATIVE_INFINITY,
                        Character.MAX_VALUE,
                        Character.MIN_SURROGATE,
                        BigInteger.ZERO,
                        BigInteger.ONE.shiftLeft(5_000).negate(),
                        new BigDecimal("1.0"),
                        new BigDecimal("1.00"),
                        new BigDecimal(BigInteger.TEN, -1_000),
                        Instant.MIN,
                        Instant.MAX,
                        Instant.EPOCH.minusNanos(1),
                        new UUID(-1, 0),
                        "",
                        "x".repeat(127),
                        "x".repeat(128),
                        "é".repeat(63),
                        "é".repeat(64),
                        "😀",
                        Optional.empty(),
                        Optional.of(Optional.of("x")),
                        List.of(),
                        Set.of(),
                        Map.of(),
                        new Point(1, null, Color.GREEN))
                .forEach(ValuesTest::assertRoundTrip);
    }

    @Test
    void valuesThatAreNotEqual_haveDifferentBytes() {
        List<Object> values = List.of(
                1,
                1L,
                (short) 1,
                (byte) 1,
                '\1',
                1.0,
                1.0f,
                BigInteger.ONE,
                BigDecimal.ONE,
                "1",
                true,
                List.of(1),
                Set.of(1),
                Optional.of(1),
                Map.of(1, 1),
                new Node(1));
        Set<List<Byte>> encoded = new HashSet<>();
        for (Object value : values) {
            List<Byte> bytes = new ArrayList<>();
            for (byte octet : encode(value)) {
                bytes.add(octet);
            }
            assertTrue(encoded.add(bytes), () -> "as another: " + value);
        }
    }

    @Test
    void stringsWithHalfAPair_areNotChanged() {
        assertRoundTrip("\uD800");
        assertRoundTrip("a\uDC00b");
        assertRoundTrip("\uDC00\uD800");
        assertRoundTrip("?\uD800\uDC00?");
        assertRoundTrip("?\uD800\uDC00\uD800");
        assertRoundTrip("what?\uD800\uD800\uDC00 and so on");
        assertRoundTrip("\uFFFD?\u20AC".repeat(100));
        assertRoundTrip("?");
        assertRoundTrip(Set.of("\uD800", "\uD801", "?"));
    }

    @Test
    void byteArrays_comeBackAsCopies_butCannotBeKeys() {
        byte[] bytes = {1, 2, 3};
        byte[] message = encode(bytes);
        byte[] decoded = (byte[]) decode(message);
        assertArrayEquals(bytes, decoded);
        message[3] = 9;
        assertArrayEquals(bytes, decoded);
        assertNotSame(decode(message), decode(message));
        assertThrows(IllegalArgumentException.class, () -> encode(Set.of(bytes)));
        assertThrows(IllegalArgumentException.class, () -> encode(Map.of(List.of(bytes), 1)));
        assertThrows(IllegalArgumentException.class, () -> encode(Map.of(Optional.of(bytes), 1)));
        assertArrayEquals(bytes, (byte[]) ((Map<?, ?>) decode(encode(Map.of(1, bytes)))).get(1));
        assertRoundTrip(Set.of(new Photo(bytes), new Photo(new byte[0])));
    }

    @Test
    void collectionsComeBackUnmodifiable() {
        List<?> list = (List<?>) decode(encode(List.of(1)));
        assertThrows(UnsupportedOperationException.class, () -> list.remove(0));
        Set<?> set = (Set<?>) decode(encode(Set.of(1)));
        assertThrows(UnsupportedOperationException.class, set::clear);
        Map<?, ?> map = (Map<?, ?>) decode(encode(Map.of(1, 1)));
        assertThrows(UnsupportedOperationException.class, map::clear);
    }

    @Test
    void nulls_mayStandInListsAndAsValuesAndInComponents() {
        assertRoundTrip(Arrays.asList(1, null));
        assertRoundTrip(new Node(null));
        Map<String, Object> map = new HashMap<>();
        map.put("a", null);
        assertRoundTrip(map);
        assertThrows(IllegalArgumentException.class, () -> encode(new HashSet<>(Arrays.asList(1, null))));
        map.put(null, 1);
        assertThrows(IllegalArgumentException.class, () -> encode(map));
    }

    @Test
    void collectionsWithAnEqualityOfTheirOwn_areRefused() {
        IdentityHashMap<Object, Integer> byIdentity = new IdentityHashMap<>();
        byIdentity.put(new Node(1), 1);
        byIdentity.put(new Node(1), 2);
        assertThrows(IllegalArgumentException.class, () -> encode(byIdentity));
        assertThrows(IllegalArgumentException.class, () -> encode(byIdentity.keySet()));
    }

    @Test
    void classesThatAreNotRegistered_areRefusedByName() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> encode(List.of(new Random(1))));
        assertTrue(refusal.getMessage().contains("java.util.Random"), refusal::getMessage);
        assertThrows(IllegalArgumentException.class, () -> encode(new int[] {1}));
        assertThrows(IllegalArgumentException.class, () -> encode(new ArrayDeque<>(List.of(1))));
        assertThrows(
                IllegalArgumentException.class,
                () -> Codec.standard().encode(WireFormat.value(), (Object) Color.GREEN));
    }

    @Test
    void fieldsOfPlainObjects_comeBackAsTheyWere() {
        Order order = orderWith(orderWith(7));
        order.small = -1;
        order.low = Short.MIN_VALUE;
        order.ratio = 0.1f;
        order.paid = true;
        order.name = null;
        order.cached = 5;
        assertRoundTrip(order);
        assertEquals(0, ((Order) decode(encode(order))).cached);
    }
}
