// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.junit.jupiter.api.Test;

final class OpRemoveWinsSetTest {

    private final TwoReplicas<OpRemoveWinsSet<String>, OpRemoveWinsSet.Operation<String>> replicas =
            new TwoReplicas<>(OpRemoveWinsSet::new);

    @Test
    void concurrentAddAndRemove_isOut_untilItIsAddedAgain() {
        replicas.atA(set -> set.add("x"));
        replicas.exchange();
        replicas.atA(set -> set.remove("x"));
        replicas.atB(set -> set.add("x"));
        replicas.exchange();
        replicas.assertBoth(Set.of());
        replicas.atB(set -> set.add("x"));
        replicas.exchange();
        replicas.assertBoth(Set.of("x"));
        assertTrue(replicas.a().contains("x"));
        assertEquals(1, replicas.a().size());
        assertEquals(Set.of("x"), replicas.a().elements());
    }

    @Test
    void removeOfWhatWasNeverThere_winsAgainstAConcurrentAdd_clearDoesNot() {
        replicas.atA(set -> set.remove("x"));
        replicas.atB(set -> set.add("x"));
        replicas.exchange();
        replicas.assertBoth(Set.of());
        replicas.atA(OpRemoveWinsSet::clear);
        replicas.atB(set -> set.add("x"));
        replicas.exchange();
        replicas.assertBoth(Set.of("x"));
    }

    @Test
    void forgettingRemoves_leavesNothing_whenTheyAreStable() {
        replicas.atA(set -> set.add("x"));
        replicas.atA(set -> set.add("y"));
        replicas.exchange();
        replicas.atA(set -> set.remove("x"));
        replicas.exchange();
        VersionVector stable = VersionVector.of(ReplicaId.of(1), 3);
        replicas.atB(set -> set.forgetRemoves(VersionVector.of(ReplicaId.of(1), 2)));
        assertEquals(2, replicas.b().state().store().size());
        replicas.atB(set -> set.forgetRemoves(stable));
        replicas.exchange();
        replicas.assertBoth(Set.of("y"));
        assertEquals(Set.of("y"), replicas.a().state().store().keys());
        assertFalse(replicas.a().contains("x"));
    }

    @Test
    void null_isRefused() {
        assertThrows(NullPointerException.class, () -> replicas.a().add(null));
        assertThrows(NullPointerException.class, () -> replicas.a().remove(null));
    }
}
