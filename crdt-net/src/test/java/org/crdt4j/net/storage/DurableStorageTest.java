// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there again, or the damage is named; nothing goes missing in silence. */
final class DurableStorageTest {

    @TempDir
    Path directory;

    private static Replica open(DurableStorage storage) {
        return Replica.builder("eu").storage(storage).open();
    }

    private Replica open() {
        return open(DurableStorage.open(directory));
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return to;
    }

    private static Path file(Path in, String kind) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(file -> file.getFileName().toString().startsWith(kind))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void updates_areThereAgain_afterClosing() {
        ReplicaId id;
        try (Replica replica = open()) {
            replica.set("tags").add("new");
            replica.counter("sold").increment(3);
            replica.checkpoint();
            replica.set("tags").add("later");
            id = replica.id();
        }
        DurableStorage storage = DurableStorage.open(directory);
        assertTrue(storage.report().cleanlyClosed());
        assertEquals(1, storage.report().records());
        try (Replica replica = open(storage)) {
            assertEquals(
                    Set.of("new", "later"),
                    Set.copyOf(replica.<String>set("tags").snapshot()));
            assertEquals(3, replica.counter("sold").value());
            assertEquals(id, replica.id());
        }
    }

    @Test
    void updates_areThereAgain_thoughNothingWasClosed() throws IOException {
        Path killed;
        try (Replica replica = open()) {
            replica.set("tags").add("new");
            killed = copy(directory, directory.resolve("killed"));
        }
        DurableStorage storage = DurableStorage.open(killed);
        assertFalse(storage.report().cleanlyClosed());
        assertTrue(storage.report().damagedTail().isEmpty());
        try (Replica replica = open(storage)) {
            assertEquals(Set.of("new"), Set.copyOf(replica.<String>set("tags").snapshot()));
            assertEquals(0, replica.id().incarnation(), "nothing can be lacking");
        }
    }

    @Test
    void unforcedStorage_takesTheNextIncarnation_unlessItWasClosed() throws IOException {
        Path killed;
        try (Replica replica = open(DurableStorage.open(directory, Durability.PROCESS_CRASH))) {
            replica.set("tags").add("new");
            killed = copy(directory, directory.resolve("killed"));
        }
        try (Replica replica = open(DurableStorage.open(directory, Durability.PROCESS_CRASH))) {
            assertEquals(0, replica.id().incarnation());
        }
        try (Replica replica = open(DurableStorage.open(killed, Durability.PROCESS_CRASH))) {
            assertEquals(1, replica.id().incarnation());
            assertEquals(Set.of("new"), Set.copyOf(replica.<String>set("tags").snapshot()));
        }
    }

    @Test
    void secondOpener_isTold() {
        try (Replica replica = open()) {
            replica.set("tags").add("new");
            IllegalStateException refusal =
                    assertThrows(IllegalStateException.class, () -> DurableStorage.open(directory));
            assertTrue(refusal.getMessage().contains("in use"), refusal::getMessage);
        }
        open().close();
    }

    /* the elements e0, e1, ... as if the process had ended there */
    private Path killedAfter(int elements) throws IOException {
        try (Replica replica = open()) {
            for (int element = 0; element < elements; element++) {
                replica.set("tags").add("e" + element);
            }
            return copy(directory, directory.resolve("killed"));
        }
    }

    private static long usedBytes(byte[] journal) {
        int end = journal.length;
        while (journal[end - 1] == 0) {
            end--;
        }
        return end;
    }

    @Test
    void tornTail_isGivenUp_atEachByte() throws IOException {
        Path killed = killedAfter(5);
        Path journal = file(killed, "journal");
        byte[] whole = Files.readAllBytes(journal);
        int previous = 0;
        for (int length = JournalRecord.FIRST; length <= usedBytes(whole); length++) {
            Files.write(journal, Arrays.copyOf(whole, length));
            DurableStorage storage = DurableStorage.open(killed);
            int records = (int) storage.report().records();
            assertTrue(records >= previous && records <= 5);
            previous = records;
            storage.report().damagedTail().ifPresent(tail -> {
                assertEquals(journal, tail.file());
                assertTrue(storage.mayHaveForgotten());
            });
            storage.close();
        }
        assertEquals(5, previous);
    }

    @Test
    void replica_goesOnAfterATornTail_underItsNextIncarnation() throws IOException {
        Path killed = killedAfter(5);
        Path journal = file(killed, "journal");
        byte[] whole = Files.readAllBytes(journal);
        Files.write(journal, Arrays.copyOf(whole, (int) usedBytes(whole) - 1));
        try (Replica replica = open(DurableStorage.open(killed))) {
            assertEquals(1, replica.id().incarnation());
            assertEquals(
                    Set.of("e0", "e1", "e2", "e3"),
                    Set.copyOf(replica.<String>set("tags").snapshot()));
            replica.set("tags").add("after");
        }
        DurableStorage again = DurableStorage.open(killed);
        assertTrue(again.report().damagedTail().isEmpty());
        try (Replica replica = open(again)) {
            assertEquals(1, replica.id().incarnation());
            assertEquals(5, replica.set("tags").size());
        }
    }

