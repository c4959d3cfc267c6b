// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.flag;

import java.util.function.Function;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.RemoveWins;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.jspecify.annotations.Nullable;

/**
 * A flag in which disabling wins (DW-flag). At first it is off.
 *
 * <p>Concurrent enable and disable: it is off. It is on if it was enabled, and every disable is in the past of an enable. The disable
 * of a flag that is off counts too, against concurrent enables. It can go on and off as often as you like.
 *
 * <p>Deltas may come in any order, late, twice and with gaps. All operations take O(concurrent events). The state is one dot as a
 * rule, of the last enable or disable; after concurrent ones it is a dot for each. Not thread-safe.
 *
 * <p>Almeida, Shoker, Baquero, "Delta State Replicated Data Types", 2018.
 */
public final class DisableWinsFlag extends CausalCrdt<RemoveWins, ValueChange<Boolean>> {

    private static final CausalType<DisableWinsFlag, RemoveWins, ValueChange<Boolean>> TYPE =
            new CausalType<>("disable-wins-flag", RemoveWins.nothing(), DisableWinsFlag::new, RemoveWins.format());

    /**
     * A flag that is off.
     *
     * @param replicaContext its surroundings
     */
    public DisableWinsFlag(ReplicaContext replicaContext) {
        this(replicaContext, RemoveWins.nothing());
    }

    private DisableWinsFlag(ReplicaContext replicaContext, RemoveWins store) {
        super(replicaContext, store);
    }

    /**
     * The type.
     *
     * @return its descriptor
     */
    public static CausalType<DisableWinsFlag, RemoveWins, ValueChange<Boolean>> type() {
        return TYPE;
    }

    /**
     * Whether the flag is on.
     *
     * @return whether it was enabled, and every disable is in the past of an enable
     */
    public boolean isEnabled() {
        return store().isThere();
    }

    /** Whether the flag is on. */
    @Override
    public Boolean value() {
        return isEnabled();
    }

    /** Whether the flag is off; what it remembers of disables is nothing to see. */
    @Override
    public boolean isVacant() {
        return !isEnabled();
    }

    /**
     * Turns the flag on, unless somebody turns it off concurrently.
     *
     * @return the delta
     */
    public Causal<RemoveWins> enable() {
        return put(RemoveWins::added);
    }

    /**
     * Turns the flag off. Doing so when it is off already is an event too: it then stays off against a concurrent enable.
     *
     * @return the delta
     */
    public Causal<RemoveWins> disable() {
        return put(RemoveWins::removed);
    }

    private Causal<RemoveWins> put(Function<Dot, RemoveWins> event) {
        RemoveWins before = store();
        Dot dot = replicaContext().nextDot();
        MutableCausalContext context = dotsOf(before);
        context.add(dot.replica(), dot.counter());
        RemoveWins after = event.apply(dot);
        Causal<RemoveWins> delta = commit(after, after, context.snapshot());
        if (isObserved()) {
            report(change(before, after));
        }
        return delta;
    }

    @Override
    protected void forEachVisibleDot(RemoveWins present, DotConsumer action) {
        if (present.isThere()) {
            present.adds().forEachDot(action);
        }
    }

    @Override
    public @Nullable ValueChange<Boolean> change(RemoveWins before, RemoveWins after) {
        return before.isThere() == after.isThere() ? null : new ValueChange<>(before.isThere(), after.isThere());
    }
}
