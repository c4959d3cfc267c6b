// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crdt4j.crdt.ValueChange;
import org.junit.jupiter.api.Test;

final class OpMinRegisterTest {

    private final TwoReplicas<OpMinRegister<Integer>, OpExtremeRegister.Assign<Integer>> replicas =
            new TwoReplicas<>(OpMinRegister::new);

    @Test
    void ofConcurrentAssignments_theLeastCounts() {
        replicas.atA(register -> register.assign(3));
        replicas.atB(register -> register.assign(5));
        replicas.exchange();
        replicas.assertBoth(Optional.of(3));
    }

    @Test
    void whatDoesNotGoBeyond_hasNoEffect() {
        List<ValueChange<Optional<Integer>>> changes = new ArrayList<>();
        replicas.atA(register -> register.assign(3));
        replicas.a().observe(changes::add);
        replicas.atA(register -> register.assign(4));
        replicas.exchange();
        replicas.assertBoth(Optional.of(3));
        assertEquals(List.of(), changes);
    }

    @Test
    void null_isRefused() {
        assertThrows(NullPointerException.class, () -> replicas.a().assign(null));
    }
}
