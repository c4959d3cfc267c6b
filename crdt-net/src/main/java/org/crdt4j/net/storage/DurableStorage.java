// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.crdt4j.replica.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a replica in a directory: a snapshot, and a journal of what happened since. No update is lost that has returned, whatever ends the
 * process; nobody hears of one that could be.
 *
 * <pre>{@code
 * Replica replica = Replica.builder("eu").storage(DurableStorage.open(Path.of("data"))).open();
 * }</pre>
 *
 * <p>Set no identity: it is in the directory. The directory belongs to one replica; it is locked while it is open. To copy it, close the
 * replica first, and never let two replicas go on from the same copy.
 *
 * <p>Each record has a checksum. A journal whose end is damaged, because the power failed while it was written, is read up to there; the
 * {@linkplain #report() report} says where, and the replica goes on under its next {@linkplain
 * org.crdt4j.causality.ReplicaId#nextIncarnation incarnation}. Damage anywhere else is refused with a {@link
 * org.crdt4j.error.CorruptDataException} that names the file and the offset. If the disk is full or fails, the update that
 * meets this throws an {@link UncheckedIOException}, and the replica changes nothing any more until it is opened again: what is on the disk
 * is whole.
 *
 * <p>Updates of several threads share what it costs to reach the disk (group commit). Opening takes O(what is stored), and so does a
 * snapshot; an update takes O(its bytes). {@link #force} may be called by several threads at once, all else by one at a time.
 */
public final class DurableStorage implements Storage {

    private final Directory directory;
    private final Disk disk;
    private final Durability durability;
    private final DirectoryLock lock;
    private final StorageReport report;
    private final List<byte[]> records;
    private volatile @Nullable JournalFile journal;
    private long generation;
    private boolean writing;
    private boolean closed;

    /**
     * Opens a directory whose contents survive even the loss of power.
     *
     * @param directory where the replica is kept; made if it is not there
     * @return the storage, for one replica
     * @throws org.crdt4j.error.CorruptDataException if what is there is damaged, other than at the end of the journal
     * @throws IllegalStateException if the directory is in use
     * @throws UncheckedIOException if it cannot be read or written
     */
    public static DurableStorage open(Path directory) {
        return open(directory, Durability.POWER_LOSS);
    }

    /**
     * Opens a directory.
     *
     * @param directory where the replica is kept; made if it is not there
     * @param durability what an update survives
     * @return the storage, for one replica
     * @throws org.crdt4j.error.CorruptDataException if what is there is damaged, other than at the end of the journal
     * @throws IllegalStateException if the directory is in use
     * @throws UncheckedIOException if it cannot be read or written
     */
    public static DurableStorage open(Path directory, Durability durability) {
        return open(directory, durability, Disk.SYSTEM);
    }

    static DurableStorage open(Path directory, Durability durability, Disk disk) {
        Objects.requireNonNull(durability, "durability");
        try {
            Files.createDirectories(directory);
            DirectoryLock lock = DirectoryLock.of(directory);
            boolean opened = false;
            try {
                DurableStorage storage = new DurableStorage(new Directory(directory), durability, disk, lock);
                opened = true;
                return storage;
            } finally {
                if (!opened) {
                    lock.close();
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the storage in " + directory + " cannot be opened", failure);
        }
    }

    private DurableStorage(Directory directory, Durability durability, Disk disk, DirectoryLock lock)
            throws IOException {
        this.directory = directory;
        this.durability = durability;
        this.disk = disk;
        this.lock = lock;
        this.generation = directory.latestSnapshot();
        Path file = directory.journal(generation);
        if (!Files.exists(file)) {
            if (generation > 0) {
                throw JournalFile.damaged(file, 0, "the file is missing");
            }
            checkUnused();
            this.records = List.of();
            this.report = new StorageReport(true, 0, Optional.empty());
            return;
        }
        JournalScan scan = JournalScan.of(disk, file);
        this.records = scan.records();
        this.report = new StorageReport(scan.isSealed(), records.size(), scan.damagedTail());
        this.journal = JournalFile.resume(disk, file, scan);
        directory.deleteOthers(generation);
    }

    /* the journal of the first generation may stand ready, but nothing is in it before the snapshot is there */
    private void checkUnused() throws IOException {
        Path first = directory.journal(1);
        if (Files.exists(first)
                && JournalScan.isBegun(disk, first)
                && !JournalScan.of(disk, first).records().isEmpty()) {
            throw JournalFile.damaged(directory.snapshot(1), 0, "the file is missing");
        }
    }

    /**
     * What was found when this storage was opened.
     *
     * @return the report
     */
    public StorageReport report() {
        return report;
    }

    @Override
    public Optional<byte[]> loadSnapshot() {
        if (generation == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(SnapshotFile.read(disk, directory.snapshot(generation)));
        } catch (IOException failure) {
            throw new UncheckedIOException("the snapshot in " + directory + " cannot be read", failure);
        }
    }

    @Override
    public List<byte[]> loadRecords() {
        return records.stream().map(byte[]::clone).toList();
    }

    @Override
    public boolean mayHaveForgotten() {
        return report.damagedTail().isPresent() || (durability == Durability.PROCESS_CRASH && !report.cleanlyClosed());
    }

    @Override
    public void append(byte[] record) {
        JournalFile current = journal;
        if (closed || current == null || (mayHaveForgotten() && !writing)) {
            throw new IllegalStateException(
                    "nothing can be appended before a snapshot was kept, behind a tail that is damaged, or after closing");
        }
        try {
            current.append(record);
            writing = true;
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    @Override
    public void force() {
        JournalFile current = journal;
        if (current == null || durability == Durability.PROCESS_CRASH) {
            return;
        }
        try {
            current.force();
        } catch (IOException failure) {
            if (current == journal) {
                throw failed(failure);
            }
            /* it was replaced by a snapshot meanwhile, and everything in it is kept there */
        }
    }

    private UncheckedIOException failed(IOException failure) {
        return new UncheckedIOException(
                "the storage in " + directory + " could not be written (" + failure.getMessage()
                        + "): see to the disk, then open the replica again",
                failure);
    }

    /* The journal of the next generation stands ready before the snapshot gets its name, with which the generation begins. Until then
     * whoever opens the directory finds the generation before, and what was made for the next is deleted. */
    @Override
    public void replaceBy(byte[] snapshot) {
        if (closed) {
            throw new IllegalStateException("the storage in " + directory + " is closed");
        }
        long next = generation + 1;
        Path unnamed = directory.unnamedSnapshot();
        try {
            JournalFile fresh = JournalFile.create(disk, directory.journal(next));
            boolean begun = false;
            try {
                SnapshotFile.write(disk, unnamed, snapshot);
                disk.forceNames(directory.path());
                disk.rename(unnamed, directory.snapshot(next));
                begun = true;
                disk.forceNames(directory.path());
            } finally {
                if (!begun) {
                    fresh.close();
                }
            }
            begin(next, fresh);
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    private void begin(long next, JournalFile fresh) throws IOException {
        JournalFile before = journal;
        journal = fresh;
        generation = next;
        writing = true;
        if (before != null) {
            before.close();
        }
        directory.deleteOthers(next);
    }

    /** Closes the files, after noting that nothing is lacking. Closing twice does no harm. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            sealAndClose();
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    private void sealAndClose() throws IOException {
        JournalFile current = journal;
        try {
            if (current != null && writing && !current.hasFailed()) {
                current.seal();
            }
        } finally {
            try {
                if (current != null) {
                    current.close();
                }
            } finally {
                lock.close();
            }
        }
    }

    @Override
    public String toString() {
        return "DurableStorage[" + directory + "]";
    }
}
