// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.message;

import org.crdt4j.net.reason.RejectReason;

/** Bytes of a peer that are not what they should be. The connection they came from is of no further use. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final RejectReason reason;

    /**
     * A refusal.
     *
     * @param reason under which it is counted
     * @param message what was found
     */
    public RefusedException(RejectReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * Under which reason the refusal is counted.
     *
     * @return the reason
     */
    public RejectReason reason() {
        return reason;
    }
}
