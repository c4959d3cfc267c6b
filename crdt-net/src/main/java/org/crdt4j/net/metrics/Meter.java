// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.metrics;

import java.util.Map;

/**
 * What a figure is.
 *
 * @param name its name, such as {@code crdt4j.node.bytes.in}
 * @param kind whether it only grows
 * @param unit what is counted, such as {@code bytes}
 * @param description what it says, in a sentence
 * @param tags what tells it from others of its name, such as the reason of a refusal
 */
public record Meter(String name, Kind kind, String unit, String description, Map<String, String> tags) {

    /** How a figure changes. */
    public enum Kind {
        /** It only grows, from 0 when replica and node were opened. */
        COUNTER,
        /** It goes up and down. */
        GAUGE
    }

    /** Keeps a copy of the tags. */
    public Meter {
        tags = Map.copyOf(tags);
    }
}
