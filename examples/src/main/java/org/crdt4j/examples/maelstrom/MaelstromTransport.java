// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.maelstrom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.crdt4j.net.transport.PeerAddress;
import org.crdt4j.net.transport.Transport;

/**
 * Connections over Maelstrom's messages, which may come late, in any order, or never. A connection is the sum of messages with its name: one that opens it, the
 * answer to that, pieces of bytes with their numbers, and one that closes it. A piece that does not come breaks it, as a broken cable breaks TCP;
 * the gossip node then dials again, and its anti-entropy finds what was lost. Thread-safe.
 */
final class MaelstromTransport implements Transport {

    /** The type of all its messages. */
    static final String TYPE = "crdt4j";

    /** All nodes listen there; Maelstrom knows no ports. */
    static final int PORT = 1;

    private final String self;
    private final BiConsumer<String, ObjectNode> sender;
    private final Map<String, MaelstromConnection> connections = new ConcurrentHashMap<>();
    private final BlockingQueue<MaelstromConnection> accepted = new LinkedBlockingQueue<>();
    private final AtomicLong dialed = new AtomicLong();

    /**
     * The transport of a node.
     *
     * @param self the name of the node
     * @param sender takes messages, each with the name of the node where it goes
     */
    MaelstromTransport(String self, BiConsumer<String, ObjectNode> sender) {
        this.self = self;
        this.sender = sender;
    }

    static PeerAddress address(String node) {
        return new PeerAddress(node, PORT);
    }

    /** Takes a message of this type. */
    void receive(String from, JsonNode body) {
        String name = body.path("connection").asText();
        String kind = body.path("kind").asText();
        if (kind.equals("open")) {
            var connection = new MaelstromConnection(this, name, from);
            // Opened twice means repeated; the first one stands.
            if (connections.putIfAbsent(name, connection) == null) {
                send(from, name, "accepted");
                accepted.add(connection);
            }
            return;
        }
        MaelstromConnection connection = connections.get(name);
        if (connection == null) {
            refuse(body, answer -> sender.accept(from, answer));
            return;
        }
        switch (kind) {
            case "accepted" -> connection.acceptedByPeer();
            case "close" -> connection.brokenByPeer();
            default -> connection.receive(body);
        }
    }

    /** Answers a message of a connection that is not there. */
    static void refuse(JsonNode body, Consumer<ObjectNode> answer) {
        if (!body.path("kind").asText().equals("close")) {
            answer.accept(message(body.path("connection").asText(), "close"));
        }
    }

    private void send(String to, String connection, String kind) {
        sender.accept(to, message(connection, kind));
    }

    static ObjectNode message(String connection, String kind) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", TYPE)
                .put("kind", kind)
                .put("connection", connection);
    }

    void send(MaelstromConnection connection, ObjectNode message) {
        sender.accept(connection.peer(), message);
    }

    void ended(MaelstromConnection connection) {
        if (connections.remove(connection.name()) != null) {
            send(connection.peer(), connection.name(), "close");
        }
    }

    @Override
    public Connection connect(PeerAddress address, Duration timeout) throws IOException {
        String name = self + "-" + dialed.incrementAndGet();
        var connection = new MaelstromConnection(this, name, address.host());
        connections.put(name, connection);
        send(address.host(), name, "open");
        try {
            connection.awaitAcceptance(timeout);
            return connection;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Endpoint bind(PeerAddress address) {
        return new Door();
    }

    /** Does nothing: no byte goes anywhere but to Maelstrom, which is on this machine. */
    @Override
    public void check(PeerAddress address) {}

    /** Where connections come in. Its end is told to whoever waits by a connection of no name. */
    private final class Door implements Endpoint {

        private final MaelstromConnection end = new MaelstromConnection(MaelstromTransport.this, "", self);

        @Override
        public PeerAddress address() {
            return MaelstromTransport.address(self);
        }

        @Override
        public Connection accept() throws IOException {
            try {
                MaelstromConnection connection = accepted.take();
                if (connection == end) {
                    accepted.add(end);
                    throw new IOException("the node has closed");
                }
                return connection;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }

        @Override
        public void close() {
            accepted.add(end);
        }
    }
}
