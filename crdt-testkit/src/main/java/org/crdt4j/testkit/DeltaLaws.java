// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.jspecify.annotations.Nullable;

/**
 * Deltas stand for what they come from: a mutator is a join with its delta, what a replica gives to a peer brings the peer up to it,
 * and what came once, in whatever way, never changes anything again.
 *
 * <p>See Almeida, Shoker, Baquero, "Delta State Replicated Data Types", 2018.
 *
 * @param <T> the live objects
 * @param <D> their deltas
 * @param <C> their reports of what changed
 * @param <O> their operations
 */
public final class DeltaLaws<T extends Crdt<D, C>, D extends Delta<D>, C, O> implements Law<T, D, C, O> {

    private static final String NAME = "DeltaLaws";

    /** The laws for one history. */
    public DeltaLaws() {}

    @Override
    public void acted(Simulation<T, D, C, O> run, Member<T, D, C> member, @Nullable D before, Event<O> event, D delta) {
        if (before != null) {
            same(
                    "a mutator is a join with its delta",
                    before.join(delta),
                    member.object().state());
        }
    }

    @Override
    public void exchanged(Simulation<T, D, C, O> run, Member<T, D, C> from, Member<T, D, C> to) {
        D reached = to.object().state();
        same(
                "deltaSince brings a peer up to the state of " + from,
                reached,
                reached.join(from.object().state()));
    }

    @Override
    public void ended(Simulation<T, D, C, O> run) {
        D first = run.members().get(0).object().state();
        for (Member<T, D, C> member : run.members()) {
            same(
                    "replicas that have exchanged all are equal",
                    first,
                    member.object().state());
            for (D delta : run.parcels()) {
                if (member.object().join(delta)) {
                    throw new LawViolation(NAME, "a delta that comes again is no news: " + delta, false, true);
                }
            }
            same("deltas that come again change nothing", first, member.object().state());
        }
    }

    private static void same(String claim, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new LawViolation(NAME, claim, expected, actual);
        }
    }
}
