// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.security;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;
import org.crdt4j.net.message.RefusedException;
import org.crdt4j.net.reason.RejectReason;

/** One end of a key exchange with X25519 (RFC 7748): what two ends agree on, nobody learns who has only listened, not even later. */
final class Exchange {
    /** Bytes of what goes over the wire. */
    static final int SHARE = 32;

    private static final String ALGORITHM = "X25519";

    /** What stands before the 32 bytes of a key in the encoding that the JDK reads and writes. */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b656e032100");

    private final KeyPair own;

    Exchange(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.X25519, random);
            own = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
        }
    }

    /** What the other end needs. */
    byte[] share() {
        byte[] encoded = own.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, PREFIX.length, encoded.length);
    }

    /** What both ends agree on. */
    byte[] agree(byte[] share) throws RefusedException {
        byte[] encoded = Arrays.copyOf(PREFIX, PREFIX.length + SHARE);
        System.arraycopy(share, 0, encoded, PREFIX.length, SHARE);
        try {
            PublicKey other = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
            KeyAgreement agreement = KeyAgreement.getInstance(ALGORITHM);
            agreement.init(own.getPrivate());
            agreement.doPhase(other, true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException e) {
            // Such as one of the few points with which anybody could foretell the result.
            throw new RefusedException(RejectReason.MALFORMED, "no key can be agreed on: " + e.getMessage());
        }
    }
}
