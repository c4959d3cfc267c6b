// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.error;

/** The data belongs to another type than the object, or to a type that this replica does not know. */
public final class IncompatibleTypeException extends CrdtException {

    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param message what was refused and what to do about it
     */
    public IncompatibleTypeException(String message) {
        super(message);
    }
}
