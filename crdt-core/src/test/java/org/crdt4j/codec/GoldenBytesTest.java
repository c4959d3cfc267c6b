// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.counter.BoundedCounter;
import org.crdt4j.counter.CounterMap;
import org.crdt4j.counter.GrowOnlyCounter;
import org.crdt4j.counter.PnCounter;
import org.crdt4j.counter.ResettableCounter;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.document.Document;
import org.crdt4j.flag.DisableWinsFlag;
import org.crdt4j.flag.EnableWinsFlag;
import org.crdt4j.flag.GrowOnlyFlag;
import org.crdt4j.log.CausalLog;
import org.crdt4j.log.Reservations;
import org.crdt4j.map.ExpiringMap;
import org.crdt4j.map.LastWriterWinsMap;
import org.crdt4j.map.Leased;
import org.crdt4j.map.MultiMap;
import org.crdt4j.map.ObservedRemoveMap;
import org.crdt4j.op.OpPnCounter;
import org.crdt4j.op.OperationObject;
import org.crdt4j.register.LastWriterWinsRegister;
import org.crdt4j.register.MaxRegister;
import org.crdt4j.register.MinRegister;
import org.crdt4j.register.MultiValueRegister;
import org.crdt4j.register.StageRegister;
import org.crdt4j.register.Stages;
import org.crdt4j.set.AddWinsSet;
import org.crdt4j.set.ConfirmationSet;
import org.crdt4j.set.GrowOnlySet;
import org.crdt4j.set.LastWriterWinsSet;
import org.crdt4j.set.RemoveWinsSet;
import org.crdt4j.set.TwoPhaseSet;
import org.crdt4j.sketch.BloomFilter;
import org.crdt4j.sketch.DistinctCount;
import org.junit.jupiter.api.Test;

/**
 * The very bytes. If this test fails, the library no longer understands what was written before: do not change the expectations, but
 * the version of the format, and keep the old one readable.
 */
final class GoldenBytesTest {

    private static final Codec CODEC = TypeCase.codec();
    private static final ReplicaId ALICE = new ReplicaId(0xA11CEL, 0);
    private static final ReplicaId BOB = new ReplicaId(0xB0BL, 2);

    private static ReplicaContext context(ReplicaId replica) {
        return ReplicaContext.of(replica, new HybridClock(InstantSource.fixed(Instant.ofEpochMilli(1_000))), () -> 0);
    }

    /** Two replicas act concurrently; the state is that of both. */
    private static <T extends Crdt<D, ?>, D extends Delta<D>> void assertGolden(
            String hex, CrdtType<T, D, ?> type, BiConsumer<T, ReplicaId> actions) {
        T alice = type.create(context(ALICE));
        T bob = type.create(context(BOB));
        actions.accept(alice, ALICE);
        actions.accept(bob, BOB);
        alice.join(bob.state());
        byte[] message = CODEC.encode(type, alice.state());
        assertHex("01" + name(type.name()) + hex, message);
        assertEquals(alice.state(), CODEC.decode(type, message));
    }

    private static void assertHex(String expected, byte[] message) {
        assertEquals(expected.replace(" ", ""), HexFormat.of().formatHex(message));
    }

