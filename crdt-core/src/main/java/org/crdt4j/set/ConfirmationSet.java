// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.crdt.Confirmation;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Lattice;
import org.crdt4j.crdt.Lattice.Both;
import org.crdt4j.crdt.LatticeCrdt;
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.LatticeValue;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.jspecify.annotations.Nullable;

/**
 * Something that is pending until enough of its participants have confirmed it: a payment, a booking, a rollout.
 *
 * <p>The participants are sealed once, with how many of them have to confirm: all, or N. Confirmations may come before the seal, from
 * anybody, at any replica; those of others than participants do not count. As soon as enough are known at a replica, the set is
 * confirmed there, for ever: no late event takes that back.
 *
 * <p>Concurrent confirmations all count. Concurrent seals of the same participants need the smaller number. Concurrent seals of
 * different participants each stand by themselves: the set is confirmed when one of them is satisfied (were all demanded, a late
 * seal would take back what was confirmed).
 *
 * <p>Deltas may come in any order, late and twice; nothing is lost by joining later states. All operations take O(participants). The
 * state is the participants and the confirmations. Participants need {@code equals} and {@code hashCode} and must be immutable. Not
 * thread-safe.
 *
 * <p>Kuper, Newton, "LVars: Lattice-based Data Structures for Deterministic Parallelism", 2013 (threshold reads); Conway et al., "Logic and
 * Lattices for Distributed Programming", 2012.
 *
 * @param <P> the participants
 */
