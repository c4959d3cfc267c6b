// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.crdt4j.benchmarks.subject.CounterSubject;
import org.crdt4j.crdt.Tagged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every contender of W1 and W2 computes what its benchmark says. */
class CounterScenarioTest {

    @ParameterizedTest
    @EnumSource(Contender.class)
    void increment_countsAndHandsOutADelta(Contender contender) {
        W1CounterIncrement.Counter state = new W1CounterIncrement.Counter();
        state.contender = contender;
        state.build();
        for (int i = 0; i < 10; i++) {
            assertNotNull(new W1CounterIncrement().increment(state));
        }
        assertEquals(10, state.counter.value());
    }

    @Test
    void incrementByOperation_countsAndHandsOutAnOperation() {
        W1CounterIncrement.OperationCounter state = new W1CounterIncrement.OperationCounter();
        state.build();
        for (int i = 0; i < 10; i++) {
            assertInstanceOf(Tagged.class, new W1CounterIncrement().incrementByOperation(state));
        }
        assertEquals(10, state.counter.value());
    }

    @ParameterizedTest
    @EnumSource(Contender.class)
    void join_takesTheFurtherOfBothSides(Contender contender) {
        CounterScenario scenario = new CounterScenario();
        scenario.contender = contender;
        scenario.replicas = 8;
        scenario.build();
        W2CounterJoin.LeftSides left = new W2CounterJoin.LeftSides();
        left.copy(scenario);
        assertNotEquals(scenario.expected(), scenario.left.value());
        CounterSubject[] joined = (CounterSubject[]) new W2CounterJoin().join(scenario, left);
        for (CounterSubject counter : joined) {
            assertEquals(scenario.expected(), counter.value());
        }
        assertNotEquals(scenario.expected(), scenario.left.value());
    }
}
