// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.op.OpAddWinsSet;
import org.crdt4j.op.OpCausalLog;
import org.crdt4j.op.OpDisableWinsFlag;
import org.crdt4j.op.OpEnableWinsFlag;
import org.crdt4j.op.OpGrowOnlyCounter;
import org.crdt4j.op.OpGrowOnlySet;
import org.crdt4j.op.OpLastWriterWinsMap;
import org.crdt4j.op.OpLastWriterWinsRegister;
import org.crdt4j.op.OpMaxRegister;
import org.crdt4j.op.OpMinRegister;
import org.crdt4j.op.OpMultiValueRegister;
import org.crdt4j.op.OpPnCounter;
import org.crdt4j.op.OpRemoveWinsSet;
import org.crdt4j.op.OpReplica;
import org.crdt4j.op.OpTwoPhaseSet;
import org.crdt4j.tree.MovableTree;
import org.junit.jupiter.api.Test;

/**
 * The very bytes of operations and of the states of operation-based types. If this test fails, the library no longer understands what
 * was written before: do not change the expectations, but the version of the format, and keep the old one readable.
 */
final class OperationBytesTest {

    private static final Codec CODEC = TypeCase.codec();
    private static final ReplicaId ALICE = new ReplicaId(0xA11CEL, 0);
    private static final ReplicaId BOB = new ReplicaId(0xB0BL, 2);

    /** Alice and Bob take turns. What one does is sent at once, but the first of each, which are concurrent. */
    @SafeVarargs
    private static <T extends OpCrdt<O, S, ?>, O, S extends Delta<S>> void assertGolden(
            OpType<T, O, S> type, String state, List<String> operations, Function<T, O>... updates) {
        HybridClock clock = new HybridClock(InstantSource.fixed(Instant.ofEpochMilli(1_000)));
        OpReplica<T, O> alice = new OpReplica<>(type.create(), ALICE, clock);
        OpReplica<T, O> bob = new OpReplica<>(type.create(), BOB, clock);
        List<Tagged<O>> sent = new ArrayList<>();
        for (Function<T, O> update : updates) {
            sent.add((sent.size() % 2 == 0 ? alice : bob).update(update));
            if (sent.size() >= 2) {
                sent.stream().filter(each -> each.dot().replica().equals(BOB)).forEach(alice::receive);
                sent.stream().filter(each -> each.dot().replica().equals(ALICE)).forEach(bob::receive);
            }
        }
        assertEquals(alice.object().state(), bob.object().state());
        List<String> bytes = new ArrayList<>();
        sent.forEach(each -> bytes.add(written(type.format(), each.operation())));
        assertEquals(operations.stream().map(OperationBytesTest::plain).toList(), bytes);
        assertEquals(plain(state), written(type.stateFormat(), alice.object().state()));
    }

    private static String plain(String hex) {
        return "01" + hex.replace(" ", "");
    }

