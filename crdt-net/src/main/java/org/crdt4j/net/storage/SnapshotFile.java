// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.crdt4j.error.CorruptDataException;

/** A file that holds a snapshot: a mark, the length, a checksum, the bytes. It is whole before it gets its name. */
final class SnapshotFile {

    private static final long MARK = 0x6372_6474_346A_5301L; // "crdt4jS", format 1
    private static final int HEADER_BYTES = Long.BYTES + 2 * Integer.BYTES;

    private SnapshotFile() {}

    static void write(Disk disk, Path file, byte[] snapshot) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .putLong(MARK)
                .putInt(snapshot.length)
                .putInt(checksum(snapshot))
                .flip();
        try (Disk.Opened opened = disk.open(file)) {
            opened.truncate(0);
            opened.write(header, 0);
            opened.write(ByteBuffer.wrap(snapshot), HEADER_BYTES);
            opened.force();
        }
    }

    static byte[] read(Disk disk, Path file) throws IOException {
        try (Disk.Opened opened = disk.open(file)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
            opened.read(header, 0);
            if (header.hasRemaining() || header.flip().getLong() != MARK) {
                throw damaged(file, 0, "this is not the beginning of a snapshot");
            }
            int length = header.getInt();
            if (length < 0 || length != opened.size() - HEADER_BYTES) {
                throw damaged(
                        file,
                        Long.BYTES,
                        length + " bytes are declared, but there are " + (opened.size() - HEADER_BYTES));
            }
            ByteBuffer bytes = ByteBuffer.allocate(length);
            opened.read(bytes, HEADER_BYTES);
            if (checksum(bytes.array()) != header.getInt()) {
                throw damaged(file, HEADER_BYTES, "the checksum is wrong");
            }
            return bytes.array();
        }
    }

    private static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length);
        return (int) checksum.getValue();
    }

    private static CorruptDataException damaged(Path file, long offset, String reason) {
        return JournalFile.damaged(file, offset, reason);
    }
}
