// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.jspecify.annotations.Nullable;

/**
 * A type as the laws need to know it: what it is, which operations to try, and what they have to lead to. Immutable.
 *
 * @param <T> its live objects
 * @param <D> its deltas
 * @param <C> its reports of what changed
 * @param <O> its operations, as the tests describe them; best a record with a readable {@code toString}
 */
public final class Subject<T extends Crdt<D, C>, D extends Delta<D>, C, O> {

    private final CrdtType<T, D, C> type;
    private final BiFunction<RandomGenerator, T, O> generator;
    private final BiFunction<T, O, D> mutator;
    private final Specification<O> specification;
    private final BiPredicate<Event<O>, Event<O>> carried;
    private final @Nullable BiFunction<Object, C, Object> reported;
    private final boolean hearing;
    private final boolean compacting;
    private final Codec codec;

    private Subject(
            CrdtType<T, D, C> type,
            BiFunction<RandomGenerator, T, O> generator,
            BiFunction<T, O, D> mutator,
            Specification<O> specification,
            BiPredicate<Event<O>, Event<O>> carried,
            @Nullable BiFunction<Object, C, Object> reported,
            boolean hearing,
            boolean compacting,
            Codec codec) {
        this.type = Objects.requireNonNull(type, "type");
        this.generator = Objects.requireNonNull(generator, "generator");
        this.mutator = Objects.requireNonNull(mutator, "mutator");
        this.specification = Objects.requireNonNull(specification, "specification");
        this.carried = Objects.requireNonNull(carried, "carried");
        this.reported = reported;
        this.hearing = hearing;
        this.compacting = compacting;
        this.codec = Objects.requireNonNull(codec, "codec");
    }

    /**
     * A subject.
     *
     * @param <T> its live objects
     * @param <D> its deltas
     * @param <C> its reports of what changed
     * @param <O> its operations
     * @param type the type
     * @param generator draws an operation that makes sense for an object as it is now; all randomness comes from the generator it is
     *     given
     * @param mutator does an operation to an object, and returns the delta
     * @param specification what the operations have to lead to
     * @return the subject
     */
    public static <T extends Crdt<D, C>, D extends Delta<D>, C, O> Subject<T, D, C, O> of(
            CrdtType<T, D, C> type,
            BiFunction<RandomGenerator, T, O> generator,
            BiFunction<T, O, D> mutator,
            Specification<O> specification) {
        return new Subject<>(
                type,
                generator,
                mutator,
                specification,
                (event, earlier) -> false,
                null,
                false,
                true,
                Codec.standard());
    }

    /**
     * Says that the delta of an event also brings earlier events, as cumulative counters do.
     *
     * @param rule whether the delta of its first argument brings its second, which its author had seen
     * @return a subject with this rule
     */
    public Subject<T, D, C, O> carrying(BiPredicate<Event<O>, Event<O>> rule) {
        return new Subject<>(type, generator, mutator, specification, rule, reported, hearing, compacting, codec);
    }

    /**
     * Says how the reports of {@link Crdt#observe} are to be read, so that {@link ChangeLaws} can check them.
     *
     * @param applied gives the value after a report from the value before; it may throw if the report does not fit the value
     * @return a subject with checked reports
     */
    public Subject<T, D, C, O> reporting(BiFunction<Object, C, Object> applied) {
        return new Subject<>(type, generator, mutator, specification, carried, applied, hearing, compacting, codec);
    }

    /**
     * Says that a replica's clock takes note of the times of all that is joined, as it does in {@code org.crdt4j.replica}. Else
     * clocks are as far apart as they happen to be.
     *
     * @return a subject with such clocks
     */
    public Subject<T, D, C, O> hearing() {
        return new Subject<>(type, generator, mutator, specification, carried, reported, true, compacting, codec);
    }

    /**
     * Says that no replica ever compacts.
     *
     * @return a subject without compaction
     */
    public Subject<T, D, C, O> uncompacted() {
        return new Subject<>(type, generator, mutator, specification, carried, reported, hearing, false, codec);
    }

    /**
     * The type.
     *
     * @return the type
     */
    public CrdtType<T, D, C> type() {
        return type;
    }

    O draw(RandomGenerator random, T object) {
        return generator.apply(random, object);
    }

    D apply(T object, O operation) {
        return mutator.apply(object, operation);
    }

    Object specified(History<O> history) {
        return specification.valueOf(history);
    }

    boolean carries(Event<O> event, Event<O> earlier) {
        return carried.test(event, earlier);
    }

    /**
     * Says how deltas are encoded.
     *
     * @param newCodec a codec that knows the classes of the values; without it, the standard one is used
     * @return a subject with this codec
     */
    public Subject<T, D, C, O> encodedBy(Codec newCodec) {
        return new Subject<>(type, generator, mutator, specification, carried, reported, hearing, compacting, newCodec);
    }

    /**
     * How deltas are encoded.
     *
     * @return the codec
     */
    public Codec codec() {
        return codec;
    }

    boolean isCompacting() {
        return compacting;
    }

    boolean isHearing() {
        return hearing;
    }

    @Nullable
    BiFunction<Object, C, Object> reported() {
        return reported;
    }
}
