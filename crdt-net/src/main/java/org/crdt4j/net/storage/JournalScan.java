// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crdt4j.net.storage.StorageReport.DamagedTail;
import org.jspecify.annotations.Nullable;

/** Reads a journal, up to its end or up to where it stops making sense. */
final class JournalScan {

    /* Where no record can be read and no zeros follow, the tail was being written, or something was damaged later. A record beyond tells which: if
     * the file had been forced further than the place when that one was written, then what stood at the place was whole once. That is damage, and
     * the journal is refused. Else nobody had been told of the tail yet. Only the very last records that were forced cannot be told from a tail
     * that was not; so whoever gives a tail up must reckon with having told others of it. */

    private static final int WINDOW_BYTES = 1 << 18;

    private final Path file;
    private final Disk.Opened opened;
    private final long size;
    private final List<byte[]> records = new ArrayList<>();
    private ByteBuffer window = ByteBuffer.allocate(0);
    private long windowAt;
    private long end = JournalRecord.FIRST;
    private boolean sealed;
    private @Nullable DamagedTail damagedTail;

    private static final class Found {

        private final int length;
        private final long forced;
        private final byte[] content;

        Found(int length, long forced, byte[] content) {
            this.length = length;
            this.forced = forced;
            this.content = content;
        }

        long end(long at) {
            return at + JournalRecord.HEADER_BYTES + content.length;
        }
    }

    private JournalScan(Path file, Disk.Opened opened) throws IOException {
        this.file = file;
        this.opened = opened;
        this.size = opened.size();
    }

    static JournalScan of(Disk disk, Path file) throws IOException {
        try (Disk.Opened opened = disk.open(file)) {
            JournalScan scan = new JournalScan(file, opened);
            scan.run();
            return scan;
        }
    }

    /** Whether it has its mark, the first thing that is written. */
    static boolean isBegun(Disk disk, Path file) throws IOException {
        try (Disk.Opened opened = disk.open(file)) {
            ByteBuffer start = ByteBuffer.allocate(JournalRecord.FIRST);
            opened.read(start, 0);
            return JournalRecord.isMark(start.flip());
        }
    }

    List<byte[]> records() {
        return records;
    }

    /** Behind the last record that is whole. */
    long end() {
        return end;
    }

    /** Whether the last thing in it is a seal. */
    boolean isSealed() {
        return sealed;
    }

    Optional<DamagedTail> damagedTail() {
        return Optional.ofNullable(damagedTail);
    }

    private void run() throws IOException {
        ByteBuffer start = bytes(0, (int) Math.min(size, JournalRecord.FIRST));
        if (!JournalRecord.isMark(start)) {
            throw JournalFile.damaged(file, 0, "this is not the beginning of a journal");
        }
        for (Found found = find(end); found != null; found = find(end)) {
            sealed = found.length == JournalRecord.SEAL;
            if (!sealed) {
                records.add(found.content);
            }
            end = found.end(end);
        }
        long stray = nextThatIsNotZero(end);
        if (stray < size) {
            sealed = false;
            lookBeyond(stray);
            damagedTail = new DamagedTail(file, end, "what begins here is no whole record");
        }
    }

    private void lookBeyond(long stray) throws IOException {
        for (long at = Math.max(end + 1, stray - JournalRecord.HEADER_BYTES);
                at + JournalRecord.HEADER_BYTES <= size;
                at++) {
            Found found = find(at);
            if (found != null && found.forced > end) {
                throw JournalFile.damaged(
                        file, end, "this was whole once, since the record at byte " + at + " was written after it");
            }
        }
    }

    private @Nullable Found find(long at) throws IOException {
        if (at + JournalRecord.HEADER_BYTES > size) {
            return null;
        }
        ByteBuffer header = bytes(at, JournalRecord.HEADER_BYTES);
        int length = header.getInt();
        int checksum = header.getInt();
        long forced = header.getLong();
        if (length != JournalRecord.SEAL && (length <= 0 || length > size - at - JournalRecord.HEADER_BYTES)) {
            return null;
        }
        if (forced < JournalRecord.FIRST || forced > at) {
            return null;
        }
        ByteBuffer content = bytes(at + JournalRecord.HEADER_BYTES, Math.max(0, length));
        if (checksum != JournalRecord.checksum(length, forced, at, content.duplicate())) {
            return null;
        }
        byte[] copy = new byte[content.remaining()];
        content.get(copy);
        return new Found(length, forced, copy);
    }

    private long nextThatIsNotZero(long from) throws IOException {
        for (long at = from; at < size; ) {
            ByteBuffer piece = bytes(at, (int) Math.min(WINDOW_BYTES, size - at));
            while (piece.hasRemaining()) {
                if (piece.get() != 0) {
                    return at;
                }
                at++;
            }
        }
        return size;
    }

    /* a part of the file, which must not reach beyond its end */
    private ByteBuffer bytes(long at, int length) throws IOException {
        if (at < windowAt || at + length > windowAt + window.limit()) {
            window = ByteBuffer.allocate((int) Math.min(Math.max(length, WINDOW_BYTES), size - at));
            opened.read(window, at);
            window.flip();
            windowAt = at;
        }
        return window.slice((int) (at - windowAt), length);
    }
}
