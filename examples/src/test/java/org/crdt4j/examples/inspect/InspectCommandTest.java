// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crdt4j.examples.console.Captured;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InspectCommandTest {

    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");

    private final Captured err = new Captured();

    /** Output that can be waited for. */
    private static final class Announced extends java.io.PrintStream {
        private final CountDownLatch announced = new CountDownLatch(1);
        private volatile String url = "";

        Announced() {
            super(java.io.OutputStream.nullOutputStream());
        }

        @Override
        public void println(String line) {
            Matcher matcher = URL.matcher(line);
            if (matcher.find()) {
                url = matcher.group();
                announced.countDown();
            }
        }

        String url() throws InterruptedException {
            assertTrue(announced.await(30, TimeUnit.SECONDS), "no address");
            return url;
        }
    }

    private static String get(String url) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void withoutSeeds_aSampleIsShown() throws Exception {
        Announced out = new Announced();
        PipedOutputStream keyboard = new PipedOutputStream();
        InputStream in = new PipedInputStream(keyboard);
        var exit = CompletableFuture.supplyAsync(() -> InspectCommand.run(List.of("--port", "0"), in, out, err));
        String url = out.url();
        assertTrue(get(url).contains("<title>crdt4j inspector</title>"));
        String status = get(url + "api/status");
        assertTrue(status.contains("\"eu\"") && status.contains("\"asia\""), status);
        assertTrue(get(url + "api/objects").contains("stock/lamp"));
        keyboard.close();
        assertEquals(0, exit.get(30, TimeUnit.SECONDS));
    }

    @Test
    void withSeeds_aRunningClusterIsShown() throws Exception {
        try (Replica replica = Replica.builder("shop").open();
                GossipNode node =
                        GossipNode.builder(replica).listen("127.0.0.1", 0).start()) {
            replica.set("tags").add("x");
            Announced out = new Announced();
            PipedOutputStream keyboard = new PipedOutputStream();
            InputStream in = new PipedInputStream(keyboard);
            List<String> arguments =
                    List.of("--port", "0", "--seeds", node.address().toString());
            var exit = CompletableFuture.supplyAsync(() -> InspectCommand.run(arguments, in, out, err));
            String url = out.url();
            assertTrue(node.awaitPeers(1, Duration.ofSeconds(30)));
            assertTrue(get(url + "api/status").contains("\"shop\""));
            keyboard.close();
            assertEquals(0, exit.get(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void wrongUsage_isNamed() {
        assertEquals(2, InspectCommand.run(List.of("--port", "x"), InputStream.nullInputStream(), System.out, err));
        assertEquals(2, InspectCommand.run(List.of("--port", "70000"), InputStream.nullInputStream(), System.out, err));
        assertTrue(err.toString().contains("--port: not a port: 70000"), err.toString());
    }
}
