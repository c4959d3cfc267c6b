// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import java.util.List;
import java.util.stream.Stream;

/**
 * The address of a field from the root of a document: the names of the nested documents around it, then its own.
 *
 * @param names the names, one at least
 * @param kind the kind of the field
 */
public record Path(List<String> names, Kind kind) {

    /**
     * Copies the names.
     *
     * @param names the names, one at least
     * @param kind the kind of the field
     * @throws IllegalArgumentException if there is no name
     */
    public Path {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a path needs a name");
        }
    }

    /**
     * A path from names.
     *
     * @param kind the kind of the field
     * @param names the names, one at least
     * @return the path
     */
    public static Path of(Kind kind, String... names) {
        return new Path(List.of(names), kind);
    }

    Path within(String name) {
        return new Path(Stream.concat(Stream.of(name), names.stream()).toList(), kind);
    }

    @Override
    public String toString() {
        return String.join("/", names) + " (" + kind + ")";
    }
}
