// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A page in headless Chromium, driven by its DevTools protocol. */
final class Chromium implements AutoCloseable, WebSocket.Listener {

    private static final String ANNOUNCEMENT = "DevTools listening on ";
    private static final int SECONDS = 30;

    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
    private final StringBuilder message = new StringBuilder();
    private int number;

    /** Starts a browser with a profile of its own. */
    Chromium(Path profile) throws Exception {
        process = new ProcessBuilder(
                        System.getProperty("crdt4j.chromium", "chromium"),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        while (line != null && !line.startsWith(ANNOUNCEMENT)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("Chromium ended at once");
        }
        URI browser = URI.create(line.substring(ANNOUNCEMENT.length()));
        HttpClient client = HttpClient.newHttpClient();
        String list = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + browser.getPort() + "/json/list"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        String page = "";
        for (JsonNode target : Pages.JSON.readTree(list)) {
            if (target.get("type").asText().equals("page")) {
                page = target.get("webSocketDebuggerUrl").asText();
            }
        }
        socket = client.newWebSocketBuilder().buildAsync(URI.create(page), this).get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            try {
                JsonNode answer = Pages.JSON.readTree(message.toString());
                CompletableFuture<JsonNode> waiting =
                        open.remove(answer.path("id").asInt());
                if (waiting != null) {
                    waiting.complete(answer);
                }
            } catch (IOException e) {
                open.values().forEach(waiting -> waiting.completeExceptionally(e));
            }
            message.setLength(0);
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private JsonNode call(String method, ObjectNode parameters) throws Exception {
        number++;
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        open.put(number, answer);
        ObjectNode request = parameters.objectNode().put("id", number).put("method", method);
        request.set("params", parameters);
        socket.sendText(request.toString(), true).get(SECONDS, TimeUnit.SECONDS);
        JsonNode json = answer.get(SECONDS, TimeUnit.SECONDS);
        if (json.has("error")) {
            throw new IOException(method + ": " + json.get("error"));
        }
        return json.get("result");
    }

    private static ObjectNode parameters() {
        return Pages.JSON.createObjectNode();
    }

    void size(int width, int height, boolean dark) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                parameters()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
        ObjectNode media = parameters();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", media);
    }

    void open(String url) throws Exception {
        call("Page.navigate", parameters().put("url", "about:blank"));
        call("Page.navigate", parameters().put("url", url));
    }

    /** The value of an expression in the page. */
    String evaluate(String expression) throws Exception {
        JsonNode result = call(
                "Runtime.evaluate",
                parameters()
                        .put("expression", expression)
                        .put("awaitPromise", true)
                        .put("returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(expression + ": " + result.get("exceptionDetails"));
        }
        return result.at("/result/value").asText();
    }

    /** Returns when an expression is true in the page, at the latest after some seconds; then it fails. */
    void await(String expression) throws Exception {
        String outcome = evaluate(
                "new Promise(done => { const end = Date.now() + 20000; const look = () => {"
                        + " let holds = false; try { holds = " + expression + "; } catch (missing) { holds = false; }"
                        + " if (holds) done('yes'); else if (Date.now() > end) done('no'); else setTimeout(look, 50); }; look(); })");
        if (!outcome.equals("yes")) {
            throw new AssertionError("never in the page: " + expression + "\n" + evaluate("document.body.innerText"));
        }
    }

    /** Presses keys one after the other: names such as {@code Tab}, or text. */
    void press(String... keys) throws Exception {
        for (String key : keys) {
            int code = Map.of("Tab", 9, "Enter", 13, "ArrowRight", 39, "ArrowLeft", 37)
                    .getOrDefault(key, 0);
            if (code == 0) {
                call("Input.insertText", parameters().put("text", key));
            } else {
                ObjectNode down =
                        parameters().put("type", "keyDown").put("key", key).put("code", key);
                down.put("windowsVirtualKeyCode", code);
                if (key.equals("Enter")) {
                    down.put("text", "\r");
                }
                call("Input.dispatchKeyEvent", down);
                call(
                        "Input.dispatchKeyEvent",
                        down.deepCopy().put("type", "keyUp").without("text"));
            }
        }
    }

    void screenshot(Path file) throws Exception {
        String data = call("Page.captureScreenshot", parameters().put("format", "png"))
                .get("data")
                .asText();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(data));
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }
}
