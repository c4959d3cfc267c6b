// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import java.util.Optional;

/**
 * What a field of a document is, and so how concurrent changes of it are joined.
 *
 * <p>The number stands in messages and never changes. 7 and 8 are kept for lists and text.
 */
public enum Kind {

    /** One value; of concurrent assignments the newest wins ({@code LastWriterWinsRegister}). */
    REGISTER(1),

    /** One value as a rule; concurrent assignments are all kept until the next one ({@code MultiValueRegister}). */
    MULTI_VALUE(2),

    /** A number; concurrent increments all count ({@code ResettableCounter}). */
    COUNTER(3),

    /** Elements; of concurrent add and remove the add wins ({@code AddWinsSet}). */
    SET(4),

    /** On or off; of concurrent enable and disable the enable wins ({@code EnableWinsFlag}). */
    FLAG(5),

    /** Fields again ({@code Document}). */
    DOCUMENT(6);

    private final int number;

    Kind(int number) {
        this.number = number;
    }

    /**
     * The number of this kind in messages.
     *
     * @return the number, from 1
     */
    public int number() {
        return number;
    }

    static Optional<Kind> of(long number) {
        for (Kind kind : values()) {
            if (kind.number == number) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
