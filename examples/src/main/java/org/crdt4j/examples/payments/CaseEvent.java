// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.payments;

/**
 * What happened in a case.
 *
 * @param number its number in the log of the case, from 1
 * @param action what was done
 * @param role who did it
 * @param cents the amount of the payment
 */
public record CaseEvent(long number, Action action, String role, long cents) {

    /** What can be done. */
    public enum Action {
        /** The customer asks for the payment; once more after a rejection. A new round begins. */
        SUBMIT,
        /** A service has nothing against it in this round. */
        CONFIRM,
        /** A service refuses it in this round. */
        REJECT
    }
}
