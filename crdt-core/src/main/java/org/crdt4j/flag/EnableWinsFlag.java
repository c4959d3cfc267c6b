// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.flag;

import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * A flag in which enabling wins (EW-flag). At first it is off.
 *
 * <p>Concurrent enable and disable: it is on. A disable takes back exactly the enables that its author had seen. Concurrent enables
 * are one; the flag is off when all of them were seen and disabled. It can go on and off as often as you like.
 *
 * <p>Deltas may come in any order, late, twice and with gaps: the disable of an enable that never came works when the enable comes
 * later. All operations take O(concurrent enables). There are no tombstones. Not thread-safe.
 *
 * <p>Almeida, Shoker, Baquero, "Delta State Replicated Data Types", 2018; Brown et al., "Riak DT Map", 2014.
 */
public final class EnableWinsFlag extends CausalCrdt<DotSet, ValueChange<Boolean>> {

    /* The flag is on as long as it has a dot. An enable puts a new dot in place of those it had; a disable takes them all. Were it
     * told by a vector instead which enables are disabled, a disable would also take back enables that it has not seen. */

    private static final CausalType<EnableWinsFlag, DotSet, ValueChange<Boolean>> TYPE =
            new CausalType<>("enable-wins-flag", DotSet.empty(), EnableWinsFlag::new, WireFormat.dotSet());

    /**
     * A flag that is off.
     *
     * @param replicaContext its surroundings
     */
    public EnableWinsFlag(ReplicaContext replicaContext) {
        this(replicaContext, DotSet.empty());
    }

    private EnableWinsFlag(ReplicaContext replicaContext, DotSet store) {
        super(replicaContext, store);
    }

    /**
     * The type.
     *
     * @return its descriptor
     */
    public static CausalType<EnableWinsFlag, DotSet, ValueChange<Boolean>> type() {
        return TYPE;
    }

    /**
     * Whether the flag is on.
     *
     * @return whether an enable remains that nobody has taken back
     */
    public boolean isEnabled() {
        return !store().isEmpty();
    }

    /** Whether the flag is on. */
    @Override
    public Boolean value() {
        return isEnabled();
    }

    /**
     * Turns the flag on. Doing so when it is on already is an event too: it then stays on against a concurrent disable.
     *
     * @return the delta
     */
    public Causal<DotSet> enable() {
        DotSet before = store();
        Dot dot = replicaContext().nextDot();
        MutableCausalContext context = dotsOf(before);
        context.add(dot.replica(), dot.counter());
        DotSet after = DotSet.of(dot);
        Causal<DotSet> delta = commit(after, after, context.snapshot());
        if (isObserved()) {
            report(change(before, after));
        }
        return delta;
    }

    /**
     * Turns the flag off, as far as this replica has seen it turned on.
     *
     * @return the delta; it says nothing if the flag is off
     */
    public Causal<DotSet> disable() {
        return removeAll();
    }

    @Override
    public @Nullable ValueChange<Boolean> change(DotSet before, DotSet after) {
        return before.isEmpty() == after.isEmpty() ? null : new ValueChange<>(!before.isEmpty(), !after.isEmpty());
    }
}
