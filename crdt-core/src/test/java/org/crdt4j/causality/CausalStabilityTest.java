// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CausalStabilityTest {

    private static final ReplicaId A = ReplicaId.of(1);
    private static final ReplicaId B = ReplicaId.of(2);
    private static final ReplicaId C = ReplicaId.of(3);
    private static final VersionVector NOTHING = VersionVector.empty();

    private final CausalStability atA = new CausalStability(A, List.of(B, C));

    private void delivered(ReplicaId author, long counter, VersionVector dependencies) {
        atA.delivered(new Dot(author, counter), dependencies);
    }

    @Test
    void operation_isStableWhenAllAreKnownToHaveIt() {
        delivered(A, 1, NOTHING);
        assertEquals(NOTHING, atA.stable());
        delivered(B, 1, VersionVector.of(A, 1));
        assertEquals(NOTHING, atA.stable(), "C may lack it");
        delivered(C, 1, VersionVector.of(A, 1));
        assertEquals(VersionVector.of(A, 1), atA.stable());
    }

    @Test
    void operationWithoutNewDependencies_saysNothingOfOthers() {
        delivered(A, 1, NOTHING);
        delivered(B, 1, NOTHING);
        delivered(C, 1, NOTHING);
        assertEquals(NOTHING, atA.stable());
    }

    @Test
    void silentMember_holdsUpEverything_andItsLagShows() {
        for (int counter = 1; counter <= 10; counter++) {
            delivered(A, counter, NOTHING);
            delivered(B, counter, VersionVector.of(A, counter));
        }
        assertEquals(NOTHING, atA.stable());
        assertEquals(20, atA.lag(C));
        assertEquals(0, atA.lag(A));
        assertEquals(0, atA.lag(B));
        atA.observe(C, VersionVector.of(A, 7).with(B, 3));
        assertEquals(VersionVector.of(A, 7).with(B, 3), atA.stable());
        assertEquals(10, atA.lag(C));
    }

    @Test
    void ownSilence_holdsUpToo() {
        atA.observe(B, VersionVector.of(C, 5));
        atA.observe(C, VersionVector.of(C, 5));
        assertEquals(NOTHING, atA.stable(), "this replica has not delivered them");
    }

    @Test
    void whatAMemberSays_waitsForTheOperationsThatItMadeBefore() {
        delivered(A, 1, NOTHING);
        delivered(C, 1, VersionVector.of(A, 1));
        atA.observe(B, VersionVector.of(A, 1).with(B, 1));
        assertEquals(NOTHING, atA.stable(), "B:1 may have been made before B had delivered A:1");
        delivered(B, 1, NOTHING);
        assertEquals(VersionVector.of(A, 1), atA.stable());
    }

    @Test
    void memberThatSpeaksFasterThanItsOperationsCome_isHeardNevertheless() {
        delivered(A, 1, NOTHING);
        delivered(C, 1, VersionVector.of(A, 1));
        for (int counter = 1; counter <= 5; counter++) {
            atA.observe(B, VersionVector.of(A, 1).with(B, counter));
            atA.observe(B, VersionVector.of(A, 1).with(B, counter + 1));
            delivered(B, counter, NOTHING);
            assertEquals(VersionVector.of(A, 1), atA.stable());
        }
    }

    @Test
    void ownAdvance_releasesWhatMembersSaid() {
        delivered(A, 1, NOTHING);
        atA.observe(B, VersionVector.of(A, 1).with(B, 2));
        atA.observe(C, VersionVector.of(A, 1).with(B, 2));
        assertEquals(NOTHING, atA.stable());
        atA.observe(A, VersionVector.of(B, 2));
        assertEquals(VersionVector.of(A, 1).with(B, 2), atA.stable());
    }

    @Test
    void stranger_isHeardOnlyAsAnAuthor() {
        atA.observe(ReplicaId.of(9), VersionVector.of(A, 1));
        assertEquals(Set.of(A, B, C), atA.members());
        delivered(ReplicaId.of(9), 1, NOTHING);
        assertEquals(Set.of(A, B, C, ReplicaId.of(9)), atA.members());
        assertThrows(IllegalArgumentException.class, () -> atA.lag(ReplicaId.of(10)));
    }

    @Test
    void newcomer_holdsUpWhatIsNotStableYet_andTakesNothingBack() {
        delivered(A, 1, NOTHING);
        delivered(B, 1, VersionVector.of(A, 1));
        delivered(C, 1, VersionVector.of(A, 1));
        ReplicaId newcomer = ReplicaId.of(4);
        assertTrue(atA.join(newcomer));
        assertFalse(atA.join(newcomer));
        assertEquals(VersionVector.of(A, 1), atA.stable());
        delivered(A, 2, NOTHING);
        delivered(B, 2, VersionVector.of(A, 2));
        delivered(C, 2, VersionVector.of(A, 2));
        assertEquals(VersionVector.of(A, 1), atA.stable());
        atA.observe(newcomer, VersionVector.of(A, 2));
        assertEquals(VersionVector.of(A, 2), atA.stable());
    }

    @Test
    void retiredMember_holdsUpUntilItsLastOperationWasDelivered() {
        delivered(A, 1, NOTHING);
        delivered(B, 1, VersionVector.of(A, 1));
        atA.retire(C, 2);
        assertEquals(NOTHING, atA.stable(), "C:1 and C:2 may be concurrent with A:1");
        delivered(C, 1, NOTHING);
        assertEquals(NOTHING, atA.stable());
        delivered(C, 2, NOTHING);
        assertEquals(VersionVector.of(A, 1).with(B, 1), atA.stable(), "A and B have both");
        assertEquals(Set.of(A, B), atA.members());
        atA.observe(C, VersionVector.of(A, 1));
        assertEquals(Set.of(A, B), atA.members());
    }

    @Test
    void retiredMember_doesNotComeBack() {
        atA.retire(C, 0);
        atA.retire(C, 0);
        assertThrows(IllegalArgumentException.class, () -> atA.retire(C, 1));
        assertThrows(IllegalArgumentException.class, () -> atA.retire(A, 0));
        assertThrows(IllegalArgumentException.class, () -> atA.join(C));
        delivered(C, 1, NOTHING);
        assertEquals(Set.of(A, B), atA.members());
        assertTrue(atA.join(C.nextIncarnation()));
    }

    @Test
    void lag_doesNotWrap() {
        atA.observe(B, VersionVector.of(A, Long.MAX_VALUE).with(C, Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, atA.lag(C));
    }

    @Test
    void snapshot_goesOn() {
        delivered(A, 1, NOTHING);
        delivered(B, 1, VersionVector.of(A, 1));
        delivered(C, 1, VersionVector.of(A, 1));
        ReplicaId newcomer = ReplicaId.of(4);
        atA.join(newcomer);
        atA.retire(B, 2);
        atA.retire(ReplicaId.of(8), 5);
        CausalStability.Snapshot snapshot = atA.snapshot();
        CausalStability restarted = new CausalStability(A, snapshot);
        assertEquals(snapshot, restarted.snapshot());
        assertEquals(VersionVector.of(A, 1), restarted.stable(), "though nothing is known of the newcomer");
        assertThrows(IllegalArgumentException.class, () -> restarted.join(ReplicaId.of(8)));
        restarted.delivered(new Dot(B, 2), NOTHING);
        assertEquals(Set.of(A, C, newcomer), restarted.members());
        delivered(A, 2, NOTHING);
        assertEquals(1, snapshot.members().get(A).get(A), "a snapshot does not follow");
        assertEquals("CausalStability[{1=1} stable at [1, 3, 4]]", restarted.toString());
    }
}
