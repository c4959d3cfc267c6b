// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.CrdtException;
import org.crdt4j.error.DuplicateReplicaException;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.error.StaleReplicaException;
import org.crdt4j.op.OpReplica;
import org.crdt4j.tree.MovableTree;
import org.crdt4j.tree.TreeOperation;
import org.crdt4j.tree.TreeState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The very bytes of {@link MovableTree}, and what comes of damaged ones. To replay a failure, decode the bytes that it prints. */
final class TreeBytesTest {

    private static final long SEED = 20_260_102;
    private static final int MUTATIONS = 30_000;
    private static final Codec CODEC = TypeCase.codec();
    private static final ReplicaId ALICE = new ReplicaId(0xA11CEL, 0);
    private static final ReplicaId BOB = new ReplicaId(0xB0BL, 2);
    private static final WireFormat<TreeOperation<Object, Object>> OPERATION =
            MovableTree.type().format();
    private static final WireFormat<TreeState<Object, Object>> STATE =
            MovableTree.type().stateFormat();

    private static OpReplica<MovableTree<Object, Object>, TreeOperation<Object, Object>> replica(ReplicaId id) {
        Instant now = Instant.ofEpochMilli(1_000);
        return new OpReplica<>(new MovableTree<>(), id, new HybridClock(InstantSource.fixed(now)));
    }

    private static void assertHex(String expected, byte[] message) {
        assertEquals(expected.replace(" ", ""), HexFormat.of().formatHex(message));
    }

    @Test
    void operations() {
        MovableTree<Object, Object> tree = new MovableTree<>();
        var alice = replica(ALICE);
        assertGolden("00 81 61", tree.addTop("a"));
        assertGolden("02 81 61 84 6e616d65", tree.addTop("a", "name"));
        alice.update(it -> it.addTop(7));
        assertGolden("01 81 61 05 0e", alice.object().add("a", 7));
        assertGolden("03 81 61 05 0e 02", alice.object().add("a", 7, true));
        assertGolden("04 05 0e 84 6e616d65", alice.object().rename(7, "name"));
        assertGolden("05 05 0e", alice.object().remove(7));
    }

    private static void assertGolden(String hex, TreeOperation<Object, Object> operation) {
        byte[] message = CODEC.encode(OPERATION, operation);
        assertHex("01" + hex, message);
        assertEquals(operation, CODEC.decode(OPERATION, message));
    }

    @Test
    void state() {
        var alice = replica(ALICE);
        var bob = replica(BOB);
        bob.receive(alice.update(tree -> tree.addTop("a", "name")));
        bob.receive(alice.update(tree -> tree.add("b", "a")));
        alice.receive(bob.update(tree -> tree.remove("b")));
        assertGolden(
                "00 03 00 00000000000a11ce 00 02 8080c03e 02 81 61 84 6e616d65 00 02 02 01 81 62 81 61 01 0000000000000b0b 02 02 02 05 81 62",
                alice.object().state());
        alice.object().compact(alice.delivered());
        alice.update(tree -> tree.moveToTop("b"));
        assertGolden(
                "02 00 0000000000000b0b 02 01 01 00000000000a11ce 00 02 00 02 8480c03e 02 01 81 61 01 84 6e616d65 00 81 62 00 00 01 01 06 02 00 81 62",
                alice.object().state());
    }

    private static void assertGolden(String hex, TreeState<Object, Object> state) {
        byte[] message = CODEC.encode(STATE, state);
        assertHex("01" + hex, message);
        assertEquals(state, CODEC.decode(STATE, message));
    }

    @ParameterizedTest
    @CsvSource({
        "06 81 61, no operation of a tree: 6",
        "00 00, unknown tag 0",
        "01 81 61, are left",
        "05 81 61 00, too many",
    })
    void badOperation_isRefused(String hex, String reason) {
        assertRefused(reason, OPERATION, hex);
    }

