// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.security;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import org.crdt4j.net.message.RefusedException;
import org.crdt4j.net.reason.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * Opens what a {@link Sealer} has sealed, from bytes in pieces of any size. Whatever is not the next record, bit by bit, is refused.
 * The buffer grows with the bytes that have arrived. After a refusal it is of no further use. Not thread-safe.
 */
public final class Opener {
    private static final int MOST = RecordKey.LIMIT + RecordKey.TAG;
    private static final int SMALL = 4 << 10;

    private final RecordKey key;
    private byte[] buffer = new byte[SMALL];
    private int start;
    private int end;

    /**
     * Opens with fresh keys.
     *
     * @param secret that of the {@link Sealer}
     */
    public Opener(byte[] secret) {
        this(secret, RecordKey.RECORDS_PER_KEY);
    }

    Opener(byte[] secret, int recordsPerKey) {
        key = new RecordKey(Cipher.DECRYPT_MODE, secret, recordsPerKey);
    }

    /**
     * Adds bytes. Call {@link #next()} until it returns null before the next piece, so that the buffer stays small.
     *
     * @param bytes where they are
     * @param offset where they begin
     * @param length how many there are
     */
    public void feed(byte[] bytes, int offset, int length) {
        int held = end - start;
        if (end + length > buffer.length) {
            byte[] target = held + length > buffer.length
                    ? new byte[Math.max(held + length, Math.min(2 * buffer.length, RecordKey.HEADER + MOST))]
                    : buffer;
            System.arraycopy(buffer, start, target, 0, held);
            buffer = target;
            start = 0;
            end = held;
        }
        System.arraycopy(bytes, offset, buffer, end, length);
        end += length;
    }

    /**
     * The content of the next record.
     *
     * @return at least one byte, or null if bytes are missing
     * @throws RefusedException if the bytes are not the next record
     */
    public byte @Nullable [] next() throws RefusedException {
        int available = end - start;
        if (available < RecordKey.HEADER) {
            return null;
        }
        int length = ByteBuffer.wrap(buffer, start, RecordKey.HEADER).getInt();
        if (length <= RecordKey.TAG || length > MOST) {
            throw new RefusedException(RejectReason.OVERSIZE, "a sealed record declares " + length + " bytes");
        }
        if (available < RecordKey.HEADER + length) {
            return null;
        }
        try {
            byte[] content = key.next(buffer, start).doFinal(buffer, start + RecordKey.HEADER, length);
            start += RecordKey.HEADER + length;
            return content;
        } catch (GeneralSecurityException e) {
            throw new RefusedException(
                    RejectReason.BAD_SEAL,
                    "a record was not sealed by the other end, or is not the next: " + e.getMessage());
        }
    }

    /**
     * Whether the bytes so far end within a record.
     *
     * @return true if a record has begun
     */
    public boolean isWithinRecord() {
        return end > start;
    }
}
