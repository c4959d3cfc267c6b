// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.crdt4j.error.CorruptDataException;

/** The file that records are appended to. One thread appends at a time, any may force. */
final class JournalFile implements Closeable {

    /* The file is longer than what was written: room is made a piece at a time, so that forcing a record need not keep a new length
     * of the file as well. The room is full of zeros, which are no record.
     *
     * What cannot be written whole is cut off again. If that fails too, the next who opens the file finds a damaged tail. */

    private static final int ROOM_BYTES = 1 << 20;

    private final Path file;
    private final Disk.Opened opened;
    private final Object forcing = new Object();
    private long room;
    private volatile long end;
    private volatile long forced;
    private volatile boolean failed;

    private JournalFile(Path file, Disk.Opened opened, long room, long end) {
        this.file = file;
        this.opened = opened;
        this.room = room;
        this.end = end;
        this.forced = end;
    }

    static JournalFile create(Disk disk, Path file) throws IOException {
        Disk.Opened opened = disk.open(file);
        boolean created = false;
        try {
            opened.truncate(0);
            opened.write(JournalRecord.mark(), 0);
            JournalFile journal = new JournalFile(file, opened, JournalRecord.FIRST, JournalRecord.FIRST);
            journal.makeRoom(JournalRecord.FIRST + 1);
            opened.force();
            created = true;
            return journal;
        } finally {
            if (!created) {
                opened.close();
            }
        }
    }

    /** Goes on with a file that was scanned. What is there may not have reached the disk before, so it is forced first. */
    static JournalFile resume(Disk disk, Path file, JournalScan scanned) throws IOException {
        Disk.Opened opened = disk.open(file);
        boolean resumed = false;
        try {
            opened.force();
            resumed = true;
            return new JournalFile(file, opened, opened.size(), scanned.end());
        } finally {
            if (!resumed) {
                opened.close();
            }
        }
    }

    static CorruptDataException damaged(Path file, long offset, String reason) {
        return new CorruptDataException("the storage is damaged in " + file + " at byte " + offset + ": " + reason
                + "; put back a copy of the directory and open it under a later incarnation, or begin with an empty one;"
                + " what peers have comes back from them");
    }

    Path file() {
        return file;
    }

    boolean hasFailed() {
        return failed;
    }

    void append(byte[] content) throws IOException {
        write(JournalRecord.encode(content, end, forced));
    }

    /** Says that this is the end, and that nothing was lost. */
    void seal() throws IOException {
        write(JournalRecord.seal(end, forced));
        force();
    }

    private void write(ByteBuffer bytes) throws IOException {
        if (failed) {
            throw new IOException("an earlier write to " + file + " failed");
        }
        long after = end + bytes.remaining();
        boolean written = false;
        try {
            makeRoom(after);
            opened.write(bytes, end);
            end = after;
            written = true;
        } finally {
            if (!written) {
                failed = true;
                cutOff();
            }
        }
    }

    /* one zero more than what is asked for, so that the file never ends within a record that is whole */
    private void makeRoom(long atLeast) throws IOException {
        if (atLeast < room) {
            return;
        }
        long longer = atLeast + ROOM_BYTES;
        opened.write(ByteBuffer.allocate((int) (longer - room)), room);
        room = longer;
    }

    private void cutOff() {
        try {
            opened.truncate(end);
        } catch (IOException failure) {
            /* the caller is told of the failure that led here; what is left of the record will be found by its checksum */
            room = end;
        }
    }

    /** Returns when all that was appended before survives. One thread forces for all that wait. */
    void force() throws IOException {
        long wanted = end;
        if (forced >= wanted && !failed) {
            return;
        }
        synchronized (forcing) {
            if (failed) {
                throw new IOException("an earlier write to " + file + " failed");
            }
            if (forced >= wanted) {
                return;
            }
            long reached = end;
            boolean done = false;
            try {
                opened.force();
                forced = reached;
                done = true;
            } finally {
                /* after a failure the system may have forgotten what it had to write: trying again would prove nothing */
                failed = !done;
            }
        }
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