    private static final String CUT = "01 00 0000000000000b0b 02 03 00 06 8080c03e";
    private static final String FIRST = "00 0000000000000b0b 02 06 8080c03e 00 81 61";

    @ParameterizedTest
    @CsvSource({
        "01 00 0000000000000b0b 02 03 00 04 8080c03e 00 00 00, which is not the last of its author",
        CUT + "01 02 81 61 00 00 00, '2 nodes, where 1 follow at most'",
        CUT + "01 01 81 61 00 01 00, '1 nodes, where 0 follow at most'",
        CUT + "02 01 81 61 00 00 81 62 00 01 00, '1 nodes, where 0 follow at most'",
        CUT + "03 01 81 61 00 01 81 62 00 01 81 62 00 01 00, '1 nodes, where 0 follow at most'",
        CUT + "04 01 81 61 00 02 81 62 00 02 81 62 00 00 81 62 00 00 00, a node with children that do not follow",
        CUT + "02 02 81 61 00 01 81 62 00 00 00, '2 nodes at the top, where there are 1'",
        CUT + "02 02 81 61 00 00 81 61 00 00 00, a tree with one node in two places",
        CUT + "02 01 81 61 00 00 81 61 00 00 00, a tree with one node in two places",
        CUT + "ffffffff07 01 81 61 00 00 00, are left",
        CUT + "01 ffffffffffffffff7f 81 61 00 00 00, nodes",
        CUT + "01 01 81 61 00 ffffffff07 00, nodes",
        "00 ffffffff07, are left",
        "00 01" + FIRST + "ff, too many",
        "00 01 00 0000000000000b0b 02 06 8080c03e 07 81 61, no operation of a tree: 7",
        "00 02" + FIRST + "00 01 00 00 81 61, operations that are not ascending",
        "00 02" + FIRST + "00 00 00 00 81 61, operations that are not ascending",
        "00 02" + FIRST + "00 00 02 00 81 61, twice",
        CUT + "01 01 81 61 00 00 01 00 00 00 00 81 61, operations that are not ascending",
        CUT + "01 01 81 61 00 00 01 00 01 02 00 81 61, twice",
    })
    void badState_isRefused(String hex, String reason) {
        assertRefused(reason, STATE, hex);
    }

    @Test
    void goodState_isNot() {
        for (String hex : List.of(
                "00 00", "00 01" + FIRST, "00 02" + FIRST + "00 01 02 00 81 61", CUT + "01 01 81 61 00 00 00")) {
            CODEC.decode(STATE, HexFormat.of().parseHex(("01" + hex).replace(" ", "")));
        }
    }

    private static void assertRefused(String reason, WireFormat<?> format, String hex) {
        byte[] message = HexFormat.of().parseHex(("01" + hex).replace(" ", ""));
        CrdtException refusal = assertThrows(CrdtException.class, () -> CODEC.decode(format, message));
        assertTrue(
                refusal instanceof CorruptDataException || refusal instanceof LimitExceededException,
                refusal::toString);
        assertTrue(refusal.getMessage().contains(reason), refusal::toString);
    }

    /* equal hash codes, and no order of their own */
    @Test
    void madeUpCollisions_areRefused() {
        var alice = replica(ALICE);
        for (int index = 0; index < 1_100; index++) {
            List<Object> id = List.of(index, -31 * index);
            alice.update(it -> it.addTop(id));
        }
        alice.object().compact(alice.delivered());
        byte[] message = CODEC.encode(STATE, alice.object().state());
        assertThrows(LimitExceededException.class, () -> CODEC.decode(STATE, message));
    }

