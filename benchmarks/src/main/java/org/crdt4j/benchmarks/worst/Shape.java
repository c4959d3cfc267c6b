// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.worst;

/** Which of the sets of a worst case. */
public enum Shape {
    /** Ours with the worst history. */
    OURS,
    /** Ours with a benign history of the same size. */
    BENIGN,
    /** A plain set after the same work. */
    FLOOR
}
