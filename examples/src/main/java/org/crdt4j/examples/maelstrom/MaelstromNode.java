// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.maelstrom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.crdt4j.error.CrdtException;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.replica.Replica;
import org.jspecify.annotations.Nullable;

/**
 * One node: answers clients from its own replica, at once, whatever the network does, and lets a gossip node bring the replicas together. Messages
 * are JSON, a line each, with {@code src}, {@code dest} and {@code body}. Thread-safe.
 */
final class MaelstromNode implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration FIRST_RECONNECT = Duration.ofMillis(50);
    private static final Duration LONGEST_RECONNECT = Duration.ofSeconds(1);

    private final Workload workload;
    private final Consumer<String> out;
    private @Nullable Running running;

    /** What there is once the node knows its name. */
    private record Running(String name, Replica replica, MaelstromTransport transport, GossipNode gossip) {}

    /**
     * A node that does not know its name yet.
     *
     * @param workload what clients will ask for
     * @param out takes lines; one at a time
     */
    MaelstromNode(Workload workload, Consumer<String> out) {
        this.workload = workload;
        this.out = out;
    }

    /**
     * Takes a message.
     *
     * @param line the message
     * @throws JsonProcessingException if it is no JSON; then it was not from Maelstrom
     */
    void receive(String line) throws JsonProcessingException {
        JsonNode message = JSON.readTree(line);
        JsonNode body = message.path("body");
        String from = message.path("src").asText();
        String type = body.path("type").asText();
        if (type.equals(MaelstromTransport.TYPE)) {
            Running known = running();
            if (known != null) {
                known.transport().receive(from, body);
            } else {
                // Nobody listens here yet; the other node will dial again.
                MaelstromTransport.refuse(
                        body, answer -> send(message.path("dest").asText(), from, answer));
            }
            return;
        }
        ObjectNode answer;
        try {
            answer = answer(type, body);
            answer.put("type", type + "_ok");
        } catch (RequestException e) {
            answer = error(e.code(), e.getMessage());
        } catch (CrdtException | ArithmeticException e) {
            answer = error(RequestException.MALFORMED, e.getMessage());
        }
        if (body.hasNonNull("msg_id")) {
            answer.set("in_reply_to", body.get("msg_id"));
        }
        send(message.path("dest").asText(), from, answer);
    }

    private ObjectNode answer(String type, JsonNode body) throws RequestException {
        if (type.equals("init")) {
            start(body);
            return JSON.createObjectNode();
        }
        Running known = running();
        if (known == null) {
            throw new RequestException(RequestException.NOT_SUPPORTED, "the first message has to be init, not " + type);
        }
        Optional<ObjectNode> answer = workload.handle(type, body, known.replica());
        return answer.orElseThrow(() -> new RequestException(
                RequestException.NOT_SUPPORTED, "the workload " + workload.label() + " has no " + type));
    }

    private synchronized @Nullable Running running() {
        return running;
    }

    private synchronized void start(JsonNode body) throws RequestException {
        if (running != null) {
            throw new RequestException(RequestException.NOT_SUPPORTED, "this node is " + running.name() + " already");
        }
        String name = body.path("node_id").asText();
        if (name.isBlank()) {
            throw new RequestException(RequestException.MALFORMED, "node_id is missing");
        }
        List<String> seeds = new ArrayList<>();
        body.path("node_ids").forEach(node -> {
            if (!node.asText().equals(name)) {
                seeds.add(MaelstromTransport.address(node.asText()).toString());
            }
        });
        Replica replica = Replica.builder(name).open();
        var transport = new MaelstromTransport(name, (to, content) -> send(name, to, content));
        GossipNode gossip = GossipNode.builder(replica)
                .transport(transport)
                .listen(name, MaelstromTransport.PORT)
                .seeds(seeds)
                .reconnect(FIRST_RECONNECT, LONGEST_RECONNECT)
                .start();
        running = new Running(name, replica, transport, gossip);
    }

    private static ObjectNode error(int code, @Nullable String text) {
        return JSON.createObjectNode().put("type", "error").put("code", code).put("text", String.valueOf(text));
    }

    private void send(String from, String to, ObjectNode body) {
        ObjectNode message = JSON.createObjectNode();
        message.put("src", from).put("dest", to).set("body", body);
        synchronized (out) {
            out.accept(message.toString());
        }
    }

    @Override
    public void close() {
        Running known = running();
        if (known != null) {
            known.gossip().close();
            known.replica().close();
        }
    }
}
