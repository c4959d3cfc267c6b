// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.DotStore.Owner;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.LogEntry;
import org.junit.jupiter.api.Test;

class LogStoreTest {

    private static final Dot POST = new Dot(ReplicaId.of(1), 5);
    private static final Dot EARLIER = new Dot(ReplicaId.of(2), 1);
    private static final Dot OTHER = new Dot(ReplicaId.of(3), 1);

    private static LogStore<String> answerTo(Dot... parents) {
        return LogStore.of(new LogEntry<>(POST, HybridTimestamp.ZERO, "answer", DotSet.of(parents)));
    }

    private static JoinScope scope() {
        CausalContext seen = CausalContext.of(POST);
        return new JoinScope(seen, seen, null);
    }

    @Test
    void twoVersionsOfAnEntry_leaveTheirCommonParents() {
        JoinScope scope = scope();
        assertEquals(answerTo(OTHER), answerTo(EARLIER, OTHER).join(answerTo(OTHER), scope));
        assertTrue(scope.changed());
        assertEquals(answerTo(), answerTo(EARLIER).join(answerTo(OTHER), scope()));
    }

    @Test
    void versionWithMoreParents_changesNothing() {
        LogStore<String> mine = answerTo(OTHER);
        JoinScope scope = scope();
        assertSame(mine, mine.join(answerTo(EARLIER, OTHER), scope));
        assertFalse(scope.changed());
    }

    @Test
    void storeOfOneDelta_isPartial_editKeepsThat() {
        LogStore<String> delta = answerTo();
        LogStore<String> edited =
                delta.put(new LogEntry<>(OTHER, HybridTimestamp.ZERO, "b", DotSet.empty()), new Owner());
        assertTrue(delta.isPartial());
        assertTrue(edited.isPartial());
        assertFalse(LogStore.empty().isPartial());
        assertEquals(1, delta.size());
        assertEquals(2, edited.size());
        assertSame(delta, delta.self());
    }

    @Test
    void text_saysWhatIsThereAndWhetherThatIsAll() {
        assertEquals("[]", LogStore.empty().toString());
        assertTrue(answerTo().toString().endsWith(" (partial)"));
    }
}
