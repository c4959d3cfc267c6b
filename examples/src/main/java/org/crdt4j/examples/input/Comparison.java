// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.input;

import java.util.List;

/**
 * Results held against a truth.
 *
 * @param what the compared columns, for the user
 * @param rows how many rows the truth has
 * @param differences the rows that differ, are missing or are too many
 */
public record Comparison(String what, int rows, List<String> differences) {

    /**
     * Compares.
     *
     * @param what the compared columns, for the user
     * @param truth what should be
     * @param actual what is
     * @return the comparison
     */
    public static Comparison of(String what, Table truth, Table actual) {
        return new Comparison(what, truth.rows().size(), truth.differences(actual));
    }

    /**
     * Whether all is well.
     *
     * @return whether nothing differs
     */
    public boolean holds() {
        return differences.isEmpty();
    }
}
