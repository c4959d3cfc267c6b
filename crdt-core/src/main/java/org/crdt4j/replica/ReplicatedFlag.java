// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.function.Consumer;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.ValueChange;

/**
 * A handle of a flag that goes on and off. What wins if both are done at once is up to how the handle was got: enabling with {@link
 * Replica#flag}, disabling with {@link Replica#disableWinsFlag}. Thread-safe.
 */
public final class ReplicatedFlag extends Handle<Boolean, ValueChange<Boolean>> {

    private final Runnable enable;
    private final Runnable disable;

    <T extends Crdt<D, ValueChange<Boolean>>, D extends Delta<D>> ReplicatedFlag(
            ReplicatedObject<T, D, ValueChange<Boolean>> object,
            Consumer<? super T> enable,
            Consumer<? super T> disable) {
        super(object);
        this.enable = () -> object.update(enable);
        this.disable = () -> object.update(disable);
    }

    /**
     * Whether the flag is on.
     *
     * @return whether it is, now; at first it is off
     */
    public boolean isEnabled() {
        return current();
    }

    /** Turns the flag on. */
    public void enable() {
        enable.run();
    }

    /** Turns the flag off. */
    public void disable() {
        disable.run();
    }

    /** Removes the flag, with everything that was seen here; what is done concurrently survives. */
    public void delete() {
        deleteObject();
    }
}
