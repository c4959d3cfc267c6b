// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import org.crdt4j.causality.Dot;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.KernelCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.RemoveWins;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.flag.DisableWinsFlag;

/**
 * A flag in which disabling wins, operation-based (op-based DW-flag). At first it is off.
 *
 * <p>Concurrent enable and disable: it is off. It is on if it was enabled, and every disable is in the past of an enable. The disable
 * of a flag that is off counts too, against concurrent enables. It can go on and off as often as you like. The same history gives the
 * same value as {@link DisableWinsFlag}.
 *
 * <p>Its operations need causal delivery, as {@link CausalDelivery} does it.
 *
 * <p>All operations take O(concurrent events) and carry one dot as a rule. Beside the latest events, one as a rule, the state is two
 * numbers a replica. Not thread-safe.
 *
 * <p>Almeida, Shoker, Baquero, "Delta State Replicated Data Types", 2018.
 */
public final class OpDisableWinsFlag
        extends KernelCrdt<DisableWinsFlag, Causal<RemoveWins>, ValueChange<Boolean>, FlagOperation> {

    private static final OpType<OpDisableWinsFlag, FlagOperation, Causal<RemoveWins>> TYPE = new OpType<>(
            "op-disable-wins-flag",
            DisableWinsFlag.type().bottom(),
            OpDisableWinsFlag::new,
            FlagOperation.format(),
            DisableWinsFlag.type().format());

    /** A flag that is off. */
    public OpDisableWinsFlag() {
        super(DisableWinsFlag.type());
    }

    /**
     * The type.
     *
     * @return its descriptor
     */
    public static OpType<OpDisableWinsFlag, FlagOperation, Causal<RemoveWins>> type() {
        return TYPE;
    }

    /**
     * Whether the flag is on.
     *
     * @return whether it is
     */
    public boolean isEnabled() {
        return kernel().isEnabled();
    }

    /** Whether the flag is on. */
    @Override
    public Boolean value() {
        return isEnabled();
    }

    /**
     * Prepares to turn the flag on, unless somebody turns it off concurrently.
     *
     * @return the operation
     */
    public FlagOperation enable() {
        return new FlagOperation(true, dotsIn(storeOf(kernel())));
    }

    /**
     * Prepares to turn the flag off. Doing so when it is off already counts too: it then stays off against a concurrent enable.
     *
     * @return the operation
     */
    public FlagOperation disable() {
        return new FlagOperation(false, dotsIn(storeOf(kernel())));
    }

    @Override
    protected Causal<RemoveWins> delta(Tagged<FlagOperation> tagged) {
        Dot dot = tagged.dot();
        FlagOperation operation = tagged.operation();
        RemoveWins after = operation.isEnabling() ? RemoveWins.added(dot) : RemoveWins.removed(dot);
        return new Causal<>(after, contextOf(operation.observed(), dot));
    }
}
