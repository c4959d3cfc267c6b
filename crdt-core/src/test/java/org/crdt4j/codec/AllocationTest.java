// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.map.LastWriterWinsMap;
import org.crdt4j.map.ObservedRemoveMap;
import org.crdt4j.register.MultiValueRegister;
import org.crdt4j.set.AddWinsSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Decoding takes what {@link Limits} promises: by the items and bytes of the message, even where it is as dense as can be. */
final class AllocationTest {

    private static final int SIZE = 20_000;
    private static final Codec CODEC = TypeCase.codec();

    private static void assertAllocates(WireFormat<?> format, byte[] message, long items) {
        Allocation.assertAtMost(
                400 * items + 4L * message.length + 10_000,
                () -> CODEC.decode(format, message),
                "a message of " + message.length);
    }

    static Stream<Arguments> denseValues() {
        IntFunction<Object> text = index -> Integer.toString(index, 36);
        return Stream.of(
                Arguments.of("empty strings", 1, (IntFunction<Object>) index -> ""),
                Arguments.of("short strings", 1, text),
                Arguments.of("integers", 1, (IntFunction<Object>) index -> 1_000 + index),
                Arguments.of("decimals", 1, (IntFunction<Object>) BigDecimal::valueOf),
                Arguments.of("optionals", 1, (IntFunction<Object>) index -> Optional.of(true)),
                Arguments.of("lists of one", 2, (IntFunction<Object>) index -> List.of(true)),
                Arguments.of("sets of one", 2, (IntFunction<Object>) index -> Set.of(true)),
                Arguments.of("maps of one", 2, (IntFunction<Object>) index -> Map.of(true, true)),
                Arguments.of("records", 1, (IntFunction<Object>) index -> new Samples.Node(null)),
                Arguments.of("objects", 1, (IntFunction<Object>) index -> new Samples.Order("", 0)),
                Arguments.of("nothing", 1, (IntFunction<Object>) index -> false));
    }

    @ParameterizedTest
    @MethodSource("denseValues")
    void denseLists_takeTheirItems(String name, int itemsEach, IntFunction<Object> element) {
        List<Object> list = new ArrayList<>();
        for (int index = 0; index < SIZE; index++) {
            list.add(element.apply(index));
        }
        assertAllocates(WireFormat.value(), CODEC.encode(WireFormat.value(), list), (long) SIZE * itemsEach);
        Set<Object> set = new HashSet<>(list);
        assertAllocates(WireFormat.value(), CODEC.encode(WireFormat.value(), set), (long) set.size() * itemsEach);
    }

    private static <T extends Crdt<D, ?>, D extends Delta<D>> void assertStateAllocates(
            TypeCase<T, D> type, int itemsEach) {
        T object = type.create(1);
        Random random = new Random(1);
        for (int index = 0; index < SIZE; index++) {
            D delta = type.mutator().apply(object, random);
            assertTrue(!delta.isBottom());
        }
        assertAllocates(
                type.type().format(), CODEC.encode(type.type().format(), object.state()), (long) SIZE * itemsEach);
    }

    @Test
    void denseStates_takeTheirItems() {
        assertStateAllocates(new TypeCase<>(AddWinsSet.<Integer>type(), (set, random) -> set.add(random.nextInt())), 1);
        assertStateAllocates(
                new TypeCase<>(
                        LastWriterWinsMap.<Integer, Boolean>type(), (map, random) -> map.put(random.nextInt(), true)),
                3);
        assertStateAllocates(
                new TypeCase<>(
                        ObservedRemoveMap.of(MultiValueRegister.<Boolean>type()),
                        (map, random) -> map.update(random.nextInt(), register -> register.assign(true))),
                5);
    }
}
