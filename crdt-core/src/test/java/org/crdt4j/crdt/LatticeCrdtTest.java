// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.register.MaxRegister;
import org.junit.jupiter.api.Test;

class LatticeCrdtTest {

    private static final Lattice<Optional<Integer>> GREATEST = Lattice.maxOf();

    private static MaxRegister<Integer> register() {
        return MaxRegister.<Integer>type()
                .create(ReplicaContext.of(ReplicaId.of(1), new HybridClock(() -> Instant.EPOCH)));
    }

    private static MaxRegister<Integer> register(int value) {
        MaxRegister<Integer> register = register();
        register.assign(value);
        return register;
    }

    @Test
    void objects_areEqualIfTheirStatesAre() {
        assertEquals(register(5), register(5));
        assertEquals(register(5).hashCode(), register(5).hashCode());
        assertNotEquals(register(5), register(6));
        assertNotEquals(register(), register(6));
    }

    /** Equal hash codes would be legal; but all of them equal would make a hash table slow. */
    @Test
    void differentStates_haveDifferentHashCodes() {
        assertNotEquals(register(5).hashCode(), register(6).hashCode());
        assertNotEquals(
                new LatticeValue<>(Optional.of(5), GREATEST).hashCode(),
                new LatticeValue<>(Optional.of(6), GREATEST).hashCode());
    }

    @Test
    void delta_isShownAsItsValue() {
        assertEquals("Optional[5]", new LatticeValue<>(Optional.of(5), GREATEST).toString());
    }

    @Test
    void types_sayTheirNames() {
        assertEquals("max-register", MaxRegister.<Integer>type().name());
        assertEquals("max-register", MaxRegister.<Integer>type().toString());
        assertEquals("own", LatticeVariable.type("own", GREATEST).name());
    }

    @Test
    void joinOfEqualValues_isTheFirst() {
        Optional<String> one = Optional.of("a");
        assertSame(one, Lattice.<String>maxOf().join(one, Optional.of("a")));
    }

    @Test
    void valuesOfDifferentClasses_areOrderedByTheirClasses() {
        Comparator<Object> natural = (one, other) -> {
            @SuppressWarnings("unchecked")
            Comparable<Object> comparable = (Comparable<Object>) one;
            return comparable.compareTo(other);
        };
        Lattice<Optional<Object>> greatest = Lattice.maxOf(natural);
        Optional<Object> text = Optional.of("1");
        Optional<Object> number = Optional.of(9);
        assertSame(text, greatest.join(text, number));
        assertSame(text, greatest.join(number, text));
    }
}
