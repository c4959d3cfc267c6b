// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toSet;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.Stamped;
import org.crdt4j.counter.CountStore;
import org.crdt4j.counter.PnCounter;
import org.crdt4j.counter.ResettableCounter;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.map.KeyStore;
import org.crdt4j.map.LastWriterWinsMap;
import org.crdt4j.map.ObservedRemoveMap;
import org.crdt4j.op.OpAddWinsSet;
import org.crdt4j.op.OpAddWinsSet.Operation;
import org.crdt4j.op.OpPnCounter;
import org.crdt4j.op.OperationLog;
import org.crdt4j.op.OperationObject;
import org.crdt4j.op.Sums;
import org.crdt4j.register.LastWriterWinsRegister;
import org.crdt4j.register.MultiValueRegister;
import org.crdt4j.replica.SimulatedHistory.Draft;
import org.crdt4j.replica.SimulatedHistory.Effect;
import org.crdt4j.set.AddWinsSet;

/** The types that take part in simulations. */
final class SimulatedKinds {

    private static final List<SimulatedKind<?, ?, ?>> ALL = List.of(
            new Sets(),
            new Counters(),
            new PlainCounters(),
            new Registers(),
            new WritesMaps(),
            new Votes(),
            new MapsOfSets(),
            new MapsOfCounters(),
            new SetsByOperations(),
            new CountersByOperations());

    private static final Comparator<Effect> NEWEST = Comparator.<Effect, HybridTimestamp>comparing(
                    effect -> effect.time)
            .thenComparing(effect -> effect.origin)
            .thenComparing(effect -> effect.id);

    private SimulatedKinds() {}

    /** Four to six named objects of random types, a set among them. */
    static Map<String, SimulatedKind<?, ?, ?>> draw(RandomGenerator random) {
        Map<String, SimulatedKind<?, ?, ?>> objects = new TreeMap<>();
        int count = 4 + random.nextInt(3);
        for (int index = 0; index < count; index++) {
            objects.put("object" + index, ALL.get(index == 0 ? 0 : random.nextInt(ALL.size())));
        }
        return objects;
    }

    private static String anyKey(RandomGenerator random) {
        return "k" + random.nextInt(4);
    }

    private static String anyValue(RandomGenerator random) {
        return "v" + random.nextInt(1000);
    }

    private static long amount(Effect effect) {
        return (Long) effect.value;
    }

    private static void count(ResettableCounter counter, String key, Draft draft, RandomGenerator random) {
        if (random.nextInt(4) == 0) {
            counter.reset();
            draft.kill(effect -> effect.key.equals(key) && !effect.life);
        } else {
            long amount = random.nextInt(-5, 10);
            counter.increment(amount);
            draft.bear(key, amount, HybridTimestamp.ZERO);
        }
    }

    private static void relive(Draft draft, String key) {
        draft.kill(effect -> effect.life && effect.key.equals(key));
        draft.bearLife(key);
    }

    /* A key is there while anything is in it. Whoever hears of a removal early may take away a key's life, and not what it has not got
     * any more; elsewhere that is still there until the early removal comes. */
    private static Set<String> alive(List<Effect> effects) {
        return effects.stream().map(effect -> effect.key).collect(toSet());
    }

    private static final class Sets
            extends SimulatedKind<AddWinsSet<String>, Causal<DotMap<String, DotSet>>, SetChange<String>> {

        Sets() {
            super(AddWinsSet.type());
        }

        @Override
        void mutate(AddWinsSet<String> set, Draft draft, RandomGenerator random, HybridTimestamp now) {
            String element = anyKey(random);
            int choice = random.nextInt(8);
            if (choice == 0) {
                set.clear();
                draft.kill(effect -> true);
            } else if (choice < 4) {
                set.remove(element);
                draft.kill(effect -> effect.key.equals(element));
            } else {
                set.add(element);
                draft.kill(effect -> effect.key.equals(element));
                draft.bear(element, element, HybridTimestamp.ZERO);
            }
        }

        @Override
        Object expected(List<Effect> effects) {
            return effects.stream().map(effect -> effect.key).collect(toSet());
        }
    }

