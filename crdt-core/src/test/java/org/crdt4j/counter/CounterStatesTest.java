// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.WireFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the states of all counters have in common: bytes, texts, hash codes. */
class CounterStatesTest {

    private static final Codec CODEC = Codec.standard();
    private static final ReplicaId DUBLIN = ReplicaId.of(1);
    private static final ReplicaId MADRID = ReplicaId.of(2);

    /** A kind of state: three values that differ, and what the text of the first must say. */
    record Kind<D>(Supplier<WireFormat<D>> format, String text, D first, D second, D third) {

        List<D> values() {
            return List.of(first, second, third);
        }

        @Override
        public String toString() {
            return first.getClass().getSimpleName();
        }
    }

    static Stream<Kind<?>> kinds() {
        Tally one = Tally.of(DUBLIN, 3);
        Tally two = Tally.of(DUBLIN, 4);
        Rights made = Rights.given(DUBLIN, DUBLIN, 3);
        return Stream.of(
                new Kind<>(Tally::format, "{1=3}", one, two, Tally.of(MADRID, 3)),
                new Kind<>(
                        PnCounter.type()::format,
                        "ups={1=3}, downs={}",
                        new PnCounter.Tallies(one, Tally.empty()),
                        new PnCounter.Tallies(Tally.empty(), one),
                        new PnCounter.Tallies(one, two)),
                new Kind<>(
                        Rights::format,
                        "used {}",
                        made,
                        made.join(Rights.given(DUBLIN, MADRID, 1)),
                        made.join(Rights.used(DUBLIN, 1))),
                new Kind<>(
                        CountStore::format,
                        "total=5",
                        CountStore.of(new CountStore.Entry(DUBLIN, 1, 1, 5, 0, 0)),
                        CountStore.of(new CountStore.Entry(DUBLIN, 1, 2, 5, 0, 0)),
                        CountStore.of(new CountStore.Entry(DUBLIN, 1, 2, 5, 2, 5))));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void states_comeBackFromTheirBytes(Kind<?> kind) {
        encoded(kind);
    }

    private static <D> void encoded(Kind<D> kind) {
        WireFormat<D> format = kind.format.get();
        for (D state : kind.values()) {
            assertEquals(state, CODEC.decode(format, CODEC.encode(format, state)));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void states_sayWhatTheyAre(Kind<?> kind) {
        assertTrue(kind.first.toString().contains(kind.text), kind.first::toString);
    }

    /** Equal hash codes would be legal; but all of them equal would make a hash table of states slow. */
    @ParameterizedTest
    @MethodSource("kinds")
    void differentStates_haveDifferentHashCodes(Kind<?> kind) {
        assertEquals(3, kind.values().stream().distinct().count());
        assertEquals(3, kind.values().stream().map(Object::hashCode).distinct().count());
    }

    @Test
    void countersAreHashedByTheirState() {
        ReplicaContext surroundings = ReplicaContext.of(DUBLIN, new HybridClock(() -> Instant.EPOCH));
        GrowOnlyCounter growing = new GrowOnlyCounter(surroundings);
        PnCounter both = new PnCounter(surroundings);
        int ofNone = growing.hashCode();
        int ofNeither = both.hashCode();
        growing.increment(3);
        both.decrement(3);
        assertNotEquals(ofNone, growing.hashCode());
        assertNotEquals(ofNeither, both.hashCode());
    }
}
