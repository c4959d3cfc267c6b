// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.util.List;

/**
 * One step of a {@link Schedule}. Replicas are named by their position, parcels by the step that made them.
 *
 * <p>Steps do not depend on one another: one that needs something that was never made does nothing. So any step can be left out.
 */
public sealed interface Step {

    /**
     * A local operation. Its delta becomes a parcel.
     *
     * @param parcel the name of the parcel
     * @param replica who does it
     * @param seed from which the operation is drawn
     * @param probed whether the states before and after are looked at; that makes the object copy what it else edits in place
     */
    record Act(int parcel, int replica, long seed, boolean probed) implements Step {}

    /**
     * A replica's whole state becomes a parcel.
     *
     * @param parcel the name of the parcel
     * @param replica whose state
     */
    record Capture(int parcel, int replica) implements Step {}

    /**
     * Parcels arrive, for the first time or again, soon or late; several are joined on the way.
     *
     * @param parcels the names of the parcels
     * @param to where they arrive
     * @param probed whether the states before and after are looked at
     */
    record Deliver(List<Integer> parcels, int to, boolean probed) implements Step {

        /**
         * Copies the list.
         *
         * @param parcels the names of the parcels
         * @param to where they arrive
         * @param probed whether the states before and after are looked at
         */
        public Deliver {
            parcels = List.copyOf(parcels);
        }
    }

    /**
     * A replica gives another all that it lacks. What it gives becomes a parcel for the same receiver.
     *
     * @param parcel the name of the parcel
     * @param from who gives
     * @param to who receives
     * @param probed whether the states before and after are looked at
     */
    record Exchange(int parcel, int from, int to, boolean probed) implements Step {}

    /** All replicas exchange all that they have. */
    record Meet() implements Step {}

    /**
     * A replica compacts, as far as all replicas have seen the same.
     *
     * @param replica who compacts
     */
    record Compact(int replica) implements Step {}

    /**
     * A replica's wall clock moves.
     *
     * @param replica whose clock
     * @param millis by how many milliseconds; back if negative
     */
    record Pass(int replica, long millis) implements Step {}
}
