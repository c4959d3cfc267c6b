// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

/** A case is about a type that has no adapter. The case is skipped. */
public final class UnknownTypeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A type that nobody knows.
     *
     * @param message which type it is
     */
    public UnknownTypeException(String message) {
        super(message);
    }
}
