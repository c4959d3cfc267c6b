// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.crdt4j.crdt.SetChange;
import org.junit.jupiter.api.Test;

final class OpGrowOnlySetTest {

    private final TwoReplicas<OpGrowOnlySet<String>, OpGrowOnlySet.Add<String>> replicas =
            new TwoReplicas<>(OpGrowOnlySet::new);

    @Test
    void concurrentAdds_areAllIn() {
        replicas.atA(set -> set.add("x"));
        replicas.atB(set -> set.addAll(List.of("x", "y")));
        replicas.exchange();
        replicas.assertBoth(Set.of("x", "y"));
        assertEquals(2, replicas.a().size());
        assertTrue(replicas.a().contains("y"));
        assertFalse(replicas.a().contains("z"));
        assertEquals(Set.of("x", "y"), replicas.b().elements());
    }

    @Test
    void preparing_changesNothing_andAddingAgainIsNotReported() {
        replicas.a().add("x");
        replicas.assertBoth(Set.of());
        List<SetChange<String>> changes = new ArrayList<>();
        replicas.b().observe(changes::add);
        replicas.atA(set -> set.add("x"));
        replicas.atB(set -> set.add("x"));
        replicas.exchange();
        assertEquals(List.of(new SetChange<>(Set.of("x"), Set.of())), changes);
    }

    @Test
    void null_isRefused() {
        assertThrows(NullPointerException.class, () -> replicas.a().add(null));
        assertThrows(NullPointerException.class, () -> replicas.a().addAll(Arrays.asList("x", null)));
    }
}
