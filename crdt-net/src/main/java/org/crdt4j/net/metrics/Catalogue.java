// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.metrics;

import static org.crdt4j.net.metrics.Meter.Kind.COUNTER;
import static org.crdt4j.net.metrics.Meter.Kind.GAUGE;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.crdt4j.net.member.MemberState;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.net.node.NodeStats;
import org.crdt4j.net.reason.RejectReason;
import org.crdt4j.replica.ReplicaStats;

/** All meters. What they mean at length stands at {@link ReplicaStats} and {@link NodeStats}. */
final class Catalogue {

    private static final String EVENTS = "events";
    private static final String MESSAGES = "messages";
    private static final String OPERATIONS = "operations";
    private static final String OBJECTS = "objects";
    private static final String MEMBERS = "members";
    private static final String TIMES = "times";
    private static final String BYTES = "bytes";

    private record Figure<T>(Meter meter, ToLongFunction<T> value) {}

    private static final List<Figure<ReplicaStats>> REPLICA = List.of(
            of("replica.objects", GAUGE, OBJECTS, "objects that the replica knows", ReplicaStats::objects),
            of("replica.events", COUNTER, EVENTS, "events that it has made", ReplicaStats::localEvents),
            of(
                    "replica.pushes",
                    COUNTER,
                    EVENTS,
                    "fresh events of others that it has applied",
                    ReplicaStats::pushesApplied),
            of(
                    "replica.rows",
                    COUNTER,
                    "rows",
                    "rows of answers and scans that it has joined",
                    ReplicaStats::rowsJoined),
            of(
                    "replica.answers",
                    COUNTER,
                    "answers",
                    "answers and scans that it has joined whole",
                    ReplicaStats::answersCompleted),
            of(
                    "replica.holes",
                    COUNTER,
                    EVENTS,
                    "fresh events that came too early and were left to the next pull",
                    ReplicaStats::holes),
            of(
                    "replica.divergences",
                    COUNTER,
                    TIMES,
                    "peers of the same version that had other content; should be 0",
                    ReplicaStats::divergences),
            of("replica.collected", COUNTER, OBJECTS, "empty objects that it has dropped", ReplicaStats::collected),
            of(
                    "replica.refused",
                    COUNTER,
                    MESSAGES,
                    "messages and rows that it has refused",
                    stats -> stats.refused().values().stream()
                            .mapToLong(Long::longValue)
                            .sum()),
            of("replica.listener.failures", COUNTER, TIMES, "listeners that threw", ReplicaStats::listenerFailures),
            of(
                    "replica.operations.pending",
                    GAUGE,
                    OPERATIONS,
                    "operations that wait for others",
                    ReplicaStats::pendingOperations),
            of(
                    "replica.operations.missing",
                    GAUGE,
                    OPERATIONS,
                    "those others; should go back to 0",
                    ReplicaStats::missingOperations),
            of("replica.waiting", GAUGE, "threads", "threads that wait for a version", ReplicaStats::waiting),
            of(
                    "replica.behind",
                    GAUGE,
                    EVENTS,
                    "events that the peer heard last had, and this replica had not",
                    stats -> stats.behind().values().stream()
                            .mapToLong(Long::longValue)
                            .sum()));

    private static final List<Figure<NodeStats>> NODE = List.of(
            of("node.bytes.in", COUNTER, BYTES, "bytes received", NodeStats::bytesIn),
            of("node.bytes.out", COUNTER, BYTES, "bytes sent", NodeStats::bytesOut),
            of("node.messages.in", COUNTER, MESSAGES, "messages between replicas, received", NodeStats::messagesIn),
            of("node.messages.out", COUNTER, MESSAGES, "messages between replicas, sent", NodeStats::messagesOut),
            of("node.digests.out", COUNTER, MESSAGES, "those of them that compare", NodeStats::digestsOut),
            of(
                    "node.collapses",
                    COUNTER,
                    TIMES,
                    "changes that did not fit into the queue of a peer and were left to a comparison",
                    NodeStats::collapses),
            of("node.reconnects", COUNTER, TIMES, "peers that were linked again", NodeStats::reconnects),
            of(
                    "node.probes",
                    COUNTER,
                    TIMES,
                    "probes of members",
                    stats -> stats.membership().probes()),
            of(
                    "node.suspicions",
                    COUNTER,
                    TIMES,
                    "probes that failed altogether",
                    stats -> stats.membership().suspicions()),
            of(
                    "node.deaths",
                    COUNTER,
                    TIMES,
                    "suspicions that were not refuted in time",
                    stats -> stats.membership().deaths()),
            of(
                    "node.health",
                    GAUGE,
                    "points",
                    "from 0, well, to 8: how slow this node itself seems to be",
                    stats -> stats.membership().health()));

    private Catalogue() {}

    private static <T> Figure<T> of(
            String name, Meter.Kind kind, String unit, String description, ToLongFunction<T> value) {
        return new Figure<>(new Meter("crdt4j." + name, kind, unit, description, Map.of()), value);
    }

    static void bind(GossipNode node, CrdtMetrics metrics) {
        REPLICA.forEach(figure -> metrics.add(
                figure.meter, () -> figure.value.applyAsLong(node.replica().stats())));
        NODE.forEach(figure -> metrics.add(figure.meter, () -> figure.value.applyAsLong(node.stats())));
        metrics.add(
                new Meter("crdt4j.node.peers", GAUGE, "links", "peers with a link", Map.of()),
                () -> node.peers().size());
        metrics.add(
                new Meter("crdt4j.node.queued", GAUGE, BYTES, "bytes of fresh changes that wait to be sent", Map.of()),
                () -> node.peers().stream()
                        .mapToLong(peer -> peer.queuedBytes())
                        .sum());
        for (MemberState state : MemberState.values()) {
            metrics.add(
                    new Meter(
                            "crdt4j.node.members",
                            GAUGE,
                            MEMBERS,
                            "members by what this node believes of them, itself included",
                            Map.of("state", lower(state))),
                    () -> node.members().stream()
                            .filter(member -> member.state() == state)
                            .count());
        }
        for (RejectReason reason : RejectReason.values()) {
            metrics.add(
                    new Meter(
                            "crdt4j.node.rejects",
                            COUNTER,
                            TIMES,
                            "what this node refused, by reason",
                            Map.of("reason", lower(reason))),
                    () -> node.stats().rejects(reason));
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
