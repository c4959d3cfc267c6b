// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.jspecify.annotations.Nullable;

/**
 * Checks laws on random histories of a type. Immutable.
 *
 * @param <T> the live objects
 * @param <D> their deltas
 * @param <C> their reports of what changed
 * @param <O> their operations
 */
public final class Laws<T extends Crdt<D, C>, D extends Delta<D>, C, O> {

    private static final int SHRINKING_RUNS = 2_000;

    private final Subject<T, D, C, O> subject;
    private final List<Supplier<Law<T, D, C, O>>> laws;

    private Laws(Subject<T, D, C, O> subject, List<Supplier<Law<T, D, C, O>>> laws) {
        this.subject = subject;
        this.laws = laws;
    }

    /**
     * All laws.
     *
     * @param <T> the live objects
     * @param <D> their deltas
     * @param <C> their reports of what changed
     * @param <O> their operations
     * @param subject the type
     * @return the laws of that type
     */
    public static <T extends Crdt<D, C>, D extends Delta<D>, C, O> Laws<T, D, C, O> of(Subject<T, D, C, O> subject) {
        return new Laws<>(
                subject,
                List.of(
                        SpecificationLaws::new,
                        LatticeLaws::new,
                        DeltaLaws::new,
                        ChangeLaws::new,
                        CompactionLaws::new,
                        CodecLaws::new,
                        SnapshotLaws::new));
    }

    /**
     * One law alone.
     *
     * @param <T> the live objects
     * @param <D> their deltas
     * @param <C> their reports of what changed
     * @param <O> their operations
     * @param subject the type
     * @param law makes the law, for instance {@code SpecificationLaws::new}
     * @return the law of that type
     */
    public static <T extends Crdt<D, C>, D extends Delta<D>, C, O> Laws<T, D, C, O> only(
            Subject<T, D, C, O> subject, Supplier<Law<T, D, C, O>> law) {
        return new Laws<>(subject, List.of(law));
    }

    /**
     * Checks many random histories.
     *
     * @param firstSeed the seed of the first; the others have the next ones
     * @param histories how many
     * @throws LawViolation if a law does not hold
     */
    public void checkAll(long firstSeed, int histories) {
        for (int index = 0; index < histories; index++) {
            check(firstSeed + index);
        }
    }

    /**
     * Checks one random history.
     *
     * @param seed gives the same history every time
     * @throws LawViolation if a law does not hold
     */
    public void check(long seed) {
        check(Schedule.random(seed));
    }

    /**
     * Checks the history that a schedule leads to.
     *
     * @param schedule the schedule
     * @throws LawViolation if a law does not hold; it tells a history that is as short as could be found
     */
    public void check(Schedule schedule) {
        LawViolation violation = violation(schedule, null);
        if (violation != null) {
            Schedule shortest = shortest(schedule, violation.law());
            List<String> transcript = new ArrayList<>();
            LawViolation last = violation(shortest, transcript);
            throw (last == null ? violation : last)
                    .in(subject.type().name(), shortest, schedule.steps().size(), transcript);
        }
    }

    /* any failure of the type itself is a finding too */
    private @Nullable LawViolation violation(Schedule schedule, @Nullable List<String> transcript) {
        List<Law<T, D, C, O>> fresh = laws.stream().map(Supplier::get).toList();
        try {
            new Simulation<>(subject, schedule, fresh, transcript).run();
            return null;
        } catch (LawViolation violation) {
            return violation;
        } catch (RuntimeException failure) {
            return LawViolation.thrown(failure);
        }
    }

    /* leaves out ever smaller runs of steps, as long as the same law is broken */
    private Schedule shortest(Schedule schedule, String law) {
        Schedule best = schedule;
        int runs = 0;
        int chunk = Math.max(1, schedule.steps().size() / 2);
        while (chunk > 0 && runs < SHRINKING_RUNS) {
            boolean shrunk = false;
            for (int end = best.steps().size(); end > 0 && runs < SHRINKING_RUNS; end -= chunk) {
                List<Step> fewer = new ArrayList<>(best.steps());
                fewer.subList(Math.max(0, end - chunk), end).clear();
                Schedule candidate = best.withSteps(fewer);
                LawViolation violation = violation(candidate, null);
                runs++;
                if (violation != null && violation.law().equals(law)) {
                    best = candidate;
                    shrunk = true;
                }
            }
            chunk = shrunk && chunk == 1 ? 1 : chunk / 2;
        }
        return best;
    }
}
