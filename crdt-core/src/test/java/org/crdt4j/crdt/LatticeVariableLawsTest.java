// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.Lattice.Both;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Specification;
import org.crdt4j.testkit.Subject;

/** The laws of {@link LatticeVariable} over each combinator of {@link Lattice}; each specification is written down without a join. */
public final class LatticeVariableLawsTest {

    private static <V> void check(
            long seed, Lattice<V> lattice, Function<RandomGenerator, V> values, Specification<V> specification) {
        Laws.of(Subject.of(
                                LatticeVariable.type("own", lattice),
                                (random, variable) -> values.apply(random),
                                LatticeVariable::update,
                                specification)
                        .reporting(LatticeVariableLawsTest::reported))
                .check(seed);
    }

    private static <V> Object reported(Object before, ValueChange<V> change) {
        if (!change.before().equals(before) || change.before().equals(change.after())) {
            throw new IllegalStateException(change + " does not fit " + before);
        }
        return change.after();
    }

    private static Set<Integer> someOf(RandomGenerator random) {
        return random.nextBoolean() ? Set.of(random.nextInt(4)) : Set.of();
    }

    private static Optional<Integer> number(RandomGenerator random) {
        return Optional.of(random.nextInt(6));
    }

    private static Set<Integer> union(List<Set<Integer>> sets) {
        Set<Integer> all = new HashSet<>();
        sets.forEach(all::addAll);
        return all;
    }

    @Property
    void unionKeepsAll(@ForAll long seed) {
        check(
                seed,
                Lattice.union(),
                LatticeVariableLawsTest::someOf,
                history -> union(history.operations().toList()));
    }

    @Property
    void maxOfAnOrder_keepsTheGreatest(@ForAll long seed) {
        Comparator<String> byLength = Comparator.comparing(String::length);
        check(
                seed,
                Lattice.maxOf(byLength),
                random -> Optional.of("abcd".substring(random.nextInt(4)) + random.nextInt(3)),
                history ->
                        history.operations().map(Optional::get).max(byLength.thenComparing(Comparator.naturalOrder())));
    }

    @Property
    void minOf_keepsTheLeast(@ForAll long seed) {
        check(
                seed,
                Lattice.minOf(Comparator.<Integer>naturalOrder()),
                LatticeVariableLawsTest::number,
                history -> history.operations().map(Optional::get).min(Comparator.naturalOrder()));
    }

    @Property
    void mapOf_joinsKeyByKey(@ForAll long seed) {
        check(
                seed,
                Lattice.<String, Optional<Integer>>mapOf(Lattice.maxOf()),
                random -> Map.of("k" + random.nextInt(3), number(random)),
                history -> {
                    Map<String, Optional<Integer>> greatest = new HashMap<>();
                    history.operations()
                            .forEach(map -> map.forEach((key, value) -> {
                                Optional<Integer> before = greatest.getOrDefault(key, Optional.empty());
                                if (before.isEmpty() || before.get() < value.get()) {
                                    greatest.put(key, value);
                                }
                            }));
                    return greatest;
                });
    }

    @Property
    void product_joinsBothHalves(@ForAll long seed) {
        check(
                seed,
                Lattice.product(Lattice.<Integer>maxOf(), Lattice.<Integer>union()),
                random -> new Both<>(number(random), someOf(random)),
                history -> new Both<>(
                        history.operations().map(both -> both.first().get()).max(Comparator.naturalOrder()),
                        union(history.operations().map(Both::second).toList())));
    }

    @Property
    void lexicographic_keepsWhatBelongsToTheGreatestVersion(@ForAll long seed) {
        check(
                seed,
                Lattice.lexicographic(Lattice.<Integer>maxOf(), Lattice.<Integer>union()),
                random -> new Both<>(number(random), someOf(random)),
                history -> {
                    Optional<Integer> version =
                            history.operations().map(both -> both.first().get()).max(Comparator.naturalOrder());
                    return new Both<>(
                            version,
                            union(history.operations()
                                    .filter(both -> both.first().equals(version))
                                    .map(Both::second)
                                    .toList()));
                });
    }

    /* an update is written by somebody who raises the leading half, or adds to what it leads */
    @Property
    void lexicographic_ofVersionsThatAreConcurrent_keepsWhatBelongsToTheirJoin(@ForAll long seed) {
        check(
                seed,
                Lattice.lexicographic(Lattice.<Integer>union(), Lattice.<Integer>union()),
                random -> new Both<>(someOf(random), someOf(random)),
                history -> {
                    Set<Integer> version =
                            union(history.operations().map(Both::first).toList());
                    return new Both<>(
                            version,
                            union(history.operations()
                                    .filter(both -> both.first().equals(version))
                                    .map(Both::second)
                                    .toList()));
                });
    }

    @Example
    void keyWithoutAValue_isNotThere_hereAndElsewhere() {
        Lattice<Map<String, Optional<Integer>>> maps = Lattice.mapOf(Lattice.maxOf());
        assertSaysNothing(maps, Map.of("k", Optional.empty()));
        Lattice<Both<Optional<Integer>, Map<String, Optional<Integer>>>> led =
                Lattice.lexicographic(Lattice.maxOf(), maps);
        assertEquals(
                new Both<>(Optional.of(1), Map.of()),
                led.join(led.bottom(), new Both<>(Optional.of(1), Map.of("k", Optional.empty()))));
    }

    private static <V> void assertSaysNothing(Lattice<V> lattice, V value) {
        CrdtType<LatticeVariable<V>, LatticeValue<V>, ValueChange<V>> type = LatticeVariable.type("own", lattice);
        LatticeVariable<V> dublin =
                type.create(ReplicaContext.of(ReplicaId.of(1), new HybridClock(() -> Instant.EPOCH)));
        LatticeValue<V> delta = dublin.update(value);
        assertEquals(lattice.bottom(), dublin.value());
        Codec codec = Codec.standard();
        assertEquals(type.bottom(), codec.decode(type, codec.encode(type, delta)));
    }

    @Example
    void valuesThatNothingTellsApart_areRefused() {
        record Opaque(int id) {
            @Override
            public String toString() {
                return "opaque";
            }
        }
        Lattice<Optional<Opaque>> lattice = Lattice.maxOf(Comparator.comparing(Opaque::toString));
        Optional<Opaque> one = Optional.of(new Opaque(1));
        assertEquals(one, lattice.join(one, Optional.of(new Opaque(1))));
        assertThrows(IllegalArgumentException.class, () -> lattice.join(one, Optional.of(new Opaque(2))));
    }
}
