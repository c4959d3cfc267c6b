// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OpTwoPhaseSetTest {

    private final TwoReplicas<OpTwoPhaseSet<String>, OpTwoPhaseSet.Operation<String>> replicas =
            new TwoReplicas<>(OpTwoPhaseSet::new);

    @Test
    void concurrentAddAndRemove_removesForEver() {
        replicas.atA(set -> set.addAll(List.of("x", "y")));
        replicas.exchange();
        replicas.atA(set -> set.remove("x"));
        replicas.atB(set -> set.add("x"));
        replicas.exchange();
        replicas.atB(set -> set.add("x"));
        replicas.exchange();
        replicas.assertBoth(Set.of("y"));
        assertTrue(replicas.a().isRemoved("x"));
        assertFalse(replicas.a().contains("x"));
        assertEquals(Set.of("y"), replicas.a().elements());
    }

    @Test
    void removeOfWhatWasNeverThere_keepsItOut() {
        replicas.atA(set -> set.remove("x"));
        replicas.atB(set -> set.add("x"));
        replicas.exchange();
        replicas.assertBoth(Set.of());
        assertEquals(0, replicas.b().size());
    }

    @Test
    void clear_takesWhatItsAuthorHadSeen() {
        replicas.atA(set -> set.add("x"));
        replicas.exchange();
        replicas.atA(OpTwoPhaseSet::clear);
        replicas.atB(set -> set.add("y"));
        replicas.exchange();
        replicas.assertBoth(Set.of("y"));
    }

    @Test
    void null_isRefused() {
        assertThrows(NullPointerException.class, () -> replicas.a().add(null));
        assertThrows(NullPointerException.class, () -> replicas.a().remove(null));
    }
}
