// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.error;

/** The data is well-formed but beyond a limit: a length, a count, a depth, a time too far in the future. */
public final class LimitExceededException extends CrdtException {

    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param message what was refused and what to do about it
     */
    public LimitExceededException(String message) {
        super(message);
    }
}
