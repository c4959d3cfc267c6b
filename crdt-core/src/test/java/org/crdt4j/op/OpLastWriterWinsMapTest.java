// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.crdt4j.causality.HybridTimestamp;
import org.junit.jupiter.api.Test;

final class OpLastWriterWinsMapTest {

    private final TwoReplicas<OpLastWriterWinsMap<String, String>, OpLastWriterWinsMap.Operation<String, String>>
            replicas = new TwoReplicas<>(OpLastWriterWinsMap::new);

    @Test
    void ofConcurrentPuts_theNewestWins_keyByKey() {
        replicas.atA(map -> map.put("k", "old"));
        replicas.atB(map -> map.put("k", "new"));
        replicas.atB(map -> map.put("l", "also"));
        replicas.exchange();
        replicas.assertBoth(Map.of("k", "new", "l", "also"));
        assertEquals(Optional.of("new"), replicas.a().get("k"));
        assertEquals(2, replicas.a().size());
        assertEquals(Map.of("k", "new", "l", "also"), replicas.b().entries());
    }

    @Test
    void removal_isAWrite_thatWinsOverOlderPutsThatItHasNotSeen() {
        replicas.atA(map -> map.put("k", "old"));
        replicas.atB(map -> map.remove("k"));
        replicas.exchange();
        replicas.assertBoth(Map.of());
        replicas.atA(map -> map.remove("k", TwoReplicas.secondsAfterNoon(-1)));
        replicas.atB(map -> map.put("k", "new", TwoReplicas.secondsAfterNoon(9)));
        replicas.exchange();
        replicas.assertBoth(Map.of("k", "new"));
    }

    @Test
    void clear_takesWhatItsAuthorHadSeen_allAtOneTime() {
        replicas.atA(map -> map.put("k", "x"));
        replicas.atA(map -> map.put("l", "y"));
        replicas.exchange();
        replicas.atB(OpLastWriterWinsMap::clear);
        assertTrue(replicas.b().entries().isEmpty());
        replicas.atA(map -> map.put("l", "newer"));
        replicas.atA(map -> map.put("m", "z"));
        replicas.exchange();
        replicas.assertBoth(Map.of("l", "newer", "m", "z"));
    }

    @Test
    void compactedRemoval_isStillOverruledByWhatIsPutLater() {
        HybridTimestamp tomorrow = TwoReplicas.secondsAfterNoon(86_400);
        replicas.atA(map -> map.remove("k", tomorrow));
        replicas.exchange();
        replicas.compactAtA();
        assertEquals(0, replicas.a().state().store().size());
        assertThrows(IllegalArgumentException.class, () -> replicas.a().put("k", "x", tomorrow));
        assertThrows(IllegalArgumentException.class, () -> replicas.a().remove("k", TwoReplicas.secondsAfterNoon(-1)));
        replicas.atA(map -> map.put("k", "x"));
        replicas.deliver();
        replicas.assertBoth(Map.of("k", "x"));
    }

    @Test
    void null_isRefused() {
        assertThrows(NullPointerException.class, () -> replicas.a().put(null, "x"));
        assertThrows(NullPointerException.class, () -> replicas.a().put("k", null));
        assertThrows(NullPointerException.class, () -> replicas.a().remove(null));
    }
}