    private static final class Counters
            extends SimulatedKind<ResettableCounter, Causal<CountStore>, ValueChange<BigInteger>> {

        Counters() {
            super(ResettableCounter.type());
        }

        @Override
        void mutate(ResettableCounter counter, Draft draft, RandomGenerator random, HybridTimestamp now) {
            count(counter, "", draft, random);
        }

        @Override
        Object expected(List<Effect> effects) {
            return effects.stream().mapToLong(SimulatedKinds::amount).sum();
        }
    }

    private static final class PlainCounters
            extends SimulatedKind<PnCounter, PnCounter.Tallies, ValueChange<BigInteger>> {

        PlainCounters() {
            super(PnCounter.type());
        }

        @Override
        void mutate(PnCounter counter, Draft draft, RandomGenerator random, HybridTimestamp now) {
            long amount = random.nextLong(1, 10);
            boolean up = random.nextBoolean();
            if (up) {
                counter.increment(amount);
            } else {
                counter.decrement(amount);
            }
            draft.bear("", up ? amount : -amount, HybridTimestamp.ZERO);
        }

        @Override
        Object expected(List<Effect> effects) {
            return effects.stream().mapToLong(SimulatedKinds::amount).sum();
        }

        @Override
        boolean isDeletable() {
            return false;
        }
    }

    private static final class Registers
            extends SimulatedKind<
                    LastWriterWinsRegister<String>, Causal<DotFun<Stamped<String>>>, RegisterChange<String>> {

        Registers() {
            super(LastWriterWinsRegister.type());
        }

        @Override
        void mutate(LastWriterWinsRegister<String> register, Draft draft, RandomGenerator random, HybridTimestamp now) {
            draft.kill(effect -> true);
            if (random.nextInt(4) == 0) {
                register.clear();
            } else {
                String value = anyValue(random);
                register.assign(value);
                draft.bear("", value, register.time().orElseThrow());
            }
        }

        @Override
        Object expected(List<Effect> effects) {
            return effects.stream().max(NEWEST).map(effect -> effect.value);
        }
    }

    /**
     * Maps of which each write has a given time, now and then an old one. An empty value is a removal. No write is older than a removal of its
     * key that may have been compacted: those who have not compacted it would not take the write.
     */
    private static final class WritesMaps
            extends SimulatedKind<
                    LastWriterWinsMap<String, String>,
                    Causal<DotMap<String, DotFun<Stamped<String>>>>,
                    MapChange<String, RegisterChange<String>>> {

        WritesMaps() {
            super(LastWriterWinsMap.type());
        }

        @Override
        void mutate(LastWriterWinsMap<String, String> map, Draft draft, RandomGenerator random, HybridTimestamp now) {
            String key = anyKey(random);
            Optional<String> value = random.nextInt(3) == 0 ? Optional.empty() : Optional.of(anyValue(random));
            Optional<Effect> newest = draft.live().stream()
                    .filter(effect -> effect.key.equals(key))
                    .max(NEWEST);
            boolean isThere = newest.isPresent() && !newest.get().value.equals(Optional.empty());
            HybridTimestamp time = isThere && draft.isExact() && random.nextInt(10) == 0
                    ? HybridTimestamp.of(newest.get().time.millis() - 1 - random.nextInt(50), 0)
                    : newest.map(effect -> effect.time)
                            .or(() -> draft.latest(effect -> isRemovalOf(key, effect)))
                            .map(HybridTimestamp::next)
                            .filter(after -> after.compareTo(now) > 0)
                            .orElse(now);
            if (!isWritten(map, key, value, time)) {
                if ((isThere && draft.isExact()) || !isRemovedSince(time, draft)) {
                    throw new IllegalStateException("a write at " + time + " is refused for no reason");
                }
                return;
            }
            Effect written = draft.bear(key, value, time);
            Effect winner =
                    newest.filter(effect -> NEWEST.compare(effect, written) > 0).orElse(written);
            draft.kill(effect -> effect.key.equals(key) && effect != winner);
        }

        private static boolean isWritten(
                LastWriterWinsMap<String, String> map, String key, Optional<String> value, HybridTimestamp time) {
            try {
                if (value.isPresent()) {
                    map.put(key, value.get(), time);
                } else {
                    map.remove(key, time);
                }
                return true;
            } catch (IllegalArgumentException refusal) { // older than removals that were compacted
                return false;
            }
        }

        private static boolean isRemovalOf(String key, Effect effect) {
            return effect.key.equals(key) && effect.value.equals(Optional.empty());
        }

        private static boolean isRemovedSince(HybridTimestamp time, Draft draft) {
            return draft.latest(effect -> effect.value.equals(Optional.empty()))
                    .filter(removed -> removed.compareTo(time) >= 0)
                    .isPresent();
        }

        @Override
        Object expected(List<Effect> effects) {
            Map<String, Object> values = new HashMap<>();
            effects.stream()
                    .collect(groupingBy(effect -> effect.key))
                    .forEach((key, writes) -> writes.stream()
                            .max(NEWEST)
                            .flatMap(effect -> (Optional<?>) effect.value)
                            .ifPresent(value -> values.put(key, value)));
            return values;
        }
    }