public final class ConfirmationSet<P>
        extends LatticeCrdt<LatticeValue<Both<Map<Set<P>, Optional<Integer>>, Set<P>>>, ValueChange<Confirmation<P>>> {

    /* State: a map from sets of participants to the least number demanded of them, beside the union of the confirmations. "Some seal is
     * satisfied" can only become true as either grows, which is what makes the threshold safe to act upon. */

    private final Lattice<Both<Map<Set<P>, Optional<Integer>>, Set<P>>> lattice;
    private final List<Runnable> waiting = new ArrayList<>();

    /**
     * A set without participants and confirmations.
     *
     * @param replicaContext its surroundings, of which it needs none
     */
    public ConfirmationSet(ReplicaContext replicaContext) {
        this(ConfirmationSet.<P>lattice());
    }

    private ConfirmationSet(Lattice<Both<Map<Set<P>, Optional<Integer>>, Set<P>>> lattice) {
        super(new LatticeValue<>(lattice.bottom(), lattice));
        this.lattice = lattice;
    }

    private static <P> Lattice<Both<Map<Set<P>, Optional<Integer>>, Set<P>>> lattice() {
        return Lattice.product(Lattice.mapOf(Lattice.minOf()), Lattice.union());
    }

    /**
     * The type.
     *
     * @param <P> the participants
     * @return its descriptor
     */
    public static <P>
            CrdtType<
                            ConfirmationSet<P>,
                            LatticeValue<Both<Map<Set<P>, Optional<Integer>>, Set<P>>>,
                            ValueChange<Confirmation<P>>>
                    type() {
        Lattice<Both<Map<Set<P>, Optional<Integer>>, Set<P>>> lattice = lattice();
        return new LatticeType<>(
                "confirmation-set",
                new LatticeValue<>(lattice.bottom(), lattice),
                ConfirmationSet::new,
                checked(LatticeValue.format(lattice)));
    }

    private static <P> WireFormat<LatticeValue<Both<Map<Set<P>, Optional<Integer>>, Set<P>>>> checked(
            WireFormat<LatticeValue<Both<Map<Set<P>, Optional<Integer>>, Set<P>>>> format) {
        return new WireFormat<>() {
            @Override
            public void write(LatticeValue<Both<Map<Set<P>, Optional<Integer>>, Set<P>>> delta, WireOutput out) {
                format.write(delta, out);
            }

            @Override
            public LatticeValue<Both<Map<Set<P>, Optional<Integer>>, Set<P>>> read(WireInput in) {
                LatticeValue<Both<Map<Set<P>, Optional<Integer>>, Set<P>>> delta = format.read(in);
                Map<?, ? extends Optional<?>> seals = delta.value().first();
                if (!seals.entrySet().stream().allMatch(seal -> isSeal(seal.getKey(), seal.getValue()))) {
                    throw WireInput.corrupt("a seal that demands what its participants cannot give");
                }
                return delta;
            }
        };
    }

    private static boolean isSeal(Object participants, Optional<?> required) {
        return participants instanceof Set<?> set
                && required.orElse(null) instanceof Integer number
                && number >= 1
                && number <= set.size();
    }

    /** Who has confirmed, whose confirmation is outstanding, and whether that is enough. */
    @Override
    public Confirmation<P> value() {
        return confirmation(state());
    }

    private static <P> Confirmation<P> confirmation(LatticeValue<Both<Map<Set<P>, Optional<Integer>>, Set<P>>> state) {
        Map<Set<P>, Optional<Integer>> seals = state.value().first();
        Set<P> confirmed = state.value().second();
        boolean enough = false;
        Set<P> outstanding = new HashSet<>();
        for (Map.Entry<Set<P>, Optional<Integer>> seal : seals.entrySet()) {
            Set<P> missing = new HashSet<>(seal.getKey());
            missing.removeAll(confirmed);
            enough |= seal.getKey().size() - missing.size() >= seal.getValue().orElse(Integer.MAX_VALUE);
            outstanding.addAll(missing);
        }
        return new Confirmation<>(enough, !seals.isEmpty(), confirmed, outstanding);
    }

    /**
     * Whether enough participants have confirmed. Once true, it stays so.
     *
     * @return whether that is known here
     */
    public boolean isConfirmed() {
        return value().isConfirmed();
    }

    /**
     * Says who has to confirm: all of these.
     *
     * @param participants who takes part, one at least
     * @return the delta
     * @throws IllegalStateException if others are sealed already, as far as it is known here
     */
    public LatticeValue<Both<Map<Set<P>, Optional<Integer>>, Set<P>>> seal(Set<? extends P> participants) {
        return seal(participants, participants.size());
    }

    /**
     * Says who may confirm, and how many of them have to.
     *
     * @param participants who takes part, one at least
     * @param required how many have to confirm, from 1 to all
     * @return the delta
     * @throws IllegalStateException if other participants or another number are sealed already, as far as it is known here
     */
    public LatticeValue<Both<Map<Set<P>, Optional<Integer>>, Set<P>>> seal(
            Set<? extends P> participants, int required) {
        Set<P> sealed = Set.copyOf(participants);
        if (required < 1 || required > sealed.size()) {
            throw new IllegalArgumentException(
                    "of " + sealed.size() + " participants from 1 to all can be required, not " + required);
        }
        Map<Set<P>, Optional<Integer>> seals = state().value().first();
        Map<Set<P>, Optional<Integer>> seal = Map.of(sealed, Optional.of(required));
        if (!seals.isEmpty() && !seals.equals(seal)) {
            throw new IllegalStateException("sealed already with " + seals + ": the participants cannot be changed");
        }
        return commit(new LatticeValue<>(new Both<>(seal, Set.of()), lattice));
    }

    /**
     * Confirms in the name of a participant.
     *
     * @param participant who confirms
     * @return the delta
     */
    public LatticeValue<Both<Map<Set<P>, Optional<Integer>>, Set<P>>> confirm(P participant) {
        Objects.requireNonNull(participant, "participant");
        return commit(new LatticeValue<>(new Both<>(Map.of(), Set.of(participant)), lattice));
    }

    /**
     * Has something done when enough participants have confirmed: at once if they have, else as soon as it is known here; exactly
     * once.
     *
     * @param action what to do; it must not change this set
     */
    public void whenConfirmed(Runnable action) {
        Objects.requireNonNull(action, "action");
        if (isConfirmed()) {
            action.run();
        } else {
            waiting.add(action);
        }
    }

    @Override
    protected void grown() {
        if (!waiting.isEmpty() && isConfirmed()) {
            List<Runnable> due = List.copyOf(waiting);
            waiting.clear();
            due.forEach(Runnable::run);
        }
    }

    @Override
    protected @Nullable ValueChange<Confirmation<P>> change(
            LatticeValue<Both<Map<Set<P>, Optional<Integer>>, Set<P>>> before,
            LatticeValue<Both<Map<Set<P>, Optional<Integer>>, Set<P>>> after) {
        Confirmation<P> was = confirmation(before);
        Confirmation<P> is = confirmation(after);
        return was.equals(is) ? null : new ValueChange<>(was, is);
    }

    @Override
    public void checkInvariants() {
        state().value().first().forEach((participants, required) -> {
            if (!isSeal(participants, required)) {
                throw new IllegalStateException(required + " of " + participants + " cannot be required");
            }
        });
    }
}
