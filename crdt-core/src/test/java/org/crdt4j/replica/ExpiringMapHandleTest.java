// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.junit.jupiter.api.Test;

/** The handle of a map whose entries expire. */
class ExpiringMapHandleTest {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private long nanos;
    private final Replica eu = replica("eu", 1);
    private final Replica us = replica("us", 2);

    private Replica replica(String name, long id) {
        return Replica.builder(name)
                .id(ReplicaId.of(id))
                .time(() -> Instant.ofEpochMilli(1_000 + nanos / 1_000_000))
                .ticker(() -> nanos)
                .open();
    }

    @Test
    void entryExpires_whereItsOwnerIsNotHeardOf() {
        ReplicatedExpiringMap<String, String> inEu = eu.expiringMap("present");
        ReplicatedExpiringMap<String, String> inUs = us.expiringMap("present");
        List<Set<String>> heard = new ArrayList<>();
        inUs.onChange(
                now -> heard.add(now.keySet()),
                event -> heard.add(event.change().removed().keySet()));
        Map<String, String> view = inUs.entries();
        inEu.put("ann", "editing", LEASE);
        Talk.exchange(eu, us);
        assertEquals(Map.of("ann", "editing"), view);

        nanos += LEASE.toNanos() - 1;
        assertTrue(inEu.renew("ann")); // but the two are cut off from each other
        nanos += 1;
        assertEquals(Set.of("ann"), inUs.expire());
        assertEquals(Map.of(), view);
        assertFalse(inUs.renew("ann"), "it has to be put again");
        assertEquals(Set.of(), inEu.expire());
        assertEquals(Optional.of("editing"), inEu.get("ann"));
        assertEquals(List.of(Set.of(), Set.of(), Set.of("ann")), heard);

        Talk.exchange(eu, us);
        assertEquals(Map.of("ann", "editing"), inUs.snapshot(), "the renewal got through");
        assertEquals(1, inUs.size());
        inUs.remove("ann");
        Talk.exchange(eu, us);
        assertEquals("present={}", inEu.toString());
    }

    @Test
    void whatExpired_canBeRemovedForAll() {
        ReplicatedExpiringMap<String, String> inEu = eu.expiringMap("present");
        inEu.put("ann", "editing", LEASE);
        Talk.exchange(eu, us);
        nanos += LEASE.toNanos();
        inEu.expire();
        inEu.removeExpired();
        Talk.exchange(eu, us);
        assertEquals(Map.of(), us.expiringMap("present").snapshot());
        inEu.put("bob", "reading", LEASE);
        inEu.delete();
        Talk.exchange(eu, us);
        assertEquals(Set.of(), us.names());
    }

    @Test
    void wrongInput_isRefusedAndNothingIsSent() {
        ReplicatedExpiringMap<Object, Object> present = eu.expiringMap("present");
        assertThrows(IllegalArgumentException.class, () -> present.put(new Object(), "v", LEASE));
        assertThrows(IllegalArgumentException.class, () -> present.put("k", new Object(), LEASE));
        assertThrows(IllegalArgumentException.class, () -> present.put("k", "v", Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> present.put("k", "v", Duration.ofDays(367)));
        assertThrows(IllegalArgumentException.class, () -> present.remove(new Object()));
        assertThrows(NullPointerException.class, () -> present.put("k", "v", null));
        assertThrows(NullPointerException.class, () -> present.renew(null));
        assertThrows(NullPointerException.class, () -> present.get(null));
        assertEquals(VersionVector.empty(), eu.version());
    }
}