    private static <V> String written(WireFormat<V> format, V value) {
        byte[] bytes = CODEC.encode(format, value);
        assertEquals(value, CODEC.decode(format, bytes));
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void operationOnItsWay() {
        Tagged<OpPnCounter.Add> tagged = new Tagged<>(
                new OpPnCounter.Add(-7), new Dot(ALICE, 3), VersionVector.of(BOB, 2), HybridTimestamp.of(1_000, 1));
        assertEquals(
                plain("0000000000000a11ce000601010000000000000b0b02028280c03e0d"),
                written(Tagged.format(OpPnCounter.type().format()), tagged));
    }

    @Test
    void opGrowOnlyCounter() {
        assertGolden(
                OpGrowOnlyCounter.type(),
                "02000000000000000b0b020101010100000000000a11ce000102012c",
                List.of("d804", "02"),
                counter -> counter.increment(300),
                OpGrowOnlyCounter::increment);
    }

    @Test
    void opPnCounter() {
        assertGolden(
                OpPnCounter.type(),
                "02000000000000000b0b020102fed40100000000000a11ce00010105",
                List.of("0a", "d704"),
                counter -> counter.increment(5),
                counter -> counter.decrement(300));
    }

    @Test
    void opEnableWinsFlag() {
        assertGolden(
                OpEnableWinsFlag.type(),
                "02000000000000000b0b020100000100000000000a11ce0001000100",
                List.of("0100", "0100", "0002000000000000000b0b02020100000000000a11ce0002"),
                OpEnableWinsFlag::enable,
                OpEnableWinsFlag::enable,
                OpEnableWinsFlag::disable);
    }

    @Test
    void opDisableWinsFlag() {
        assertGolden(
                OpDisableWinsFlag.type(),
                "02000000000000000b0b020100000100000000000a11ce0001000101010400",
                List.of("0100", "0000", "0102000000000000000b0b02020100000000000a11ce0002"),
                OpDisableWinsFlag::enable,
                OpDisableWinsFlag::disable,
                OpDisableWinsFlag::enable);
    }

    @Test
    void opGrowOnlySet() {
        assertGolden(
                OpGrowOnlySet.<Object>type(),
                "0205028178",
                List.of("00018178", "000205028178"),
                set -> set.add("x"),
                set -> set.addAll(List.of(1, "x")));
    }

    @Test
    void opTwoPhaseSet() {
        assertGolden(
                OpTwoPhaseSet.<String>type(),
                "0181770381788179817a",
                List.of("000281788179", "0101817a", "010281788179", "00018177"),
                set -> set.addAll(List.of("x", "y")),
                set -> set.remove("z"),
                OpTwoPhaseSet::clear,
                set -> set.add("w"));
    }

    @Test
    void opAddWinsSet() {
        assertGolden(
                OpAddWinsSet.<String>type(),
                "02000000000000000b0b020100020100000000000a11ce000100020001020006817a",
                List.of(
                        "00817800",
                        "00817900",
                        "018178010000000000000a11ce0002",
                        "0202000000000000000b0b020100000100000000000a11ce00010001",
                        "00817a00",
                        "00817a010000000000000a11ce0006"),
                set -> set.add("x"),
                set -> set.add("y"),
                set -> set.remove("x"),
                OpAddWinsSet::clear,
                set -> set.add("z"),
                set -> set.add("z"));
    }

    @Test
    void opRemoveWinsSet() {
        assertGolden(
                OpRemoveWinsSet.<String>type(),
                "02000000000000000b0b020100020100000000000a11ce000100020001010006008179",
                List.of(
                        "00817800",
                        "01817900",
                        "0202000000000000000b0b020100000100000000000a11ce00010000",
                        "01817a00",
                        "0301010001000000000000000b0b0204817a",
                        "00817900"),
                set -> set.add("x"),
                set -> set.remove("y"),
                OpRemoveWinsSet::clear,
                set -> set.remove("z"),
                set -> set.forgetRemoves(VersionVector.of(BOB, 2)),
                set -> set.add("y"));
    }

    @Test
    void opLastWriterWinsRegister() {
        assertGolden(
                OpLastWriterWinsRegister.<String>type(),
                "02000000000000000b0b020100010100000000000a11ce000100010100048680c03e01846c617374",
                List.of(
                        "00836e6f770000",
                        "00856561726c79028e80b83e00",
                        "0102000000000000000b0b02020100000000000a11ce0002",
                        "00846c6173740000"),
                register -> register.assign("now"),
                register -> register.assign("early", HybridTimestamp.of(999, 7)),
                OpLastWriterWinsRegister::clear,
                register -> register.assign("last"));
    }

    @Test
    void opMultiValueRegister() {
        assertGolden(
                OpMultiValueRegister.<String>type(),
                "02000000000000000b0b020100010100000000000a11ce00010001010004817a",
                List.of("00817800", "00817900", "0102000000000000000b0b02020100000000000a11ce0002", "00817a00"),
                register -> register.assign("x"),
                register -> register.assign("y"),
                OpMultiValueRegister::clear,
                register -> register.assign("z"));
    }

    @Test
    void opMaxRegister() {
        assertGolden(
                OpMaxRegister.<Integer>type(),
                "01050a",
                List.of("000506", "00050a"),
                register -> register.assign(3),
                register -> register.assign(5));
    }

    @Test
    void opMinRegister() {
        assertGolden(
                OpMinRegister.<Integer>type(),
                "010506",
                List.of("000506", "00050a"),
                register -> register.assign(3),
                register -> register.assign(5));
    }

    @Test
    void opLastWriterWinsMap() {
        assertGolden(
                OpLastWriterWinsMap.<String, Integer>type(),
                "02000000000000000b0b020100020100000000000a11ce0001000200020100049080b83e00010002faff0700816c816b",
                List.of(
                        "00816b05020000",
                        "00816c0504028e80b83e00",
                        "01816b00010000000000000a11ce00028080c03e",
                        "01816c029080b83e01000000000000000b0b020201",
                        "00816b050600010000000000000a11ce00048480c03e",
                        "0201816b018880c03e010000000000000a11ce000600"),
                map -> map.put("k", 1),
                map -> map.put("l", 2, HybridTimestamp.of(999, 7)),
                map -> map.remove("k"),
                map -> map.remove("l", HybridTimestamp.of(999, 8)),
                map -> map.put("k", 3),
                OpLastWriterWinsMap::clear);
    }

    @Test
    void opCausalLog() {
        assertGolden(
                OpCausalLog.<String>type(),
                "02000000000000000b0b020100010100000000000a11ce00010001000100048680c03e817a00",
                List.of(
                        "0081780000",
                        "008179028e80b83e00",
                        "0102000000000000000b0b020100000100000000000a11ce00010000",
                        "00817a0000"),
                log -> log.append("x"),
                log -> log.append("y", HybridTimestamp.of(999, 7)),
                OpCausalLog::clear,
                log -> log.append("z"));
    }

    @Test
    void movableTree() {
        assertGolden(
                MovableTree.<String, String>type(),
                "00050000000000000a11ce00028080c03e02816183616e6e010000000000000b0b020202008162000202018162816101020204816283626f62000202058161",
                List.of("02816183616e6e", "008162", "0181628161", "04816283626f62", "058161"),
                tree -> tree.addTop("a", "ann"),
                tree -> tree.addTop("b"),
                tree -> tree.move("b", "a"),
                tree -> tree.rename("b", "bob"),
                tree -> tree.remove("a"));
    }
}
