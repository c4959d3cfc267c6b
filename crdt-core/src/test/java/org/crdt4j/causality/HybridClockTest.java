// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.error.LimitExceededException;
import org.junit.jupiter.api.Test;

class HybridClockTest {

    private long wallMillis = 1_000_000;
    private final HybridClock clock = clock(Duration.ofSeconds(1));

    private HybridClock clock(Duration maxSkew) {
        return new HybridClock(() -> Instant.ofEpochMilli(wallMillis), maxSkew, HybridTimestamp.ZERO);
    }

    private static HybridTimestamp at(long millis, int counter) {
        return HybridTimestamp.of(millis, counter);
    }

    @Test
    void newMillisecond_startsAtCounterZero() {
        assertEquals(at(1_000_000, 0), clock.next());
        assertEquals(at(1_000_000, 1), clock.next());
        wallMillis++;
        assertEquals(at(1_000_001, 0), clock.next());
    }

    @Test
    void clockThatIsSetBack_goesOnByCounting() {
        clock.next();
        wallMillis = 5;
        assertEquals(at(1_000_000, 1), clock.next());
        wallMillis = 1_000_000;
        assertEquals(at(1_000_000, 2), clock.next());
        wallMillis = 1_000_001;
        assertEquals(at(1_000_001, 0), clock.next());
    }

    @Test
    void counterThatOverflows_carriesIntoTheMillis() {
        HybridTimestamp last = clock.next();
        for (int count = 0; count < 70_000; count++) {
            HybridTimestamp next = clock.next();
            assertTrue(next.compareTo(last) > 0);
            last = next;
        }
        assertEquals(at(1_000_001, 70_000 - 65_536), last);
        wallMillis = 1_000_002;
        assertEquals(at(1_000_002, 0), clock.next());
    }

    @Test
    void restart_goesOnAfterTheBoundFromBefore() {
        HybridTimestamp bound = at(2_000_000, 7);
        HybridClock restarted = new HybridClock(() -> Instant.ofEpochMilli(wallMillis), Duration.ZERO, bound);
        assertEquals(at(2_000_000, 8), restarted.next());
        restarted.resumeAfter(at(3_000_000, 1));
        restarted.resumeAfter(at(1, 1));
        assertEquals(at(3_000_000, 2), restarted.next());
    }

    @Test
    void remoteTimestamp_isOvertaken() {
        clock.observe(at(1_000_500, 3));
        assertEquals(at(1_000_500, 4), clock.next());
        clock.observe(at(7, 7));
        assertEquals(at(1_000_500, 5), clock.next());
        assertEquals(at(1_000_600, 1), clock.nextAfter(at(1_000_600, 0)));
        assertEquals(at(1_000_600, 2), clock.nextAfter(at(1_000_400, 0)));
    }

    @Test
    void remoteTimestampBeyondTheSkew_isRefusedAndNotTakenNoteOf() {
        assertDoesNotThrow(() -> clock.observe(at(1_001_000, 0xFFFF)));
        assertThrows(LimitExceededException.class, () -> clock.observe(at(1_001_001, 0)));
        assertThrows(LimitExceededException.class, () -> clock.check(HybridTimestamp.MAX));
        assertEquals(at(1_001_001, 0), clock.next());
    }

    @Test
    void oldRemoteTimestamps_areNeverRefused() {
        HybridClock strict = clock(Duration.ZERO);
        assertDoesNotThrow(() -> strict.observe(HybridTimestamp.ZERO));
        assertDoesNotThrow(() -> strict.observe(at(1_000_000, 0xFFFF)));
        assertThrows(LimitExceededException.class, () -> strict.observe(at(1_000_001, 0)));
    }

    @Test
    void latestAcceptable_isTheLatestThatIsAccepted() {
        for (long millis : new long[] {-5_000, 0, 1_000_000, HybridTimestamp.MAX_MILLIS - 1_001}) {
            wallMillis = millis;
            HybridTimestamp latest = clock.latestAcceptable();
            assertDoesNotThrow(() -> clock.check(latest), () -> "at " + millis);
            assertThrows(LimitExceededException.class, () -> clock.check(latest.next()), () -> "at " + millis);
        }
        wallMillis = HybridTimestamp.MAX_MILLIS;
        assertEquals(HybridTimestamp.MAX, clock.latestAcceptable());
    }

    @Test
    void defaultSkew_isAMinute() {
        HybridClock usual = new HybridClock(() -> Instant.ofEpochMilli(wallMillis));
        assertEquals(at(1_060_000, 0xFFFF), usual.latestAcceptable());
    }

    @Test
    void skewWithoutEnd_acceptsEverything() {
        for (Duration endless : new Duration[] {Duration.ofMillis(Long.MAX_VALUE), ChronoUnit.FOREVER.getDuration()}) {
            HybridClock trusting = clock(endless);
            assertEquals(HybridTimestamp.MAX, trusting.latestAcceptable());
            assertDoesNotThrow(() -> trusting.check(HybridTimestamp.MAX));
        }
        assertThrows(IllegalArgumentException.class, () -> clock(Duration.ofNanos(-1)));
    }

    @Test
    void wallClockBefore1970_countsFromZero() {
        wallMillis = -1;
        assertEquals(at(0, 1), clock.next());
        assertEquals(at(0, 2), clock.next());
    }

    @Test
    void endOfTime_isRefusedAndForgotten() {
        assertThrows(IllegalStateException.class, () -> clock.nextAfter(HybridTimestamp.MAX));
        assertEquals(at(1_000_000, 0), clock.next());
    }

    @Test
    void nullArguments_areRefused() {
        assertThrows(NullPointerException.class, () -> new HybridClock(null));
        assertThrows(NullPointerException.class, () -> clock(null));
        assertThrows(NullPointerException.class, () -> new HybridClock(() -> Instant.EPOCH, Duration.ZERO, null));
        assertThrows(NullPointerException.class, () -> clock.nextAfter(null));
    }

    @Property(tries = 200)
    void whateverTheWallClockDoes_timestampsAscend(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        HybridTimestamp last = HybridTimestamp.ZERO;
        HybridClock fresh = clock(Duration.ofSeconds(1));
        wallMillis = 1_000_000;
        for (int step = 0; step < 100; step++) {
            wallMillis = Math.max(0, wallMillis + random.nextInt(-50, 60));
            HybridTimestamp heard =
                    at(Math.max(0, wallMillis + random.nextInt(-2_000, 1_001)), random.nextInt(0x10000));
            HybridTimestamp next;
            switch (random.nextInt(3)) {
                case 0 -> {
                    fresh.observe(heard);
                    next = fresh.next();
                    assertTrue(next.compareTo(heard) > 0, next + " after " + heard);
                }
                case 1 -> {
                    next = fresh.nextAfter(heard);
                    assertTrue(next.compareTo(heard) > 0, next + " after " + heard);
                }
                default -> next = fresh.next();
            }
            assertTrue(next.compareTo(last) > 0, next + " after " + last);
            assertTrue(next.millis() >= wallMillis, next + " at " + wallMillis);
            last = next;
        }
    }
}
