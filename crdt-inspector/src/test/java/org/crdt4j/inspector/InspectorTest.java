// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.inspector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InspectorTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Replica eu = Replica.builder("eu").open();
    private final Replica us = Replica.builder("us").open();
    private GossipNode node;
    private GossipNode peer;
    private Inspector inspector;

    @BeforeEach
    void open() {
        node = GossipNode.builder(eu).listen("127.0.0.1", 0).start();
        peer = GossipNode.builder(us)
                .listen("127.0.0.1", 0)
                .seeds(node.address().toString())
                .start();
        assertTrue(node.awaitPeers(1, Duration.ofSeconds(30)));
        inspector = Inspector.attach(node).listen(0);
    }

    @AfterEach
    void close() {
        inspector.close();
        peer.close();
        node.close();
        us.close();
        eu.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(inspector.url() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(inspector.url() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertEquals(200, answer.statusCode(), answer.body());
        return Pages.JSON.readTree(answer.body());
    }

    /** The status line of an answer to a request written by hand. */
    private String statusLine(String request) throws IOException {
        URI uri = URI.create(inspector.url());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
        }
    }

    @Test
    void status_tellsMembersPeersAndFigures() throws Exception {
        eu.counter("stock").increment(5);
        JsonNode status = json("api/status");
        assertEquals("eu", status.get("name").asText());
        assertEquals(List.of("eu", "us"), sorted(status.get("members").findValuesAsText("name")));
        assertEquals(
                1,
                status.get("members").findValuesAsText("self").stream()
                        .filter("true"::equals)
                        .count());
        assertEquals("us", status.at("/peers/0/name").asText());
        assertEquals(1, status.at("/replica/objects").asInt());
        assertEquals(1, status.at("/replica/localEvents").asInt());
        assertEquals(0, status.at("/replica/divergences").asInt());
        assertTrue(status.at("/network/bytesOut").asLong() > 0);
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().sorted().toList();
    }

    @Test
    void objects_areListedByPrefixAndInPages() throws Exception {
        for (int i = 0; i < 150; i++) {
            eu.counter(String.format("cart/%03d", i)).increment();
        }
        eu.set("tags").add("<script>alert(1)</script>");
        JsonNode first = json("api/objects?prefix=cart%2F");
        assertEquals(Report.MOST_OBJECTS, first.get("objects").size());
        assertTrue(first.get("more").asBoolean());
        String last = first.get("objects").get(99).get("name").asText();
        JsonNode second = json("api/objects?prefix=cart%2F&after=" + last.replace("/", "%2F"));
        assertEquals(50, second.get("objects").size());
        assertFalse(second.get("more").asBoolean());
        assertEquals("cart/100", second.at("/objects/0/name").asText());
        JsonNode tags = json("api/objects?prefix=t");
        assertEquals("[<script>alert(1)</script>]", tags.at("/objects/0/value").asText());
        assertEquals(0, json("api/objects?prefix=u").get("objects").size());
    }

    @Test
    void object_isExplained() throws Exception {
        eu.set("tags").add("x");
        JsonNode object = json("api/object?name=tags");
        assertEquals(
                eu.explain("tags").orElseThrow().toString(),
                object.get("explanation").asText());
        assertEquals(1, object.get("dots").asInt());
        assertEquals(eu.id().toString(), object.at("/origins/0/replica").asText());
        assertEquals(404, get("api/object?name=none").statusCode());
    }

    @Test
    void changesHereAndOfPeers_areToldLive() throws Exception {
        HttpResponse<InputStream> stream = client.send(
                HttpRequest.newBuilder(URI.create(inspector.url() + "api/events"))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertEquals("event: status", lines.readLine());
            eu.set("tags").add("here");
            JsonNode own = nextChange(lines);
            assertEquals("tags", own.get("name").asText());
            assertTrue(own.get("local").asBoolean());
            us.set("tags").add("x".repeat(1_000));
            JsonNode other = nextChange(lines);
            assertFalse(other.get("local").asBoolean());
            assertTrue(other.get("change").asText().length() <= 203, "cut off");
        }
    }

    private static JsonNode nextChange(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (!line.equals("event: change")) {
            line = lines.readLine();
        }
        return Pages.JSON.readTree(lines.readLine().substring("data: ".length()));
    }

    @Test
    void tooManyVisitors_areSentAwayAndOthersServed() throws Exception {
        List<InputStream> visitors = new ArrayList<>();
        for (int i = 0; i < ChangeFeed.MOST_VISITORS; i++) {
            HttpResponse<InputStream> visitor = client.send(
                    HttpRequest.newBuilder(URI.create(inspector.url() + "api/events"))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertEquals(200, visitor.statusCode());
            visitors.add(visitor.body());
        }
        assertEquals(503, get("api/events").statusCode());
        assertEquals(200, get("api/status").statusCode());
        for (InputStream visitor : visitors) {
            visitor.close();
        }
    }

    @Test
    void page_loadsNothingFromElsewhere() throws Exception {
        HttpResponse<String> page = get("");
        assertEquals(200, page.statusCode());
        assertTrue(page.headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow()
                .startsWith("default-src 'none'"));
        assertFalse(page.body().contains("://"), "an address of elsewhere");
        assertFalse(get("inspector.js").body().contains("innerHTML"), "texts could become markup");
        assertEquals(200, get("inspector.css").statusCode());
        assertEquals(404, get("../../module-info.class").statusCode());
        assertEquals(404, get("Inspector.class").statusCode());
    }

    @Test
    void playground_playsScripts() throws Exception {
        HttpResponse<String> played =
                post("api/playground", "{\"type\":\"set\",\"steps\":[\"a add x\",\"link cut\",\"b add y\"]}");
        assertEquals(200, played.statusCode(), played.body());
        assertEquals("[x, y]", Pages.JSON.readTree(played.body()).at("/b/value").asText());
        assertEquals(Toys.ALL.size(), json("api/playground").size());
        assertEquals(400, post("api/playground", "{\"type\":").statusCode());
        assertEquals(400, post("api/playground", "{\"type\":\"abacus\"}").statusCode());
        assertEquals(400, post("api/playground", " ".repeat(70_000)).statusCode());
        assertEquals(405, post("api/status", "").statusCode());
        assertEquals(0, eu.names().size(), "the node has nothing of it");
    }

    @Test
    void requestsThroughForeignNames_areRefused() throws IOException {
        assertTrue(statusLine("GET /api/status HTTP/1.1\r\nHost: attacker.example\r\n\r\n")
                .contains("403"));
        assertTrue(statusLine("GET /api/status HTTP/1.1\r\nHost: 127.0.0.1.attacker.example:80\r\n\r\n")
                .contains("403"));
        assertTrue(statusLine("GET /api/status HTTP/1.1\r\nHost: localhost\r\nOrigin: http://attacker.example\r\n\r\n")
                .contains("403"));
        assertTrue(statusLine("GET /api/status HTTP/1.1\r\nHost: localhost:1\r\nOrigin: http://127.0.0.1:1\r\n\r\n")
                .contains("200"));
    }

    @Test
    void closedInspector_leavesTheNodeAlone() throws Exception {
        String url = inspector.url();
        assertThrows(IllegalStateException.class, () -> inspector.listen(0));
        inspector.close();
        assertThrows(IllegalStateException.class, inspector::url);
        assertThrows(
                ConnectException.class,
                () -> client.send(
                        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString()));
        eu.set("tags").add("x");
        assertEquals(1, node.peers().size());
        inspector.listen(0);
        assertEquals(200, get("").statusCode());
    }
}
