// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import java.util.LinkedHashMap;
import java.util.Map;
import org.crdt4j.net.message.Identity;
import org.jspecify.annotations.Nullable;

/**
 * Which replica uses which certificate. The first replica that is seen with a certificate, or with a name that a certificate vouches
 * for, is the only one from then on: a member cannot take the identity of another, nor act under two. A renewed certificate of the
 * same name, and a new incarnation, are welcome. Not thread-safe.
 *
 * <p>A certificate adds one entry, however often its holder connects, so an authority limits what there is to remember; beyond a
 * thousand the oldest is forgotten.
 */
public final class Bindings {
    private static final int REMEMBERED = 1000;

    /** From certificates and names to the number of the replica. */
    private final Map<String, Long> owners = remembering();

    private final Map<Long, String> names = remembering();

    private static <K, V> Map<K, V> remembering() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > 2 * REMEMBERED;
            }
        };
    }

    /**
     * Whether a peer is in conflict with what was seen before.
     *
     * @param fingerprint that of its certificate; null if it has none, and then all is well
     * @param peer who it says it is
     * @return null if all is well, else what was seen before
     */
    public @Nullable String conflict(@Nullable String fingerprint, Identity peer) {
        if (fingerprint == null) {
            return null;
        }
        long id = peer.replica().id();
        if (owners.getOrDefault(certificate(fingerprint), id) != id) {
            return "its certificate was used by another replica before";
        }
        if (owners.getOrDefault(name(peer.name()), id) != id) {
            return "another replica was named \"" + peer.name() + "\" before";
        }
        String known = names.get(id);
        return known == null || known.equals(peer.name()) ? null : "the replica was named \"" + known + "\" before";
    }

    /**
     * Remembers a peer without a conflict.
     *
     * @param fingerprint that of its certificate; null if it has none, and then nothing happens
     * @param peer who it is
     */
    public void bind(@Nullable String fingerprint, Identity peer) {
        if (fingerprint != null) {
            long id = peer.replica().id();
            owners.put(certificate(fingerprint), id);
            owners.put(name(peer.name()), id);
            names.put(id, peer.name());
        }
    }

    /**
     * Forgets whom a name belongs to, so that a replica that lost its storage can come back with a new identity.
     *
     * @param name the name of the replica
     */
    public void forget(String name) {
        Long id = owners.get(name(name));
        if (id != null) {
            owners.values().removeIf(id::equals);
            names.remove(id);
        }
    }

    private static String certificate(String fingerprint) {
        return "certificate " + fingerprint;
    }

    private static String name(String name) {
        return "name " + name;
    }
}
