// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

import java.io.IOException;
import org.crdt4j.net.reason.RejectReason;
import org.jspecify.annotations.Nullable;

/** One end of a connection has refused the other before, or instead of, reading its messages. */
public final class AuthenticationException extends IOException {
    private static final long serialVersionUID = 1L;

    private final RejectReason reason;
    private final boolean byPeer;

    private AuthenticationException(
            RejectReason reason, boolean byPeer, @Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.byPeer = byPeer;
    }

    /**
     * This end refuses the other.
     *
     * @param reason under which it is counted
     * @param message what was found
     * @param cause what led to it, or null
     * @return the exception
     */
    public static AuthenticationException here(
            RejectReason reason, @Nullable String message, @Nullable Throwable cause) {
        return new AuthenticationException(reason, false, message, cause);
    }

    /**
     * The other end has refused this one, and said why.
     *
     * @param reason under which it is counted
     * @param message what it said
     * @param cause what led to it, or null
     * @return the exception
     */
    public static AuthenticationException there(
            RejectReason reason, @Nullable String message, @Nullable Throwable cause) {
        return new AuthenticationException(reason, true, message, cause);
    }

    /**
     * Under which reason the refusal is counted.
     *
     * @return the reason
     */
    public RejectReason reason() {
        return reason;
    }

    /**
     * Who refused.
     *
     * @return true if the other end did
     */
    public boolean isByPeer() {
        return byPeer;
    }
}
