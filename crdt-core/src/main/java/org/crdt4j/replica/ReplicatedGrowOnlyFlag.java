// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import org.crdt4j.crdt.ValueChange;
import org.crdt4j.flag.GrowOnlyFlag;

/** A handle of a flag that goes on once and stays on. Thread-safe. See {@link GrowOnlyFlag}. */
public final class ReplicatedGrowOnlyFlag extends Handle<Boolean, ValueChange<Boolean>> {

    private final ReplicatedObject<GrowOnlyFlag, ?, ValueChange<Boolean>> object;

    ReplicatedGrowOnlyFlag(ReplicatedObject<GrowOnlyFlag, ?, ValueChange<Boolean>> object) {
        super(object);
        this.object = object;
    }

    /**
     * Whether the flag is on.
     *
     * @return whether it is, now; at first it is off
     */
    public boolean isEnabled() {
        return current();
    }

    /** Turns the flag on, for ever. */
    public void enable() {
        object.update(GrowOnlyFlag::enable);
    }
}
