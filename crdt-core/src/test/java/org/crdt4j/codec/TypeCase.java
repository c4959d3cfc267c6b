// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.counter.BoundedCounter;
import org.crdt4j.counter.CounterMap;
import org.crdt4j.counter.GrowOnlyCounter;
import org.crdt4j.counter.PnCounter;
import org.crdt4j.counter.ResettableCounter;
import org.crdt4j.counter.Rights;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.Lattice.Both;
import org.crdt4j.crdt.LatticeValue;
import org.crdt4j.crdt.RemoveWins;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.document.Document;
import org.crdt4j.document.Field;
import org.crdt4j.document.FieldStore;
import org.crdt4j.document.Place;
import org.crdt4j.flag.DisableWinsFlag;
import org.crdt4j.flag.EnableWinsFlag;
import org.crdt4j.flag.GrowOnlyFlag;
import org.crdt4j.log.CausalLog;
import org.crdt4j.log.Reservations;
import org.crdt4j.map.ExpiringMap;
import org.crdt4j.map.KeyStore;
import org.crdt4j.map.LastWriterWinsMap;
import org.crdt4j.map.MultiMap;
import org.crdt4j.map.ObservedRemoveMap;
import org.crdt4j.op.OpAddWinsSet;
import org.crdt4j.op.OperationLog;
import org.crdt4j.op.OperationObject;
import org.crdt4j.register.LastWriterWinsRegister;
import org.crdt4j.register.MaxRegister;
import org.crdt4j.register.MinRegister;
import org.crdt4j.register.MultiValueRegister;
import org.crdt4j.register.StageRegister;
import org.crdt4j.register.Stages;
import org.crdt4j.set.AddWinsSet;
import org.crdt4j.set.ConfirmationSet;
import org.crdt4j.set.GrowOnlySet;
import org.crdt4j.set.LastWriterWinsSet;
import org.crdt4j.set.RemoveWinsSet;
import org.crdt4j.set.TwoPhaseSet;
import org.crdt4j.sketch.BloomFilter;
import org.crdt4j.sketch.DistinctCount;

/**
 * A type, and how to make states of it.
 *
 * @param <T> its live objects
 * @param <D> its deltas
 * @param type the type
 * @param mutator does something at random to an object and returns the delta
 */
record TypeCase<T extends Crdt<D, ?>, D extends Delta<D>>(CrdtType<T, D, ?> type, BiFunction<T, Random, D> mutator) {

