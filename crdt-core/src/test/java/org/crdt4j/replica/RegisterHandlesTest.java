// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.register.StageRegister;
import org.crdt4j.register.Stages;
import org.junit.jupiter.api.Test;

/** The handles of registers and of the confirmation set. */
class RegisterHandlesTest {

    private static final Stages ORDER = Stages.builder()
            .path("new", "paid", "sent", "disputed")
            .path("new", "rejected", "disputed")
            .build();

    private final Replica eu = Replica.builder("eu").id(ReplicaId.of(1)).open();
    private final Replica us = Replica.builder("us").id(ReplicaId.of(2)).open();

    @Test
    void multiValueRegister_showsConflictsUntilSomebodyDecides() {
        ReplicatedMultiValueRegister<String> inEu = eu.multiValueRegister("title");
        ReplicatedMultiValueRegister<String> inUs = us.multiValueRegister("title");
        List<Object> heard = new ArrayList<>();
        inEu.onChange(heard::add, event -> heard.add(event.change()));
        inEu.assign("Shop");
        inUs.assign("Store");
        Talk.exchange(eu, us);
        assertEquals(Set.of("Shop", "Store"), inEu.values());
        assertEquals(List.copyOf(inEu.values()), List.copyOf(inUs.values()), "in the same order");
        inUs.assign("Market");
        Talk.exchange(eu, us);
        assertEquals(Set.of("Market"), inEu.values());
        assertEquals(
                List.of(
                        Set.of(),
                        new ValueChange<>(Set.of(), Set.of("Shop")),
                        new ValueChange<>(Set.of("Shop"), Set.of("Shop", "Store")),
                        new ValueChange<>(Set.of("Shop", "Store"), Set.of("Market"))),
                heard);
        inEu.clear();
        assertEquals("title=[]", inEu.toString());
        inUs.delete();
        Talk.exchange(eu, us);
        assertEquals(Set.of(), eu.names());
    }

    @Test
    void maxAndMinRegister_keepTheExtremes() {
        ReplicatedExtremeRegister<Integer> highest = eu.maxRegister("highest");
        ReplicatedExtremeRegister<Integer> lowest = eu.minRegister("lowest");
        List<Object> heard = new ArrayList<>();
        highest.onChange(heard::add, event -> heard.add(event.change()));
        assertEquals("highest=", highest.toString());
        highest.assign(3);
        lowest.assign(3);
        us.<Integer>maxRegister("highest").assign(5);
        us.<Integer>minRegister("lowest").assign(5);
        Talk.exchange(eu, us);
        assertEquals(Optional.of(5), highest.value());
        assertEquals(Optional.of(3), lowest.value());
        assertEquals(Optional.of(3), us.<Integer>minRegister("lowest").value());
        assertEquals("highest=5", us.<Integer>maxRegister("highest").toString());
        highest.assign(4);
        assertEquals(Optional.of(5), highest.value());
        assertEquals(
                List.of(
                        Optional.empty(),
                        new ValueChange<>(Optional.empty(), Optional.of(3)),
                        new ValueChange<>(Optional.of(3), Optional.of(5))),
                heard);
    }

    /* of a class that can be compared, but that the codec does not know */
    private record Unknown(int rank) implements Comparable<Unknown> {

        @Override
        public int compareTo(Unknown other) {
            return Integer.compare(rank, other.rank);
        }
    }

    @Test
    void valueThatCannotBeEncoded_isInNoRegister() {
        ReplicatedExtremeRegister<Unknown> highest = eu.maxRegister("highest");
        assertThrows(IllegalArgumentException.class, () -> highest.assign(new Unknown(1)));
        assertThrows(NullPointerException.class, () -> highest.assign(null));
        assertEquals(Optional.empty(), highest.value());
        ReplicatedMultiValueRegister<Object> title = eu.multiValueRegister("title");
        title.assign("Shop");
        VersionVector before = eu.version();
        assertThrows(IllegalArgumentException.class, () -> title.assign(new Object()));
        assertThrows(NullPointerException.class, () -> title.assign(null));
        assertEquals(before, eu.version());
        assertEquals(Set.of("Shop"), title.values());
        Talk.exchange(eu, us);
        assertEquals(Set.of("title"), us.names());
    }

    @Test
    void stageRegister_goesOnToTheFirstStageAfterBoth() {
        ReplicatedStageRegister inEu = eu.stageRegister("order-1", "order", ORDER);
        ReplicatedStageRegister inUs = us.stageRegister("order-1", "order", ORDER);
        List<Object> heard = new ArrayList<>();
        inEu.onChange(heard::add, event -> heard.add(event.change()));
        inEu.advance("paid");
        inUs.advance("rejected");
        assertTrue(inEu.hasReached("paid"));
        assertFalse(inEu.hasReached("rejected"));
        Talk.exchange(eu, us);
        assertEquals("disputed", inEu.stage());
        assertEquals("order-1=disputed", inUs.toString());
        assertTrue(inEu.hasReached("rejected") && inEu.hasReached("sent"));
        assertEquals(List.of("new", new ValueChange<>("new", "paid"), new ValueChange<>("paid", "disputed")), heard);
        inEu.advance("sent");
        VersionVector before = eu.version();
        assertThrows(IllegalArgumentException.class, () -> inEu.advance("lost"));
        assertThrows(IllegalArgumentException.class, () -> inEu.hasReached("lost"));
        assertEquals(before, eu.version());
    }

