// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.error.InsufficientRightsException;
import org.junit.jupiter.api.Test;

/** The handles of counters and flags. */
class CounterHandlesTest {

    private final Replica eu = Replica.builder("eu").id(ReplicaId.of(1)).open();
    private final Replica us = Replica.builder("us").id(ReplicaId.of(2)).open();

    private static ValueChange<BigInteger> change(long before, long after) {
        return new ValueChange<>(BigInteger.valueOf(before), BigInteger.valueOf(after));
    }

    @Test
    void pnCounter_countsWhatBothDid() {
        ReplicatedPnCounter inEu = eu.pnCounter("likes");
        ReplicatedPnCounter inUs = us.pnCounter("likes");
        List<Object> heard = new ArrayList<>();
        inEu.onChange(heard::add, event -> heard.add(event.change()));
        inEu.increment(5);
        inUs.increment();
        inUs.decrement();
        inUs.decrement(2);
        Talk.exchange(eu, us);
        assertEquals(3, inEu.value());
        assertEquals("likes=3", inUs.toString());
        assertEquals(List.of(0L, change(0, 5), change(5, 3)), heard);
    }

    @Test
    void growOnlyCounter_onlyGrows() {
        ReplicatedGrowOnlyCounter inEu = eu.growOnlyCounter("visits");
        ReplicatedGrowOnlyCounter inUs = us.growOnlyCounter("visits");
        inEu.increment();
        inUs.increment(2);
        assertThrows(IllegalArgumentException.class, () -> inUs.increment(-1));
        Talk.exchange(eu, us);
        assertEquals(3, inEu.value());
        assertEquals(3, inUs.value());
    }

    @Test
    void countersBeyondALong_areRead_andNeverWrap() {
        for (CounterHandle counter :
                List.of(eu.counter("a"), eu.pnCounter("b"), eu.growOnlyCounter("c"), eu.boundedCounter("d"))) {
            counter.increment(Long.MAX_VALUE);
            assertThrows(ArithmeticException.class, counter::increment);
            assertEquals(Long.MAX_VALUE, counter.value());
        }
        VersionVector before = eu.version();
        eu.pnCounter("b").increment(0);
        eu.growOnlyCounter("c").increment(0);
        eu.boundedCounter("d").increment(0);
        assertEquals(before, eu.version(), "adding nothing is no event");
        us.pnCounter("b").increment();
        Talk.exchange(eu, us);
        assertThrows(ArithmeticException.class, () -> us.pnCounter("b").value());
        BigInteger sum = BigInteger.ONE.shiftLeft(63);
        assertEquals(sum, us.pnCounter("b").bigValue());
        assertEquals("b=" + sum, us.pnCounter("b").toString());
        assertEquals(BigInteger.valueOf(Long.MAX_VALUE), us.counter("a").bigValue());
        assertEquals(BigInteger.valueOf(Long.MAX_VALUE), us.growOnlyCounter("c").bigValue());
        assertEquals(BigInteger.valueOf(Long.MAX_VALUE), us.boundedCounter("d").bigValue());
    }

    @Test
    void boundedCounter_refusesWhatItHasNoRightsFor() {
        ReplicatedBoundedCounter inEu = eu.boundedCounter("seats");
        ReplicatedBoundedCounter inUs = us.boundedCounter("seats");
        inEu.increment(3);
        inEu.transfer(1, us.id());
        Talk.exchange(eu, us);
        assertEquals(Map.of(eu.id(), BigInteger.TWO, us.id(), BigInteger.ONE), inUs.rights());

        inUs.decrement();
        InsufficientRightsException refusal = assertThrows(InsufficientRightsException.class, inUs::decrement);
        assertTrue(String.valueOf(refusal.getMessage()).contains(eu.id().toString()), refusal::toString);
        assertEquals(2, inUs.value(), "it is not empty, but the rest is not ours");
        assertEquals(Optional.of(eu.id()), inUs.richest());
        assertEquals(BigInteger.ZERO, inUs.ownRights());

        inEu.decrement(2);
        Talk.exchange(eu, us);
        assertEquals(0, inEu.value());
        assertEquals(Optional.empty(), inEu.richest());
    }

