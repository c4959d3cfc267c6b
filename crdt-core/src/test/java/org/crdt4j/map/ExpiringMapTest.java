// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.replica.InMemoryStorage;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.Test;

class ExpiringMapTest {

    private static final Duration LEASE = Duration.ofSeconds(10);

    private long inDublin;
    private long inMadrid;
    private final ExpiringMap<String, String> dublin =
            new ExpiringMap<>(ReplicaContext.of(ReplicaId.of(1), new HybridClock(() -> Instant.EPOCH), () -> inDublin));
    private final ExpiringMap<String, String> madrid =
            new ExpiringMap<>(ReplicaContext.of(ReplicaId.of(2), new HybridClock(() -> Instant.EPOCH), () -> inMadrid));

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    private void exchange() {
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(dublin, madrid);
    }

    @Test
    void silentKey_expiresAtEachReplicaByItsOwnClock() {
        dublin.put("ann", "here", LEASE);
        inMadrid += seconds(1_000);
        exchange();
        inMadrid += seconds(9);
        assertEquals(Set.of(), madrid.expire());
        inMadrid += seconds(1);
        assertEquals(Set.of("ann"), madrid.expire());
        assertEquals(Map.of(), madrid.value());
        assertEquals(Optional.empty(), madrid.get("ann"));
        assertEquals(Map.of("ann", "here"), dublin.value());
        assertEquals(Optional.of("here"), dublin.get("ann"));
        assertEquals(dublin, madrid, "expiry is no change of the state");
    }

    @Test
    void renewal_givesAnotherLease() {
        dublin.put("ann", "here", LEASE);
        exchange();
        inMadrid += seconds(9);
        madrid.join(dublin.renew("ann"));
        inMadrid += seconds(9);
        assertEquals(Set.of(), madrid.expire());
        inMadrid += seconds(1);
        assertEquals(Set.of("ann"), madrid.expire());
    }

    @Test
    void ownerThatWasCutOff_comesBackWithARenewal() {
        dublin.put("ann", "here", LEASE);
        exchange();
        inMadrid += seconds(60);
        madrid.expire();
        madrid.join(dublin.renew("ann"));
        assertEquals(Map.of("ann", "here"), madrid.value());
    }

    @Test
    void oldWriteThatComesAgain_isNoSignOfLife() {
        var put = dublin.put("ann", "here", LEASE);
        madrid.join(put);
        inMadrid += seconds(10);
        madrid.expire();
        madrid.join(put);
        madrid.join(dublin.state());
        assertEquals(Map.of(), madrid.value());
    }

    @Test
    void timePassesOnlyWhenToldTo() {
        dublin.put("ann", "here", LEASE);
        inDublin += seconds(60);
        assertEquals(1, dublin.size());
        dublin.expire();
        assertEquals(0, dublin.size());
    }

    @Test
    void concurrentPuts_newestWins_removalIsAWrite() {
        dublin.put("ann", "older", LEASE);
        madrid.put("ann", "newer", LEASE);
        exchange();
        assertEquals(Map.of("ann", "newer"), dublin.value());
        dublin.remove("ann");
        exchange();
        assertEquals(Map.of(), madrid.value());
    }

    @Test
    void renewalOfWhatIsNotShown_saysNothing() {
        assertTrue(dublin.renew("nobody").isBottom());
        dublin.put("ann", "here", LEASE);
        inDublin += seconds(10);
        dublin.expire();
        assertTrue(dublin.renew("ann").isBottom());
        dublin.put("ann", "again", LEASE);
        assertEquals(Map.of("ann", "again"), dublin.value());
    }

    @Test
    void removalOfWhatExpired_isForEverybody() {
        dublin.put("ann", "here", LEASE);
        dublin.put("bob", "here", LEASE);
        exchange();
        inDublin += seconds(5);
        dublin.renew("bob");
        inDublin += seconds(5);
        dublin.expire();
        madrid.join(dublin.removeExpired());
        assertEquals(Map.of("bob", "here"), madrid.value());
        assertTrue(dublin.removeExpired().isBottom());
    }