    @Test
    void stageRegister_isUnderstoodWhereItsKindIsKnown() {
        eu.stageRegister("order-1", "order", ORDER).advance("paid");
        List<byte[]> messages = eu.deltasSince(us.version());
        messages.forEach(us::receive);
        assertEquals(Set.of(), us.names());
        assertEquals(Map.of("IncompatibleTypeException", 1L), us.stats().refused());
        Replica asia =
                Replica.builder("asia").type(StageRegister.of("order", ORDER)).open();
        messages.forEach(asia::receive);
        assertEquals("paid", asia.stageRegister("order-1", "order", ORDER).stage());
        us.stageRegister("order-2", "order", ORDER);
        Talk.exchange(eu, us);
        assertEquals("paid", us.stageRegister("order-1", "order", ORDER).stage());
    }

    @Test
    void confirmationSet_isConfirmedByTheLastOne_alsoIfAPeersMessageBringsIt() {
        ReplicatedConfirmationSet<String> inEu = eu.confirmationSet("payment");
        ReplicatedConfirmationSet<String> inUs = us.confirmationSet("payment");
        List<String> done = new ArrayList<>();
        inEu.whenConfirmed(() -> done.add("here"));
        inUs.whenConfirmed(() -> done.add("there"));
        inEu.seal(Set.of("bank", "shop"));
        inEu.confirm("bank");
        Talk.exchange(eu, us);
        assertFalse(inUs.isConfirmed());
        assertEquals(Set.of("shop"), inUs.confirmation().outstanding());
        inUs.confirm("shop");
        assertEquals(List.of("there"), done);
        Talk.exchange(eu, us);
        assertTrue(inEu.isConfirmed());
        assertEquals(List.of("there", "here"), done);
        inEu.confirm("auditor");
        inUs.confirm("customer");
        Talk.exchange(eu, us);
        assertEquals(List.of("there", "here"), done, "once is enough");
        inEu.whenConfirmed(() -> done.add("late"));
        assertEquals(List.of("there", "here", "late"), done);
    }

    @Test
    void confirmationSet_listenersHearHowFarItIs() {
        ReplicatedConfirmationSet<String> payment = eu.confirmationSet("payment");
        List<Integer> outstanding = new ArrayList<>();
        payment.onChange(
                now -> outstanding.add(now.outstanding().size()),
                event -> outstanding.add(event.change().after().outstanding().size()));
        payment.seal(Set.of("bank", "shop", "bureau"), 2);
        payment.confirm("bank");
        payment.confirm("bureau");
        assertTrue(payment.isConfirmed());
        assertEquals(List.of(0, 3, 2, 1), outstanding);
    }

    @Test
    void actionThatWaitsForAConfirmation_isCalledWithoutTheLock() {
        ReplicatedConfirmationSet<String> payment = eu.confirmationSet("payment");
        List<Boolean> free = new ArrayList<>();
        payment.whenConfirmed(() -> {
            Thread other = new Thread(() -> eu.counter("paid").increment());
            other.start();
            try {
                other.join(10_000);
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
            }
            free.add(!other.isAlive());
        });
        us.<String>confirmationSet("payment").seal(Set.of("bank"));
        us.<String>confirmationSet("payment").confirm("bank");
        Talk.exchange(us, eu);
        assertEquals(List.of(true), free);
        assertEquals(1, eu.counter("paid").value());
    }

    @Test
    void actionThatIsCalledOffOrFails_isNotCalledAgain() {
        ReplicatedConfirmationSet<String> payment = eu.confirmationSet("payment");
        List<String> done = new ArrayList<>();
        payment.whenConfirmed(() -> done.add("called off")).close();
        payment.whenConfirmed(() -> {
            done.add("failed");
            throw new IllegalStateException("on purpose");
        });
        payment.seal(Set.of("bank"));
        payment.confirm("bank");
        payment.confirm("shop");
        assertEquals(List.of("failed"), done);
        assertEquals(1, eu.stats().listenerFailures());
    }

    @Test
    void confirmationSet_refusesWrongInput() {
        ReplicatedConfirmationSet<Object> payment = eu.confirmationSet("payment");
        assertThrows(IllegalArgumentException.class, () -> payment.seal(Set.of()));
        assertThrows(IllegalArgumentException.class, () -> payment.seal(Set.of("bank"), 2));
        assertThrows(IllegalArgumentException.class, () -> payment.seal(Set.of(new Object())));
        assertThrows(IllegalArgumentException.class, () -> payment.confirm(new Object()));
        assertThrows(NullPointerException.class, () -> payment.confirm(null));
        assertThrows(NullPointerException.class, () -> payment.whenConfirmed(null));
        assertEquals(VersionVector.empty(), eu.version());
        payment.seal(Set.of("bank"));
        assertThrows(IllegalStateException.class, () -> payment.seal(Set.of("shop")));
        Talk.exchange(eu, us);
        assertEquals(payment.confirmation(), us.confirmationSet("payment").confirmation());
    }
}
