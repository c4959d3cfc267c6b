// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.SetChange;
import org.junit.jupiter.api.Test;

class MultiMapTest {

    private final MultiMap<String, String> dublin = map(1);
    private final MultiMap<String, String> madrid = map(2);

    private static ReplicaContext context(long replica) {
        return ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH));
    }

    private static MultiMap<String, String> map(long replica) {
        return new MultiMap<>(context(replica));
    }

    private void exchange() {
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(dublin, madrid);
    }

    @Test
    void concurrentPutAndRemoveOfKey_keepsWhatWasPut() {
        dublin.put("eu", "ann");
        exchange();
        dublin.removeAll("eu");
        madrid.put("eu", "bob");
        exchange();
        assertEquals(Map.of("eu", Set.of("bob")), dublin.value());
    }

    @Test
    void concurrentPutAndRemoveOfOneValue_keepsIt() {
        dublin.put("eu", "ann");
        exchange();
        dublin.remove("eu", "ann");
        madrid.put("eu", "ann");
        exchange();
        assertTrue(dublin.contains("eu", "ann"));
    }

    @Test
    void lastValueRemoved_takesTheKeyAlong() {
        dublin.put("eu", "ann");
        dublin.remove("eu", "ann");
        assertEquals(Set.of(), dublin.keys());
        assertEquals(Set.of(), dublin.get("eu"));
        assertTrue(dublin.isEmpty());
    }

    @Test
    void views_areLiveAndReadOnly_entriesAreOfNow() {
        Set<String> values = dublin.get("eu");
        Set<String> keys = dublin.keys();
        Map<String, Set<String>> before = dublin.entries();
        dublin.put("eu", "ann");
        dublin.put("eu", "bob");
        dublin.put("us", "cid");
        assertEquals(Set.of("ann", "bob"), values);
        assertTrue(values.contains("ann"));
        assertFalse(values.contains("cid"));
        assertEquals(Set.of("eu", "us"), keys);
        assertTrue(keys.contains("us"));
        assertFalse(keys.contains("ann"));
        assertEquals(3, dublin.size());
        assertEquals(Map.of(), before);
        Map<String, Set<String>> now = dublin.entries();
        dublin.put("eu", "dan");
        assertEquals(Map.of("eu", Set.of("ann", "bob"), "us", Set.of("cid")), now);
        assertThrows(UnsupportedOperationException.class, () -> values.remove("ann"));
        assertThrows(UnsupportedOperationException.class, () -> now.get("eu").add("x"));
    }

    @Test
    void stateHandedOut_doesNotChangeWithTheMap() {
        dublin.put("eu", "ann");
        var state = dublin.state();
        dublin.put("eu", "bob");
        dublin.remove("eu", "ann");
        madrid.join(state);
        assertEquals(Map.of("eu", Set.of("ann")), madrid.value());
    }

    @Test
    void removingWhatIsNotThere_saysNothing() {
        assertTrue(dublin.remove("eu", "ann").isBottom());
        assertTrue(dublin.removeAll("eu").isBottom());
        assertTrue(dublin.clear().isBottom());
    }

    @Test
    void severalInOneDelta_areJoinedAtOnce() {
        dublin.put("eu", "ann");
        exchange();
        var delta = dublin.inOneDelta(() -> {
            dublin.put("eu", "bob");
            dublin.removeAll("eu");
            dublin.put("eu", "cid");
        });
        madrid.join(delta);
        assertEquals(Map.of("eu", Set.of("cid")), madrid.value());
        assertEquals(dublin, madrid);
    }

    @Test
    void report_saysWhichKeysCameWentAndChanged() {
        List<MapChange<String, SetChange<String>>> heard = new ArrayList<>();
        madrid.observe(heard::add);
        madrid.join(dublin.put("eu", "ann"));
        madrid.join(dublin.put("eu", "bob"));
        madrid.join(dublin.put("eu", "bob"));
        madrid.join(dublin.removeAll("eu"));
        assertEquals(
                List.of(
                        new MapChange<>(Map.of("eu", new SetChange<>(Set.of("ann"), Set.of())), Map.of(), Map.of()),
                        new MapChange<>(Map.of(), Map.of("eu", new SetChange<>(Set.of("bob"), Set.of())), Map.of()),
                        new MapChange<>(
                                Map.of(), Map.of(), Map.of("eu", new SetChange<>(Set.of(), Set.of("ann", "bob"))))),
                heard);
    }

    @Test
    void nests_inAMap() {
        var type = ObservedRemoveMap.of(MultiMap.<String, String>type());
        var one = type.create(context(3));
        var other = type.create(context(4));
        one.update("teams", teams -> teams.put("eu", "ann"));
        other.join(one.state());
        one.remove("teams");
        other.update("teams", teams -> teams.put("us", "bob"));
        one.join(other.state());
        assertEquals(Map.of("teams", Map.of("us", Set.of("bob"))), one.value());
    }

    @Test
    void nullsAreRefused() {
        assertThrows(NullPointerException.class, () -> dublin.put("eu", Refused.nothing()));
        assertThrows(NullPointerException.class, () -> dublin.removeAll(Refused.nothing()));
        assertFalse(dublin.contains("eu", "ann"));
    }

    /** Nothing, as careless callers have it. */
    private static final class Refused {

        @SuppressWarnings("NullAway")
        static String nothing() {
            return null;
        }
    }
}
