// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

/** A file that cannot be read, or that is not of the format {@code crdt-conformance/1}. */
public final class MalformedFileException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * A complaint.
     *
     * @param message the file and what is wrong with it
     */
    public MalformedFileException(String message) {
        super(message);
    }

    MalformedFileException(String message, Exception cause) {
        super(message, cause);
    }
}
