// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.counter.CountStore.Entry;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.error.CorruptDataException;
import org.junit.jupiter.api.Test;

/** What counters that can be reset are made of: the marks of an entry, their dots and their bytes. */
class CountStoreTest {

    private static final Codec CODEC = Codec.standard();
    private static final ReplicaId DUBLIN = ReplicaId.of(1);
    private static final ReplicaId MADRID = ReplicaId.of(2);
    private static final Entry COUNTED_ONCE = new Entry(DUBLIN, 3, 3, 5, 0, 0);
    private static final Entry RESET_BETWEEN = new Entry(MADRID, 1, 4, 9, 2, 7);

    /** Writes what it likes where a counter would stand. */
    private record Forged(Consumer<WireOutput> content) implements WireFormat<CountStore> {

        @Override
        public void write(CountStore nothing, WireOutput out) {
            content.accept(out);
        }

        @Override
        public CountStore read(WireInput in) {
            throw new UnsupportedOperationException();
        }
    }

    private static ReplicaContext surroundings(ReplicaId replica) {
        return ReplicaContext.of(replica, new HybridClock(() -> Instant.EPOCH));
    }

    /** What is told of dots; the negative ones are no events, only something to tell values apart by. */
    private static List<String> told(Consumer<DotConsumer> teller) {
        List<String> dots = new ArrayList<>();
        teller.accept((origin, counter) -> dots.add(origin + ":" + counter));
        return dots;
    }

    private static void assertCorrupt(String reason, Consumer<WireOutput> content) {
        byte[] message = CODEC.encode(new Forged(content), CountStore.empty());
        CorruptDataException refusal =
                assertThrows(CorruptDataException.class, () -> CODEC.decode(CountStore.format(), message));
        assertTrue(refusal.getMessage().contains(reason), refusal::toString);
    }

    private static void neverReset(WireOutput out, ReplicaId origin, long event, long sinceBirth) {
        out.writeDot(origin, event);
        out.writeSigned(5);
        out.writeCount(sinceBirth);
        out.writeCount(0);
    }

    @Test
    void dots_areBirthAndLatestEvent_eachOnce() {
        CountStore store = CountStore.of(COUNTED_ONCE).with(RESET_BETWEEN);
        assertEquals(List.of("1:3", "2:1", "2:4"), told(store::forEachDot));
        assertSame(store, store.self());
    }

    @Test
    void visibleDots_areBothMarks_andNoneOfWhatCountsNothing() {
        CountStore store = CountStore.of(COUNTED_ONCE).with(RESET_BETWEEN);
        assertEquals(List.of("1:3", "1:-1", "2:4", "2:-3"), told(store::forEachVisibleDot));
        assertEquals(List.of(), told(store.removed()::forEachVisibleDot));
    }

    @Test
    void visibleDotsOfCounters_areTheSameBeforeAndAfterCompaction() {
        ResettableCounter dublin = new ResettableCounter(surroundings(DUBLIN));
        ResettableCounter madrid = new ResettableCounter(surroundings(MADRID));
        dublin.increment(5);
        madrid.join(dublin.reset());
        dublin.join(madrid.increment(2));
        dublin.compact(VersionVector.empty());
        assertNotEquals(madrid.frozenStore(), dublin.frozenStore());
        assertEquals(List.of("2:1", "2:-1"), told(dublin::forEachVisibleDot));
        assertEquals(List.of("2:1", "2:-1"), told(madrid::forEachVisibleDot));
    }

    @Test
    void visibleDotsOfMaps_areThoseOfAllKeys() {
        CounterMap<String> map = new CounterMap<>(surroundings(DUBLIN));
        map.increment("salt");
        map.remove("salt");
        assertEquals(List.of(), told(map::forEachVisibleDot));
        map.increment("tea");
        assertEquals(List.of("1:3", "1:-1"), told(map::forEachVisibleDot));
    }

    /** That cannot be unless two replicas act under one identity; then all must agree at least. */
    @Test
    void twoTotalsOfOneEvent_joinToTheGreater() {
        Entry five = new Entry(DUBLIN, 1, 3, 5, 0, 0);
        Entry eight = new Entry(DUBLIN, 1, 3, 8, 0, 0);
        assertEquals(eight, five.join(eight));
        assertEquals(eight, eight.join(five));
        Entry resetAtTwo = new Entry(DUBLIN, 1, 3, 5, 1, 2);
        Entry resetAtFour = new Entry(DUBLIN, 1, 3, 5, 1, 4);
        assertEquals(resetAtFour, resetAtTwo.join(resetAtFour));
        assertEquals(resetAtFour, resetAtFour.join(resetAtTwo));
    }

    @Test
    void entries_comeBackFromTheirBytes() {
        CountStore store = CountStore.of(COUNTED_ONCE)
                .with(RESET_BETWEEN)
                .with(new Entry(ReplicaId.of(3), 2, 6, -4, 2, 1))
                .with(new Entry(ReplicaId.of(4), 2, 6, -4, 6, -4))
                .with(new Entry(ReplicaId.of(5), 1, 6, Long.MIN_VALUE, 0, 0))
                .with(new Entry(ReplicaId.of(6), 7, 7, 1, 7, 1));
        assertEquals(store, CODEC.decode(CountStore.format(), CODEC.encode(CountStore.format(), store)));
    }

    @Test
    void entriesThatCannotBe_areCorrupt() {
        assertCorrupt("not ascending", out -> {
            out.writeSize(2);
            neverReset(out, DUBLIN, 1, 0);
            neverReset(out, DUBLIN, 2, 0);
        });
        assertCorrupt("not ascending", out -> {
            out.writeSize(2);
            neverReset(out, MADRID, 1, 0);
            neverReset(out, DUBLIN, 1, 0);
        });
        assertCorrupt("before its first event", out -> {
            out.writeSize(1);
            neverReset(out, DUBLIN, 4, 4);
        });
        assertCorrupt("before its first event", out -> {
            out.writeSize(1);
            out.writeDot(DUBLIN, 4);
            out.writeSigned(5);
            out.writeCount(2);
            out.writeCount(4);
            out.writeSigned(1);
        });
    }
}
