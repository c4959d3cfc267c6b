// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** How a record lies in a journal. */
final class JournalRecord {

    /* Length of the content in 4 bytes, checksum in 4, how far the file was forced when the record was written in 8, the content. The checksum is over the
     * other three and the offset of the record: a record at another place is none. No record is empty; the length of a seal is -1. */

    static final int HEADER_BYTES = 2 * Integer.BYTES + Long.BYTES;
    static final int SEAL = -1;

    private static final long MARK = 0x6372_6474_346A_4A01L; // "crdt4jJ", format 1

    /** Where the first record begins. */
    static final int FIRST = Long.BYTES;

    private JournalRecord() {}

    static ByteBuffer mark() {
        return ByteBuffer.allocate(FIRST).putLong(MARK).flip();
    }

    static boolean isMark(ByteBuffer start) {
        return start.remaining() >= FIRST && start.getLong(0) == MARK;
    }

    static ByteBuffer encode(byte[] content, long offset, long forced) {
        if (content.length == 0) {
            throw new IllegalArgumentException("a record must not be empty");
        }
        return encode(content.length, content, offset, forced);
    }

    static ByteBuffer seal(long offset, long forced) {
        return encode(SEAL, new byte[0], offset, forced);
    }

    private static ByteBuffer encode(int length, byte[] content, long offset, long forced) {
        return ByteBuffer.allocate(HEADER_BYTES + content.length)
                .putInt(length)
                .putInt(checksum(length, forced, offset, ByteBuffer.wrap(content)))
                .putLong(forced)
                .put(content)
                .flip();
    }

    static int checksum(int length, long forced, long offset, ByteBuffer content) {
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(Integer.BYTES + 2 * Long.BYTES)
                .putInt(length)
                .putLong(forced)
                .putLong(offset)
                .flip());
        checksum.update(content);
        return (int) checksum.getValue();
    }
}
