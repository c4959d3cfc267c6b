// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/*
 * The number of a record is nowhere on the wire: both ends count. A record that is repeated, left out or moved is therefore opened
 * with another nonce than it was sealed with, and its tag is wrong. There is no check of a number that could be forgotten.
 *
 * A nonce is the number, added to a secret start; it never comes twice under one key, for the number only rises and no process seals
 * with the same key after a restart. A fresh key takes over long before AES-GCM wears out.
 */
/** The key of one direction: AES-256-GCM, the number of the next record, and the next key. Not thread-safe. */
final class RecordKey {
    /** Bytes before the sealed ones: their length. */
    static final int HEADER = 4;

    /** Bytes that a seal adds. */
    static final int TAG = 16;

    /** Most bytes of a record before it is sealed. */
    static final int LIMIT = 64 << 10;

    /** Records under one key: at most 64 GiB, far below what NIST and TLS allow for AES-GCM. */
    static final int RECORDS_PER_KEY = 1 << 20;

    private static final int NONCE = 12;
    private static final byte[] NEXT = purpose("next");

    private final int mode;
    private final int recordsPerKey;
    private final Cipher cipher;
    private byte[] secret;
    private SecretKeySpec key;
    private byte[] start;
    private long number;

    RecordKey(int mode, byte[] secret, int recordsPerKey) {
        this.mode = mode;
        this.secret = secret;
        this.recordsPerKey = recordsPerKey;
        key = key(secret);
        start = start(secret);
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM, but this one does not", e);
        }
    }

    /** The cipher for the next record, with its header taken in. */
    Cipher next(byte[] record, int offset) throws GeneralSecurityException {
        if (number > 0 && number % recordsPerKey == 0) {
            secret = Hkdf.expand(secret, NEXT, Hkdf.HASH);
            key = key(secret);
            start = start(secret);
        }
        ByteBuffer nonce = ByteBuffer.wrap(start.clone());
        nonce.putLong(NONCE - Long.BYTES, nonce.getLong(NONCE - Long.BYTES) ^ number);
        number++;
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce.array()));
        cipher.updateAAD(record, offset, HEADER);
        return cipher;
    }

    private static SecretKeySpec key(byte[] secret) {
        return new SecretKeySpec(Hkdf.expand(secret, purpose("key"), Hkdf.HASH), "AES");
    }

    private static byte[] start(byte[] secret) {
        return Hkdf.expand(secret, purpose("nonce"), NONCE);
    }

    static byte[] purpose(String what) {
        return ("crdt4j " + what).getBytes(StandardCharsets.US_ASCII);
    }
}
