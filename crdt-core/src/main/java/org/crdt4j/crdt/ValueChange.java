// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

/**
 * A value that was replaced by another.
 *
 * @param <V> the value
 * @param before the value before
 * @param after the value after
 */
public record ValueChange<V>(V before, V after) {}
