// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.security;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869): extracts one key of full strength out of what there is, and expands it into many. */
public final class Hkdf {
    /** Bytes of a hash, and of an extracted key. */
    public static final int HASH = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private Hkdf() {}

    /**
     * Extracts a key.
     *
     * @param salt need not be secret; empty means {@value #HASH} zeros
     * @param material what the strength comes from
     * @return {@value #HASH} bytes
     */
    public static byte[] extract(byte[] salt, byte[] material) {
        return mac(salt.length == 0 ? new byte[HASH] : salt).doFinal(material);
    }

    /**
     * Expands a key.
     *
     * @param key an extracted key
     * @param purpose what the result is for: different purposes give independent results
     * @param length how many bytes, at most 255 times {@value #HASH}
     * @return the bytes
     */
    public static byte[] expand(byte[] key, byte[] purpose, int length) {
        if (length < 0 || length > 255 * HASH) {
            throw new IllegalArgumentException(length + " bytes cannot be derived; ask for at most " + 255 * HASH);
        }
        Mac mac = mac(key);
        byte[] result = new byte[length];
        byte[] block = {};
        for (int made = 0, number = 1; made < length; made += HASH, number++) {
            mac.update(block);
            mac.update(purpose);
            mac.update((byte) number);
            block = mac.doFinal();
            System.arraycopy(block, 0, result, made, Math.min(HASH, length - made));
        }
        Arrays.fill(block, (byte) 0);
        return result;
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM + ", but this one does not", e);
        }
    }
}
