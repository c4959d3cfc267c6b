// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What 100 origins did, and the order in which it arrives. At any time some {@value #ACTIVE} of them are at work, for sessions of some
 * {@value #SESSION} operations; before each operation an origin has delivered all that is older than a delay of up to {@value #DELAY}
 * operations.
 *
 * <p>The operations lie in memory in the order of arrival, each with objects of its own, as a decoder leaves them.
 */
@State(Scope.Thread)
public class DeliveryScenario {

    static final int ORIGINS = 100;
    static final long NOON = 1_000_000_000_000L;
    private static final int ACTIVE = 8;
    private static final int SESSION = 50;
    private static final int DELAY = 20;

    /** In which order the operations arrive. */
    public enum Order {
        /** As they were made. */
        IN_ORDER,
        /** A window of 1,000 operations is shuffled: a network that is slow here and there. */
        NEARLY,
        /** Shuffled. */
        RANDOM,
        /** The latest first. */
        REVERSED,
        /** Shuffled, and three of ten come twice. */
        REPEATED
    }

    /** The order of this run. */
    @Param
    public Order order = Order.IN_ORDER;

    /** How many operations. */
    @Param("1000000")
    public int size;

    /** The operations as they arrive. */
    List<Tagged<String>> arrivals = List.of();

    /** The same in the order in which they were made, each once. */
    List<Tagged<String>> history = List.of();

    /** Dependencies of all operations together. */
    long dependencies;

    private final Random random = new Random(9);
    private final ReplicaId[] ids = new ReplicaId[ORIGINS];

    static DeliveryScenario of(Order order, int size) {
        DeliveryScenario scenario = new DeliveryScenario();
        scenario.order = order;
        scenario.size = size;
        scenario.build();
        return scenario;
    }

    /** Makes the history and the order of arrival. */
    @Setup(Level.Trial)
    public void build() {
        for (int origin = 0; origin < ORIGINS; origin++) {
            ids[origin] = ReplicaId.random(random);
        }
        Generator generator = new Generator(size);
        arrivals = new ArrayList<>(size);
        dependencies = 0;
        Map<Integer, Tagged<String>> made = new TreeMap<>();
        for (int index : arrival(size)) {
            Tagged<String> operation = generator.operation(index);
            dependencies += operation.dependencies().size();
            arrivals.add(operation);
            made.put(index, operation);
        }
        history = new ArrayList<>(made.values());
    }

    /** The positions in the history, in the order of arrival. */
    private int[] arrival(int length) {
        int repeated = order == Order.REPEATED ? 3 * length / 10 : 0;
        int[] positions = new int[length + repeated];
        for (int index = 0; index < positions.length; index++) {
            positions[index] = index < length ? index : random.nextInt(length);
        }
        switch (order) {
            case IN_ORDER -> {}
            case NEARLY -> {
                for (int from = 0; from < length; from += 1_000) {
                    shuffle(positions, from, Math.min(length, from + 1_000));
                }
            }
            case RANDOM, REPEATED -> shuffle(positions, 0, positions.length);
            case REVERSED -> {
                for (int index = 0; index < length; index++) {
                    positions[index] = length - 1 - index;
                }
            }
        }
        return positions;
    }

    private void shuffle(int[] positions, int from, int to) {
        for (int index = to - 1; index > from; index--) {
            int other = from + random.nextInt(index - from + 1);
            int moved = positions[index];
            positions[index] = positions[other];
            positions[other] = moved;
        }
    }

    /** The history as numbers: who did what, and how far each author had delivered the history before. */
    private final class Generator {

        private final byte[] authors;
        private final int[] counters;
        private final int[] views;
        private final int[] viewsBefore;

        Generator(int length) {
            authors = new byte[length];
            counters = new int[length];
            views = new int[length];
            viewsBefore = new int[length];
            int[] active = random.ints(ACTIVE, 0, ORIGINS).toArray();
            int[] made = new int[ORIGINS];
            int[] reached = new int[ORIGINS];
            for (int index = 0; index < length; index++) {
                int turn = random.nextInt(ACTIVE);
                if (random.nextInt(SESSION) == 0) {
                    active[turn] = random.nextInt(ORIGINS);
                }
                int author = active[turn];
                authors[index] = (byte) author;
                counters[index] = ++made[author];
                viewsBefore[index] = reached[author];
                reached[author] = Math.max(reached[author], index - random.nextInt(DELAY));
                views[index] = reached[author];
            }
        }

        Tagged<String> operation(int index) {
            Map<ReplicaId, Long> news = new TreeMap<>();
            for (int seen = viewsBefore[index]; seen < views[index]; seen++) {
                if (authors[seen] != authors[index]) {
                    news.put(copy(ids[authors[seen]]), (long) counters[seen]);
                }
            }
            return new Tagged<>(
                    "operation " + index,
                    new Dot(copy(ids[authors[index]]), counters[index]),
                    VersionVector.copyOf(news),
                    HybridTimestamp.of(NOON + index / 1_000, index % 1_000));
        }

        private ReplicaId copy(ReplicaId id) {
            return new ReplicaId(id.id(), id.incarnation());
        }
    }
}
