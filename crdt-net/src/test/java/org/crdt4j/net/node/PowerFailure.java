// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

/** The power failed while a {@link SimulatedDisk} was at work: whoever used it is no more. */
final class PowerFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PowerFailure() {
        super("the power failed", null, false, false);
    }
}
