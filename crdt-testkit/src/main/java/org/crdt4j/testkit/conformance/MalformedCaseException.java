// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

/** A case that cannot be run as it is written. It counts as failed, never as an operation that was refused. */
public final class MalformedCaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A complaint.
     *
     * @param message what is wrong with the case
     */
    public MalformedCaseException(String message) {
        super(message);
    }
}