    @Test
    void wrongBit_isNamedOrEndsTheJournal_neverMore() throws IOException {
        Path killed = killedAfter(4);
        Path journal = file(killed, "journal");
        byte[] whole = Files.readAllBytes(journal);
        int refused = 0;
        int tails = 0;
        for (int bit = 0; bit < 8 * usedBytes(whole); bit++) {
            byte[] spoilt = whole.clone();
            spoilt[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(journal, spoilt);
            try (DurableStorage storage = DurableStorage.open(killed)) {
                StorageReport report = storage.report();
                assertEquals(
                        3, report.records(), "only the last record cannot be told from one that was being written");
                assertEquals(journal, report.damagedTail().orElseThrow().file());
                tails++;
            } catch (CorruptDataException refusal) {
                assertTrue(refusal.getMessage().contains(journal + " at byte "), refusal::getMessage);
                refused++;
            }
        }
        assertTrue(refused > tails && tails > 0, refused + " refused, " + tails + " tails");
    }

    @Test
    void wrongBitInTheSnapshot_isNamed() throws IOException {
        Path killed;
        try (Replica replica = open()) {
            replica.set("tags").add("new");
            replica.checkpoint();
            killed = copy(directory, directory.resolve("killed"));
        }
        Path snapshot = file(killed, "snapshot");
        byte[] whole = Files.readAllBytes(snapshot);
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] spoilt = whole.clone();
            spoilt[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(snapshot, spoilt);
            DurableStorage storage = DurableStorage.open(killed);
            CorruptDataException refusal = assertThrows(CorruptDataException.class, () -> open(storage));
            assertTrue(refusal.getMessage().contains(snapshot + " at byte "), refusal::getMessage);
        }
    }

    @Test
    void missingFile_isNamed() throws IOException {
        Path killed = killedAfter(2);
        Path lacking = copy(killed, directory.resolve("lacking"));
        Files.delete(file(lacking, "journal"));
        assertThrows(CorruptDataException.class, () -> DurableStorage.open(lacking));
        Files.delete(file(killed, "snapshot"));
        assertThrows(CorruptDataException.class, () -> DurableStorage.open(killed));
    }

    /* adds elements, and keeps a snapshot now and then; returns what was acknowledged before the disk failed */
    private static Set<String> addUntilFull(Path into, FailingDisk disk) {
        Set<String> acknowledged = new TreeSet<>();
        try (Replica replica = open(DurableStorage.open(into, Durability.POWER_LOSS, disk))) {
            for (int element = 0; element < 9; element++) {
                replica.set("tags").add("e" + element);
                acknowledged.add("e" + element);
                if (element % 3 == 2) {
                    replica.checkpoint();
                }
            }
        } catch (UncheckedIOException full) {
            assertTrue(full.getCause().getMessage().contains("No space left"), full.getCause()::getMessage);
        }
        return acknowledged;
    }

    @Test
    void fullDisk_isReported_andDamagesNothing_atEachStep() {
        boolean full = true;
        for (int step = 0; full; step++) {
            Path into = directory.resolve("step" + step);
            FailingDisk disk = new FailingDisk(step);
            Set<String> acknowledged = addUntilFull(into, disk);
            full = disk.hasFailed();
            try (Replica replica = open(DurableStorage.open(into))) {
                Set<String> kept = Set.copyOf(replica.<String>set("tags").snapshot());
                assertTrue(kept.containsAll(acknowledged), "step " + step + ": " + acknowledged + " but " + kept);
                assertTrue(
                        kept.size() <= acknowledged.size() + 1, "step " + step + ": " + acknowledged + " but " + kept);
                replica.set("tags").add("after");
            }
            try (Replica replica = open(DurableStorage.open(into))) {
                assertTrue(replica.set("tags").contains("after"), "step " + step);
            }
        }
    }

    @Test
    void nobodyHearsOfWhatCouldNotBeKept() {
        FailingDisk disk = new FailingDisk(Long.MAX_VALUE);
        List<byte[]> pushed = new ArrayList<>();
        Replica replica = open(DurableStorage.open(directory, Durability.POWER_LOSS, disk));
        replica.onPush(pushed::add);
        replica.set("tags").add("kept");
        assertEquals(1, pushed.size());
        disk.failAfter(1); // the write still gets there, forcing it does not
        assertThrows(UncheckedIOException.class, () -> replica.set("tags").add("not kept"));
        assertEquals(1, pushed.size());
        assertThrows(IllegalStateException.class, () -> replica.set("tags").add("after"));
        assertThrows(IllegalStateException.class, replica::digest);
        replica.close();
    }
}