    @Test
    void removedKeys_areForgottenWhenStable() {
        dublin.put("ann", "here", LEASE);
        dublin.remove("ann");
        assertEquals(1, dublin.state().store().size());
        dublin.compact(VersionVector.of(ReplicaId.of(1), 2));
        assertEquals(0, dublin.state().store().size());
        dublin.checkInvariants();
    }

    @Test
    void reports_tellOfExpiryAndReturn_notOfRenewals() {
        List<MapChange<String, RegisterChange<String>>> heard = new ArrayList<>();
        madrid.observe(heard::add);
        madrid.join(dublin.put("ann", "here", LEASE));
        madrid.join(dublin.renew("ann"));
        inMadrid += seconds(10);
        madrid.expire();
        madrid.join(dublin.renew("ann"));
        RegisterChange<String> comes = new RegisterChange<>(Optional.empty(), Optional.of("here"), List.of());
        RegisterChange<String> goes = new RegisterChange<>(Optional.of("here"), Optional.empty(), List.of());
        assertEquals(
                List.of(
                        new MapChange<>(Map.of("ann", comes), Map.of(), Map.of()),
                        new MapChange<>(Map.of(), Map.of(), Map.of("ann", goes)),
                        new MapChange<>(Map.of("ann", comes), Map.of(), Map.of())),
                heard);
    }

    @Test
    void removalOfEverything_reportsOnlyWhatWasShown() {
        dublin.put("ann", "here", LEASE);
        inDublin += seconds(10);
        dublin.expire();
        dublin.put("bob", "here", LEASE);
        List<MapChange<String, RegisterChange<String>>> heard = new ArrayList<>();
        dublin.observe(heard::add);
        dublin.removeAll();
        assertEquals(Set.of("bob"), heard.get(0).removed().keySet());
        assertEquals(Set.of(), dublin.expire());
        dublin.checkInvariants();
    }

