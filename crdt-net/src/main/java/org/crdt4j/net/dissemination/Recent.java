// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.dissemination;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The deltas of last: which were seen, and the newest of them whole. Bounded. Not thread-safe. */
final class Recent {
    private static final int SEEN = 8192;
    private static final int KEPT = 1024;
    private static final int KEPT_BYTES = 4 << 20;

    /* FNV-1a, and the last step of MurmurHash3, which makes all bits depend on all bytes */
    private static final long OFFSET = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;
    private static final long MIX_1 = 0xFF51AFD7ED558CCDL;
    private static final long MIX_2 = 0xC4CEB9FE1A85EC53L;

    private final Map<Long, Boolean> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > SEEN;
        }
    };
    private final Map<Long, byte[]> kept = new LinkedHashMap<>();
    private int keptBytes;

    /**
     * The name of a delta. Equal deltas have equal names; others have other ones but by chance. A peer that makes two of one name on
     * purpose achieves what it could by not sending one of them.
     */
    static long id(byte[] body) {
        long hash = OFFSET;
        for (byte each : body) {
            hash = (hash ^ (each & 0xFF)) * PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * MIX_1;
        hash = (hash ^ (hash >>> 33)) * MIX_2;
        return hash ^ (hash >>> 33);
    }

    boolean contains(long id) {
        return seen.containsKey(id);
    }

    void add(long id, byte[] body) {
        seen.put(id, true);
        if (body.length <= KEPT_BYTES && kept.putIfAbsent(id, body) == null) {
            keptBytes += body.length;
            var each = kept.values().iterator();
            while (kept.size() > KEPT || keptBytes > KEPT_BYTES) {
                keptBytes -= each.next().length;
                each.remove();
            }
        }
    }

    byte @Nullable [] body(long id) {
        return kept.get(id);
    }
}
