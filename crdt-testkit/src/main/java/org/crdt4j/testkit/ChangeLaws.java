// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.jspecify.annotations.Nullable;

/**
 * The reports of {@link Crdt#observe} are exact: a mirror that only hears of reports always has the value. About half of the replicas
 * are observed, for whoever is not observed may take shorter ways.
 *
 * <p>Checks nothing unless {@link Subject#reporting} says how reports are to be read.
 *
 * @param <T> the live objects
 * @param <D> their deltas
 * @param <C> their reports of what changed
 * @param <O> their operations
 */
public final class ChangeLaws<T extends Crdt<D, C>, D extends Delta<D>, C, O> implements Law<T, D, C, O> {

    private static final String NAME = "ChangeLaws";

    private final Map<Integer, Object> mirrors = new HashMap<>();
    private @Nullable LawViolation misfit;

    /** The laws for one history. */
    public ChangeLaws() {}

    @Override
    public void began(Simulation<T, D, C, O> run) {
        BiFunction<Object, C, Object> reported = run.subject().reported();
        if (reported == null) {
            return;
        }
        for (Member<T, D, C> member : run.members()) {
            if ((run.schedule().seed() >>> member.index() & 1) == 0) {
                mirrors.put(member.index(), member.object().value());
                member.object().observe(change -> hear(member.index(), reported, change));
            }
        }
    }

    /* a listener must not throw, so what it finds waits for the end of the step */
    private void hear(int index, BiFunction<Object, C, Object> reported, C change) {
        try {
            mirrors.computeIfPresent(index, (key, before) -> reported.apply(before, change));
        } catch (RuntimeException failure) {
            misfit = new LawViolation(NAME, "a report fits the value before", mirrors.get(index), failure.getMessage());
        }
    }

    @Override
    public void stepped(Simulation<T, D, C, O> run) {
        if (misfit != null) {
            throw misfit;
        }
        if (!run.isTimeToLook()) {
            return;
        }
        mirrors.forEach((index, mirror) -> {
            Object value = run.members().get(index).object().value();
            if (!value.equals(mirror)) {
                throw new LawViolation(NAME, "the reports of r" + index + " add up to its value", value, mirror);
            }
        });
    }

    @Override
    public void ended(Simulation<T, D, C, O> run) {
        stepped(run);
    }
}
