// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.crdt4j.net.metrics.MicrometerMetrics;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.Test;

/** The snippet about metrics of docs/production.md. */
final class MetricsTest {

    @Test
    void metrics() throws Throwable {
        assertEquals(List.of("1.0"), Printed.by(() -> {
            try (Replica replica = Replica.builder("eu").open();
                    GossipNode node = GossipNode.builder(replica).start()) {
                show(replica, node, new SimpleMeterRegistry());
            }
        }));
    }

    private static void show(Replica replica, GossipNode node, MeterRegistry registry) {
        // snippet: metrics
        MicrometerMetrics metrics = MicrometerMetrics.bind(node, registry); // close it to remove the meters
        replica.counter("visits").increment();
        FunctionCounter events = registry.get("crdt4j.replica.events").functionCounter();
        System.out.println(events.count()); // 1.0
        // end
        metrics.close();
    }
}
