// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.junit.jupiter.api.Test;

/** Examples of {@link MaxRegister} and {@link MinRegister}. */
class ExtremeRegisterTest {

    private static ReplicaContext context(long replica) {
        return ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH));
    }

    @Test
    void concurrentBids_theHighestCounts() {
        MaxRegister<Integer> dublin = new MaxRegister<>(context(1));
        MaxRegister<Integer> madrid = new MaxRegister<>(context(2));
        dublin.assign(30);
        madrid.assign(20);
        assertFalse(dublin.join(madrid.state()));
        assertTrue(madrid.join(dublin.state()));
        assertEquals(Optional.of(30), madrid.value());
        madrid.assign(25);
        assertEquals(Optional.of(30), madrid.value());
        assertEquals(dublin, madrid);
    }

    @Test
    void concurrentPrices_theLowestCounts() {
        MinRegister<Integer> dublin = new MinRegister<>(context(1));
        MinRegister<Integer> madrid = new MinRegister<>(context(2));
        assertEquals(Optional.empty(), dublin.value());
        dublin.assign(30);
        madrid.assign(20);
        assertTrue(dublin.join(madrid.state()));
        assertEquals(Optional.of(20), dublin.value());
    }

    @Test
    void decimalsOfDifferentScale_agreeWhateverTheOrder() {
        MaxRegister<BigDecimal> dublin = new MaxRegister<>(context(1));
        MaxRegister<BigDecimal> madrid = new MaxRegister<>(context(2));
        dublin.assign(new BigDecimal("1.0"));
        madrid.assign(new BigDecimal("1.00"));
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(dublin.value(), madrid.value());
    }

    @Test
    void notANumber_isTheGreatest() {
        MaxRegister<Double> register = new MaxRegister<>(context(1));
        register.assign(Double.NaN);
        register.assign(Double.POSITIVE_INFINITY);
        assertEquals(Optional.of(Double.NaN), register.value());
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void valuesOfAnotherClass_decideAlikeEverywhere() {
        MaxRegister dublin = new MaxRegister<Integer>(context(1));
        MaxRegister madrid = new MaxRegister<String>(context(2));
        dublin.assign(3);
        madrid.assign("three");
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(Optional.of("three"), dublin.value());
        assertEquals(dublin, madrid);
        assertThrows(NullPointerException.class, () -> dublin.assign(null));
    }

    @Test
    void changes_areReportedOnce() {
        MinRegister<String> register = new MinRegister<>(context(1));
        List<ValueChange<Optional<String>>> reports = new ArrayList<>();
        register.observe(reports::add);
        register.assign("m");
        register.assign("z");
        register.assign("a");
        assertEquals(
                List.of(
                        new ValueChange<>(Optional.empty(), Optional.of("m")),
                        new ValueChange<>(Optional.of("m"), Optional.of("a"))),
                reports);
        assertEquals("MinRegister[Optional[a]]", register.toString());
    }
}
