// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsTest {

    private final Replica eu = Replica.builder("eu").open();
    private final Replica us = Replica.builder("us").open();
    private GossipNode node;
    private GossipNode peer;

    @BeforeEach
    void open() {
        node = GossipNode.builder(eu).listen("127.0.0.1", 0).start();
        peer = GossipNode.builder(us)
                .listen("127.0.0.1", 0)
                .seeds(node.address().toString())
                .start();
        assertTrue(node.awaitPeers(1, Duration.ofSeconds(30)));
    }

    @AfterEach
    void close() {
        peer.close();
        node.close();
        us.close();
        eu.close();
    }

    private Map<Meter, LongSupplier> meters() {
        Map<Meter, LongSupplier> meters = new HashMap<>();
        CrdtMetrics.bind(node, (meter, value) -> assertEquals(null, meters.put(meter, value), () -> "twice: " + meter));
        return meters;
    }

    private long value(String name, Map<String, String> tags) {
        List<LongSupplier> found = new ArrayList<>();
        meters().forEach((meter, value) -> {
            if (meter.name().equals(name) && meter.tags().equals(tags)) {
                found.add(value);
            }
        });
        assertEquals(1, found.size(), name);
        return found.get(0).getAsLong();
    }

    @Test
    void meters_readWhatTheStatisticsSay() throws Exception {
        eu.counter("stock").increment();
        eu.counter("stock").increment();
        us.set("tags").add("x");
        assertTrue(eu.await(us.version(), Duration.ofSeconds(30)));
        assertEquals(2, value("crdt4j.replica.events", Map.of()));
        assertEquals(2, value("crdt4j.replica.objects", Map.of()));
        assertEquals(0, value("crdt4j.replica.divergences", Map.of()));
        assertEquals(1, value("crdt4j.node.peers", Map.of()));
        assertEquals(2, value("crdt4j.node.members", Map.of("state", "alive")));
        assertEquals(0, value("crdt4j.node.rejects", Map.of("reason", "wrong_magic")));
        assertTrue(value("crdt4j.node.bytes.out", Map.of()) > 0);
        for (Map.Entry<Meter, LongSupplier> meter : meters().entrySet()) {
            assertTrue(meter.getValue().getAsLong() >= 0, () -> meter.getKey().name());
            assertFalse(meter.getKey().description().isEmpty());
        }
    }

    @Test
    void micrometer_hasAllMetersUntilItIsClosed() {
        var registry = new SimpleMeterRegistry();
        MicrometerMetrics metrics = MicrometerMetrics.bind(node, registry);
        assertEquals(meters().size(), registry.getMeters().size());
        eu.counter("stock").increment();
        assertEquals(
                1,
                registry.get("crdt4j.replica.events")
                        .tag("replica", "eu")
                        .functionCounter()
                        .count());
        assertEquals(
                1,
                registry.get("crdt4j.node.peers").tag("replica", "eu").gauge().value());
        metrics.close();
        assertEquals(List.of(), registry.getMeters());
    }

    @Test
    void page_listsAllMeters() throws IOException {
        List<String> page = Files.readAllLines(Path.of("..", "docs", "production.md"));
        var listed = new TreeSet<String>();
        page.stream().filter(line -> line.startsWith("| `crdt4j.")).forEach(listed::add);
        var expected = new TreeSet<String>();
        for (Meter meter : meters().keySet()) {
            String tags = meter.tags().isEmpty()
                    ? ""
                    : ", by `" + meter.tags().keySet().iterator().next() + "`";
            expected.add("| `" + meter.name() + "`" + tags + " | "
                    + (meter.kind() == Meter.Kind.COUNTER ? "counter" : "gauge") + ", " + meter.unit() + " | "
                    + meter.description() + " |");
        }
        assertEquals(String.join("\n", expected), String.join("\n", listed));
    }
}
