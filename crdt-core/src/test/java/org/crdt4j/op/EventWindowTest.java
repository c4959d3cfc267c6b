// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.CrdtException;
import org.crdt4j.error.IncompatibleTypeException;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.op.EventWindow.Answer;
import org.crdt4j.op.EventWindow.State;
import org.junit.jupiter.api.Test;

public final class EventWindowTest {

    private static final long NOON = 1_000_000;
    private static final Duration WINDOW = Duration.ofMillis(100);

    private long now = NOON;
    private final HybridClock clock = new HybridClock(() -> Instant.ofEpochMilli(now));
    private final EventWindow window = new EventWindow(WINDOW, clock);

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(NOON + millis);
    }

    @Test
    void event_isFirstOnce() {
        assertEquals(Answer.FIRST, window.ask("x", at(0)));
        assertEquals(Answer.FIRST, window.ask("x", at(0)), "asking remembers nothing");
        assertEquals(Answer.FIRST, window.first("x", at(0)));
        assertEquals(Answer.REPEATED, window.first("x", at(0)));
        assertEquals(Answer.REPEATED, window.ask("x", at(0)));
        assertEquals(Answer.FIRST, window.first("y", at(-100)), "just within the window");
        assertEquals(2, window.size());
    }

    @Test
    void eventOlderThanTheWindow_isNeitherCountedNorRemembered() {
        window.first("x", at(0));
        assertEquals(Answer.TOO_OLD, window.first("w", at(-101)));
        assertEquals(1, window.size());
    }

    @Test
    void forgottenEvent_isTooOldAndNotFirstAgain() {
        window.first("x", at(0));
        window.first("y", at(101).minusMillis(100));
        assertEquals(2, window.size());
        now += 101;
        window.first("z", at(101));
        assertEquals(2, window.size());
        assertEquals(Answer.TOO_OLD, window.first("x", at(0)));
        assertEquals(Answer.REPEATED, window.first("y", at(1)));
    }

    @Test
    void idThatIsRepeatedLater_isRememberedFromThenOn() {
        window.first("x", at(0));
        assertEquals(Answer.REPEATED, window.first("x", at(50)));
        assertEquals(Answer.REPEATED, window.first("x", at(-500)));
        now += 150;
        window.first("y", at(150));
        assertEquals(Answer.REPEATED, window.first("x", at(120)));
        assertEquals(2, window.size());
    }

    @Test
    void wallClock_forgetsNothing() {
        window.first("x", at(0));
        now += Duration.ofDays(7).toMillis();
        assertEquals(Answer.REPEATED, window.first("x", at(0)));
        assertEquals(Answer.FIRST, window.first("y", at(-100)));
    }

    @Test
    void eventFromTheFuture_isRefused_lestAllBeForgotten() {
        window.first("x", at(0));
        State before = window.state();
        assertThrows(LimitExceededException.class, () -> window.first("y", at(60_001)));
        assertThrows(LimitExceededException.class, () -> window.ask("y", Instant.MAX));
        assertThrows(LimitExceededException.class, () -> window.join(new State(100, Map.of("y", NOON + 60_001))));
        assertEquals(before, window.state());
        assertTrue(window.resume(new State(100, Map.of("y", NOON + 60_001))), "but what was stored here is taken");
    }

    @Test
    void moreIdsThanTheLimit_areRefused() {
        EventWindow small = new EventWindow(WINDOW, 3, clock);
        for (int id = 0; id < 3; id++) {
            assertEquals(Answer.FIRST, small.first(id, at(id)));
        }
        State before = small.state();
        assertThrows(LimitExceededException.class, () -> small.first(3, at(100)));
        assertThrows(LimitExceededException.class, () -> small.join(new State(100, Map.of(3, NOON))));
        assertEquals(before, small.state());
        assertEquals(Answer.REPEATED, small.first(0, at(0)));
        assertEquals(Answer.FIRST, small.first(3, at(101)), "0 is forgotten for it");
        assertEquals(3, small.size());
        assertTrue(small.join(new State(100, Map.of(4, NOON + 103))), "1 and 2 are forgotten for it");
        assertEquals(Set.of(3, 4), small.state().ids().keySet());
    }

    @Test
    void otherWindow_isRefused() {
        assertThrows(IncompatibleTypeException.class, () -> window.join(new State(99, Map.of())));
        assertThrows(IllegalArgumentException.class, () -> new State(99, Map.of()).join(new State(98, Map.of())));
        assertThrows(IllegalArgumentException.class, () -> new State(5, Map.of("x", 1L, "y", 7L)));
        assertThrows(IllegalArgumentException.class, () -> new State(-1, Map.of()));
        assertThrows(IllegalArgumentException.class, () -> new EventWindow(Duration.ofMillis(-1), clock));
        assertThrows(IllegalArgumentException.class, () -> new EventWindow(WINDOW, 0, clock));
        assertFalse(window.join(new State(100, Map.of())));
        assertTrue(window.state().isBottom());
    }

    @Test
    void state_keepsItsBytes() {
        window.first("x", at(0));
        window.first("w", at(-3));
        byte[] message = Codec.standard().encode(State.format(), window.state());
        assertEquals("0164808080a4e80302817781780300", HexFormat.of().formatHex(message));
        assertEquals(window.state(), Codec.standard().decode(State.format(), message));
        State none = new State(100, Map.of());
        assertEquals(
                none, Codec.standard().decode(State.format(), Codec.standard().encode(State.format(), none)));
    }

    @Property(tries = 300)
    void damagedBytes_areRefusedOrWhole(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] message = Codec.standard().encode(State.format(), anyState(random));
        for (int change = 0; change < 20; change++) {
            byte[] damaged = message.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                State read = Codec.standard().decode(State.format(), damaged);
                assertEquals(read, read.join(read));
            } catch (CrdtException refused) {
                assertFalse(refused.getMessage().isEmpty());
            }
        }
    }

    @Test
    void stateThatContradictsItself_isRefused() {
        for (long[] wrong : new long[][] {{100, 5, 5, 1}, {100, 5, 0, 101}, {100, 5, 0, 6}}) {
            byte[] message = Codec.standard().encode(rawState(wrong), new State(1, Map.of()));
            assertThrows(CorruptDataException.class, () -> Codec.standard().decode(State.format(), message));
        }
    }

    private static WireFormat<State> rawState(long[] parts) {
        return new WireFormat<>() {
            @Override
            public void write(State ignored, org.crdt4j.crdt.WireOutput out) {
                out.writeCount(parts[0]);
                out.writeTimestamp(org.crdt4j.causality.HybridTimestamp.of(parts[1], 0));
                out.writeSize(2);
                out.writeKey("a");
                out.writeKey("b");
                out.writeCount(parts[2]);
                out.writeCount(parts[3]);
            }

            @Override
            public State read(org.crdt4j.crdt.WireInput in) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private static State anyState(Random random) {
        Map<Object, Long> ids = new HashMap<>();
        long end = NOON + random.nextInt(300);
        for (int count = random.nextInt(8); count > 0; count--) {
            ids.put("id" + random.nextInt(10), end - random.nextInt(101));
        }
        return new State(100, ids);
    }

    @Property(tries = 2_000)
    void join_isAssociativeCommutativeAndIdempotent(@ForAll long seed) {
        Random random = new Random(seed);
        State one = anyState(random);
        State two = anyState(random);
        State three = anyState(random);
        assertEquals(one.join(two), two.join(one));
        assertEquals(one.join(two).join(three), one.join(two.join(three)));
        assertEquals(one, one.join(one));
        assertEquals(one, one.join(new State(100, Map.of())));
        EventWindow live = new EventWindow(WINDOW, clock);
        live.join(one);
        assertEquals(!one.join(two).equals(one), live.join(two));
        assertEquals(one.join(two), live.state());
    }

    /** Against all ids that ever came, with what was forgotten worked out anew each time. */
    @Property(tries = 1_000)
    void answers_areThoseOfARecordOfEverything(@ForAll long seed) {
        Random random = new Random(seed);
        EventWindow fresh = new EventWindow(WINDOW, clock);
        Map<String, Long> latest = new HashMap<>();
        long newest = Long.MIN_VALUE;
        for (int step = 0; step < 200; step++) {
            String id = "id" + random.nextInt(20 + step);
            long time = NOON + step + random.nextInt(300) - 200;
            boolean isKnown = latest.containsKey(id) && latest.get(id) >= newest - 100;
            Answer expected = isKnown
                    ? Answer.REPEATED
                    : newest != Long.MIN_VALUE && time < newest - 100 ? Answer.TOO_OLD : Answer.FIRST;
            assertEquals(expected, fresh.first(id, Instant.ofEpochMilli(time)));
            if (expected != Answer.TOO_OLD) {
                latest.merge(id, time, Math::max);
                newest = Math.max(newest, time);
            }
            long floor = newest - 100;
            assertEquals(latest.values().stream().filter(each -> each >= floor).count(), fresh.size());
        }
    }
}
