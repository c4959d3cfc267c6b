// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotSet;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.KernelCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.flag.EnableWinsFlag;

/**
 * A flag in which enabling wins, operation-based (op-based EW-flag). At first it is off.
 *
 * <p>Concurrent enable and disable: it is on. A disable takes back exactly the enables that its author had seen. Concurrent enables
 * are one; the flag is off when all of them were seen and disabled. It can go on and off as often as you like. The same history gives
 * the same value as {@link EnableWinsFlag}.
 *
 * <p>Its operations need causal delivery, as {@link CausalDelivery} does it.
 *
 * <p>All operations take O(concurrent enables) and carry one dot as a rule. Beside the flag the state is two numbers a replica. Not
 * thread-safe.
 *
 * <p>Almeida, Shoker, Baquero, "Delta State Replicated Data Types", 2018; Brown et al., "Riak DT Map", 2014.
 */
public final class OpEnableWinsFlag
        extends KernelCrdt<EnableWinsFlag, Causal<DotSet>, ValueChange<Boolean>, FlagOperation> {

    private static final OpType<OpEnableWinsFlag, FlagOperation, Causal<DotSet>> TYPE = new OpType<>(
            "op-enable-wins-flag",
            EnableWinsFlag.type().bottom(),
            OpEnableWinsFlag::new,
            FlagOperation.format(),
            EnableWinsFlag.type().format());

    /** A flag that is off. */
    public OpEnableWinsFlag() {
        super(EnableWinsFlag.type());
    }

    /**
     * The type.
     *
     * @return its descriptor
     */
    public static OpType<OpEnableWinsFlag, FlagOperation, Causal<DotSet>> type() {
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
     * Prepares to turn the flag on. Doing so when it is on already counts too: it then stays on against a concurrent disable.
     *
     * @return the operation
     */
    public FlagOperation enable() {
        return new FlagOperation(true, dotsIn(storeOf(kernel())));
    }

    /**
     * Prepares to turn the flag off, as far as this replica has seen it turned on.
     *
     * @return the operation; it has no effect if the flag is off
     */
    public FlagOperation disable() {
        return new FlagOperation(false, dotsIn(storeOf(kernel())));
    }

    @Override
    protected Causal<DotSet> delta(Tagged<FlagOperation> tagged) {
        Dot dot = tagged.dot();
        FlagOperation operation = tagged.operation();
        DotSet after = operation.isEnabling() ? DotSet.of(dot) : DotSet.empty();
        return new Causal<>(after, contextOf(operation.observed(), dot));
    }
}
