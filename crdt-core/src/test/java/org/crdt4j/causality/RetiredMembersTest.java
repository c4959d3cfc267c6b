// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When {@link CausalStability} stops to wait for members that are gone. */
class RetiredMembersTest {

    private static final ReplicaId A = ReplicaId.of(1);
    private static final ReplicaId B = ReplicaId.of(2);
    private static final ReplicaId C = ReplicaId.of(3);

    private final CausalStability atA = new CausalStability(A, List.of(B, C));

    @Test
    void memberWhoseLastOperationIsHere_isGoneAtOnce() {
        atA.retire(C, 0);
        assertEquals(Set.of(A, B), atA.members());
        atA.delivered(new Dot(B, 1), VersionVector.empty());
        atA.retire(B, 1);
        assertEquals(Set.of(A), atA.members());
        assertEquals(VersionVector.of(B, 1), atA.stable());
    }

    @Test
    void memberWhoseLastOperationIsMissing_staysUntilAStateBringsIt() {
        atA.retire(C, 2);
        assertEquals(Set.of(A, B, C), atA.members());
        atA.observe(A, VersionVector.of(C, 1));
        assertEquals(Set.of(A, B, C), atA.members());
        atA.observe(A, VersionVector.of(C, 2));
        assertEquals(Set.of(A, B), atA.members());
    }

    /** As of a snapshot that was put together from others. */
    @Test
    void snapshotWithAMemberThatIsDone_goesOnWithoutIt() {
        Map<ReplicaId, VersionVector> members =
                Map.of(A, VersionVector.of(B, 2).with(C, 1), B, VersionVector.empty(), C, VersionVector.empty());
        CausalStability restored = new CausalStability(
                A, new CausalStability.Snapshot(VersionVector.empty(), members, Map.of(B, 2L, C, 2L)));
        assertEquals(Set.of(A, C), restored.members());
    }
}
