// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.error;

/** A replica that was retired came back; it has to take a new identity. */
public final class StaleReplicaException extends CrdtException {

    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param message what was refused and what to do about it
     */
    public StaleReplicaException(String message) {
        super(message);
    }
}
