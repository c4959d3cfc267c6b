// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.inspector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.net.node.GossipNode;
import org.jspecify.annotations.Nullable;

/** What there is under which path, and who may have it. */
final class Pages {

    static final ObjectMapper JSON = new JsonMapper();

    private static final int MOST_REQUEST_BYTES = 64 << 10;
    private static final String HTML = "text/html; charset=utf-8";
    private static final Map<String, String> FILES = Map.of(
            "/", HTML, "/inspector.css", "text/css; charset=utf-8", "/inspector.js", "text/javascript; charset=utf-8");

    /* The page loads its own two files and talks to this server, nothing else. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Report report;
    private final ChangeFeed feed;

    Pages(GossipNode node, ChangeFeed feed) {
        report = new Report(node);
        this.feed = feed;
    }

    void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Security-Policy", POLICY);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Cache-Control", "no-store");
            headers.set("Referrer-Policy", "no-referrer");
            if (isForeign(exchange)) {
                complain(exchange, 403, "only loopback addresses are served");
                return;
            }
            try {
                answer(exchange);
            } catch (IllegalArgumentException | JsonProcessingException e) {
                complain(exchange, 400, String.valueOf(e.getMessage()));
            }
        }
    }

    /* A page from elsewhere, opened in a browser here, may let its own name lead to this address: its requests bear that name. */
    private static boolean isForeign(HttpExchange exchange) {
        return !isLoopback(exchange.getRequestHeaders().getFirst("Host"))
                || !Optional.ofNullable(exchange.getRequestHeaders().getFirst("Origin"))
                        .map(origin -> origin.startsWith("http://") && isLoopback(origin.substring(7)))
                        .orElse(true);
    }

    private static boolean isLoopback(@Nullable String host) {
        return host != null && LOOPBACK.contains(host.replaceFirst(":\\d+$", ""));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        boolean plays = path.equals("/api/playground");
        if (!method.equals("GET") && !(plays && method.equals("POST"))) {
            complain(exchange, 405, method + " is not for " + path);
            return;
        }
        Map<String, String> query = query(exchange);
        switch (path) {
            case "/api/status" -> send(exchange, report.status());
            case "/api/objects" ->
                send(exchange, report.objects(query.getOrDefault("prefix", ""), query.getOrDefault("after", "")));
            case "/api/object" -> object(exchange, query.getOrDefault("name", ""));
            case "/api/events" -> feed.serve(exchange, report);
            case "/api/playground" ->
                send(exchange, method.equals("GET") ? Playground.catalogue() : Playground.play(body(exchange)));
            default -> file(exchange, path);
        }
    }

    private void object(HttpExchange exchange, String name) throws IOException {
        Optional<JsonNode> found = report.object(name);
        if (found.isPresent()) {
            send(exchange, found.get());
        } else {
            complain(exchange, 404, "no object " + name);
        }
    }

    private static void file(HttpExchange exchange, String path) throws IOException {
        String type = FILES.get(path);
        if (type == null) {
            complain(exchange, 404, "nothing at " + path);
            return;
        }
        String name = path.equals("/") ? "inspector.html" : path.substring(1);
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing in the archive");
            }
            send(exchange, 200, type, in.readAllBytes());
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        if (raw != null) {
            for (String part : raw.split("&", -1)) {
                int equals = part.indexOf('=');
                if (equals > 0) {
                    query.put(
                            part.substring(0, equals),
                            URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return query;
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_REQUEST_BYTES + 1);
        if (body.length > MOST_REQUEST_BYTES) {
            throw new IllegalArgumentException("more than " + MOST_REQUEST_BYTES + " bytes");
        }
        return JSON.readTree(body);
    }

    private static void complain(HttpExchange exchange, int status, String complaint) throws IOException {
        JsonNode error = JsonNodeFactory.instance.objectNode().put("error", complaint);
        send(exchange, status, "application/json", JSON.writeValueAsBytes(error));
    }

    private static void send(HttpExchange exchange, JsonNode answer) throws IOException {
        send(exchange, 200, "application/json", JSON.writeValueAsBytes(answer));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
