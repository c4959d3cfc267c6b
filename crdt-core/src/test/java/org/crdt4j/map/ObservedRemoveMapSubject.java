// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.map;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.testkit.Event;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Specification;
import org.crdt4j.testkit.Subject;

/**
 * What the laws of an {@link ObservedRemoveMap} need to know of its children, and, made of that, the map itself, which may be a child
 * again.
 *
 * @param <T> the children
 * @param <S> their stores
 * @param <C> their reports
 * @param <P> their operations
 * @param type the type of the children
 * @param draw draws an operation
 * @param apply does an operation
 * @param most how many operations one update may do at most; one, where several would share a time or bring each other
 * @param removal what the removal of the key is to the child
 * @param specification the child's value
 * @param holding whether the child holds anything that was not removed
 * @param carried whether the delta of an operation brings an earlier one of the same replica
 * @param reported how its reports are to be read
 */
record ObservedRemoveMapSubject<T extends CausalCrdt<S, C>, S extends DotStore<S>, C, P>(
        CausalType<T, S, C> type,
        Function<RandomGenerator, P> draw,
        BiConsumer<T, P> apply,
        int most,
        P removal,
        Specification<P> specification,
        Predicate<History<P>> holding,
        BiPredicate<P, P> carried,
        BiFunction<Object, C, Object> reported) {

    private static final List<String> KEYS = List.of("k", "l");

    /** What is done to a map. */
    enum Kind {
        UPDATE,
        REMOVE,
        CLEAR
    }

    /** What is done to which key; of an update, what is done to the child. */
    record Op<P>(Kind kind, String key, List<P> inside) {

        boolean concerns(String asked) {
            return kind == Kind.CLEAR || key.equals(asked);
        }
    }

    ObservedRemoveMapSubject<
                    ObservedRemoveMap<String, T, S, C>,
                    DotMap<String, KeyStore<S>>,
                    MapChange<String, Optional<C>>,
                    Op<P>>
            asChild() {
        return new ObservedRemoveMapSubject<>(
                ObservedRemoveMap.of(type),
                this::drawOp,
                this::applyOp,
                most,
                new Op<>(Kind.CLEAR, "", List.of()),
                this::values,
                history -> !values(history).isEmpty(),
                this::carries,
                this::reportedOfMap);
    }

    Subject<
                    ObservedRemoveMap<String, T, S, C>,
                    Causal<DotMap<String, KeyStore<S>>>,
                    MapChange<String, Optional<C>>,
                    Op<P>>
            subject() {
        return Subject.of(
                        ObservedRemoveMap.<String, T, S, C>of(type),
                        (random, map) -> drawOp(random),
                        this::applyOp,
                        this::values)
                .carrying((event, earlier) ->
                        event.origin().equals(earlier.origin()) && carries(event.operation(), earlier.operation()))
                .reporting(this::reportedOfMap);
    }

    private Op<P> drawOp(RandomGenerator random) {
        String key = KEYS.get(random.nextInt(KEYS.size()));
        return switch (random.nextInt(12)) {
            case 0 -> new Op<>(Kind.CLEAR, "", List.of());
            case 1, 2, 3 -> new Op<>(Kind.REMOVE, key, List.of());
            default ->
                new Op<>(
                        Kind.UPDATE,
                        key,
                        Stream.generate(() -> draw.apply(random))
                                .limit(random.nextInt(most + 1))
                                .toList());
        };
    }

    private Causal<DotMap<String, KeyStore<S>>> applyOp(ObservedRemoveMap<String, T, S, C> map, Op<P> op) {
        return switch (op.kind) {
            case UPDATE -> map.update(op.key, child -> op.inside.forEach(inside -> apply.accept(child, inside)));
            case REMOVE -> map.remove(op.key);
            case CLEAR -> map.clear();
        };
    }

    private boolean carries(Op<P> later, Op<P> earlier) {
        return later.kind == Kind.UPDATE
                && earlier.kind == Kind.UPDATE
                && later.key.equals(earlier.key)
                && later.inside.stream()
                        .anyMatch(one -> earlier.inside.stream().anyMatch(other -> carried.test(one, other)));
    }

    private Map<String, Object> values(History<Op<P>> history) {
        Map<String, Object> values = new HashMap<>();
        for (String key : KEYS) {
            History<P> child = history.project(op -> inside(op, key));
            if (isUpdated(key, history) || holding.test(child)) {
                values.put(key, specification.valueOf(child));
            }
        }
        return values;
    }

    private static <P> boolean isUpdated(String key, History<Op<P>> history) {
        return history.whole().remaining((later, earlier) -> later.operation().concerns(key)).stream()
                .map(Event::operation)
                .anyMatch(op -> op.kind == Kind.UPDATE && op.concerns(key));
    }

    private List<P> inside(Op<P> op, String key) {
        if (!op.concerns(key)) {
            return List.of();
        }
        return op.kind == Kind.UPDATE ? op.inside : List.of(removal);
    }

    private Object reportedOfMap(Object before, MapChange<String, Optional<C>> change) {
        Map<Object, Object> after = new HashMap<>((Map<?, ?>) before);
        Object nothing = type.create(ReplicaContext.of(ReplicaId.of(0), new HybridClock(() -> Instant.EPOCH)))
                .value();
        boolean fits = !change.isEmpty()
                && Collections.disjoint(after.keySet(), change.added().keySet())
                && after.keySet().containsAll(change.updated().keySet())
                && after.keySet().containsAll(change.removed().keySet())
                && change.updated().values().stream().allMatch(Optional::isPresent);
        if (!fits) {
            throw new IllegalStateException(change + " does not fit " + before);
        }
        change.added().forEach((key, report) -> after.put(key, inside(nothing, report)));
        change.updated().forEach((key, report) -> after.put(key, inside(after.get(key), report)));
        change.removed().forEach((key, report) -> {
            if (!inside(after.remove(key), report).equals(nothing)) {
                throw new IllegalStateException(change + " does not empty " + before);
            }
        });
        return after;
    }

    private Object inside(Object before, Optional<C> report) {
        return report.map(change -> reported.apply(before, change)).orElse(before);
    }
}