    private static final class Votes
            extends SimulatedKind<MultiValueRegister<String>, Causal<DotFun<String>>, ValueChange<Set<String>>> {

        Votes() {
            super(MultiValueRegister.type());
        }

        @Override
        void mutate(MultiValueRegister<String> register, Draft draft, RandomGenerator random, HybridTimestamp now) {
            draft.kill(effect -> true);
            if (random.nextInt(4) == 0) {
                register.clear();
            } else {
                String value = anyValue(random);
                register.assign(value);
                draft.bear("", value, HybridTimestamp.ZERO);
            }
        }

        @Override
        Object expected(List<Effect> effects) {
            return effects.stream().map(effect -> effect.value).collect(toSet());
        }
    }

    private static final class MapsOfSets
            extends SimulatedKind<
                    ObservedRemoveMap<String, AddWinsSet<String>, DotMap<String, DotSet>, SetChange<String>>,
                    Causal<DotMap<String, KeyStore<DotMap<String, DotSet>>>>,
                    MapChange<String, Optional<SetChange<String>>>> {

        MapsOfSets() {
            super(ObservedRemoveMap.of(AddWinsSet.type()));
        }

        @Override
        void mutate(
                ObservedRemoveMap<String, AddWinsSet<String>, DotMap<String, DotSet>, SetChange<String>> map,
                Draft draft,
                RandomGenerator random,
                HybridTimestamp now) {
            String key = anyKey(random);
            String element = "e" + random.nextInt(3);
            int choice = random.nextInt(8);
            if (choice < 3) {
                map.remove(key);
                draft.kill(effect -> effect.key.equals(key));
            } else {
                draft.kill(effect -> effect.key.equals(key) && effect.value.equals(element));
                if (choice == 3) {
                    map.update(key, set -> set.remove(element));
                } else {
                    map.update(key, set -> set.add(element));
                    draft.bear(key, element, HybridTimestamp.ZERO);
                }
                relive(draft, key);
            }
        }

        @Override
        Object expected(List<Effect> effects) {
            Set<String> alive = alive(effects);
            Map<String, Set<Object>> values = effects.stream()
                    .filter(effect -> !effect.life && alive.contains(effect.key))
                    .collect(groupingBy(effect -> effect.key, mapping(effect -> effect.value, toSet())));
            alive.forEach(key -> values.putIfAbsent(key, Set.of()));
            return values;
        }
    }

