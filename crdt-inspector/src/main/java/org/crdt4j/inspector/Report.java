// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.net.node.MemberStatus;
import org.crdt4j.net.node.NodeStats;
import org.crdt4j.net.node.PeerStatus;
import org.crdt4j.replica.Explanation;
import org.crdt4j.replica.Replica;
import org.crdt4j.replica.ReplicaStats;

/** What a node and its replica say of themselves, as JSON. Thread-safe. */
final class Report {

    /* A list is cut off here; the visitor asks for more, or for a longer prefix. */
    static final int MOST_OBJECTS = 100;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final GossipNode node;
    private final Replica replica;

    Report(GossipNode node) {
        this.node = node;
        replica = node.replica();
    }

    ObjectNode status() {
        ReplicaStats stats = replica.stats();
        ObjectNode status = JSON.objectNode();
        status.put("name", replica.name());
        status.put("id", replica.id().toString());
        status.put("address", node.address().toString());
        status.put("version", replica.version().toString());
        status.set("members", members());
        status.set("peers", peers(stats.behind()));
        status.set("replica", replica(stats));
        status.set("network", network(node.stats()));
        return status;
    }

    private ArrayNode members() {
        ArrayNode members = JSON.arrayNode();
        for (MemberStatus member : node.members()) {
            members.addObject()
                    .put("name", member.name())
                    .put("id", member.id().toString())
                    .put("address", String.valueOf(member.address()))
                    .put("state", member.state().toString())
                    .put("self", member.id().equals(replica.id()));
        }
        return members;
    }

    private ArrayNode peers(Map<ReplicaId, Long> behind) {
        ArrayNode peers = JSON.arrayNode();
        for (PeerStatus peer : node.peers()) {
            peers.addObject()
                    .put("name", peer.name())
                    .put("remote", peer.remote().toString())
                    .put("dialed", peer.dialed())
                    .put("silentMillis", peer.silentFor().toMillis())
                    .put("queuedBytes", peer.queuedBytes())
                    .put("missing", behind.getOrDefault(peer.id(), 0L));
        }
        return peers;
    }

    private static ObjectNode replica(ReplicaStats stats) {
        ObjectNode replica = JSON.objectNode()
                .put("objects", stats.objects())
                .put("localEvents", stats.localEvents())
                .put("pushesApplied", stats.pushesApplied())
                .put("rowsJoined", stats.rowsJoined())
                .put("answersCompleted", stats.answersCompleted())
                .put("holes", stats.holes())
                .put("divergences", stats.divergences())
                .put("collected", stats.collected())
                .put("pendingOperations", stats.pendingOperations())
                .put("missingOperations", stats.missingOperations());
        replica.put(
                "behind",
                stats.behind().values().stream().mapToLong(Long::longValue).sum());
        ObjectNode refused = replica.putObject("refused");
        stats.refused().forEach(refused::put);
        return replica;
    }

    private static ObjectNode network(NodeStats stats) {
        ObjectNode network = JSON.objectNode()
                .put("bytesIn", stats.bytesIn())
                .put("bytesOut", stats.bytesOut())
                .put("messagesIn", stats.messagesIn())
                .put("messagesOut", stats.messagesOut())
                .put("digestsOut", stats.digestsOut())
                .put("collapses", stats.collapses())
                .put("reconnects", stats.reconnects())
                .put("deaths", stats.membership().deaths())
                .put("health", stats.membership().health());
        ObjectNode rejects = network.putObject("rejects");
        stats.rejects().forEach((reason, count) -> rejects.put(reason.toString(), count));
        ObjectNode rejectedBy = network.putObject("rejectedBy");
        stats.rejectedBy().forEach((reason, count) -> rejectedBy.put(reason.toString(), count));
        return network;
    }

    /** The objects whose names begin with something and come after something, up to a limit. */
    ObjectNode objects(String prefix, String after) {
        var names = new TreeSet<>(replica.names()).tailSet(prefix.compareTo(after) > 0 ? prefix : after);
        ObjectNode page = JSON.objectNode();
        ArrayNode objects = page.putArray("objects");
        boolean more = false;
        for (String name : names) {
            boolean matches = name.startsWith(prefix);
            more = matches && objects.size() == MOST_OBJECTS;
            if (!matches || more) {
                break;
            }
            if (!name.equals(after)) {
                replica.explain(name).ifPresent(object -> objects.add(summary(object)));
            }
        }
        return page.put("more", more);
    }

    private static ObjectNode summary(Explanation object) {
        return JSON.objectNode()
                .put("name", object.name())
                .put("type", object.type())
                .put("value", object.value())
                .put("bytes", object.bytes())
                .put("dots", object.dots());
    }

    /** All that is known of an object. */
    Optional<JsonNode> object(String name) {
        return replica.explain(name).map(Report::details);
    }

    private static JsonNode details(Explanation object) {
        ObjectNode details = summary(object);
        ArrayNode origins = details.putArray("origins");
        for (Explanation.Origin origin : object.origins()) {
            origins.addObject()
                    .put("replica", origin.replica().toString())
                    .put("lastEvent", origin.lastEvent())
                    .put("dots", origin.dots())
                    .put("early", origin.isEarly());
        }
        details.put("pendingOperations", object.pendingOperations());
        details.put("explanation", object.toString());
        return details;
    }
}
