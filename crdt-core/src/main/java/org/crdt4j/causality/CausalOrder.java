// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

/** How two summaries of history relate. */
public enum CausalOrder {
    /** The first is a proper part of the second. */
    BEFORE,
    /** The second is a proper part of the first. */
    AFTER,
    /** Both are the same. */
    EQUAL,
    /** Each has something that the other lacks. */
    CONCURRENT
}
