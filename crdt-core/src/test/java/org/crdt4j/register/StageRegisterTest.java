// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.LatticeValue;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.error.IncompatibleTypeException;
import org.junit.jupiter.api.Test;

class StageRegisterTest {

    private static final Stages PAYMENT = Stages.builder()
            .path("created", "authorised", "captured", "disputed")
            .path("created", "rejected", "disputed")
            .build();

    private final StageRegister dublin = new StageRegister(PAYMENT);
    private final StageRegister madrid = new StageRegister(PAYMENT);

    private void exchange() {
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(dublin, madrid);
    }

    @Test
    void concurrentAdvancesOnOnePath_theFurtherCounts() {
        assertEquals("created", dublin.value());
        dublin.advance("captured");
        madrid.advance("authorised");
        exchange();
        assertEquals("captured", madrid.value());
        assertTrue(madrid.hasReached("authorised"));
        assertFalse(madrid.hasReached("rejected"));
    }

    @Test
    void concurrentAdvancesOnDifferentPaths_leadToTheDeclaredStage() {
        dublin.advance("captured");
        madrid.advance("rejected");
        exchange();
        assertEquals("disputed", dublin.value());
        assertTrue(dublin.hasReached("captured") && dublin.hasReached("rejected"));
    }

    @Test
    void advanceToAPassedStage_changesNothing() {
        dublin.advance("captured");
        dublin.advance("created");
        dublin.advance("authorised");
        assertEquals("captured", dublin.value());
    }

    @Test
    void changes_areReportedOnce() {
        List<ValueChange<String>> reports = new ArrayList<>();
        dublin.observe(reports::add);
        dublin.advance("captured");
        madrid.advance("authorised");
        dublin.join(madrid.state());
        madrid.advance("rejected");
        dublin.join(madrid.state());
        assertEquals(
                List.of(new ValueChange<>("created", "captured"), new ValueChange<>("captured", "disputed")), reports);
    }

    @Test
    void unknownStages_areRefused_alsoFromAPeer() {
        assertThrows(IllegalArgumentException.class, () -> dublin.advance("lost"));
        assertThrows(IllegalArgumentException.class, () -> dublin.hasReached("lost"));
        Stages more = Stages.builder().path("created", "refunded").build();
        LatticeValue<String> newer = new StageRegister(more).advance("refunded");
        byte[] message = Codec.standard().encode(StageRegister.of("payment", more), newer);
        IncompatibleTypeException refusal = assertThrows(
                IncompatibleTypeException.class,
                () -> Codec.standard().decode(StageRegister.of("payment", PAYMENT), message));
        assertTrue(refusal.getMessage().contains("'refunded'"), refusal::getMessage);
    }

    private static void assertRefused(String expected, Stages.Builder builder) {
        String message =
                assertThrows(IllegalArgumentException.class, builder::build).getMessage();
        assertTrue(message.contains(expected), message);
    }

    @Test
    void stagesThatAreNoSemilattice_areRefusedWithThePair() {
        assertRefused(
                "'captured' and 'rejected' have no stage after both",
                Stages.builder().path("created", "captured").path("created", "rejected"));
        assertRefused(
                "'a' and 'b' have no first one among the stages after both, [c, d",
                Stages.builder()
                        .path("0", "a", "c", "end")
                        .path("0", "b", "d", "end")
                        .path("a", "d")
                        .path("b", "c"));
        assertRefused("comes after itself", Stages.builder().path("a", "b", "c", "a"));
        assertRefused("comes after itself", Stages.builder().path("a", "a"));
        assertRefused(
                "no stage comes before all others",
                Stages.builder().path("a", "c").path("b", "c"));
        assertRefused("no stage comes before all others", Stages.builder());
        assertThrows(IllegalArgumentException.class, () -> Stages.builder().path());
    }

    @Test
    void stages_joinEveryPair() {
        assertEquals("disputed", PAYMENT.join("rejected", "authorised"));
        assertEquals("rejected", PAYMENT.join("rejected", "created"));
        assertEquals(Set.of("created", "authorised", "captured", "disputed", "rejected"), PAYMENT.names());
        Stages one = Stages.builder().path("only").build();
        assertEquals("only", one.join("only", "only"));
        assertEquals("[only]", one.toString());
    }
}
