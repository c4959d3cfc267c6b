// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.console;

/** A command was called in a wrong way; the message is one line that says how. */
public final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * A complaint.
     *
     * @param message one line for the user
     */
    public UsageException(String message) {
        super(message);
    }
}
