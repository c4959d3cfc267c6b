// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.security;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/** Seals what goes out: each record is its length (4), the encrypted bytes, and a tag (16). Not thread-safe. */
public final class Sealer {
    /** The most bytes of a record before it is sealed. */
    public static final int LIMIT = RecordKey.LIMIT;

    private final RecordKey key;

    /**
     * Seals with fresh keys.
     *
     * @param secret of this direction of this connection, never used before
     */
    public Sealer(byte[] secret) {
        this(secret, RecordKey.RECORDS_PER_KEY);
    }

    Sealer(byte[] secret, int recordsPerKey) {
        key = new RecordKey(Cipher.ENCRYPT_MODE, secret, recordsPerKey);
    }

    /**
     * Seals a record.
     *
     * @param bytes where they are
     * @param offset where they begin
     * @param length how many, from 1 to {@value #LIMIT}
     * @return the record
     */
    public byte[] seal(byte[] bytes, int offset, int length) {
        if (length < 1 || length > LIMIT) {
            throw new IllegalArgumentException("a record has from 1 to " + LIMIT + " bytes, not " + length);
        }
        byte[] record = new byte[RecordKey.HEADER + length + RecordKey.TAG];
        ByteBuffer.wrap(record).putInt(length + RecordKey.TAG);
        try {
            key.next(record, 0).doFinal(bytes, offset, length, record, RecordKey.HEADER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM does not seal", e);
        }
        return record;
    }
}
