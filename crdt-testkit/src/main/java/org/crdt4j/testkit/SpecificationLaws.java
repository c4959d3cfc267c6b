// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.util.ArrayList;
import java.util.List;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;

/**
 * The value is what the specification says: at every replica, after every step (in half of the histories, see
 * {@link Simulation#isTimeToLook}), also while deltas are missing.
 *
 * @param <T> the live objects
 * @param <D> their deltas
 * @param <C> their reports of what changed
 * @param <O> their operations
 */
public final class SpecificationLaws<T extends Crdt<D, C>, D extends Delta<D>, C, O> implements Law<T, D, C, O> {

    private final List<Sight> known = new ArrayList<>();
    private final List<Object> expected = new ArrayList<>();

    /** The laws for one history. */
    public SpecificationLaws() {}

    @Override
    public void began(Simulation<T, D, C, O> run) {
        for (Member<T, D, C> member : run.members()) {
            known.add(Sight.nothing());
            expected.add(run.subject().specified(run.history(member)));
        }
        stepped(run);
    }

    @Override
    public void stepped(Simulation<T, D, C, O> run) {
        if (!run.isTimeToLook()) {
            return;
        }
        for (Member<T, D, C> member : run.members()) {
            int index = member.index();
            if (!known.get(index).equals(member.sight())) {
                known.set(index, member.sight().copy());
                expected.set(index, run.subject().specified(run.history(member)));
            }
            Object actual = member.object().value();
            if (!expected.get(index).equals(actual)) {
                throw new LawViolation(
                        "SpecificationLaws",
                        "the value of " + member + " follows from " + run.history(member),
                        expected.get(index),
                        actual);
            }
        }
    }
}
