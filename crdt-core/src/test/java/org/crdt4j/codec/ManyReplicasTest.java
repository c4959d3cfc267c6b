// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.WireFormat;
import org.junit.jupiter.api.Test;

class ManyReplicasTest {

    @Test
    void vectorsOfAnyNumberOfReplicas_areReadAsTheyWereWritten() {
        VersionVector vector = VersionVector.empty();
        for (int replica = 1; replica <= 100; replica++) {
            vector = vector.with(ReplicaId.of(replica), replica * 7L);
            byte[] message = Codec.standard().encode(WireFormat.versionVector(), vector);
            assertEquals(vector, Codec.standard().decode(WireFormat.versionVector(), message));
        }
    }
}
