// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.kofre;

import java.util.Comparator;
import java.util.concurrent.atomic.AtomicLong;
import kofre.base.Lattice;
import kofre.primitives.LastWriterWins;
import org.crdt4j.benchmarks.subject.MapSubject;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Map;
import scala.math.Ordering;

/**
 * The lattice of maps of {@link LastWriterWins}: it only grows, and has no causal context. A timestamp is a number, and two
 * writes must never carry the same one: here all replicas share a clock that never repeats itself.
 */
final class KofreMap implements MapSubject {

    private static final AtomicLong CLOCK = new AtomicLong();
    private static final Ordering<Long> TIMES = Ordering.comparatorToOrdering(Comparator.<Long>naturalOrder());
    private static final Lattice<LastWriterWins<Long, String>> WRITES = LastWriterWins.LWWRegLattice(TIMES);
    private static final Lattice<Map<String, LastWriterWins<Long, String>>> LATTICE = Lattice.mapLattice(WRITES);

    private Map<String, LastWriterWins<Long, String>> map;

    KofreMap() {
        this(scala.collection.immutable.Map$.MODULE$.empty());
    }

    private KofreMap(Map<String, LastWriterWins<Long, String>> map) {
        this.map = map;
    }

    @Override
    public Object put(String key, String value) {
        Map<String, LastWriterWins<Long, String>> delta =
                new Map.Map1<>(key, LastWriterWins.apply(CLOCK.incrementAndGet(), value));
        apply(delta);
        return delta;
    }

    @Override
    public @Nullable String get(String key) {
        return map.contains(key) ? map.apply(key).payload() : null;
    }

    @Override
    public Object state() {
        return map;
    }

    @Override
    @SuppressWarnings("unchecked") // states are opaque to everybody else, so this one came from state()
    public void join(Object state) {
        map = LATTICE.merge(map, (Map<String, LastWriterWins<Long, String>>) state);
    }

    @Override
    public void apply(Object delta) {
        join(delta);
    }

    @Override
    public KofreMap copy() {
        return new KofreMap(map);
    }

    @Override
    public int size() {
        return map.size();
    }

    @Override
    public Object retained() {
        return map;
    }
}
