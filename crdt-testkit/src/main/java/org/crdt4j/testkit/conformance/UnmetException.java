// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

/** What a step demands is not so. */
final class UnmetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnmetException(String message) {
        super(message);
    }
}
