// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.flag;

import java.util.Objects;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.LatticeCrdt;
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.jspecify.annotations.Nullable;

/**
 * A flag that goes on once and stays on. At first it is off.
 *
 * <p>Concurrent enables are one. Deltas may come in any order, late and twice. All operations take O(1); the state is one bit. Not
 * thread-safe.
 *
 * <p>Shapiro, Preguica, Baquero, Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011.
 */
public final class GrowOnlyFlag extends LatticeCrdt<GrowOnlyFlag.State, ValueChange<Boolean>> {

    private static final LatticeType<GrowOnlyFlag, State, ValueChange<Boolean>> TYPE =
            new LatticeType<>("grow-only-flag", State.OFF, GrowOnlyFlag::new, State.FORMAT);

    /**
     * A flag that is off.
     *
     * @param replicaContext its surroundings
     */
    public GrowOnlyFlag(ReplicaContext replicaContext) {
        super(State.OFF);
        Objects.requireNonNull(replicaContext, "replicaContext");
    }

    /**
     * The type.
     *
     * @return its descriptor
     */
    public static LatticeType<GrowOnlyFlag, State, ValueChange<Boolean>> type() {
        return TYPE;
    }

    /**
     * Whether the flag is on.
     *
     * @return whether anybody has enabled it
     */
    public boolean isEnabled() {
        return state().isOn();
    }

    /** Whether the flag is on. */
    @Override
    public Boolean value() {
        return isEnabled();
    }

    /**
     * Turns the flag on, for ever.
     *
     * @return the delta
     */
    public State enable() {
        return commit(State.ON);
    }

    @Override
    protected @Nullable ValueChange<Boolean> change(State before, State after) {
        return before == after ? null : new ValueChange<>(before.isOn(), after.isOn());
    }

    /** Nothing can be wrong with one bit. */
    @Override
    public void checkInvariants() {
        Objects.requireNonNull(state(), "state");
    }

    /** On or off: the flag's delta and state. */
    public enum State implements Delta<State> {
        /** Nobody has enabled it. */
        OFF,
        /** Somebody has enabled it. */
        ON;

        private static final WireFormat<State> FORMAT = new WireFormat<>() {
            @Override
            public void write(State state, WireOutput out) {
                out.writeCount(state.isOn() ? 1 : 0);
            }

            @Override
            public State read(WireInput in) {
                return in.readFlag() ? ON : OFF;
            }
        };

        /**
         * Whether it is on.
         *
         * @return whether this is {@link #ON}
         */
        public boolean isOn() {
            return this == ON;
        }

        /** On if either is. */
        @Override
        public State join(State other) {
            return isOn() ? ON : other;
        }

        @Override
        public boolean isBottom() {
            return this == OFF;
        }
    }
}
