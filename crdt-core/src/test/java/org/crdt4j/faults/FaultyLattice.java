// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.crdt4j.crdt.Lattice;
import org.crdt4j.crdt.LatticeValue;
import org.crdt4j.crdt.LatticeVariable;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Subject;

/** A stage, the best price, votes of a version, a two-phase set: a lattice of each kind, with a place for each fault. */
final class FaultyLattice implements Lattice<FaultyLattice.Parts> {

    private static final List<String> STAGES = List.of("new", "paid", "rejected", "disputed");
    private static final Parts NOTHING = new Parts("new", Optional.empty(), Set.of(), Map.of(), Set.of(), Set.of());

    /**
     * A value.
     *
     * @param stage new, then paid or rejected, then disputed
     * @param best the greatest price; of equal ones the one with the longer text
     * @param version leads the votes; versions are sets, so two may be concurrent
     * @param votes the number of votes of each candidate
     * @param alive what was born and has not died
     * @param dead what has died
     */
    record Parts(
            String stage,
            Optional<BigDecimal> best,
            Set<Integer> version,
            Map<String, Integer> votes,
            Set<Integer> alive,
            Set<Integer> dead) {}

    private final Fault fault;

    private FaultyLattice(Fault fault) {
        this.fault = fault;
    }

    static Subject<LatticeVariable<Parts>, LatticeValue<Parts>, ValueChange<Parts>, Parts> subject(Fault fault) {
        return Subject.of(
                LatticeVariable.type("faulty-lattice", new FaultyLattice(fault)),
                (random, variable) -> draw(random),
                LatticeVariable::update,
                FaultyLattice::specified);
    }

    private static Parts draw(RandomGenerator random) {
        BigDecimal price = new BigDecimal("1." + "0".repeat(random.nextInt(3)) + random.nextInt(2));
        Set<Integer> life = Set.of(random.nextInt(4));
        boolean born = random.nextInt(3) > 0;
        return new Parts(
                STAGES.get(random.nextInt(3)),
                Optional.of(price),
                random.nextInt(3) == 0 ? Set.of(random.nextInt(2)) : Set.of(),
                Map.of(random.nextBoolean() ? "ann" : "bob", random.nextInt(5)),
                born ? life : Set.of(),
                born ? Set.of() : life);
    }

    private static Parts specified(History<Parts> history) {
        List<Parts> all = history.operations().toList();
        boolean paid = all.stream().anyMatch(parts -> parts.stage.equals("paid"));
        boolean rejected = all.stream().anyMatch(parts -> parts.stage.equals("rejected"));
        Set<Integer> version = new HashSet<>();
        all.forEach(parts -> version.addAll(parts.version));
        Map<String, Integer> votes = new HashMap<>();
        all.stream()
                .filter(parts -> parts.version.equals(version))
                .forEach(parts -> parts.votes.forEach((name, number) -> votes.merge(name, number, Math::max)));
        Set<Integer> dead = new HashSet<>();
        all.forEach(parts -> dead.addAll(parts.dead));
        Set<Integer> alive = new HashSet<>();
        all.forEach(parts -> alive.addAll(parts.alive));
        alive.removeAll(dead);
        return new Parts(
                paid && rejected ? "disputed" : paid ? "paid" : rejected ? "rejected" : "new",
                all.stream().map(parts -> parts.best.orElseThrow()).max((one, other) -> compare(one, other)),
                version,
                votes,
                alive,
                dead);
    }

    private static int compare(BigDecimal one, BigDecimal other) {
        int byValue = one.compareTo(other);
        return byValue != 0 ? byValue : Integer.compare(one.scale(), other.scale());
    }

    @Override
    public Parts bottom() {
        return NOTHING;
    }

    @Override
    public Parts join(Parts one, Parts other) {
        Set<Integer> version = union(one.version, other.version);
        Set<Integer> alive = fault == Fault.UNION_KEEPS_LARGER
                ? new HashSet<>(one.alive.size() >= other.alive.size() ? one.alive : other.alive)
                : union(one.alive, other.alive);
        Set<Integer> dead = union(one.dead, other.dead);
        if (fault == Fault.DEAD_COMES_BACK) {
            dead.removeAll(alive);
        } else {
            alive.removeAll(dead);
        }
        return new Parts(
                joinStages(one.stage, other.stage),
                joinPrices(one.best, other.best),
                version,
                joinVotes(one, other, version),
                alive,
                dead);
    }

    private static Set<Integer> union(Set<Integer> one, Set<Integer> other) {
        Set<Integer> union = new HashSet<>(one);
        union.addAll(other);
        return union;
    }

    private String joinStages(String one, String other) {
        String later = STAGES.indexOf(one) > STAGES.indexOf(other) ? one : other;
        boolean both = Set.of("paid", "rejected").equals(new HashSet<>(List.of(one, other)));
        return both && fault != Fault.STAGES_BY_NUMBER ? "disputed" : later;
    }

    private Optional<BigDecimal> joinPrices(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        int order =
                fault == Fault.EQUAL_BY_COMPARISON ? one.get().compareTo(other.get()) : compare(one.get(), other.get());
        return order >= 0 ? one : other;
    }

    private Map<String, Integer> joinVotes(Parts one, Parts other, Set<Integer> version) {
        boolean mine = version.equals(one.version);
        boolean theirs = version.equals(other.version);
        boolean all = mine == theirs && (mine || fault == Fault.CONCURRENT_VERSIONS_SHARE);
        Map<String, Integer> votes = new HashMap<>();
        if (mine || all) {
            votes.putAll(one.votes);
        }
        if (theirs || all) {
            other.votes.forEach((name, number) -> votes.merge(name, number, this::joinNumbers));
        }
        return votes;
    }

    private int joinNumbers(int one, int other) {
        return fault == Fault.VOTES_ADDED ? one + other : Math.max(one, other);
    }

    @Override
    public WireFormat<Parts> format() {
        WireFormat<Optional<BigDecimal>> prices = WireFormat.optional(WireFormat.value());
        WireFormat<Set<Integer>> versions = WireFormat.set();
        WireFormat<Map<String, Integer>> votes = WireFormat.map(WireFormat.value());
        return new WireFormat<>() {
            @Override
            public void write(Parts parts, WireOutput out) {
                out.writeValue(parts.stage);
                prices.write(parts.best, out);
                versions.write(parts.version, out);
                votes.write(parts.votes, out);
                versions.write(parts.alive, out);
                versions.write(parts.dead, out);
            }

            @Override
            public Parts read(WireInput in) {
                return new Parts(
                        (String) in.readValue(),
                        prices.read(in),
                        versions.read(in),
                        votes.read(in),
                        versions.read(in),
                        versions.read(in));
            }
        };
    }
}
