// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.error;

/**
 * A typed refusal of remote or stored data. Whatever was refused has changed nothing.
 *
 * <p>Mistakes of the calling program are {@link IllegalArgumentException} or {@link IllegalStateException}; this hierarchy is for
 * what comes from elsewhere: another replica, a file, a peer.
 */
public abstract sealed class CrdtException extends RuntimeException
        permits CorruptDataException,
                DuplicateReplicaException,
                IncompatibleTypeException,
                InsufficientRightsException,
                LimitExceededException,
                StaleReplicaException {

    private static final long serialVersionUID = 1L;

    CrdtException(String message) {
        super(message);
    }

    CrdtException(String message, Throwable cause) {
        super(message, cause);
    }
}
