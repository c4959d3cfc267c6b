// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.SetChange;
import org.junit.jupiter.api.Test;

class LastWriterWinsSetTest {

    private final LastWriterWinsSet<String> dublin = set(1);
    private final LastWriterWinsSet<String> madrid = set(2);

    private static LastWriterWinsSet<String> set(long replica) {
        return new LastWriterWinsSet<>(ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH)));
    }

    private static HybridTimestamp at(long millis) {
        return HybridTimestamp.of(millis, 0);
    }

    private void exchange() {
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(dublin, madrid);
    }

    @Test
    void concurrentAddAndRemove_newerWins() {
        dublin.add("milk", at(10));
        madrid.remove("milk", at(20));
        dublin.remove("tea", at(10));
        madrid.add("tea", at(20));
        exchange();
        assertEquals(Set.of("tea"), dublin.value());
    }

    @Test
    void equalTimes_goToTheGreaterReplicaWhateverItDid() {
        dublin.add("milk", at(10));
        madrid.remove("milk", at(10));
        dublin.remove("tea", at(10));
        madrid.add("tea", at(10));
        exchange();
        assertEquals(Set.of("tea"), dublin.value());
    }

    @Test
    void equalTimesOfOneReplica_goToTheLaterEvent() {
        dublin.add("milk", at(10));
        dublin.remove("milk", at(10));
        exchange();
        assertFalse(madrid.contains("milk"));
        madrid.add("milk", at(10));
        exchange();
        assertTrue(dublin.contains("milk"));
    }

    @Test
    void removeOfAbsentElement_winsAgainstOlderAdds() {
        dublin.remove("milk", at(20));
        madrid.add("milk", at(10));
        exchange();
        assertFalse(madrid.contains("milk"));
    }

    @Test
    void writeWithoutTime_isNewerThanWhatItsAuthorSaw() {
        dublin.add("milk", at(1_000_000));
        exchange();
        madrid.remove("milk");
        exchange();
        assertEquals(Set.of(), dublin.value());
    }

    @Test
    void clear_removesWhatIsThereNow() {
        dublin.add("milk", at(10));
        dublin.add("tea", at(20));
        exchange();
        dublin.clear();
        madrid.add("tea", at(1_000));
        exchange();
        assertEquals(Set.of("tea"), madrid.value());
        assertEquals(1, madrid.size());
        assertTrue(set(3).clear().isBottom());
    }

    @Test
    void stableRemove_leavesNothingBehind() {
        dublin.add("milk", at(10));
        dublin.remove("milk", at(20));
        exchange();
        dublin.compact(dublin.state().context().vector());
        assertTrue(dublin.isEmpty());
        assertThrows(IllegalArgumentException.class, () -> dublin.add("milk", at(15)));
        madrid.join(dublin.add("milk"));
        assertTrue(madrid.contains("milk"));
        exchange();
    }

    @Test
    void removeThatIsNotStable_isKept() {
        dublin.add("milk", at(10));
        exchange();
        var stable = dublin.state().context().vector();
        dublin.remove("milk", at(30));
        dublin.compact(stable);
        madrid.add("milk", at(20));
        exchange();
        assertFalse(dublin.contains("milk"));
    }

    @Test
    void elements_areALiveView() {
        Set<String> view = dublin.elements();
        dublin.add("milk");
        dublin.add("tea");
        dublin.remove("milk");
        assertEquals(Set.of("tea"), view);
        assertThrows(UnsupportedOperationException.class, () -> view.remove("tea"));
    }

    @Test
    void nullElementOrTime_isRefusedAndChangesNothing() {
        assertThrows(NullPointerException.class, () -> dublin.add(null));
        assertThrows(NullPointerException.class, () -> dublin.add("milk", null));
        assertThrows(NullPointerException.class, () -> dublin.remove(null));
        assertTrue(dublin.state().isBottom());
    }

    @Test
    void reports_areExactAndComeOnce() {
        List<SetChange<String>> reports = new ArrayList<>();
        dublin.observe(reports::add);
        dublin.add("milk", at(10));
        dublin.add("milk", at(20));
        dublin.remove("milk", at(15));
        dublin.join(madrid.remove("milk", at(30)));
        dublin.join(madrid.state());
        assertEquals(
                List.of(new SetChange<>(Set.of("milk"), Set.of()), new SetChange<>(Set.of(), Set.of("milk"))), reports);
    }
}
