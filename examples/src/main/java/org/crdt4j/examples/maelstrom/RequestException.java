// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.maelstrom;

/** A client's request that cannot be done; nothing has changed. */
final class RequestException extends Exception {

    /** Maelstrom's code for a request that the node does not know. */
    static final int NOT_SUPPORTED = 10;

    /** Maelstrom's code for a request that is not as it should be. */
    static final int MALFORMED = 12;

    private static final long serialVersionUID = 1L;

    private final int code;

    RequestException(int code, String message) {
        super(message);
        this.code = code;
    }

    int code() {
        return code;
    }
}
