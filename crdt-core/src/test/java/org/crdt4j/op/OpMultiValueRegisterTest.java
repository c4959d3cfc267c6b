// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class OpMultiValueRegisterTest {

    private final TwoReplicas<OpMultiValueRegister<String>, OpMultiValueRegister.Operation<String>> replicas =
            new TwoReplicas<>(OpMultiValueRegister::new);

    @Test
    void concurrentAssignments_areBothKept_untilSomebodyAssignsAgain() {
        replicas.atA(register -> register.assign("x"));
        replicas.atB(register -> register.assign("y"));
        replicas.exchange();
        replicas.assertBoth(Set.of("x", "y"));
        replicas.atB(register -> register.assign("z"));
        replicas.exchange();
        replicas.assertBoth(Set.of("z"));
    }

    @Test
    void clear_spares_aConcurrentAssignment() {
        replicas.atA(register -> register.assign("x"));
        replicas.exchange();
        replicas.atA(OpMultiValueRegister::clear);
        replicas.atB(register -> register.assign("y"));
        replicas.exchange();
        replicas.assertBoth(Set.of("y"));
        assertEquals("OpMultiValueRegister[[y]]", replicas.a().toString());
    }

    @Test
    void null_isRefused() {
        assertThrows(NullPointerException.class, () -> replicas.a().assign(null));
    }
}
