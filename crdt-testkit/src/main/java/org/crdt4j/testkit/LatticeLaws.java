// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.util.List;
import java.util.SplittableRandom;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.jspecify.annotations.Nullable;

/**
 * Deltas and states are a join-semilattice: the join is associative, commutative and idempotent, the bottom is neutral, and a live
 * object joins just as its states do.
 *
 * @param <T> the live objects
 * @param <D> their deltas
 * @param <C> their reports of what changed
 * @param <O> their operations
 */
public final class LatticeLaws<T extends Crdt<D, C>, D extends Delta<D>, C, O> implements Law<T, D, C, O> {

    private static final String NAME = "LatticeLaws";
    private static final int TRIPLES = 8;

    /** The laws for one history. */
    public LatticeLaws() {}

    @Override
    public void joined(Simulation<T, D, C, O> run, Member<T, D, C> member, @Nullable D before, D delta, boolean grew) {
        if (before != null) {
            D after = member.object().state();
            same("a live join is the join of the values", before.join(delta), after);
            if (grew == after.equals(before)) {
                throw new LawViolation(NAME, "join returns whether the state grew", !grew, grew);
            }
        }
    }

    @Override
    public void ended(Simulation<T, D, C, O> run) {
        List<D> deltas = run.parcels();
        if (deltas.isEmpty()) {
            return;
        }
        SplittableRandom random = new SplittableRandom(run.schedule().seed());
        for (int index = 0; index < TRIPLES; index++) {
            D a = deltas.get(random.nextInt(deltas.size()));
            D b = deltas.get(random.nextInt(deltas.size()));
            D c = deltas.get(random.nextInt(deltas.size()));
            same("joining is associative", a.join(b).join(c), a.join(b.join(c)));
            same("joining is commutative", a.join(b), b.join(a));
            same("joining is idempotent", a, a.join(a));
            same("joining again changes nothing", a.join(b), a.join(b).join(b));
            neutral(run.subject().type().bottom(), a);
        }
    }

    private void neutral(D bottom, D delta) {
        if (!bottom.isBottom()) {
            throw new LawViolation(NAME, "the bottom is bottom", true, false);
        }
        same("the bottom is neutral", delta, delta.join(bottom));
        same("the bottom is neutral", delta, bottom.join(delta));
        if (delta.isBottom() != delta.equals(bottom)) {
            throw new LawViolation(NAME, "nothing else is bottom", delta.equals(bottom), delta.isBottom());
        }
    }

    private void same(String claim, D expected, D actual) {
        if (!expected.equals(actual)) {
            throw new LawViolation(NAME, claim, expected, actual);
        }
        if (expected.hashCode() != actual.hashCode()) {
            throw new LawViolation(
                    NAME, claim + ", by hash code of " + expected, expected.hashCode(), actual.hashCode());
        }
    }
}