    private static final class MapsOfCounters
            extends SimulatedKind<
                    ObservedRemoveMap<String, ResettableCounter, CountStore, ValueChange<BigInteger>>,
                    Causal<DotMap<String, KeyStore<CountStore>>>,
                    MapChange<String, Optional<ValueChange<BigInteger>>>> {

        MapsOfCounters() {
            super(ObservedRemoveMap.of(ResettableCounter.type()));
        }

        @Override
        void mutate(
                ObservedRemoveMap<String, ResettableCounter, CountStore, ValueChange<BigInteger>> map,
                Draft draft,
                RandomGenerator random,
                HybridTimestamp now) {
            String key = anyKey(random);
            if (random.nextInt(3) == 0) {
                map.remove(key);
                draft.kill(effect -> effect.key.equals(key));
            } else {
                map.update(key, counter -> count(counter, key, draft, random));
                relive(draft, key);
            }
        }

        @Override
        Object expected(List<Effect> effects) {
            Set<String> alive = alive(effects);
            Map<String, Long> values = effects.stream()
                    .filter(effect -> !effect.life && alive.contains(effect.key))
                    .collect(groupingBy(effect -> effect.key, summingLong(SimulatedKinds::amount)));
            alive.forEach(key -> values.putIfAbsent(key, 0L));
            return values;
        }
    }

    private static final class SetsByOperations
            extends SimulatedKind<
                    OperationObject<
                            OpAddWinsSet<String>, Operation<String>, Causal<DotMap<String, DotSet>>, SetChange<String>>,
                    OperationLog<Operation<String>, Causal<DotMap<String, DotSet>>>,
                    SetChange<String>> {

        SetsByOperations() {
            super(OperationObject.of(OpAddWinsSet.type()));
        }

        @Override
        void mutate(
                OperationObject<
                                OpAddWinsSet<String>,
                                Operation<String>,
                                Causal<DotMap<String, DotSet>>,
                                SetChange<String>>
                        live,
                Draft draft,
                RandomGenerator random,
                HybridTimestamp now) {
            String element = anyKey(random);
            int choice = random.nextInt(8);
            if (choice == 0) {
                live.update(OpAddWinsSet::clear);
                draft.kill(effect -> true);
            } else if (choice < 4) {
                live.update(set -> set.remove(element));
                draft.kill(effect -> effect.key.equals(element));
            } else {
                live.update(set -> set.add(element));
                draft.kill(effect -> effect.key.equals(element));
                draft.bear(element, element, HybridTimestamp.ZERO);
            }
        }

        @Override
        Object expected(List<Effect> effects) {
            return effects.stream().map(effect -> effect.key).collect(toSet());
        }

        @Override
        boolean isDeletable() {
            return false;
        }

        @Override
        boolean isSettled(Replica replica, String name) {
            return in(replica, name).read(live -> live.pending() == 0);
        }
    }

    private static final class CountersByOperations
            extends SimulatedKind<
                    OperationObject<OpPnCounter, OpPnCounter.Add, Sums, ValueChange<BigInteger>>,
                    OperationLog<OpPnCounter.Add, Sums>,
                    ValueChange<BigInteger>> {

        CountersByOperations() {
            super(OperationObject.of(OpPnCounter.type()));
        }

        @Override
        void mutate(
                OperationObject<OpPnCounter, OpPnCounter.Add, Sums, ValueChange<BigInteger>> live,
                Draft draft,
                RandomGenerator random,
                HybridTimestamp now) {
            long amount = random.nextLong(-5, 10);
            live.update(counter -> counter.increment(amount));
            draft.bear("", amount, HybridTimestamp.ZERO);
        }

        @Override
        Object expected(List<Effect> effects) {
            return effects.stream().mapToLong(SimulatedKinds::amount).sum();
        }

        @Override
        boolean isDeletable() {
            return false;
        }

        @Override
        boolean isSettled(Replica replica, String name) {
            return in(replica, name).read(live -> live.pending() == 0);
        }
    }
}
