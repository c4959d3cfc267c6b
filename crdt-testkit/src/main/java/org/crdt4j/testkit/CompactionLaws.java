// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.jspecify.annotations.Nullable;

/**
 * Compaction changes no value, and what was left out does not come back from a state as it was before. That it does not change what
 * comes of later events either, {@link SpecificationLaws} see: histories compact in the middle.
 *
 * @param <T> the live objects
 * @param <D> their deltas
 * @param <C> their reports of what changed
 * @param <O> their operations
 */
public final class CompactionLaws<T extends Crdt<D, C>, D extends Delta<D>, C, O> implements Law<T, D, C, O> {

    private static final String NAME = "CompactionLaws";

    /** The laws for one history. */
    public CompactionLaws() {}

    @Override
    public void compacted(Simulation<T, D, C, O> run, Member<T, D, C> member, Object valueBefore, @Nullable D before) {
        Object value = member.object().value();
        if (!value.equals(valueBefore)) {
            throw new LawViolation(NAME, "compaction leaves the value as it is", valueBefore, value);
        }
        if (before != null) {
            D after = member.object().state();
            if (!after.join(before).equals(after)) {
                throw new LawViolation(NAME, "what was left out does not come back", after, after.join(before));
            }
        }
    }
}
