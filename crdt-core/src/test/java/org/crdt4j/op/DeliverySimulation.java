// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.CausalStability;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.op.CausalDelivery.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Replicas that send operations over a network that drops, repeats, reorders, delays and cuts, and that restart from bytes in the middle.
 * What each author had delivered is written down, so that each delivery can be judged.
 */
final class DeliverySimulation {

    private static final int STEPS = 150;

    /** Mistakes in what is taken for stable. */
    enum StabilityMistake {
        SILENT_MEMBER_IGNORED,
        MEMBER_BELIEVED_BEFORE_ITS_OPERATIONS_CAME,
        OWN_DELIVERIES_IGNORED
    }

    private record Flight(int from, int to, Tagged<String> operation) {}

    private static final class Node {

        final int index;
        final RealDelivery delivery;
        /** What this replica learnt of each member, and what members said: the material of mistakes. */
        final Map<ReplicaId, VersionVector> heard = new HashMap<>();

        VersionVector delivered = VersionVector.empty();
        VersionVector stable = VersionVector.empty();

        Node(int index, Limits limits) {
            this.index = index;
            HybridClock clock = new HybridClock(() -> Instant.ofEpochMilli(DeliveryHistory.NOON));
            delivery = new RealDelivery(id(index), clock, limits);
        }

        CausalStability stability() {
            return delivery.delivery().stability().orElseThrow();
        }
    }

    private final RandomGenerator random;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Dot, Tagged<String>> made = new LinkedHashMap<>();
    private final Map<Dot, VersionVector> pasts = new HashMap<>();
    private final List<Flight> flights = new ArrayList<>();
    private final boolean[][] cut;
    private final int silent;
    private final @Nullable StabilityMistake mistake;
    private @Nullable Dot hole;