    @Test
    void leases_areLongerThanNothingAndNotForEver() {
        Duration tooLong = Leased.MAX_LEASE.plusMillis(1);
        for (Duration lease :
                List.of(Duration.ZERO, Duration.ofSeconds(-1), tooLong, Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThrows(IllegalArgumentException.class, () -> dublin.put("ann", "here", lease));
        }
        assertThrows(NullPointerException.class, () -> dublin.put("ann", null, LEASE));
        assertThrows(NullPointerException.class, () -> dublin.put(null, "here", LEASE));
        assertThrows(NullPointerException.class, () -> dublin.renew(null));
        assertEquals(Map.of(), dublin.value());
        dublin.put("ann", "here", Duration.ofNanos(1));
        inDublin += 999_999;
        assertEquals(Set.of(), dublin.expire(), "a part of a millisecond is a whole one");
        inDublin += 1;
        assertEquals(Set.of("ann"), dublin.expire());
    }

    @Test
    void manyRenewals_keepOneWatch() {
        dublin.put("ann", "here", LEASE);
        for (int index = 0; index < 10_000; index++) {
            inDublin += seconds(9);
            dublin.renew("ann");
            assertEquals(Set.of(), index % 100 == 0 ? dublin.expire() : Set.of());
        }
        inDublin += seconds(10);
        assertEquals(Set.of("ann"), dublin.expire());
    }

    @Test
    void manyRenewalsOfOneKey_leaveTheLeasesOfOthersAlone() {
        dublin.put("ann", "here", LEASE);
        dublin.put("bob", "here", LEASE);
        for (int index = 0; index < 1_000; index++) {
            dublin.renew("ann");
        }
        inDublin += seconds(10);
        assertEquals(Set.of("ann", "bob"), dublin.expire());
    }

    @Test
    void entriesThatWereThereBefore_areWatchedFromTheFirstExpire() {
        dublin.put("ann", "here", LEASE);
        ExpiringMap<String, String> restored = restored(dublin.state().context());
        restored.checkInvariants();
        inDublin += seconds(1_000);
        assertEquals(Set.of(), restored.expire());
        restored.checkInvariants();
        inDublin += seconds(10);
        assertEquals(Set.of("ann"), restored.expire());
    }

    private ExpiringMap<String, String> restored(CausalContext seen) {
        ReplicaContext surroundings =
                ReplicaContext.of(ReplicaId.of(3), new HybridClock(() -> Instant.EPOCH), () -> inDublin);
        surroundings.context().addAll(seen);
        return ExpiringMap.<String, String>type()
                .over(surroundings, dublin.state().store());
    }

    @Test
    void invariants_findWritesThatTheContextDoesNotKnow() {
        dublin.put("ann", "here", LEASE);
        assertThrows(
                IllegalStateException.class,
                () -> restored(CausalContext.empty()).checkInvariants());
    }

    @Test
    void invariants_findAKeyThatWasChangedAfterItWasPut() {
        ExpiringMap<List<String>, String> map = new ExpiringMap<>(
                ReplicaContext.of(ReplicaId.of(3), new HybridClock(() -> Instant.EPOCH), () -> inDublin));
        List<String> key = new ArrayList<>(List.of("ann"));
        map.put(key, "here", LEASE);
        map.checkInvariants();
        key.add("bob");
        assertThrows(IllegalStateException.class, map::checkInvariants);
    }

    @Test
    void concurrentRenewalsOfOneValue_overruleNothing() {
        dublin.put("ann", "here", LEASE);
        exchange();
        List<MapChange<String, RegisterChange<String>>> heard = new ArrayList<>();
        madrid.observe(heard::add);
        dublin.renew("ann");
        madrid.renew("ann");
        madrid.join(dublin.state());
        assertEquals(List.of(), heard);
    }

    @Test
    void reports_tellWhichConcurrentPutLost() {
        List<MapChange<String, RegisterChange<String>>> heard = new ArrayList<>();
        madrid.observe(heard::add);
        madrid.put("ann", "newer", LEASE);
        heard.clear();
        madrid.join(dublin.put("ann", "older", LEASE));
        RegisterChange<String> overruled =
                new RegisterChange<>(Optional.of("newer"), Optional.of("newer"), List.of("older"));
        assertEquals(List.of(new MapChange<>(Map.of(), Map.of("ann", overruled), Map.of())), heard);
    }

    @Test
    void objectWithoutAMonotonicClock_saysWhatIsMissing() {
        ExpiringMap<String, String> map =
                new ExpiringMap<>(ReplicaContext.of(ReplicaId.of(1), new HybridClock(() -> Instant.EPOCH)));
        assertThrows(IllegalStateException.class, map::expire);
    }

    @Test
    void replica_expiresByItsTicker_andGivesAWholeLeaseAfterARestart() {
        InMemoryStorage storage = new InMemoryStorage();
        List<Object> heard = new ArrayList<>();
        try (Replica replica = Replica.builder("dublin")
                .storage(storage)
                .ticker(() -> inDublin)
                .open()) {
            var presence = replica.object("presence", ExpiringMap.<String, String>type());
            presence.update(map -> map.put("ann", "here", LEASE));
            presence.onChange(event -> heard.add(event.change().removed().keySet()));
            inDublin += seconds(9);
            presence.update(ExpiringMap::expire);
            assertEquals(List.of(), heard);
        }
        try (Replica again = Replica.builder("dublin")
                .storage(storage)
                .ticker(() -> inDublin)
                .open()) {
            var presence = again.object("presence", ExpiringMap.<String, String>type());
            presence.onChange(event -> heard.add(event.change().removed().keySet()));
            inDublin += seconds(9);
            presence.update(ExpiringMap::expire);
            assertEquals(List.of(), heard);
            inDublin += seconds(1);
            presence.update(ExpiringMap::expire);
            assertEquals(List.of(Set.of("ann")), heard);
        }
    }
}