    @Test
    void deepTree_isWrittenAndRead() {
        var alice = replica(ALICE);
        alice.update(tree -> tree.addTop(0));
        for (int depth = 1; depth < 20_000; depth++) {
            int parent = depth - 1;
            alice.update(tree -> tree.add(parent + 1, parent));
        }
        alice.object().compact(alice.delivered());
        TreeState<Object, Object> state = alice.object().state();
        MovableTree<Object, Object> read = new MovableTree<>();
        read.join(CODEC.decode(STATE, CODEC.encode(STATE, state)));
        assertEquals(19_999, read.depth(19_999));
        assertEquals(alice.object(), read);
    }

    @Test
    void damage_isRefusedOrHarmless() {
        Random random = new Random(SEED);
        List<byte[]> messages = new ArrayList<>();
        List<TreeState<Object, Object>> states = new ArrayList<>();
        for (int index = 0; index < 40; index++) {
            TreeState<Object, Object> state = history(random, index % 2 == 0);
            states.add(state);
            messages.add(CODEC.encode(STATE, state));
        }
        int refused = 0;
        int harmless = 0;
        for (int index = 0; index < MUTATIONS; index++) {
            byte[] message = Mutation.of(messages, random);
            try {
                if (isHarmless(message, states.get(random.nextInt(states.size())))) {
                    harmless++;
                } else {
                    refused++;
                }
            } catch (RuntimeException | Error failure) {
                throw new AssertionError(
                        "message " + index + ": " + HexFormat.of().formatHex(message), failure);
            }
        }
        assertTrue(refused > MUTATIONS / 3, "refused only " + refused);
        assertTrue(harmless > MUTATIONS / 100, "accepted only " + harmless);
    }

    private static TreeState<Object, Object> history(Random random, boolean isTruncated) {
        var alice = replica(ALICE);
        var bob = replica(BOB);
        for (int step = 0; step < 8; step++) {
            Tagged<TreeOperation<Object, Object>> ofAlice = alice.update(tree -> draw(tree, random));
            Tagged<TreeOperation<Object, Object>> ofBob = bob.update(tree -> draw(tree, random));
            alice.receive(ofBob);
            bob.receive(ofAlice);
            if (isTruncated && step == 4) {
                alice.object().compact(alice.delivered());
            }
        }
        return alice.object().state();
    }

    static TreeOperation<Object, Object> draw(MovableTree<Object, Object> tree, Random random) {
        Object id = TypeCase.value(random);
        List<Object> tops = tree.tops();
        if (!tree.contains(id)) {
            return tree.isRemoved(id) || tops.isEmpty()
                    ? new TreeOperation.Move<>(id, Optional.empty(), Optional.of("name"))
                    : tree.add(id, tops.get(random.nextInt(tops.size())));
        }
        return random.nextBoolean() ? tree.remove(id) : tree.rename(id, TypeCase.value(random));
    }

    private static boolean isHarmless(byte[] message, TreeState<Object, Object> start) {
        MovableTree<Object, Object> live = new MovableTree<>();
        live.join(start);
        TreeState<Object, Object> decoded;
        try {
            decoded = CODEC.decode(STATE, message);
        } catch (CorruptDataException | LimitExceededException refusal) {
            assertTrue(!refusal.getMessage().startsWith("no valid message: java."), refusal::toString);
            return false;
        }
        assertArrayEquals(CODEC.encode(STATE, decoded), CODEC.encode(STATE, decoded.join(decoded)));
        MovableTree<Object, Object> fresh = new MovableTree<>();
        fresh.join(decoded);
        fresh.checkInvariants();
        assertEquals(decoded, fresh.state());
        byte[] before = CODEC.encode(STATE, live.state());
        try {
            live.join(decoded);
            assertEquals(live.state(), CODEC.decode(STATE, CODEC.encode(STATE, live.state())));
        } catch (StaleReplicaException | DuplicateReplicaException refusal) {
            assertArrayEquals(before, CODEC.encode(STATE, live.state()));
        }
        live.checkInvariants();
        live.compact(VersionVector.of(ALICE, 3).with(BOB, 3));
        live.checkInvariants();
        return true;
    }
}
