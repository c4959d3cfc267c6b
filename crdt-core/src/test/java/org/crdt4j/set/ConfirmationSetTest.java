// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.Lattice;
import org.crdt4j.crdt.LatticeValue;
import org.crdt4j.crdt.LatticeVariable;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.error.CorruptDataException;
import org.junit.jupiter.api.Test;

class ConfirmationSetTest {

    private static final Set<String> SERVICES = Set.of("bank", "shop", "fraud");

    private final ConfirmationSet<String> dublin = set(1);
    private final ConfirmationSet<String> madrid = set(2);

    private static ConfirmationSet<String> set(long replica) {
        return new ConfirmationSet<>(ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH)));
    }

    private void exchange() {
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(dublin, madrid);
    }

    @Test
    void paymentIsPending_untilAllHaveConfirmed() {
        dublin.seal(SERVICES);
        exchange();
        dublin.confirm("bank");
        madrid.confirm("shop");
        exchange();
        assertFalse(dublin.isConfirmed());
        assertEquals(Set.of("fraud"), dublin.value().outstanding());
        madrid.confirm("fraud");
        assertTrue(madrid.isConfirmed());
    }

    @Test
    void twoOfThree_areEnough_andOthersDoNotCount() {
        dublin.seal(SERVICES, 2);
        dublin.confirm("stranger");
        dublin.confirm("bank");
        assertFalse(dublin.isConfirmed());
        dublin.confirm("shop");
        assertTrue(dublin.isConfirmed());
    }

    @Test
    void confirmationsBeforeTheSeal_count() {
        madrid.confirm("bank");
        assertFalse(madrid.value().isSealed());
        dublin.seal(Set.of("bank"));
        exchange();
        assertTrue(madrid.isConfirmed());
    }

    @Test
    void threshold_firesOnce_whateverComesLater() {
        List<String> fired = new ArrayList<>();
        dublin.seal(SERVICES, 1);
        dublin.whenConfirmed(() -> fired.add("dublin"));
        madrid.confirm("bank");
        dublin.join(madrid.state());
        dublin.join(madrid.state());
        dublin.confirm("shop");
        assertEquals(List.of("dublin"), fired);
        dublin.whenConfirmed(() -> fired.add("late"));
        assertEquals(List.of("dublin", "late"), fired);
    }

    @Test
    void concurrentSeals_neverTakeBackWhatWasConfirmed() {
        dublin.seal(Set.of("bank"));
        dublin.confirm("bank");
        assertTrue(dublin.isConfirmed());
        madrid.seal(SERVICES);
        exchange();
        assertTrue(madrid.isConfirmed());
        assertEquals(Set.of("shop", "fraud"), madrid.value().outstanding());
    }

    @Test
    void concurrentSealsOfTheSameParticipants_needTheSmallerNumber() {
        dublin.seal(SERVICES);
        madrid.seal(SERVICES, 1);
        exchange();
        dublin.confirm("fraud");
        assertTrue(dublin.isConfirmed());
    }

    @Test
    void sealingAgain_isRefusedUnlessItIsTheSame() {
        dublin.seal(SERVICES, 2);
        dublin.seal(SERVICES, 2);
        assertThrows(IllegalStateException.class, () -> dublin.seal(SERVICES));
        assertThrows(IllegalStateException.class, () -> dublin.seal(Set.of("bank"), 1));
        assertThrows(IllegalArgumentException.class, () -> madrid.seal(Set.of()));
        assertThrows(IllegalArgumentException.class, () -> madrid.seal(SERVICES, 4));
        assertThrows(IllegalArgumentException.class, () -> madrid.seal(SERVICES, 0));
        assertThrows(NullPointerException.class, () -> madrid.confirm(null));
        assertEquals(set(3), madrid);
    }

    @Test
    void everyStep_isInItsDelta() {
        madrid.join(dublin.seal(SERVICES));
        assertEquals(SERVICES, madrid.value().outstanding());
        madrid.join(dublin.confirm("bank"));
        assertEquals(Set.of("bank"), madrid.value().confirmed());
        ConfirmationSet<String> tokyo = set(3);
        tokyo.join(set(4).seal(SERVICES, 1));
        tokyo.confirm("shop");
        assertTrue(tokyo.isConfirmed());
    }

    @Test
    void sealThatCannotBe_isNoticedByTheCheck() {
        dublin.seal(SERVICES);
        dublin.checkInvariants();
        Map<Set<String>, Optional<Integer>> tooMany = Map.of(Set.of("bank"), Optional.of(2));
        dublin.join(new LatticeValue<>(
                new Lattice.Both<>(tooMany, Set.of()),
                Lattice.product(Lattice.mapOf(Lattice.minOf()), Lattice.union())));
        assertThrows(IllegalStateException.class, dublin::checkInvariants);
    }

    @Test
    void sealsThatCannotBe_areRefusedFromAPeer() {
        var lattice =
                Lattice.product(Lattice.<Object, Optional<Integer>>mapOf(Lattice.minOf()), Lattice.<Object>union());
        var forged = LatticeVariable.type("confirmation-set", lattice);
        for (Map<Object, Optional<Integer>> seals : List.of(
                Map.<Object, Optional<Integer>>of(Set.of("bank"), Optional.of(2)),
                Map.<Object, Optional<Integer>>of(Set.of("bank"), Optional.of(0)),
                Map.<Object, Optional<Integer>>of("bank", Optional.of(1)))) {
            byte[] message =
                    Codec.standard().encode(forged, new LatticeValue<>(new Lattice.Both<>(seals, Set.of()), lattice));
            assertThrows(
                    CorruptDataException.class, () -> Codec.standard().decode(ConfirmationSet.<String>type(), message));
        }
    }
}
