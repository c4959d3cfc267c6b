// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import org.crdt4j.crdt.ValueChange;
import org.crdt4j.register.StageRegister;

/**
 * A handle of a register that goes through stages and never back: an order, a payment, a job. Concurrent advances on different paths
 * lead to the first stage after both. Thread-safe. See {@link StageRegister}.
 */
public final class ReplicatedStageRegister extends Handle<String, ValueChange<String>> {

    private final ReplicatedObject<StageRegister, ?, ValueChange<String>> object;

    ReplicatedStageRegister(ReplicatedObject<StageRegister, ?, ValueChange<String>> object) {
        super(object);
        this.object = object;
    }

    /**
     * The stage that is reached.
     *
     * @return its name
     */
    public String stage() {
        return current();
    }

    /**
     * Whether a stage is reached. Once true, it stays so.
     *
     * @param stage its name
     * @return whether the present stage is this one or comes after it
     * @throws IllegalArgumentException if there is no such stage
     */
    public boolean hasReached(String stage) {
        return object.read(register -> register.hasReached(stage));
    }

    /**
     * Goes on to a stage; if that is on another path than the present one, to the first stage after both.
     *
     * @param stage its name
     * @throws IllegalArgumentException if there is no such stage
     */
    public void advance(String stage) {
        object.updateIfSendable(register -> register.advance(stage));
    }
}