    private static final Stages STAGES =
            Stages.builder().path("a", "b", "d").path("a", "c", "d").build();
    private static final long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    /** Every type of the library, and maps of several. */
    static List<TypeCase<?, ?>> all() {
        return List.of(
                new TypeCase<>(BoundedCounter.type(), TypeCase::changeBoundedCounter),
                new TypeCase<>(MaxRegister.<Integer>type(), (register, random) -> register.assign(random.nextInt(99))),
                new TypeCase<>(MinRegister.<Integer>type(), (register, random) -> register.assign(random.nextInt(99))),
                new TypeCase<>(
                        StageRegister.of("payment", STAGES),
                        (register, random) -> register.advance(List.of("b", "c").get(random.nextInt(2)))),
                new TypeCase<>(ConfirmationSet.<Object>type(), TypeCase::changeConfirmations),
                new TypeCase<>(
                        GrowOnlyCounter.type(), (counter, random) -> counter.increment(amount(random) & 0xFFFFFF)),
                new TypeCase<>(PnCounter.type(), (counter, random) -> counter.increment(amount(random))),
                new TypeCase<>(
                        ResettableCounter.type(),
                        (counter, random) ->
                                random.nextInt(3) == 0 ? counter.reset() : counter.increment(amount(random))),
                new TypeCase<>(AddWinsSet.<Object>type(), TypeCase::changeSet),
                new TypeCase<>(OperationObject.of(OpAddWinsSet.<Object>type()), TypeCase::changeByOperation),
                new TypeCase<>(
                        LastWriterWinsRegister.<Object>type(),
                        (register, random) ->
                                random.nextInt(8) == 0 ? register.clear() : register.assign(value(random))),
                new TypeCase<>(
                        MultiValueRegister.<Object>type(),
                        (register, random) ->
                                random.nextInt(8) == 0 ? register.clear() : register.assign(value(random))),
                new TypeCase<>(
                        LastWriterWinsMap.<Object, Object>type(),
                        (map, random) -> random.nextInt(4) == 0
                                ? map.remove(value(random))
                                : map.put(value(random), value(random))),
                new TypeCase<>(Document.type(), TypeCase::changeDocument),
                new TypeCase<>(MultiMap.<Object, Object>type(), TypeCase::changeMultiMap),
                new TypeCase<>(
                        CounterMap.<Object>type(),
                        (map, random) -> random.nextInt(4) == 0
                                ? map.remove(value(random))
                                : map.increment(value(random), amount(random))),
                new TypeCase<>(
                        EnableWinsFlag.type(),
                        (flag, random) -> random.nextInt(3) == 0 ? flag.disable() : flag.enable()),
                new TypeCase<>(
                        DisableWinsFlag.type(),
                        (flag, random) -> random.nextInt(3) == 0 ? flag.disable() : flag.enable()),
                new TypeCase<>(GrowOnlyFlag.type(), (flag, random) -> flag.enable()),
                new TypeCase<>(GrowOnlySet.<Object>type(), (set, random) -> set.add(value(random))),
                new TypeCase<>(
                        TwoPhaseSet.<Object>type(),
                        (set, random) -> random.nextInt(3) == 0 ? set.remove(value(random)) : set.add(value(random))),
                new TypeCase<>(RemoveWinsSet.<Object>type(), TypeCase::changeRemoveWinsSet),
                new TypeCase<>(
                        LastWriterWinsSet.<Object>type(),
                        (set, random) -> random.nextInt(3) == 0 ? set.remove(value(random)) : set.add(value(random))),
                new TypeCase<>(
                        DistinctCount.type(5),
                        (count, random) -> count.inOneDelta(
                                () -> random.longs(random.nextInt(12)).forEach(count::add))),
                new TypeCase<>(
                        BloomFilter.type(99, 0.02),
                        (filter, random) -> filter.inOneDelta(
                                () -> random.longs(random.nextInt(5)).forEach(filter::add))),
                new TypeCase<>(
                        CausalLog.<Object>type(),
                        (log, random) -> random.nextInt(16) == 0 ? log.clear() : log.append(value(random))),
                new TypeCase<>(
                        Reservations.type(),
                        (ledger, random) -> random.nextBoolean()
                                ? ledger.restock(1 + random.nextInt(9))
                                : ledger.reserve(1 + random.nextInt(5))),
                new TypeCase<>(
                        ExpiringMap.<Object, Object>type(),
                        (map, random) -> random.nextInt(4) == 0
                                ? map.remove(value(random))
                                : map.put(value(random), value(random), Duration.ofSeconds(1 + random.nextInt(90)))),
                new TypeCase<>(
                        ObservedRemoveMap.<Object, AddWinsSet<Object>, DotMap<Object, DotSet>, SetChange<Object>>of(
                                AddWinsSet.<Object>type()),
                        (map, random) -> random.nextInt(4) == 0
                                ? map.remove(value(random))
                                : map.update(value(random), set -> changeSet(set, random))),
                new TypeCase<>(
                        ObservedRemoveMap.of(ObservedRemoveMap.of(ResettableCounter.type())),
                        (map, random) -> random.nextInt(4) == 0
                                ? map.remove(value(random))
                                : map.update(
                                        value(random),
                                        inner -> inner.update(
                                                value(random), counter -> changeCounter(counter, random)))));
    }

