// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.junit.jupiter.api.Test;

/**
 * Events with ids come again, fail at first, and come after an outage of a week. Each within the window counts once; and who forgets by
 * the wall clock, or remembers what has not counted yet, is found out.
 */
final class EventWindowMistakesTest {

    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final int EVENTS = 500;

    private long now;

    /** Counts an event once; throws if the event fails, and then it is given again. */
    private interface Counting {

        void give(String id, long time, boolean fails);

        long counted();
    }

    private final class Consumer implements Counting {

        private final HybridClock clock = new HybridClock(() -> Instant.ofEpochMilli(now));
        private final SourceConsumer<OpPnCounter, OpPnCounter.Add, Sums> consumer = new SourceConsumer<>(
                OpPnCounter.type(),
                new SourceState<>(Sums.none(), Saved.of(ReplicaId.of(1)), Map.of(), Optional.empty()),
                clock,
                CausalDelivery.Limits.DEFAULT,
                Optional.of(new EventWindow(WINDOW, clock)));

        @Override
        public void give(String id, long time, boolean fails) {
            consumer.acceptOnce(id, Instant.ofEpochMilli(time), counter -> {
                failIf(fails);
                return counter.increment();
            });
        }

        @Override
        public long counted() {
            return consumer.replica().object().value();
        }
    }

    private static void failIf(boolean fails) {
        if (fails) {
            throw new IllegalStateException("not now");
        }
    }

    private final class PrunedByWallClock implements Counting {

        private final Map<String, Long> heardAt = new HashMap<>();
        private long counted;

        @Override
        public void give(String id, long time, boolean fails) {
            heardAt.values().removeIf(heard -> heard < now - WINDOW.toMillis());
            if (!heardAt.containsKey(id)) {
                failIf(fails);
                counted++;
                heardAt.put(id, now);
            }
        }

        @Override
        public long counted() {
            return counted;
        }
    }

    private static final class RememberedBeforeAccepted implements Counting {

        private final Set<String> ids = new HashSet<>();
        private long counted;

        @Override
        public void give(String id, long time, boolean fails) {
            if (ids.add(id)) {
                failIf(fails);
                counted++;
            }
        }

        @Override
        public long counted() {
            return counted;
        }
    }

    private record Event(String id, long time) {}

    /* whether each of 500 events was counted once */
    private boolean countsOnce(Counting counting, long seed, boolean withOutage, boolean withFailures) {
        Random random = new Random(seed);
        now = 1_000_000;
        List<Event> again = new ArrayList<>();
        for (int event = 0; event < EVENTS; event++) {
            again.add(new Event("id" + event, now));
            for (int repeat = random.nextInt(3); repeat >= 0; repeat--) {
                int back = Math.min(again.size(), 1 + random.nextInt(5));
                give(counting, again.get(again.size() - back), withFailures && random.nextInt(4) == 0);
            }
            again.forEach(each -> give(counting, each, false));
            now += random.nextInt(100);
            again.removeIf(each -> each.time < now - WINDOW.toMillis());
            if (withOutage && event == EVENTS / 2) {
                now += Duration.ofDays(7).toMillis();
                again.forEach(each -> give(counting, each, false));
            }
        }
        return counting.counted() == EVENTS;
    }

    private static void give(Counting counting, Event event, boolean fails) {
        try {
            counting.give(event.id, event.time, fails);
        } catch (IllegalStateException failed) {
            assertTrue(fails, "it fails only where it was told to");
        }
    }

    @Test
    void repeatedFailedAndLate_countOnce() {
        for (long seed = 1; seed <= 50; seed++) {
            assertTrue(
                    countsOnce(new Consumer(), seed, true, true),
                    "countsOnce(new Consumer(), " + seed + ", true, true)");
        }
    }

    @Test
    void windowPrunedByWallClock_isCaught() {
        assertTrue(countsOnce(new PrunedByWallClock(), 1, false, true), "without an outage all seems well");
        assertFalse(countsOnce(new PrunedByWallClock(), 1, true, true));
    }

    @Test
    void rememberedBeforeAccepted_isCaught() {
        assertTrue(countsOnce(new RememberedBeforeAccepted(), 1, true, false), "without failures all seems well");
        assertFalse(countsOnce(new RememberedBeforeAccepted(), 1, true, true));
    }
}
