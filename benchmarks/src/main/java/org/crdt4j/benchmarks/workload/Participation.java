// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.crdt4j.benchmarks.report.Measure;

/** The work that a contender takes part in, each up to a largest size. */
final class Participation {

    private static final Participation NONE = new Participation(Map.of(), () -> true);

    static final Set<Measure> COUNTERS = Set.of(Measure.COUNTER_INCREMENT, Measure.COUNTER_JOIN);
    static final Set<Measure> SETS =
            Set.of(Measure.SET_BUILD, Measure.SET_ADD, Measure.SET_JOIN, Measure.SET_DELTA, Measure.SET_HEAP);
    static final Set<Measure> MAPS =
            Set.of(Measure.MAP_BUILD, Measure.MAP_PUT, Measure.MAP_JOIN, Measure.MAP_DELTA, Measure.MAP_HEAP);

    /** The largest size of work that takes a time that grows with its square. */
    static final int QUADRATIC = 1_000;

    private final Map<Measure, Integer> largest;
    private final Supplier<Boolean> condition;

    private Participation(Map<Measure, Integer> largest, Supplier<Boolean> condition) {
        this.largest = largest;
        this.condition = condition;
    }

    /** All measures, at any size. */
    static Participation inAll() {
        return NONE.in(EnumSet.allOf(Measure.class));
    }

    /** Measures of some kinds, at any size. */
    @SafeVarargs
    static Participation in(Set<Measure>... kinds) {
        return List.of(kinds).stream().reduce(NONE, Participation::in, (left, right) -> {
            throw new IllegalStateException("a sequential stream combines nothing");
        });
    }

    /** The same on condition: nothing where it does not hold. It is asked each time, and may be slow the first time only. */
    Participation where(Supplier<Boolean> holds) {
        return new Participation(largest, holds);
    }

    private Participation in(Collection<Measure> kind) {
        return limited(Integer.MAX_VALUE, kind);
    }

    /** The same, but these measures up to a size only. */
    Participation upTo(int size, Measure... measures) {
        return limited(size, List.of(measures));
    }

    /** The same without these measures. */
    Participation without(Measure... measures) {
        Map<Measure, Integer> rest = new EnumMap<>(largest);
        rest.keySet().removeAll(List.of(measures));
        return new Participation(rest, condition);
    }

    private Participation limited(int size, Collection<Measure> measures) {
        Map<Measure, Integer> all = new EnumMap<>(Measure.class);
        all.putAll(largest);
        measures.forEach(measure -> all.put(measure, size));
        return new Participation(all, condition);
    }

    boolean covers(Measure measure, int size) {
        return size <= largest.getOrDefault(measure, -1) && condition.get();
    }
}