    private static String name(String name) {
        return HexFormat.of().formatHex(new byte[] {(byte) (0x80 + name.length())})
                + HexFormat.of().formatHex(name.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void growOnlyCounter() {
        assertGolden(
                "02 00 0000000000000b0b 02 02 01 00000000000a11ce 00 ac02",
                GrowOnlyCounter.type(),
                (counter, replica) -> counter.increment(replica == ALICE ? 300 : 2));
    }

    @Test
    void pnCounter() {
        assertGolden(
                "02 00 0000000000000b0b 02 05 01 00000000000a11ce 00 05 02 00 01 01 07",
                PnCounter.type(),
                (counter, replica) -> {
                    counter.increment(5);
                    counter.decrement(replica == ALICE ? 7 : 1);
                });
    }

    @Test
    void boundedCounter() {
        assertGolden(
                "04 00 0000000000000b0b 02 00 09 00 01 00000000000a11ce 00 02 01 00 02 01 01 09 02 00 04 01 03",
                BoundedCounter.type(),
                (counter, replica) -> {
                    counter.increment(9);
                    counter.transfer(2, replica == ALICE ? BOB : ALICE);
                    counter.decrement(replica == ALICE ? 3 : 4);
                });
    }

    @Test
    void maxRegister() {
        assertGolden(
                "01 05 08",
                MaxRegister.<Integer>type(),
                (register, replica) -> register.assign(replica == ALICE ? 3 : 4));
    }

    @Test
    void minRegister() {
        assertGolden(
                "01 05 06",
                MinRegister.<Integer>type(),
                (register, replica) -> register.assign(replica == ALICE ? 3 : 4));
    }

    @Test
    void stageRegister() {
        Stages stages = Stages.builder().path("new", "paid").build();
        assertGolden(
                "84 70 61 69 64", StageRegister.of("order", stages), (register, replica) -> register.advance("paid"));
    }

    @Test
    void confirmationSet() {
        assertGolden("01 15 02 81 61 81 62 01 05 02 02 81 61 81 63", ConfirmationSet.<String>type(), (set, replica) -> {
            set.seal(Set.of("a", "b"), 1);
            set.confirm(replica == ALICE ? "a" : "c");
        });
    }

    @Test
    void resettableCounter() {
        assertGolden(
                "02 00 0000000000000b0b 02 01 00 02 01 00000000000a11ce 00 01 00 01"
                        + " 02 00 06 0e 02 03 14 01 02 14 00 01",
                ResettableCounter.type(),
                (counter, replica) -> {
                    counter.increment(10);
                    counter.reset();
                    if (replica == BOB) {
                        counter.decrement(3);
                    }
                });
    }

    @Test
    void addWinsSet() {
        assertGolden(
                "02 00 0000000000000b0b 02 01 00 02 01 00000000000a11ce 00 01 00 02 00 03 05 00 02 01 02 02 00 04 02 01 04 81 78 85 6230622e32 85 6131316365",
                AddWinsSet.<String>type(),
                (set, replica) -> {
                    set.add("x");
                    set.add("y");
                    set.add(replica.toString());
                    set.remove("y");
                });
    }

    @Test
    void lastWriterWinsRegister() {
        assertGolden(
                "02 00 0000000000000b0b 02 01 00 00 01 00000000000a11ce 00 01 00 00 02 00 02 8480c03e 01 88 6279206230622e32 01 02 01 01 88 6279206131316365",
                LastWriterWinsRegister.<String>type(),
                (register, replica) ->
                        register.assign("by " + replica, HybridTimestamp.of(1_000, replica == ALICE ? 1 : 2)));
    }

    @Test
    void multiValueRegister() {
        assertGolden(
                "02 00 0000000000000b0b 02 01 00 01 01 00000000000a11ce 00 01 00 01 02 00 04 05 8001 01 04 05 02",
                MultiValueRegister.<Integer>type(),
                (register, replica) -> {
                    register.assign(-1);
                    register.assign(replica == ALICE ? 1 : 64);
                });
    }

    @Test
    void lastWriterWinsMap() {
        assertGolden(
                "02 00 0000000000000b0b 02 01 00 01 01 00000000000a11ce 00 01 00 01 00 02 02 00 02 8080c03e 01 01 01 02 00 01 02 02 00 02 02 00 01 02 00 00 81 6b 84 676f6e65",
                LastWriterWinsMap.<String, Boolean>type(),
                (map, replica) -> {
                    map.put("k", replica == ALICE);
                    map.remove("gone");
                });
    }

    @Test
    void document() {
        assertGolden(
                "02 00 0000000000000b0b 02 01 00 0d 01 00000000000a11ce 00 01 00 0d 00 04"
                        + " 06 81 64 02 00 14 01 14 00 02" + " 02 81 6d 02 00 07 01 07 02 00 01 01 01 01 02"
                        + " 04 81 73 02 00 08 01 08 00 01 05 00 01 01 01 81 65"
                        + " 05 81 66 02 00 08 01 08 02 00 01 01 01"
                        + " 01 81 78 02 00 11 01 11 02 00 01 8080c03e 01 84 74657874 01 01 00 01 84 74657874"
                        + " 03 81 78 02 00 06 01 06 02 00 01 07 00 00 01 01 06 00 00",
                Document.type(),
                (document, replica) -> {
                    document.at("x").assign("text");
                    document.at("x").increment(replica == ALICE ? 3 : -4);
                    document.at("d", "m").assignMultiValue(replica == ALICE);
                    document.at("d", "s").add("e");
                    document.at("f").enable();
                    document.at("gone").add("y");
                    document.at("gone").remove();
                });
    }

    @Test
    void multiMap() {
        assertGolden(
                "02 00 0000000000000b0b 02 01 00 02 01 00000000000a11ce 00 01 00 02 00 01 00 03 05 00 02 01 02 02 00 02 02 01 02 81 78 85 6230622e32 85 6131316365 81 6b",
                MultiMap.<String, String>type(),
                (map, replica) -> {
                    map.put("k", "x");
                    map.put("k", replica.toString());
                    map.put("gone", "y");
                    map.removeAll("gone");
                });
    }

    @Test
    void counterMap() {
        assertGolden(
                "02 00 0000000000000b0b 02 01 00 02 01 00000000000a11ce 00 01 00 02 00 02 02 00 02 07 00 00 01 02 06 00 00 02 00 02 02 00 01 01 02 02 00 01 81 6b 84 676f6e65",
                CounterMap.<String>type(),
                (map, replica) -> {
                    map.increment("k", replica == ALICE ? 3 : -4);
                    map.increment("gone");
                    map.remove("gone");
                });
    }

    @Test
    void operationObject_withWhatAnswersAnOperationThatIsNotHere() {
        var type = OperationObject.of(OpPnCounter.type());
        var alice = type.create(context(ALICE));
        var bob = type.create(context(BOB));
        bob.join(alice.update(counter -> counter.increment(5)));
        alice.compact(VersionVector.of(ALICE, 1));
        var answer = bob.update(counter -> counter.decrement(2));
        var eve = type.create(context(new ReplicaId(0xE5EL, 0)));
        eve.update(OpPnCounter::increment);
        eve.join(answer);
        assertHex(
                "01" + name(type.name())
                        + "0100000000000000 0e5e000101000182 80c03e0100010101 0101000000000000 0b0b020201000102 00000000000a11ce 00010003",
                CODEC.encode(type, eve.state()));
    }

    @Test
    void enableWinsFlag() {
        assertGolden(
                "02 00 0000000000000b0b 02 01 00 01 01 00000000000a11ce 00 01 00 01 02 00 04 01 04",
                EnableWinsFlag.type(),
                (flag, replica) -> {
                    flag.enable();
                    flag.enable();
                });
    }

    @Test
    void disableWinsFlag() {
        assertGolden(
                "02 00 0000000000000b0b 02 01 00 01 01 00000000000a11ce 00 01 00 00 01 00 04 01 01 02",
                DisableWinsFlag.type(),
                (flag, replica) -> {
                    flag.disable();
                    if (replica == BOB) {
                        flag.enable();
                    }
                });
    }

    @Test
    void growOnlyFlag() {
        assertGolden("01", GrowOnlyFlag.type(), (flag, replica) -> flag.enable());
    }

    @Test
    void growOnlySet() {
        assertGolden("03 05 02 81 61 82 7878", GrowOnlySet.<Object>type(), (set, replica) -> {
            set.add("xx");
            set.add(replica == ALICE ? 1 : "a");
        });
    }

    @Test
    void twoPhaseSet() {
        assertGolden("02 81 61 81 63 01 81 62", TwoPhaseSet.<String>type(), (set, replica) -> {
            set.add("c");
            set.add(replica == ALICE ? "a" : "b");
            set.remove("b");
        });
    }

    @Test
    void removeWinsSet() {
        assertGolden(
                "02 00 0000000000000b0b 02 01 00 02 01 00000000000a11ce 00 01 00 01 00 02 02 00 02 01 02 00 01 01 02 01 00 04 81 78 81 79",
                RemoveWinsSet.<String>type(),
                (set, replica) -> {
                    set.add("x");
                    set.add("y");
                    if (replica == BOB) {
                        set.remove("y");
                    }
                });
    }

    @Test
    void lastWriterWinsSet() {
        assertGolden(
                "02 00 0000000000000b0b 02 01 00 01 01 00000000000a11ce 00 01 00 01 00 02 02 00 02 8480c03e 01 01 02 01 01 02 00 02 04 00 01 02 00 00 81 78 81 79",
                LastWriterWinsSet.<String>type(),
                (set, replica) -> {
                    set.add("x", HybridTimestamp.of(1_000, replica == ALICE ? 1 : 2));
                    set.remove("y", HybridTimestamp.of(1_000, 3));
                });
    }

    @Test
    void distinctCount() {
        assertGolden("00 03 fffec9d10a c0878db704 bfddeab707", DistinctCount.type(), (count, replica) -> {
            count.add("ann");
            count.add(replica == ALICE ? 1 : 2);
        });
        assertGolden("01 10 1b0c1517122212191215170c1217151b", DistinctCount.type(4), (count, replica) -> {
            for (long element = 0; element < 40; element++) {
                count.add(replica == ALICE ? element : -element);
            }
        });
    }

    @Test
    void bloomFilter() {
        assertGolden("00 08 02 09 01 0e 01 0d 00 0d", BloomFilter.type(9, 0.1), (filter, replica) -> {
            filter.add("ann");
            filter.add(replica == ALICE ? 1 : 2);
        });
        assertGolden("01 08 faff7ffeffffffeb", BloomFilter.type(9, 0.1), (filter, replica) -> {
            for (long element = 0; element < 20; element++) {
                filter.add(replica == ALICE ? element : -element);
            }
        });
    }

    @Test
    void observedRemoveMap() {
        assertGolden(
                "02 00 0000000000000b0b 02 01 00 03 01 00000000000a11ce 00 01 00 03 00 01 02 00 04 01 04 00 01 05 00 01 01 01 81 78 81 6b",
                ObservedRemoveMap.of(AddWinsSet.<String>type()),
                (map, replica) -> {
                    map.update("k", set -> set.add("x"));
                    map.update("gone", set -> set.add("y"));
                    map.remove("gone");
                });
    }

    @Test
    void causalLog() {
        assertGolden(
                "02 00 0000000000000b0b 02 01 00 02 01 00000000000a11ce 00 01 00 02 00 04 00 04 8280c03e 85 6669727374 00 00 02 feff07 88 6279206230622e32 01 00 01 01 04 fdff07 85 6669727374 00 01 02 818008 88 6279206131316365 01 01 01",
                CausalLog.<String>type(),
                (log, replica) -> {
                    log.append("gone");
                    log.clear();
                    log.append("first");
                    log.append("by " + replica, HybridTimestamp.of(replica == ALICE ? 999 : 1_001, 0));
                });
    }

    @Test
    void reservations() {
        assertGolden(
                "02 00 0000000000000b0b 02 01 00 01 01 00000000000a11ce 00 01 00 01 00 04 00 02 8080c03e d804 00 02 0e fdffffffffffffffff01 01 02 0d d804 01 02 0e 03",
                Reservations.type(),
                (ledger, replica) -> {
                    ledger.restock(300);
                    ledger.reserve(replica == ALICE ? 2 : Long.MAX_VALUE, HybridTimestamp.of(1_000, 7));
                });
    }

    @Test
    void expiringMap() {
        assertGolden(
                "02 00 0000000000000b0b 02 01 00 02 01 00000000000a11ce 00 01 00 02 00 02 02 00 02 8080c03e 01 e807 05 04 01 02 00 01 e807 05 02 02 00 04 04 00 01 04 00 00 81 6b 84 676f6e65",
                ExpiringMap.<String, Integer>type(),
                (map, replica) -> {
                    map.put("k", replica == ALICE ? 1 : 2, Duration.ofSeconds(1));
                    map.put("gone", 3, Leased.MAX_LEASE);
                    map.remove("gone");
                });
    }

    @Test
    void contextAndVector() {
        CausalContext context = new CausalContext.Builder()
                .add(BOB, 200, 400)
                .add(ALICE, 1, 5)
                .add(ALICE, 7, 7)
                .build();
        assertHex(
                "01 02 00 0000000000000b0b 02 01 c701 c801 01 00000000000a11ce 00 02 00 04 00 00",
                CODEC.encode(WireFormat.context(), context));
        assertHex(
                "01 02 00 0000000000000b0b 02 e807 01 00000000000a11ce 00 05",
                CODEC.encode(WireFormat.versionVector(), VersionVector.copyOf(Map.of(ALICE, 5L, BOB, 1_000L))));
    }

    @Test
    void values() {
        Samples.Order order = new Samples.Order("o", 3);
        order.boxed = 7;
        order.cents = -2;
        order.grade = 'é';
        order.low = 258;
        order.paid = true;
        order.ratio = 1.0f;
        order.small = -1;
        order.weight = -2.0;
        Map<Object, String> values = new LinkedHashMap<>();
        values.put(true, "01 02");
        values.put((byte) -1, "01 03 ff");
        values.put((short) -2, "01 04 03");
        values.put(300, "01 05 d804");
        values.put(-1L, "01 06 01");
        values.put(1.0f, "01 07 3f800000");
        values.put(-2.0, "01 08 c000000000000000");
        values.put('é', "01 09 00e9");
        values.put(BigInteger.valueOf(256), "01 0a 02 0100");
        values.put(new BigDecimal("1.50"), "01 0b 04 02 0096");
        values.put("é", "01 82 c3a9");
        values.put("x".repeat(128), "01 0c 8001" + "78".repeat(128));
        values.put("\uD800", "01 0d 01 d800");
        values.put(Instant.ofEpochSecond(-1, 5), "01 0f 01 05");
        values.put(new UUID(1, 2), "01 10 0000000000000001 0000000000000002");
        values.put(Samples.Color.GREEN, "01 11 64 85 475245454e");
        values.put(new Samples.Point(1, null, Samples.Color.RED), "01 12 65 03 05 02 00 11 64 83 524544");
        values.put(
                order,
                "01 13 66 23 02 81 6f 01 00 02 05 0e 03 e9 00 02 01 01 01 00 01 00 06 00 00 80 3f ff 02 14 00 00 00 00 00 00 00 00 c0");
        values.put(Arrays.asList(1, null), "01 14 02 05 02 00");
        values.put(Set.of("b", "a"), "01 15 02 81 61 81 62");
        values.put(Map.of("b", 1, "a", 2), "01 16 02 81 61 05 04 81 62 05 02");
        values.put(Optional.of("a"), "01 18 81 61");
        values.put(Optional.empty(), "01 17");
        values.forEach((value, hex) -> assertHex(hex, CODEC.encode(WireFormat.value(), value)));
        assertHex("01 0e 02 0102", CODEC.encode(WireFormat.value(), new byte[] {1, 2}));
    }
}
