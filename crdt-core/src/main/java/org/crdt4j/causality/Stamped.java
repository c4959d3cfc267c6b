// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import org.jspecify.annotations.Nullable;

/**
 * A written value with the time of its writing: the content of last-writer-wins types.
 *
 * @param <V> the value; it must be immutable
 * @param time when it was written
 * @param value what was written; null if the write was a removal
 */
public record Stamped<V>(HybridTimestamp time, @Nullable V value) {}
