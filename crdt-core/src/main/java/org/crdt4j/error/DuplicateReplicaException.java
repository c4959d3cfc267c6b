// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.error;

/** Two replicas act under one identity, or one forgot events that it had already handed out. */
public final class DuplicateReplicaException extends CrdtException {

    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param message what was refused and what to do about it
     */
    public DuplicateReplicaException(String message) {
        super(message);
    }
}
