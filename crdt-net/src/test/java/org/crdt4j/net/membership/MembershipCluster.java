// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.member.MemberState;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.message.Rumour;

/**
 * Memberships on virtual time, one thread and one seed, with the links that a test makes. A message takes up to ten milliseconds, and
 * longer to and from a node that is slow; messages get lost as often as the test says; walls swallow them.
 */
final class MembershipCluster {
    static final long MILLI = 1_000_000;
    static final Pace PACE = new Pace(500 * MILLI, 200 * MILLI, 3, 600_000 * MILLI);

    private record Event(long time, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /** A node. */
    final class Node {
        final ReplicaId id;
        final Membership membership;
        final List<Finding.Changed> changes = new ArrayList<>();
        int side;
        long slowness;
        boolean up = true;
        private long tickAt = Long.MAX_VALUE;

        Node(long number, long incarnationOfReplica) {
            id = new ReplicaId(number, (int) incarnationOfReplica);
            Rumour self = new Rumour(id, "n" + number, "host:" + number, 0, MemberState.ALIVE, null);
            membership = new Membership(self, limit, pace, random.split(), now);
        }

        MemberState believes(Node other) {
            Rumour belief = membership.belief(other.id);
            return belief == null ? null : belief.state();
        }

        void settle() {
            for (Finding finding : membership.take()) {
                if (finding instanceof Finding.Send send) {
                    post(this, nodes.get(send.to()), send.message());
                } else if (finding instanceof Finding.Changed changed) {
                    changes.add(changed);
                    note(this, changed);
                }
            }
            long due = Math.max(now, membership.deadline());
            if (due < tickAt) {
                tickAt = due;
                schedule(due, this::tick);
            }
        }

        private void tick() {
            if (up && now >= tickAt) {
                tickAt = Long.MAX_VALUE;
                membership.tick(now);
                settle();
            }
        }

        private void take(Node from, Message message) {
            if (!up || from.side != side) {
                return;
            }
            membership.heard(from.id, now);
            if (message instanceof Message.Ping ping) {
                post(this, from, new Message.Pong(ping.token()));
            } else if (message instanceof Message.Pong pong) {
                membership.answered(from.id, pong.token());
            } else if (message instanceof Message.PingRequest request) {
                membership.asked(from.id, request, now);
            } else if (message instanceof Message.Nack nack) {
                membership.refused(nack.token());
            } else if (message instanceof Message.Rumours rumours) {
                membership.told(from.id, rumours, now);
            }
            settle();
        }
    }

    private final SplittableRandom random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final StringBuilder trace = new StringBuilder();
    private long eventNumber;
    final TreeMap<ReplicaId, Node> nodes = new TreeMap<>();
    Pace pace = PACE;
    int limit = 1000;
    long now;
    double loss;

    /** Pairs of numbers of nodes that nothing gets across. */
    final Set<Set<Long>> cut = new HashSet<>();

    /** What a faulty implementation would send. */
    BiPredicate<ReplicaId, Message> fault = (from, message) -> true;

    long messages;

    MembershipCluster(long seed) {
        random = new SplittableRandom(seed);
    }

    Node add(long number) {
        Node node = new Node(number, 0);
        nodes.put(node.id, node);
        node.settle();
        return node;
    }

    /** Nodes that all have links with all; they learn of each other from that. */
    List<Node> mesh(int count) {
        List<Node> mesh = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            Node node = add(i);
            mesh.forEach(other -> link(node, other));
            mesh.add(node);
        }
        return mesh;
    }

    void link(Node dialer, Node other) {
        dialer.membership.linked(other.id, "n" + other.id.id(), true, now);
        other.membership.linked(dialer.id, "n" + dialer.id.id(), false, now);
        dialer.settle();
        other.settle();
    }

    private static Set<Long> pair(Node one, Node other) {
        return Set.of(one.id.id(), other.id.id());
    }

    /** The process of a node starts again, and has forgotten everything but its identity. */
    Node restart(Node old) {
        old.up = false;
        nodes.values().stream().filter(node -> node.up).forEach(node -> unlink(node, old));
        Node young = add(old.id.id());
        nodes.values().stream().filter(node -> node.up && node != young).forEach(node -> link(young, node));
        return young;
    }

    /** Nodes that have a link with the first alone. */
    List<Node> star(int count) {
        List<Node> star = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            star.add(add(i));
            if (i > 1) {
                link(star.get(i - 1), star.get(0));
            }
        }
        return star;
    }

    /** Both ends notice that their link is gone. */
    void unlink(Node one, Node other) {
        for (Node end : List.of(one, other)) {
            if (end.up) {
                end.membership.unlinked(end == one ? other.id : one.id, now);
                end.settle();
            }
        }
    }

    boolean everybodyBelieves(Node about, MemberState state) {
        return nodes.values().stream()
                .filter(node -> node.up && node != about)
                .allMatch(node -> node.believes(about) == state);
    }

    boolean everybodyKnowsEverybody() {
        return nodes.values().stream().allMatch(node -> everybodyBelieves(node, MemberState.ALIVE));
    }

    /** How often somebody came to believe this of a node that is up. */
    long wronged(MemberState state) {
        return nodes.values().stream()
                .flatMap(node -> node.changes.stream())
                .filter(change -> change.after().state() == state)
                .filter(change -> nodes.get(change.after().replica()).up)
                .count();
    }

    String trace() {
        return trace.toString();
    }

    private void note(Node node, Finding.Changed changed) {
        trace.append(now)
                .append(' ')
                .append(node.id.id())
                .append(' ')
                .append(changed)
                .append('\n');
    }

    private void post(Node from, Node to, Message message) {
        messages++;
        boolean lost = random.nextDouble() < loss
                || (to != null && cut.contains(pair(from, to)))
                || !fault.test(from.id, message);
        if (!lost && to != null && from.up) {
            long delay = 1 + random.nextLong(10 * MILLI) + from.slowness + to.slowness;
            schedule(now + delay, () -> to.take(from, message));
        }
    }

    private void schedule(long time, Runnable action) {
        events.add(new Event(time, eventNumber++, action));
    }

    void run(Duration time) {
        runUntil(() -> false, time);
    }

    /** Runs until a condition holds; false if it does not within the time. */
    boolean runUntil(BooleanSupplier condition, Duration time) {
        long end = now + time.toNanos();
        while (!condition.getAsBoolean()) {
            Event next = events.peek();
            if (next == null || next.time() > end) {
                now = end;
                return false;
            }
            events.remove();
            now = next.time();
            next.action().run();
        }
        return true;
    }
}
