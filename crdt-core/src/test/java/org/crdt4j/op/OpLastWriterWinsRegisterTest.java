// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.crdt.RegisterChange;
import org.junit.jupiter.api.Test;

final class OpLastWriterWinsRegisterTest {

    private final TwoReplicas<OpLastWriterWinsRegister<String>, OpLastWriterWinsRegister.Operation<String>> replicas =
            new TwoReplicas<>(OpLastWriterWinsRegister::new);

    @Test
    void ofConcurrentAssignments_theNewestWins_andTheOtherIsReported() {
        List<RegisterChange<String>> changes = new ArrayList<>();
        replicas.b().observe(changes::add);
        replicas.atA(register -> register.assign("old"));
        replicas.atB(register -> register.assign("new"));
        replicas.exchange();
        replicas.assertBoth(Optional.of("new"));
        assertEquals(List.of("old"), changes.get(1).overruled());
    }

    @Test
    void assignmentOfAnEarlierTime_loses_alsoWhereItIsMade() {
        replicas.atA(register -> register.assign("now"));
        replicas.exchange();
        replicas.atB(register -> register.assign("early", TwoReplicas.secondsAfterNoon(-1)));
        replicas.exchange();
        replicas.assertBoth(Optional.of("now"));
        assertEquals(1, replicas.a().state().store().size());
    }

    @Test
    void assignmentAfterOneOfALaterTime_isLaterStill() {
        HybridTimestamp tomorrow = TwoReplicas.secondsAfterNoon(86_400);
        replicas.atA(register -> register.assign("tomorrow", tomorrow));
        replicas.exchange();
        replicas.atB(register -> register.assign("even later"));
        replicas.exchange();
        replicas.assertBoth(Optional.of("even later"));
        assertEquals(Optional.of(tomorrow.next()), replicas.a().time());
    }

    @Test
    void clear_spares_aConcurrentAssignment() {
        replicas.atA(register -> register.assign("x"));
        replicas.exchange();
        replicas.atA(OpLastWriterWinsRegister::clear);
        replicas.atB(register -> register.assign("y"));
        replicas.exchange();
        replicas.assertBoth(Optional.of("y"));
        replicas.atA(OpLastWriterWinsRegister::clear);
        replicas.exchange();
        replicas.assertBoth(Optional.empty());
        assertTrue(replicas.a().time().isEmpty());
    }

    @Test
    void nullAndWhatComesAfterTheEndOfTime_areRefused() {
        assertThrows(NullPointerException.class, () -> replicas.a().assign(null));
        replicas.atA(register -> register.assign("last", HybridTimestamp.MAX));
        assertThrows(IllegalArgumentException.class, () -> replicas.a().assign("later"));
        assertThrows(IllegalArgumentException.class, () -> EventTime.after(HybridTimestamp.MAX));
    }
}