    private static Causal<DotMap<Object, DotSet>> changeSet(AddWinsSet<Object> set, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> set.clear();
            case 1, 2 -> set.remove(value(random));
            case 3 -> set.addAll(List.of(value(random), value(random)));
            default -> set.add(value(random));
        };
    }

    private static OperationLog<OpAddWinsSet.Operation<Object>, Causal<DotMap<Object, DotSet>>> changeByOperation(
            OperationObject<
                            OpAddWinsSet<Object>,
                            OpAddWinsSet.Operation<Object>,
                            Causal<DotMap<Object, DotSet>>,
                            SetChange<Object>>
                    live,
            Random random) {
        return live.update(set -> switch (random.nextInt(8)) {
            case 0 -> set.clear();
            case 1, 2 -> set.remove(value(random));
            default -> set.add(value(random));
        });
    }

    private static Causal<DotMap<Field, KeyStore<FieldStore>>> changeDocument(Document document, Random random) {
        String name = List.of("a", "b", "grüße").get(random.nextInt(3));
        Place place = random.nextInt(3) == 0
                ? document.at(name)
                : document.at("d" + random.nextInt(2), "e").at(name);
        return switch (random.nextInt(9)) {
            case 0 -> place.remove();
            case 1 -> document.at("d" + random.nextInt(2)).remove();
            case 2 -> place.assign(value(random));
            case 3 -> place.assignMultiValue(value(random));
            case 4 -> place.increment(amount(random));
            case 5 -> place.enable();
            case 6 -> place.disable();
            case 7 -> place.remove(value(random));
            default -> place.add(value(random));
        };
    }

    private static Causal<DotMap<Object, DotMap<Object, DotSet>>> changeMultiMap(
            MultiMap<Object, Object> map, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> map.removeAll(value(random));
            case 1, 2 -> map.remove(value(random), value(random));
            default -> map.put(value(random), value(random));
        };
    }

    private static Rights changeBoundedCounter(BoundedCounter counter, Random random) {
        return counter.inOneDelta(() -> {
            counter.increment(random.nextInt(9));
            counter.richest()
                    .ifPresent(peer -> counter.transfer(counter.ownRights().longValueExact() / 3, peer));
            counter.decrement(counter.ownRights().longValueExact() / 2);
        });
    }

    private static LatticeValue<Both<Map<Set<Object>, Optional<Integer>>, Set<Object>>> changeConfirmations(
            ConfirmationSet<Object> set, Random random) {
        return set.value().isSealed() || random.nextInt(3) > 0
                ? set.confirm(value(random))
                : set.seal(Set.of(value(random)), 1);
    }

    private static Causal<DotMap<Object, RemoveWins>> changeRemoveWinsSet(RemoveWinsSet<Object> set, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> set.clear();
            case 1, 2 -> set.remove(value(random));
            case 3 -> set.addAll(List.of(value(random), value(random)));
            default -> set.add(value(random));
        };
    }

    private static void changeCounter(ResettableCounter counter, Random random) {
        counter.increment(amount(random));
        if (random.nextInt(3) == 0) {
            counter.reset();
        }
    }

    private static long amount(Random random) {
        return random.nextInt(100) == 0 ? random.nextInt() * 1_000_000L : random.nextInt(-5, 10);
    }

    /** One of a few hundred values of all sorts that can be a key. */
    static Object value(Random random) {
        int number = random.nextInt(-20, 20);
        return switch (random.nextInt(12)) {
            case 0 -> number;
            case 1 -> (long) number << 33;
            case 2 -> List.of("list", number);
            case 3 -> Set.of("a" + number, "b", number);
            case 4 -> Map.of("key", number, 'k', List.of());
            case 5 -> new UUID(number, 7);
            case 6 -> Instant.ofEpochMilli(NOW + number);
            case 7 -> new Samples.Point(number, number < 0 ? null : "p", Samples.Color.GREEN);
            case 8 -> new Samples.Order("order", number);
            case 9 -> "grüße " + number;
            default -> "element-" + number;
        };
    }

    /** Knows the classes of all values. */
    static Codec codec() {
        return Codec.builder()
                .register(Samples.Color.class, 100)
                .register(Samples.Point.class, 101)
                .register(Samples.Order.class, 102)
                .register(Samples.Positive.class, 103)
                .register(Samples.Node.class, 104)
                .register(Samples.Photo.class, 105)
                .build();
    }

    /** An empty object. */
    T create(int replica) {
        HybridClock clock = new HybridClock(InstantSource.fixed(Instant.ofEpochMilli(NOW + 10L * replica)));
        return type.create(
                ReplicaContext.of(new ReplicaId(0x0123456789ABCDEFL * (replica + 1), replica & 1), clock, () -> 0));
    }

    /** What a history of three replicas leaves behind: its deltas on the way, and the states at its end. */
    record History<T, D>(List<T> objects, List<D> deltas) {}

    History<T, D> history(Random random, int steps) {
        List<T> objects = new ArrayList<>();
        for (int replica = 0; replica < 3; replica++) {
            objects.add(create(replica));
        }
        List<D> deltas = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            T object = objects.get(random.nextInt(objects.size()));
            deltas.add(mutator.apply(object, random));
            if (random.nextInt(3) == 0) {
                objects.get(random.nextInt(objects.size())).join(deltas.get(random.nextInt(deltas.size())));
            }
        }
        return new History<>(objects, deltas);
    }

    @Override
    public String toString() {
        return type.name();
    }
}
