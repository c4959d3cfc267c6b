// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.set.AddWinsSet;
import org.junit.jupiter.api.Test;

/** How many bytes things take: docs/wire-format.md repeats these numbers. */
final class CompactnessTest {

    private static final long SEED = 7;

    private static AddWinsSet<String> emptySet(Random random) {
        HybridClock clock = new HybridClock(InstantSource.fixed(Instant.EPOCH));
        return new AddWinsSet<>(ReplicaContext.of(ReplicaId.random(random), clock));
    }

    private static String element(Random random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    @Test
    void setOfTenThousandStringsOfThreeReplicas_takesLittleMoreThanItsStrings() {
        Random random = new Random(SEED);
        List<AddWinsSet<String>> replicas = List.of(emptySet(random), emptySet(random), emptySet(random));
        for (int index = 0; index < 10_000; index++) {
            replicas.get(index % 3).add(element(random));
        }
        AddWinsSet<String> joined = emptySet(random);
        replicas.forEach(replica -> joined.join(replica.state()));
        CausalType<AddWinsSet<String>, DotMap<String, DotSet>, SetChange<String>> type = AddWinsSet.type();
        assertEquals(370_059, Codec.standard().encode(type.format(), joined.state()).length);
        assertEquals(370_072, Codec.standard().encode(type, joined.state()).length);
        int compressed = Codec.standard().compressed().encode(type, joined.state()).length;
        /* the last bytes are a matter of the version of zlib */
        assertTrue(compressed > 190_000 && compressed < 200_000, () -> "compressed: " + compressed);
    }

    @Test
    void deltaOfOneElement_takesTwentyBytesMoreThanTheElement() {
        Random random = new Random(SEED);
        CausalType<AddWinsSet<String>, DotMap<String, DotSet>, SetChange<String>> type = AddWinsSet.type();
        Causal<DotMap<String, DotSet>> delta = emptySet(random).add(element(random));
        assertEquals(36 + 21, Codec.standard().encode(type.format(), delta).length);
        assertEquals(36 + 21 + 1 + "add-wins-set".length(), Codec.standard().encode(type, delta).length);
    }
}
