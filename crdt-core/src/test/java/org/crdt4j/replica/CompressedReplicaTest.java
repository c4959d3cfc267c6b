// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.junit.jupiter.api.Test;

/** Replicas that compress what they send and keep, among others that do not. */
final class CompressedReplicaTest {

    private static final long SEED = 20_261_123;

    private static Replica open(int id, Codec codec, Storage storage) {
        return Replica.builder("replica " + id)
                .id(ReplicaId.of(id))
                .codec(codec)
                .storage(storage)
                .open();
    }

    private static Set<Object> identifiers(int count) {
        Random random = new Random(SEED);
        Set<Object> all = new HashSet<>();
        while (all.size() < count) {
            all.add(new UUID(random.nextLong(), random.nextLong()).toString());
        }
        return all;
    }

    private static long bytes(Replica replica) {
        long bytes = 0;
        for (byte[] message : replica.deltasSince(VersionVector.empty())) {
            bytes += message.length;
        }
        return bytes;
    }

    @Test
    void replicasThatCompress_speakWithThoseThatDoNot() {
        SpoilableStorage storage = new SpoilableStorage();
        SpoilableStorage plainStorage = new SpoilableStorage();
        Replica compressing = open(1, Codec.standard().compressed(), storage);
        Replica plain = open(2, Codec.standard(), plainStorage);
        Set<Object> tags = identifiers(2_000);
        compressing.set("tags").addAll(tags);
        plain.map("prices").put("apple", "x".repeat(1_000));
        Talk.among(compressing, plain);
        assertEquals(tags, plain.set("tags").snapshot());
        assertEquals("x".repeat(1_000), compressing.map("prices").snapshot().get("apple"));
        assertTrue(bytes(compressing) < 0.65 * bytes(plain), () -> bytes(compressing) + " of " + bytes(plain));

        compressing.checkpoint();
        plain.checkpoint();
        int kept = storage.snapshot.length;
        int keptPlain = plainStorage.snapshot.length;
        assertTrue(kept < 0.65 * keptPlain, () -> kept + " of " + keptPlain);
        compressing.close();
        Replica again = open(1, Codec.standard(), storage);
        assertEquals(tags, again.set("tags").snapshot());
    }
}
