// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.CrdtException;
import org.crdt4j.error.IncompatibleTypeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A storage that lost or garbled something is refused with a reason that says which part; never does something go missing in silence. */
class DamagedStorageTest {

    private static final ReplicaId EU = ReplicaId.of(1);
    private static final ReplicaId US = ReplicaId.of(2);
    private static final InstantSource TIME = InstantSource.fixed(Instant.ofEpochMilli(1_000));

    private final SpoilableStorage storage = new SpoilableStorage();

    private static Replica open(Storage from) {
        return Replica.builder("eu")
                .id(EU)
                .storage(from)
                .time(TIME)
                .portions(new Portions(1, 1, 1))
                .open();
    }

    /** A snapshot with some rows; after it own events, events and rows of a peer, and marks. */
    @BeforeEach
    void fill() {
        Replica us = Replica.builder("us").id(US).time(TIME).open();
        us.set("tags").addAll(List.of("a", "b"));
        Replica eu = open(storage);
        Talk.among(us, eu);
        eu.counter("sold").increment(3);
        eu.checkpoint();
        eu.set("tags").remove("a");
        eu.register("title").assign("Shop");
        eu.receive(Talk.push(us, replica -> replica.set("tags").add("c")));
        us.map("prices").put("apple", 1);
        us.set("tags").add("d");
        Talk.among(us, eu);
        eu.counter("sold").increment(1);
        eu.close();
        open(storage).close();
        assertEquals(
                7,
                storage.records.size(),
                "four events, rows of an answer with their mark, and the mark of the last opening");
    }

    private static void assertDamaged(String part, SpoilableStorage spoilt) {
        SpoilableStorage before = spoilt.copy();
        CorruptDataException refusal = assertThrows(CorruptDataException.class, () -> open(spoilt));
        assertTrue(refusal.getMessage().startsWith(part + " in the storage"), refusal::getMessage);
        assertTrue(spoilt.closed);
        assertArrayEquals(before.snapshot, spoilt.snapshot, "nothing may be overwritten");
        assertEquals(before.records.size(), spoilt.records.size());
    }

    @Test
    void tornSnapshot_isRefused() {
        for (int length = 0; length < storage.snapshot.length; length++) {
            SpoilableStorage torn = storage.copy();
            torn.snapshot = Arrays.copyOf(torn.snapshot, length);
            assertDamaged("the snapshot", torn);
        }
    }

    @Test
    void tornRecord_isRefused() {
        for (int number = 0; number < storage.records.size(); number++) {
            for (int length = 0; length < storage.records.get(number).length; length++) {
                SpoilableStorage torn = storage.copy();
                torn.records.set(number, Arrays.copyOf(torn.records.get(number), length));
                assertDamaged("record " + (number + 1) + " of 7", torn);
            }
        }
    }

    @Test
    void tooLongSnapshotOrRecord_isRefused() {
        SpoilableStorage longer = storage.copy();
        longer.snapshot = Arrays.copyOf(longer.snapshot, longer.snapshot.length + 1);
        assertDamaged("the snapshot", longer);
        longer = storage.copy();
        longer.records.set(3, Arrays.copyOf(longer.records.get(3), longer.records.get(3).length + 1));
        assertDamaged("record 4 of 7", longer);
    }

    /* which bits are wrong, only a checksum could tell, and that is up to the storage; but nothing worse than a refusal may happen */
    @Test
    void anyWrongBit_isRefusedOrMeansSomethingElse() {
        int[] refused = {0};
        for (int part = -1; part < storage.records.size(); part++) {
            byte[] intact = part < 0 ? storage.snapshot : storage.records.get(part);
            for (int bit = 0; bit < 8 * intact.length; bit++) {
                SpoilableStorage spoilt = storage.copy();
                byte[] bytes = part < 0 ? spoilt.snapshot : spoilt.records.get(part);
                bytes[bit / 8] ^= (byte) (1 << (bit % 8));
                openOrRefuse(spoilt, refused, "bit " + bit + " of part " + part);
            }
        }
        assertTrue(refused[0] > 1_000, () -> "refused " + refused[0]);
    }

    private static void openOrRefuse(SpoilableStorage spoilt, int[] refused, String what) {
        try {
            open(spoilt).close();
        } catch (CrdtException | IllegalArgumentException refusal) { // the latter if the identity is another
            refused[0]++;
        } catch (RuntimeException failure) {
            throw new AssertionError(what, failure);
        }
    }

    @Test
    void missingOwnEvent_isRefused() {
        SpoilableStorage spoilt = storage.copy();
        spoilt.records.remove(0);
        assertDamaged("record 1 of 6", spoilt);
        spoilt = storage.copy();
        spoilt.records.remove(5);
        assertDamaged("record 6 of 6", spoilt);
    }

    @Test
    void eventTwice_isRefused() {
        SpoilableStorage spoilt = storage.copy();
        spoilt.records.add(1, spoilt.records.get(0));
        assertDamaged("record 2 of 8", spoilt);
    }

    @Test
    void recordsWithoutASnapshot_areRefused() {
        SpoilableStorage spoilt = storage.copy();
        spoilt.snapshot = null;
        CorruptDataException refusal = assertThrows(CorruptDataException.class, () -> open(spoilt));
        assertTrue(refusal.getMessage().contains("no snapshot"), refusal::getMessage);
        assertEquals(7, spoilt.records.size(), "nothing may be overwritten");
    }

    @Test
    void recordThatNoReplicaKeeps_isRefused() {
        Message.AnswerId answer = new Message.AnswerId(US, 1);
        Message.Range range = new Message.Range(answer, "", "", VersionVector.empty());
        for (Message message : List.of(
                new Message.Digest(VersionVector.empty(), Fingerprint.ZERO, true, true),
                new Message.Pull(VersionVector.empty(), false),
                new Message.Advance(answer, 0, VersionVector.empty(), VersionVector.empty()),
                new Message.RangeDigest(range, VersionVector.empty(), Fingerprint.ZERO),
                new Message.RangePull(range))) {
            SpoilableStorage spoilt = storage.copy();
            spoilt.records.add(Talk.encode(message));
            assertDamaged("record 8 of 8", spoilt);
        }
    }

    @Test
    void rowThatBuildsOnWhatIsNotThere_isRefused() {
        CausalContext leftOut = CausalContext.of(VersionVector.empty().with(US, 1_000));
        Message.Row row = new Message.Row("x", "add-wins-set", VersionVector.empty(), leftOut, emptySet());
        SpoilableStorage spoilt = storage.copy();
        spoilt.records.add(
                Talk.encode(new Message.Rows(new Message.AnswerId(US, 1), 0, VersionVector.empty(), List.of(row))));
        assertDamaged("record 8 of 8", spoilt);
    }

    private static byte[] emptySet() {
        Replica replica = Replica.builder("any").open();
        replica.set("x").add("a");
        replica.set("x").remove("a");
        Message.Rows rows = (Message.Rows)
                Talk.decode(replica.deltasSince(VersionVector.empty()).get(0));
        return rows.rows().get(0).content();
    }

    @Test
    void objectOfAnUnknownType_isRefusedAndTheTypeAskedFor() {
        Message.Row row = new Message.Row("x", "made-up", VersionVector.empty(), CausalContext.empty(), new byte[0]);
        SpoilableStorage spoilt = storage.copy();
        spoilt.records.add(Talk.encode(new Message.Push(US, 1_000, 1_000, 0, row)));
        IncompatibleTypeException refusal = assertThrows(IncompatibleTypeException.class, () -> open(spoilt));
        assertTrue(refusal.getMessage().contains("'made-up': register it"), refusal::getMessage);
    }
}