    /* one of the replicas makes and says nothing; -1 for none */
    DeliverySimulation(long seed, boolean roomy, int silent, @Nullable StabilityMistake mistake) {
        this.random = new SplittableRandom(seed);
        this.silent = silent;
        this.mistake = mistake;
        int count = 3 + random.nextInt(3);
        cut = new boolean[count][count];
        List<ReplicaId> members = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            members.add(id(index));
        }
        Limits limits = roomy ? Limits.DEFAULT : new Limits(random.nextInt(5), random.nextInt(300), 100);
        for (int index = 0; index < count; index++) {
            Node node = new Node(index, limits);
            node.delivery.delivery().trackStability(members);
            nodes.add(node);
        }
    }

    private static ReplicaId id(int index) {
        return ReplicaId.of(index + 1);
    }

    int count() {
        return nodes.size();
    }

    void misbehave() {
        for (int step = 0; step < STEPS; step++) {
            int kind = random.nextInt(100);
            Node node = nodes.get(random.nextInt(nodes.size()));
            if (kind < 30) {
                act(node);
            } else if (kind < 75) {
                fly();
            } else if (kind < 80) {
                Node other = nodes.get(random.nextInt(nodes.size()));
                if (other != node && !cut[node.index][other.index]) {
                    announce(node, other); // what it says may come before what it made
                }
            } else if (kind < 86) {
                resend(node, nodes.get(random.nextInt(nodes.size())));
            } else if (kind < 92) {
                cut[random.nextInt(nodes.size())][random.nextInt(nodes.size())] = random.nextBoolean();
            } else {
                node.delivery.restart();
            }
            node.delivery.checkInvariants();
        }
    }

    /* the next operation that somebody makes never arrives anywhere */
    Dot loseOne() {
        int author = random.nextInt(nodes.size());
        hole = new Dot(id(author), nodes.get(author).delivered.get(id(author)) + 1);
        act(nodes.get(author));
        return Objects.requireNonNull(hole);
    }

    void findIt() {
        hole = null;
    }

    private void act(Node node) {
        if (node.index == silent) {
            return;
        }
        Tagged<String> operation = node.delivery.tag("operation " + made.size(), id(node.index));
        Dot dot = operation.dot();
        made.put(dot, operation);
        node.delivered = node.delivered.with(dot.replica(), dot.counter());
        pasts.put(dot, node.delivered);
        for (Node other : nodes) {
            if (other != node) {
                flights.add(new Flight(node.index, other.index, operation));
            }
        }
        watchStability(node);
    }

    private void fly() {
        if (flights.isEmpty()) {
            return;
        }
        int at = random.nextInt(flights.size());
        Flight flight = flights.get(at);
        if (cut[flight.from][flight.to]) {
            return;
        }
        int luck = random.nextInt(100);
        if (luck < 80) {
            flights.remove(at); // the others stay in flight: repeated later
        }
        if (luck < 65 || luck >= 80) {
            arrive(nodes.get(flight.to), flight.operation);
        }
    }

    /* what one has delivered and the other has not, in the order in which it was made; and how far the one has got */
    private void resend(Node from, Node to) {
        if (from == to || cut[from.index][to.index]) {
            return;
        }
        VersionVector known = to.delivery.delivered();
        for (Tagged<String> operation : made.values()) {
            if (from.delivered.covers(operation.dot()) && !known.covers(operation.dot())) {
                arrive(to, operation);
            }
        }
        announce(from, to);
    }

    private void announce(Node from, Node to) {
        if (from.index != silent) {
            to.stability().observe(id(from.index), from.delivered);
            if (mistake != StabilityMistake.SILENT_MEMBER_IGNORED) {
                to.heard.merge(id(from.index), from.delivered, VersionVector::join);
            }
            watchStability(to);
        }
    }

    private void arrive(Node node, Tagged<String> operation) {
        if (operation.dot().equals(hole)) {
            return;
        }
        try {
            node.delivery.receive(operation, operation.operation().length());
        } catch (LimitExceededException refused) {
            demand(!operation.dependencies().isEmpty() || operation.dot().counter() > 1, "refused: " + refused);
            return;
        }
        for (Tagged<String> next = node.delivery.poll(); next != null; next = node.delivery.poll()) {
            takeEffect(node, next);
        }
    }

    private void takeEffect(Node node, Tagged<String> operation) {
        Dot dot = operation.dot();
        VersionVector past = Objects.requireNonNull(pasts.get(dot));
        demand(!node.delivered.covers(dot), dot + " was delivered twice");
        node.delivered = node.delivered.with(dot.replica(), dot.counter());
        demand(node.delivered.covers(past), dot + " came before what its author had seen: " + past);
        demand(past.covers(node.stable), dot + " is concurrent with what was stable: " + node.stable);
        node.heard.merge(dot.replica(), past, VersionVector::join);
        watchStability(node);
    }

    private void watchStability(Node node) {
        VersionVector stable = stable(node);
        demand(stable.covers(node.stable), "what is stable does not go back");
        node.stable = stable;
        for (Node other : nodes) {
            demand(other.delivered.covers(stable), stable + " is stable, but not delivered at " + other.index);
        }
    }

    private VersionVector stable(Node node) {
        if (mistake == null) {
            return node.stability().stable();
        }
        VersionVector least = mistake == StabilityMistake.OWN_DELIVERIES_IGNORED ? null : node.delivered;
        for (Node member : nodes) {
            VersionVector heard = node.heard.get(id(member.index));
            if (member != node && (heard != null || mistake != StabilityMistake.SILENT_MEMBER_IGNORED)) {
                VersionVector known = heard == null ? VersionVector.empty() : heard;
                least = least == null ? known : least.meet(known);
            }
        }
        return node.stable.join(least == null ? VersionVector.empty() : least);
    }

    void repair() {
        for (boolean[] row : cut) {
            Arrays.fill(row, false);
        }
        flights.clear();
        for (int round = 0; round < 2; round++) {
            for (Tagged<String> operation : List.copyOf(made.values())) {
                for (Node node : nodes) {
                    if (!node.delivered.covers(operation.dot())) {
                        arrive(node, operation);
                    }
                }
            }
        }
        for (Node from : nodes) {
            nodes.stream().filter(to -> to != from).forEach(to -> announce(from, to));
        }
    }

    /* all that does not depend on the hole is in effect, all else waits for it, and it is named */
    void checkHole(Dot lost) {
        for (Node node : nodes) {
            CausalDelivery<String> delivery = node.delivery.delivery();
            if (lost.replica().equals(id(node.index))) {
                demand(delivery.pending() == 0 && delivery.missing().isEmpty(), "its author lacks nothing");
                continue;
            }
            long waiting = made.keySet().stream()
                    .filter(dot -> !dot.equals(lost) && pasts.get(dot).covers(lost))
                    .count();
            for (Dot dot : made.keySet()) {
                boolean depends = pasts.get(dot).covers(lost);
                demand(node.delivered.covers(dot) == !depends, dot + " at " + node.index + ", depends: " + depends);
            }
            demand(delivery.pending() == waiting, delivery.pending() + " are pending, not " + waiting);
            CausalContext expected = waiting == 0 ? CausalContext.empty() : CausalContext.of(lost);
            demand(delivery.missing().equals(expected), "missing is " + delivery.missing());
        }
    }

    void checkAllDelivered() {
        for (Node node : nodes) {
            for (Dot dot : made.keySet()) {
                demand(node.delivered.covers(dot), dot + " was not delivered at " + node.index);
            }
            demand(node.delivery.pending() == 0, "something is pending at " + node.index);
            demand(node.delivery.missing().isEmpty(), "something is missing at " + node.index);
            demand(node.delivered.equals(node.delivery.delivered()), "delivered at " + node.index);
        }
    }

    /* once all have delivered everything and have said so */
    void checkAllStable() {
        for (Node node : nodes) {
            VersionVector expected = silent < 0 || node.index == silent ? node.delivered : VersionVector.empty();
            demand(node.stable.equals(expected), node.stable + " is stable at " + node.index + ", not " + expected);
            if (silent >= 0 && node.index != silent && !made.isEmpty()) {
                demand(node.stability().lag(id(silent)) == made.size(), "the silent one lags behind by all");
            }
        }
    }

    private static void demand(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
