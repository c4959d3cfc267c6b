// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.shell;

/** A command that cannot be done; the message is one line that says why. Nothing has changed. */
final class ShellException extends Exception {

    private static final long serialVersionUID = 1L;

    ShellException(String message) {
        super(message);
    }
}
