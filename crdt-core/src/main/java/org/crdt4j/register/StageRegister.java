// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.register;

import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.LatticeCrdt;
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.LatticeValue;
import org.crdt4j.crdt.ValueChange;
import org.jspecify.annotations.Nullable;

/**
 * A register that goes through stages and never back: an order, a payment, a job.
 *
 * <p>Of concurrent advances to stages of which one comes after the other, the later counts. Concurrent advances to stages that are on
 * different paths lead to the first stage that comes after both, which the {@link Stages} declare: captured and rejected, say, to
 * disputed. An advance to a stage that is passed already changes nothing.
 *
 * <p>Deltas may come in any order, late and twice; one that is lost is made good by any later one. All operations take O(1). The state
 * is the name of a stage. Not thread-safe.
 *
 * <p>Baquero, Almeida, Cunha, Ferreira, "Composition in State-based Replicated Data Types", 2017.
 */
public final class StageRegister extends LatticeCrdt<LatticeValue<String>, ValueChange<String>> {

    /* The state is an element of a finite join-semilattice, whose joins Stages has computed and checked. Stages go by name on the
     * wire: a number would mean another stage at a replica that knows more of them. */

    private final Stages stages;

    /**
     * A register in the first stage.
     *
     * @param stages the stages
     */
    public StageRegister(Stages stages) {
        super(new LatticeValue<>(stages.bottom(), stages));
        this.stages = stages;
    }

    /**
     * A type of registers.
     *
     * @param name what goes through the stages, for instance {@code payment}; the same at all replicas
     * @param stages the stages, the same at all replicas; one that a replica does not know is refused there
     * @return its descriptor
     */
    public static CrdtType<StageRegister, LatticeValue<String>, ValueChange<String>> of(String name, Stages stages) {
        return new LatticeType<>(
                "stage-register(" + name + ")",
                new LatticeValue<>(stages.bottom(), stages),
                replicaContext -> new StageRegister(stages),
                LatticeValue.format(stages));
    }

    /**
     * The stage that is reached.
     *
     * @return its name
     */
    @Override
    public String value() {
        return state().value();
    }

    /**
     * Whether a stage is reached. Once true, it stays so.
     *
     * @param stage its name
     * @return whether the present stage is this one or comes after it
     * @throws IllegalArgumentException if there is no such stage
     */
    public boolean hasReached(String stage) {
        return stages.includes(value(), stage);
    }

    /**
     * Goes on to a stage; if that is on another path than the present one, to the first stage after both.
     *
     * @param stage its name
     * @return the delta
     * @throws IllegalArgumentException if there is no such stage
     */
    public LatticeValue<String> advance(String stage) {
        return commit(new LatticeValue<>(stages.check(stage), stages));
    }

    @Override
    protected @Nullable ValueChange<String> change(LatticeValue<String> before, LatticeValue<String> after) {
        return new ValueChange<>(before.value(), after.value());
    }

    @Override
    public void checkInvariants() {
        if (!stages.names().contains(value())) {
            throw new IllegalStateException("'" + value() + "' is none of the stages " + stages);
        }
    }
}
