// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.input;

/** A file that cannot be used; the message is one line that says which file, where, and why. */
public final class InputException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * A complaint.
     *
     * @param message one line for the user
     */
    public InputException(String message) {
        super(message);
    }
}
