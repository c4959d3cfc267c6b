// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.storage;

/** What an update survives, once it has returned. */
public enum Durability {
    /** The end of the process, of the operating system, and of the power: the disk is told to write before anybody hears of an update. */
    POWER_LOSS,
    /**
     * The end of the process alone. That is many times faster; but after any end that was not a clean close, nobody can say whether the
     * last updates are lacking, so the replica goes on under its next incarnation.
     */
    PROCESS_CRASH
}
