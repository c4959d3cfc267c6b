// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import java.util.Comparator;
import java.util.Objects;

/**
 * The address of a field within its document. Fields of one name and different kinds are different fields.
 *
 * @param name the name, not empty
 * @param kind the kind
 */
public record Field(String name, Kind kind) implements Comparable<Field> {

    private static final Comparator<Field> ORDER =
            Comparator.comparing(Field::name).thenComparing(field -> field.kind.number());

    /**
     * Checks the name.
     *
     * @param name the name, not empty
     * @param kind the kind
     * @throws IllegalArgumentException if the name is empty
     */
    public Field {
        Objects.requireNonNull(kind, "kind");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a field needs a name");
        }
    }

    @Override
    public int compareTo(Field other) {
        return ORDER.compare(this, other);
    }

    /** The same in every run, so that nothing that goes through fields depends on the run. */
    @Override
    public int hashCode() {
        return 31 * name.hashCode() + kind.number();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Field other && kind == other.kind && name.equals(other.name);
    }

    @Override
    public String toString() {
        return name + " (" + kind + ")";
    }
}
