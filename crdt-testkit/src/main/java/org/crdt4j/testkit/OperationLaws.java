// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.op.PureLog;
import org.crdt4j.op.PureOperationLog;
import org.jspecify.annotations.Nullable;

/**
 * The laws of operation-based types and of their delivery, checked on random histories. Immutable.
 *
 * <ul>
 *   <li><b>One meaning</b>: the same history gives the same value, whether operations take effect, deltas are joined, or whole states
 *       are joined: at every replica, after every delivery, and with deltas in any order as soon as the same events are visible.
 *   <li><b>States are sums of operations</b>: joining the states of two replicas gives what all their operations together give, and so does
 *       a state that was written and read.
 *   <li><b>Compaction changes nothing</b>: neither the value, nor what later operations make of it.
 *   <li><b>Concurrent effects commute</b>: every order of a history that respects causality gives the same value.
 *   <li><b>Causal, exactly once</b>: no operation takes effect twice, or before one that its author had seen.
 *   <li><b>Nothing is silent</b>: what pending operations wait for is named exactly, and once it is sent again nothing is pending.
 *   <li><b>Nothing is lost</b>: when everything was sent again often enough, all replicas have everything, and one value.
 * </ul>
 *
 * <p>Histories have 3 to 5 replicas, a network that loses, repeats and reorders, buffers of different sizes, and restarts in the
 * middle. The clocks of all replicas agree and advance with each operation, so that both flavours take the same times.
 *
 * @param <T> the live objects of the state-based flavour
 * @param <D> their deltas
 * @param <C> their reports of what changed
 * @param <A> what is done, as the subject describes it
 * @param <X> the live objects of the operation-based flavour
 * @param <O> their operations
 * @param <S> their states
 */
