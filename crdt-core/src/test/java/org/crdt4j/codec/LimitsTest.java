// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.error.LimitExceededException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit holds exactly, for both sides, and what it costs to decode what is just within. */
final class LimitsTest {

    private static final Codec STANDARD = Codec.standard();

    private static Codec with(Limits limits) {
        return Codec.builder().limits(limits).build();
    }

    /** The limit that just suffices lets a value through both ways, and one less stops both ways. */
    private static <T> void assertExact(WireFormat<T> format, T value, int enough, Function<Integer, Limits> limits) {
        Codec codec = with(limits.apply(enough));
        byte[] message = codec.encode(format, value);
        assertEquals(value, codec.decode(format, message));
        Codec strict = with(limits.apply(enough - 1));
        assertThrows(LimitExceededException.class, () -> strict.encode(format, value));
        assertThrows(LimitExceededException.class, () -> strict.decode(format, message));
    }

    private static void assertExactForValue(Object value, int enough, Function<Integer, Limits> limits) {
        assertExact(WireFormat.value(), value, enough, limits);
    }

    @Test
    void limits_areExact() {
        Limits defaults = Limits.defaults();
        for (int length : new int[] {50, 120, 500}) {
            String text = "x".repeat(length);
            int bytes = STANDARD.encode(WireFormat.value(), text).length;
            assertExactForValue(text, bytes, defaults::withMaxMessageBytes);
            assertExactForValue(text, bytes - 1, defaults::withMaxValueBytes);
        }
        assertExactForValue(List.of(List.of(List.of())), 2, defaults::withMaxDepth);
        assertExactForValue(List.of(List.of(1, 2), Map.of(1, 2)), 5, defaults::withMaxItems);
        assertExactForValue(new BigDecimal(BigInteger.ONE, 300), 300, defaults::withMaxValueBytes);
        assertExactForValue(new BigDecimal(BigInteger.ONE, -300), 300, defaults::withMaxValueBytes);
        Map<ReplicaId, Long> entries = new HashMap<>();
        IntStream.range(0, 10).forEach(index -> entries.put(ReplicaId.of(index), 1L));
        assertExact(WireFormat.versionVector(), VersionVector.copyOf(entries), 10, defaults::withMaxReplicas);
        assertExact(WireFormat.versionVector(), VersionVector.copyOf(entries), 10, defaults::withMaxItems);
    }

    @Test
    void valueThatContainsItself_isBeyondTheLimits() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertThrows(LimitExceededException.class, () -> STANDARD.encode(WireFormat.value(), list));
    }

    @Test
    void deepestValue_isDecodedWithinTheStack() {
        Codec deep = Codec.builder()
                .register(Samples.Order.class, 100)
                .limits(Limits.defaults().withMaxDepth(1_000))
                .build();
        Samples.Order order = new Samples.Order("", 0);
        Object list = 1;
        for (int level = 0; level < 400; level++) {
            Samples.Order outer = new Samples.Order("", 0);
            outer.previous = order;
            order = outer;
            list = List.of(list);
        }
        order.parts = List.of(list);
        byte[] message = deep.encode(WireFormat.value(), order);
        assertTrue(deep.decode(WireFormat.value(), message) instanceof Samples.Order);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void limitsBelowOne_areRefused(int none) {
        Limits defaults = Limits.defaults();
        List<Function<Integer, Limits>> all = List.of(
                defaults::withMaxMessageBytes,
                defaults::withMaxValueBytes,
                defaults::withMaxDepth,
                defaults::withMaxReplicas,
                defaults::withMaxItems);
        all.forEach(limit -> assertThrows(IllegalArgumentException.class, () -> limit.apply(none)));
        assertThrows(IllegalArgumentException.class, () -> defaults.withMaxDepth(1_001));
    }
}
