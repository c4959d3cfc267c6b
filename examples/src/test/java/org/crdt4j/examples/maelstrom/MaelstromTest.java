// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.maelstrom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.crdt4j.examples.console.Captured;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes in this process, and a small Maelstrom that carries their messages. */
@Timeout(120)
class MaelstromTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long PATIENCE = Duration.ofSeconds(60).toNanos();
    private static final String CLIENT = "c1";

    private final Map<String, MaelstromNode> nodes = new HashMap<>();
    private final Queue<String> underway = new ArrayDeque<>();
    private final List<JsonNode> answers = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private Set<String> cutOff = Set.of();
    private double lost;
    private long messageId;

    @AfterEach
    void close() throws Exception {
        // Their farewells have to be carried too.
        lost = 0;
        cutOff = Set.of();
        var closing = new Thread(() -> nodes.values().parallelStream().forEach(MaelstromNode::close));
        closing.start();
        carryUntil(() -> !closing.isAlive());
    }

    private void start(Workload workload, int count) throws Exception {
        List<String> names = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            names.add("n" + index);
        }
        for (String name : names) {
            nodes.put(name, new MaelstromNode(workload, this::carry));
        }
        for (String name : names) {
            ObjectNode init = JSON.createObjectNode().put("type", "init").put("node_id", name);
            init.set("node_ids", JSON.valueToTree(names));
            assertEquals("init_ok", ask(name, init).path("type").asText());
        }
    }

    private void carry(String line) {
        synchronized (underway) {
            underway.add(line);
            underway.notifyAll();
        }
    }

    /** Carries messages until something holds. */
    private void carryUntil(BooleanSupplier holds) throws Exception {
        long deadline = System.nanoTime() + PATIENCE;
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it never held; " + answers.size() + " answers");
            String line;
            synchronized (underway) {
                if (underway.isEmpty()) {
                    underway.wait(50);
                }
                line = underway.poll();
            }
            if (line != null) {
                deliver(line);
            }
        }
    }

    private void deliver(String line) throws Exception {
        JsonNode message = JSON.readTree(line);
        String from = message.path("src").asText();
        String to = message.path("dest").asText();
        if (to.equals(CLIENT)) {
            answers.add(message.path("body"));
        } else if (cutOff.contains(from) == cutOff.contains(to) && random.nextDouble() >= lost) {
            nodes.get(to).receive(line);
        }
    }

    private JsonNode ask(String node, ObjectNode body) throws Exception {
        long id = ++messageId;
        ObjectNode message = JSON.createObjectNode().put("src", CLIENT).put("dest", node);
        message.set("body", body.put("msg_id", id));
        nodes.get(node).receive(message.toString());
        carryUntil(() ->
                answers.stream().anyMatch(answer -> answer.path("in_reply_to").asLong() == id));
        return answers.stream()
                .filter(answer -> answer.path("in_reply_to").asLong() == id)
                .findFirst()
                .orElseThrow();
    }

    private JsonNode ask(String node, String type) throws Exception {
        return ask(node, JSON.createObjectNode().put("type", type));
    }

    private JsonNode add(String node, String type, String field, long value) throws Exception {
        return ask(node, JSON.createObjectNode().put("type", type).put(field, value));
    }

    private boolean all(String expected, String field) {
        return nodes.keySet().stream().allMatch(node -> {
            try {
                return expected.equals(sorted(ask(node, "read").path(field)));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static String sorted(JsonNode value) {
        if (!value.isArray()) {
            return value.toString();
        }
        var numbers = new TreeSet<Long>();
        value.forEach(element -> numbers.add(element.asLong()));
        return numbers.toString();
    }

    @Test
    void broadcast_reachesEverybodyThroughAPartition() throws Exception {
        start(Workload.BROADCAST, 5);
        ObjectNode topology = JSON.createObjectNode().put("type", "topology");
        topology.putObject("topology").putArray("n0").add("n1");
        assertEquals("topology_ok", ask("n0", topology).path("type").asText());
        assertEquals(
                "broadcast_ok",
                add("n0", "broadcast", "message", 1).path("type").asText());
        carryUntil(() -> all("[1]", "messages"));
        cutOff = Set.of("n0", "n1");
        add("n1", "broadcast", "message", 2);
        add("n4", "broadcast", "message", 3);
        assertEquals("[1, 2]", sorted(ask("n1", "read").path("messages")));
        cutOff = Set.of();
        carryUntil(() -> all("[1, 2, 3]", "messages"));
    }

    @Test
    void set_losesNothingThoughMessagesAreLost() throws Exception {
        start(Workload.G_SET, 3);
        lost = 0.05;
        for (long element = 0; element < 30; element++) {
            assertEquals(
                    "add_ok",
                    add("n" + element % 3, "add", "element", element)
                            .path("type")
                            .asText());
        }
        String expected = new TreeSet<>(LongStream.range(0, 30).boxed().toList()).toString();
        carryUntil(() -> all(expected, "value"));
    }

    @Test
    void counters_countEachAdditionOnce() throws Exception {
        start(Workload.PN_COUNTER, 3);
        for (long delta = -5; delta <= 10; delta++) {
            add("n" + Math.floorMod(delta, 3), "add", "delta", delta);
        }
        carryUntil(() -> all("40", "value"));
    }

    @Test
    void growOnlyCounter_growsOnly() throws Exception {
        start(Workload.G_COUNTER, 2);
        add("n0", "add", "delta", 0);
        add("n0", "add", "delta", 7);
        JsonNode refused = add("n1", "add", "delta", -1);
        assertEquals(RequestException.MALFORMED, refused.path("code").asInt(), refused.toString());
        carryUntil(() -> all("7", "value"));
    }

    @Test
    void requestsThatCannotBe_areAnsweredWithAnError() throws Exception {
        nodes.put("n9", new MaelstromNode(Workload.G_SET, this::carry));
        assertEquals(
                RequestException.NOT_SUPPORTED, ask("n9", "read").path("code").asInt());
        assertEquals(RequestException.MALFORMED, ask("n9", "init").path("code").asInt());
        start(Workload.G_SET, 1);
        assertEquals(
                RequestException.NOT_SUPPORTED, ask("n0", "dance").path("code").asInt());
        assertEquals(
                RequestException.NOT_SUPPORTED, ask("n0", "init").path("code").asInt());
        ObjectNode wrong = JSON.createObjectNode().put("type", "add");
        wrong.set("element", JSON.createArrayNode());
        assertEquals(RequestException.MALFORMED, ask("n0", wrong).path("code").asInt());
        assertEquals("[]", sorted(ask("n0", "read").path("value")));
    }

    @Test
    void command_talksByStandardInputAndOutput() throws Exception {
        var out = new Captured();
        var err = new Captured();
        String input = """
                {"src":"c0","dest":"n1","body":{"type":"init","msg_id":1,"node_id":"n1","node_ids":["n1"]}}
                {"src":"c1","dest":"n1","body":{"type":"add","msg_id":2,"element":"x"}}
                {"src":"c1","dest":"n1","body":{"type":"read","msg_id":3}}
                """;
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        assertEquals(0, MaelstromCommand.run(List.of("g-set"), in, out, err), err.toString());
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        assertEquals(3, lines.size(), out.toString());
        assertEquals("c0", lines.get(0).path("dest").asText());
        assertEquals("add_ok", lines.get(1).path("body").path("type").asText());
        assertEquals(3, lines.get(2).path("body").path("in_reply_to").asInt());
        assertEquals(
                "x",
                ((ArrayNode) lines.get(2).path("body").path("value")).get(0).asText());
    }

    @Test
    void wrongInput_isOneLineAndAnExitCode() {
        var err = new Captured();
        var in = new ByteArrayInputStream("hello\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(1, MaelstromCommand.run(List.of("g-set"), in, new Captured(), err));
        assertEquals(2, MaelstromCommand.run(List.of("lin-kv"), in, new Captured(), err));
        assertEquals(2, MaelstromCommand.run(List.of(), in, new Captured(), err));
        assertEquals(3, err.toString().lines().count(), err.toString());
    }
}
