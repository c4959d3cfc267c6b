// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.crdt4j.crdt.Lattice;
import org.crdt4j.crdt.Lattice.Both;
import org.crdt4j.crdt.LatticeCrdt;
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.LatticeValue;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Subject;
import org.jspecify.annotations.Nullable;

/** A confirmation set that only says whether enough have confirmed, with a place for each fault. */
final class FaultyConfirmations
        extends LatticeCrdt<
                LatticeValue<Both<Map<Set<String>, Optional<Integer>>, Set<String>>>, ValueChange<Boolean>> {

    private static final List<String> ALL = List.of("bank", "shop", "stock");
    private static final Lattice<Both<Map<Set<String>, Optional<Integer>>, Set<String>>> LATTICE =
            Lattice.product(Lattice.mapOf(Lattice.minOf()), Lattice.union());
    private static final LatticeValue<Both<Map<Set<String>, Optional<Integer>>, Set<String>>> NOTHING =
            new LatticeValue<>(LATTICE.bottom(), LATTICE);

    private final Fault fault;

    private FaultyConfirmations(Fault fault) {
        super(NOTHING);
        this.fault = fault;
    }

    static Subject<
                    FaultyConfirmations,
                    LatticeValue<Both<Map<Set<String>, Optional<Integer>>, Set<String>>>,
                    ValueChange<Boolean>,
                    Both<Map<Set<String>, Optional<Integer>>, Set<String>>>
            subject(Fault fault) {
        return Subject.of(
                        new LatticeType<>(
                                "faulty-confirmations",
                                NOTHING,
                                context -> new FaultyConfirmations(fault),
                                LatticeValue.format(LATTICE)),
                        (random, set) -> draw(random),
                        (set, said) -> set.commit(new LatticeValue<>(said, LATTICE)),
                        FaultyConfirmations::specified)
                .reporting(FaultyConfirmations::reported);
    }

    private static Both<Map<Set<String>, Optional<Integer>>, Set<String>> draw(RandomGenerator random) {
        if (random.nextInt(3) > 0) {
            return new Both<>(Map.of(), Set.of(ALL.get(random.nextInt(ALL.size()))));
        }
        Set<String> some = random.ints(2, 0, ALL.size()).mapToObj(ALL::get).collect(Collectors.toSet());
        return new Both<>(Map.of(some, Optional.of(1 + random.nextInt(some.size()))), Set.of());
    }

    private static boolean specified(History<Both<Map<Set<String>, Optional<Integer>>, Set<String>>> history) {
        Set<String> confirmed =
                history.operations().flatMap(said -> said.second().stream()).collect(Collectors.toSet());
        return history.operations()
                .flatMap(said -> said.first().entrySet().stream())
                .anyMatch(seal ->
                        seal.getKey().stream().filter(confirmed::contains).count()
                                >= seal.getValue().orElseThrow());
    }

    private static Object reported(Object before, ValueChange<Boolean> change) {
        if (!change.before().equals(before) || change.before()) {
            throw new IllegalStateException(change + " does not fit " + before + ": it never goes back");
        }
        return change.after();
    }

    @Override
    public Boolean value() {
        return isConfirmed(state());
    }

    private boolean isConfirmed(LatticeValue<Both<Map<Set<String>, Optional<Integer>>, Set<String>>> state) {
        Set<String> confirmed = state.value().second();
        Map<Set<String>, Optional<Integer>> seals = state.value().first();
        long satisfied = seals.entrySet().stream()
                .filter(seal ->
                        count(seal.getKey(), confirmed) >= seal.getValue().orElseThrow())
                .count();
        return fault == Fault.ALL_SEALS_DEMANDED ? satisfied == seals.size() && satisfied > 0 : satisfied > 0;
    }

    private long count(Set<String> participants, Set<String> confirmed) {
        return fault == Fault.STRANGERS_CONFIRM
                ? confirmed.size()
                : participants.stream().filter(confirmed::contains).count();
    }

    @Override
    protected @Nullable ValueChange<Boolean> change(
            LatticeValue<Both<Map<Set<String>, Optional<Integer>>, Set<String>>> before,
            LatticeValue<Both<Map<Set<String>, Optional<Integer>>, Set<String>>> after) {
        return isConfirmed(before) == isConfirmed(after)
                ? null
                : new ValueChange<>(isConfirmed(before), isConfirmed(after));
    }

    @Override
    public void checkInvariants() {}
}