public final class OperationLaws<
        T extends Crdt<D, C>, D extends Delta<D>, C, A, X extends OpCrdt<O, S, ?>, O, S extends Delta<S>> {

    static final String NAME = "OperationLaws";
    private static final int FEWEST_STEPS = 10;

    final Subject<T, D, C, A> subject;
    final OpType<X, O, S> flavour;
    final BiFunction<? super X, ? super A, ? extends O> preparer;
    final List<Companion.Flavour<A, ?, ?, ?>> companions;

    private OperationLaws(
            Subject<T, D, C, A> subject,
            OpType<X, O, S> flavour,
            BiFunction<? super X, ? super A, ? extends O> preparer,
            List<Companion.Flavour<A, ?, ?, ?>> companions) {
        this.subject = Objects.requireNonNull(subject, "subject");
        this.flavour = Objects.requireNonNull(flavour, "flavour");
        this.preparer = Objects.requireNonNull(preparer, "preparer");
        this.companions = companions;
    }

    /**
     * The laws of a type that has both flavours.
     *
     * @param <T> the live objects of the state-based flavour
     * @param <D> their deltas
     * @param <C> their reports of what changed
     * @param <A> what is done
     * @param <X> the live objects of the operation-based flavour
     * @param <O> their operations
     * @param <S> their states
     * @param subject the state-based flavour, and what to do
     * @param flavour the operation-based flavour
     * @param preparer prepares what the subject does, with an object of the operation-based flavour, and returns the operation
     * @return the laws
     */
    public static <T extends Crdt<D, C>, D extends Delta<D>, C, A, X extends OpCrdt<O, S, ?>, O, S extends Delta<S>>
            OperationLaws<T, D, C, A, X, O, S> of(
                    Subject<T, D, C, A> subject,
                    OpType<X, O, S> flavour,
                    BiFunction<? super X, ? super A, ? extends O> preparer) {
        return new OperationLaws<>(subject, flavour, preparer, List.of());
    }

    /**
     * The laws of a user's own operations. As there is no other flavour, one is made that keeps all operations for ever and derives the
     * kept ones from all of them for each value. So it checks that compaction changes nothing, which is for the specification to
     * ensure.
     *
     * @param <O> the operations
     * @param <V> the values
     * @param type the type
     * @param generator draws an operation that makes sense for a value; all randomness comes from the generator it is given
     * @return the laws
     */
    public static <O, V> OperationLaws<?, ?, ?, O, PureOperationLog<O, V>, O, PureLog<O>> ofPure(
            OpType<PureOperationLog<O, V>, O, PureLog<O>> type, BiFunction<RandomGenerator, V, O> generator) {
        Subject<WholeHistory<O, V>, WholeHistory.Events<O>, ValueChange<V>, O> subject = Subject.of(
                WholeHistory.of(type),
                (random, history) -> generator.apply(random, history.value()),
                WholeHistory::make,
                history -> {
                    throw new UnsupportedOperationException("the whole history is the specification");
                });
        return of(subject, type, (log, operation) -> operation);
    }

    /**
     * These laws with a further operation-based flavour, for instance a {@link PureOperationLog}: on the same histories it gives the
     * same values, everywhere and after each delivery, and the laws of states, bytes and compaction hold for it too.
     *
     * @param <Y> the live objects of the further flavour
     * @param <P> their operations
     * @param <R> their states
     * @param further the flavour
     * @param itsPreparer prepares what the subject does, with an object of this flavour, and returns the operation
     * @return the laws of all flavours
     */
    public <Y extends OpCrdt<P, R, ?>, P, R extends Delta<R>> OperationLaws<T, D, C, A, X, O, S> and(
            OpType<Y, P, R> further, BiFunction<? super Y, ? super A, ? extends P> itsPreparer) {
        List<Companion.Flavour<A, ?, ?, ?>> more = new ArrayList<>(companions);
        more.add(new Companion.Flavour<A, Y, P, R>(further, itsPreparer));
        return new OperationLaws<>(subject, flavour, preparer, List.copyOf(more));
    }

    /**
     * Says how operations and states are encoded.
     *
     * @param codec a codec that knows the classes of the values; without it, that of the subject is used
     * @return laws with this codec
     */
    public OperationLaws<T, D, C, A, X, O, S> encodedBy(Codec codec) {
        return new OperationLaws<>(subject.encodedBy(codec), flavour, preparer, companions);
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
     * @throws LawViolation if a law does not hold; it tells a history that is as short as could be found
     */
    public void check(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> steps = new ArrayList<>();
        for (int left = FEWEST_STEPS + random.nextInt(FEWEST_STEPS * 5); left > 0; left--) {
            steps.add(random.nextLong());
        }
        if (violation(seed, steps, new ArrayList<>()) != null) {
            List<String> transcript = new ArrayList<>();
            List<Long> shortest = shortest(seed, steps);
            LawViolation violation = violation(seed, shortest, transcript);
            String scene = "history, " + shortest.size() + " steps left of " + steps.size();
            throw Objects.requireNonNull(violation)
                    .in(
                            "operations of " + subject.type().name(),
                            seed,
                            "OperationLaws.of(subject, ...)",
                            scene,
                            transcript);
        }
    }

    private @Nullable LawViolation violation(long seed, List<Long> steps, List<String> transcript) {
        try {
            new OperationRun<>(this, seed, steps, transcript).run();
            return null;
        } catch (LawViolation violation) {
            return violation;
        } catch (RuntimeException failure) {
            return LawViolation.thrown(failure);
        }
    }

    /* leaves out ever smaller runs of steps, as long as something fails */
    private List<Long> shortest(long seed, List<Long> steps) {
        List<Long> best = steps;
        for (int chunk = steps.size() / 2; chunk > 0; chunk /= 2) {
            for (int end = best.size(); end > 0; end -= chunk) {
                List<Long> fewer = new ArrayList<>(best);
                fewer.subList(Math.max(0, end - chunk), Math.min(end, fewer.size()))
                        .clear();
                if (violation(seed, fewer, new ArrayList<>()) != null) {
                    best = fewer;
                }
            }
        }
        return best;
    }
}
