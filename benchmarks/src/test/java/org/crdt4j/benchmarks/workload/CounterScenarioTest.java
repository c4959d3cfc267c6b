// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import org.crdt4j.benchmarks.report.Measure;
import org.crdt4j.benchmarks.subject.CounterSubject;
import org.crdt4j.crdt.Tagged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every contender of W1 and W2 computes what its benchmark says. */
class CounterScenarioTest {

    private static final int REPLICAS = 8;

    static List<Contender> counters() {
        return Contender.takingPart(Measure.COUNTER_INCREMENT, 0);
    }

    static List<Contender> joiners() {
        return Contender.takingPart(Measure.COUNTER_JOIN, REPLICAS);
    }

    @ParameterizedTest
    @MethodSource("counters")
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
    @MethodSource("joiners")
    void join_takesTheFurtherOfBothSides(Contender contender) {
        CounterScenario scenario = new CounterScenario();
        scenario.contender = contender;
        scenario.replicas = REPLICAS;
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
