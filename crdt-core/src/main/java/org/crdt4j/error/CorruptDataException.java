// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.error;

/** Bytes that are no valid encoding: truncated, damaged, or never written by this library. */
public final class CorruptDataException extends CrdtException {

    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param message what was refused and what to do about it
     */
    public CorruptDataException(String message) {
        super(message);
    }

    /**
     * A refusal with its cause.
     *
     * @param message what was refused and what to do about it
     * @param cause what the decoder met
     */
    public CorruptDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
