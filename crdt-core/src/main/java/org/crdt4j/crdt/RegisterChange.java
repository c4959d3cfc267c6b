// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.List;
import java.util.Optional;

/**
 * What changed in a last-writer-wins register.
 *
 * @param <V> the value
 * @param before the value before, empty if there was none
 * @param after the value after, empty if there is none
 * @param overruled values that were written concurrently and lost: a write that arrived and lost, or the value before
 */
public record RegisterChange<V>(Optional<V> before, Optional<V> after, List<V> overruled) {

    /**
     * Copies the list.
     *
     * @param before the value before, empty if there was none
     * @param after the value after, empty if there is none
     * @param overruled values that were written concurrently and lost: a write that arrived and lost, or the value before
     */
    public RegisterChange {
        overruled = List.copyOf(overruled);
    }
}
