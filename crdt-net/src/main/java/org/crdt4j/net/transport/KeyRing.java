// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.crdt4j.net.security.SecretHandshake;

/**
 * The shared secrets that a node knows. Two nodes get a link if they know one secret in common. So a secret is replaced without an
 * interruption: add the new one at every node, then remove the old one at every node. Thread-safe.
 *
 * <p>A secret must be random, best 32 bytes of {@link java.security.SecureRandom}; no password, for passwords can be guessed. Changes
 * hold for connections from then on. Links that stand keep the keys that they have derived.
 */
public final class KeyRing {
    /** The fewest bytes of a secret. */
    public static final int SHORTEST = 16;

    private final List<byte[]> secrets = new ArrayList<>();

    private KeyRing() {}

    /**
     * A ring.
     *
     * @param secrets from 1 to 8, each of at least {@value #SHORTEST} bytes; copied
     * @return the ring
     */
    public static KeyRing of(byte[]... secrets) {
        KeyRing ring = new KeyRing();
        for (byte[] secret : secrets) {
            ring.add(secret);
        }
        if (ring.secrets.isEmpty()) {
            throw new IllegalArgumentException("a ring needs at least one secret");
        }
        return ring;
    }

    /**
     * Adds a secret; does nothing if it is known.
     *
     * @param secret at least {@value #SHORTEST} bytes; copied
     * @throws IllegalStateException if there are 8 already
     */
    public synchronized void add(byte[] secret) {
        if (secret.length < SHORTEST) {
            throw new IllegalArgumentException(
                    "a secret of " + secret.length + " bytes can be guessed; use 32 random ones");
        }
        if (indexOf(secret) >= 0) {
            return;
        }
        if (secrets.size() >= SecretHandshake.MOST_SECRETS) {
            throw new IllegalStateException(
                    "a ring holds at most " + SecretHandshake.MOST_SECRETS + " secrets; remove one");
        }
        secrets.add(secret.clone());
    }

    /**
     * Removes a secret; does nothing if it is not known.
     *
     * @param secret the secret
     * @throws IllegalStateException if it is the only one
     */
    public synchronized void remove(byte[] secret) {
        int index = indexOf(secret);
        if (index >= 0 && secrets.size() == 1) {
            throw new IllegalStateException("the last secret must stay; add another one before");
        }
        if (index >= 0) {
            secrets.remove(index);
        }
    }

    private int indexOf(byte[] secret) {
        for (int i = 0; i < secrets.size(); i++) {
            if (MessageDigest.isEqual(secrets.get(i), secret)) {
                return i;
            }
        }
        return -1;
    }

    synchronized List<byte[]> secrets() {
        return List.copyOf(secrets);
    }

    /** Says how many there are, never what they are. */
    @Override
    public synchronized String toString() {
        return secrets.size() + (secrets.size() == 1 ? " secret" : " secrets");
    }
}
