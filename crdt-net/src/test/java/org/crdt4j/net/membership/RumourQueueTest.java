// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crdt4j.causality.ReplicaId;
import org.junit.jupiter.api.Test;

final class RumourQueueTest {
    private final RumourQueue queue = new RumourQueue();

    @Test
    void eachPieceOfNews_isSentALogarithmicNumberOfTimes() {
        for (int members : new int[] {1, 9, 10, 99, 100, 1000}) {
            for (int i = 0; i < 50; i++) {
                queue.add(ReplicaId.of(i));
            }
            Map<ReplicaId, Integer> sends = new HashMap<>();
            while (!queue.isEmpty()) {
                List<ReplicaId> taken = queue.take(7, members);
                assertTrue(taken.size() <= 7);
                taken.forEach(about -> sends.merge(about, 1, Integer::sum));
            }
            int expected = RumourQueue.sendsAmong(members);
            assertEquals(50, sends.size());
            assertTrue(sends.values().stream().allMatch(sent -> sent == expected), () -> members + ": " + sends);
        }
        assertEquals(2, RumourQueue.sendsAmong(1));
        assertEquals(8, RumourQueue.sendsAmong(9));
        assertEquals(14, RumourQueue.sendsAmong(99));
        assertEquals(28, RumourQueue.sendsAmong(9999));
    }

    @Test
    void newerNewsOfAMember_takeThePlaceOfOlder() {
        queue.add(ReplicaId.of(1));
        assertEquals(List.of(ReplicaId.of(1)), queue.take(9, 5));
        queue.add(ReplicaId.of(2));
        assertEquals(List.of(ReplicaId.of(2)), queue.take(1, 5), "sent less often");
        queue.add(ReplicaId.of(1));
        long sent = 0;
        while (!queue.isEmpty()) {
            sent += queue.take(9, 5).stream().filter(ReplicaId.of(1)::equals).count();
        }
        assertEquals(RumourQueue.sendsAmong(5), sent, "as if it had never been sent");
    }

    @Test
    void removedNews_areNotSent() {
        queue.add(ReplicaId.of(1));
        queue.remove(ReplicaId.of(1));
        queue.remove(ReplicaId.of(2));
        assertTrue(queue.isEmpty());
        assertEquals(List.of(), queue.take(9, 5));
    }
}
