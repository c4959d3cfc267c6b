// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import org.crdt4j.causality.HybridTimestamp;

/**
 * What a message held.
 *
 * @param <T> the kind of value
 * @param value the value
 * @param latestTimestamp the latest timestamp in it, {@link HybridTimestamp#ZERO} if it has none: what the clock has to observe
 */
public record Decoded<T>(T value, HybridTimestamp latestTimestamp) {}
