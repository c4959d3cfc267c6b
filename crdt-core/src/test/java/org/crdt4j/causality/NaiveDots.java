// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** What contexts and vectors mean: sets of single dots, of a few replicas with a few events each. */
final class NaiveDots {

    /* by unsigned order, with two incarnations of one id */
    static final List<ReplicaId> REPLICAS =
            List.of(ReplicaId.of(3), ReplicaId.of(7), ReplicaId.of(7).nextIncarnation(), ReplicaId.of(-5));

    static final int EVENTS = 9;

    private NaiveDots() {}

    static List<Dot> all() {
        List<Dot> all = new ArrayList<>();
        for (ReplicaId replica : REPLICAS) {
            for (long counter = 1; counter <= EVENTS; counter++) {
                all.add(new Dot(replica, counter));
            }
        }
        return all;
    }

    static ReplicaId replica(RandomGenerator random) {
        return REPLICAS.get(random.nextInt(REPLICAS.size()));
    }

    static Dot dot(RandomGenerator random) {
        return new Dot(replica(random), 1L + random.nextInt(EVENTS));
    }

    /** Each dot with the same probability, which is itself drawn. */
    static Set<Dot> some(RandomGenerator random) {
        int of10 = random.nextInt(11);
        Set<Dot> some = new HashSet<>();
        for (Dot dot : all()) {
            if (random.nextInt(10) < of10) {
                some.add(dot);
            }
        }
        return some;
    }

    static Set<Dot> range(ReplicaId replica, long low, long high) {
        Set<Dot> range = new HashSet<>();
        for (long counter = low; counter <= high; counter++) {
            range.add(new Dot(replica, counter));
        }
        return range;
    }

    static CausalContext context(Set<Dot> dots) {
        return CausalContext.of(dots.toArray(new Dot[0]));
    }

    static long max(Set<Dot> dots, ReplicaId replica) {
        return dots.stream()
                .filter(dot -> dot.replica().equals(replica))
                .mapToLong(Dot::counter)
                .max()
                .orElse(0);
    }

    static long contiguous(Set<Dot> dots, ReplicaId replica) {
        long counter = 0;
        while (dots.contains(new Dot(replica, counter + 1))) {
            counter++;
        }
        return counter;
    }

    static VersionVector vector(Set<Dot> dots) {
        VersionVector vector = VersionVector.empty();
        for (ReplicaId replica : REPLICAS) {
            vector = vector.with(replica, contiguous(dots, replica));
        }
        return vector;
    }

    static List<ReplicaId> origins(Set<Dot> dots) {
        return List.copyOf(new TreeSet<>(dots.stream().map(Dot::replica).toList()));
    }

    static Set<Dot> union(Set<Dot> some, Set<Dot> others) {
        Set<Dot> union = new HashSet<>(some);
        union.addAll(others);
        return union;
    }

    static Set<Dot> minus(Set<Dot> some, Set<Dot> others) {
        Set<Dot> left = new HashSet<>(some);
        left.removeAll(others);
        return left;
    }
}
