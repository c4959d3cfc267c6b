// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.error;

/** A bounded counter lacks the local rights for the operation. */
public final class InsufficientRightsException extends CrdtException {

    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param message what was refused and what to do about it
     */
    public InsufficientRightsException(String message) {
        super(message);
    }
}
