// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.metrics;

import java.util.function.LongSupplier;
import org.crdt4j.net.node.GossipNode;

/**
 * Takes the meters of a node: implement it for a metrics library, or use {@link MicrometerMetrics}.
 *
 * <pre>{@code
 * CrdtMetrics.bind(node, (meter, value) -> library.register(meter.name(), meter.tags(), value));
 * }</pre>
 */
@FunctionalInterface
public interface CrdtMetrics {

    /**
     * Takes a figure of a node.
     *
     * @param meter what it is
     * @param value reads it; may be called by any thread, as long as the node is open or closed; takes the lock of the node or of the
     *     replica for a moment
     */
    void add(Meter meter, LongSupplier value);

    /**
     * Hands over all figures of a node and its replica, once each. Afterwards nothing is done but what the values are read for.
     *
     * @param node the node
     * @param metrics takes them
     */
    static void bind(GossipNode node, CrdtMetrics metrics) {
        Catalogue.bind(node, metrics);
    }
}
