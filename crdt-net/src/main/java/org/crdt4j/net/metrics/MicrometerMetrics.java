// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.crdt4j.net.node.GossipNode;

/**
 * The meters of a node in a registry of Micrometer, with the tag {@code replica}. Needs {@code micrometer-core}, which this library
 * declares as optional: add it to your own build.
 *
 * <pre>{@code
 * try (var metrics = MicrometerMetrics.bind(node, registry)) { ... }
 * }</pre>
 *
 * <p>Thread-safe. Close it with the node if the registry lives on.
 */
public final class MicrometerMetrics implements CrdtMetrics, AutoCloseable {

    private final MeterRegistry registry;
    private final Tags common;
    private final List<LongSupplier> suppliers = new CopyOnWriteArrayList<>();
    private final List<io.micrometer.core.instrument.Meter> registered = new CopyOnWriteArrayList<>();

    private MicrometerMetrics(MeterRegistry registry, Tags common) {
        this.registry = registry;
        this.common = common;
    }

    /**
     * Adds all meters of a node.
     *
     * @param node the node
     * @param registry takes them
     * @return removes them when it is closed
     */
    @SuppressWarnings("exports") // whoever calls it has Micrometer along
    public static MicrometerMetrics bind(GossipNode node, MeterRegistry registry) {
        MicrometerMetrics metrics = new MicrometerMetrics(
                registry, Tags.of("replica", node.replica().name()));
        CrdtMetrics.bind(node, metrics);
        return metrics;
    }

    @Override
    public void add(Meter meter, LongSupplier value) {
        List<Tag> own = meter.tags().entrySet().stream()
                .map(tag -> Tag.of(tag.getKey(), tag.getValue()))
                .toList();
        Tags tags = common.and(own);
        registered.add(
                meter.kind() == Meter.Kind.COUNTER
                        ? FunctionCounter.builder(meter.name(), value, LongSupplier::getAsLong)
                                .tags(tags)
                                .baseUnit(meter.unit())
                                .description(meter.description())
                                .register(registry)
                        : Gauge.builder(meter.name(), value, LongSupplier::getAsLong)
                                .tags(tags)
                                .baseUnit(meter.unit())
                                .description(meter.description())
                                .strongReference(true)
                                .register(registry));
        // Micrometer holds what a counter reads weakly.
        suppliers.add(value);
    }

    /** Removes the meters from the registry. */
    @Override
    public void close() {
        registered.forEach(registry::remove);
        registered.clear();
        suppliers.clear();
    }
}