    @Test
    void boundedCounter_refusesWrongTransfers_andNothingIsSent() {
        ReplicatedBoundedCounter seats = eu.boundedCounter("seats");
        seats.increment();
        VersionVector before = eu.version();
        assertThrows(InsufficientRightsException.class, () -> seats.transfer(2, us.id()));
        assertThrows(IllegalArgumentException.class, () -> seats.transfer(1, eu.id()));
        assertThrows(IllegalArgumentException.class, () -> seats.transfer(-1, us.id()));
        assertThrows(NullPointerException.class, () -> seats.transfer(1, null));
        assertThrows(InsufficientRightsException.class, () -> seats.decrement(2));
        assertThrows(IllegalArgumentException.class, () -> seats.increment(-2));
        assertThrows(IllegalArgumentException.class, () -> seats.decrement(-2));
        assertEquals(before, eu.version());
        assertEquals(BigInteger.ONE, seats.ownRights());
    }

    @Test
    void counterMap_countsEachKeyByItself() {
        ReplicatedCounterMap<String> inEu = eu.counterMap("sold");
        ReplicatedCounterMap<String> inUs = us.counterMap("sold");
        List<Object> heard = new ArrayList<>();
        inUs.onChange(heard::add, event -> heard.add(event.change()));
        Map<String, BigInteger> view = inUs.counts();
        inEu.increment("tea", 2);
        Talk.exchange(eu, us);
        inEu.remove("tea"); // at the same time ...
        inUs.increment("tea"); // ... and neither knows of the other
        inUs.decrement("salt");
        Talk.exchange(eu, us);
        Map<String, BigInteger> expected = Map.of("tea", BigInteger.ONE, "salt", BigInteger.ONE.negate());
        assertEquals(expected, view, "a removal cancels what it had seen");
        assertEquals(expected, inEu.snapshot());
        assertEquals(1, inEu.get("tea"));
        assertEquals(2, inEu.size());
        assertTrue(view.containsKey("salt"));
        assertFalse(view.containsKey("milk"));
        assertEquals(
                List.of(
                        Map.of(),
                        new MapChange<>(Map.of("tea", change(0, 2)), Map.of(), Map.of()),
                        new MapChange<>(Map.of(), Map.of("tea", change(2, 3)), Map.of()),
                        new MapChange<>(Map.of("salt", change(0, -1)), Map.of(), Map.of()),
                        new MapChange<>(Map.of(), Map.of("tea", change(3, 1)), Map.of())),
                heard);
        inUs.clear();
        assertEquals(Map.of(), view);
        inEu.delete();
        assertThrows(
                IllegalArgumentException.class,
                () -> eu.<Object>counterMap("sold").increment(new Object()));
        assertThrows(NullPointerException.class, () -> inEu.remove(null));
        assertThrows(UnsupportedOperationException.class, () -> view.put("tea", BigInteger.ONE));
    }

    @Test
    void flag_enablingOrDisablingWins() {
        for (Replica replica : List.of(eu, us)) {
            replica.flag("shown").enable();
            replica.disableWinsFlag("allowed").enable();
        }
        Talk.exchange(eu, us);
        List<Object> heard = new ArrayList<>();
        eu.disableWinsFlag("allowed").onChange(heard::add, event -> heard.add(event.change()));
        eu.flag("shown").enable();
        us.flag("shown").disable();
        eu.disableWinsFlag("allowed").enable();
        us.disableWinsFlag("allowed").disable();
        Talk.exchange(eu, us);
        for (Replica replica : List.of(eu, us)) {
            assertTrue(replica.flag("shown").isEnabled());
            assertFalse(replica.disableWinsFlag("allowed").isEnabled());
        }
        assertEquals(List.of(true, new ValueChange<>(true, false)), heard);
        us.flag("shown").delete();
        Talk.exchange(eu, us);
        assertEquals("shown=false", eu.flag("shown").toString());
    }

    @Test
    void growOnlyFlag_staysOn() {
        ReplicatedGrowOnlyFlag inEu = eu.growOnlyFlag("launched");
        List<Object> heard = new ArrayList<>();
        us.growOnlyFlag("launched").onChange(heard::add, event -> heard.add(event.change()));
        assertFalse(inEu.isEnabled());
        inEu.enable();
        inEu.enable();
        Talk.exchange(eu, us);
        assertTrue(us.growOnlyFlag("launched").isEnabled());
        assertEquals(List.of(false, new ValueChange<>(false, true)), heard);
    }
}
