// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.map.KeyStore;
import org.crdt4j.map.ObservedRemoveMap;
import org.crdt4j.register.MultiValueRegister;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Subject;
import org.jspecify.annotations.Nullable;

/**
 * An observed-remove map of counters as the papers write it down, with a place for each fault. A counter keeps each increment under its
 * own dot; a key is there as long as the dot of an update is, or an increment.
 */
final class FaultyMap extends CausalCrdt<FaultyMap.Store, ValueChange<Map<String, Long>>> {

    private static final List<String> KEYS = List.of("k", "l");

    /** What is done to a map. */
    enum Kind {
        COUNT,
        /** An update that does nothing to the counter, but the key is there from then on. */
        TOUCH,
        RESET,
        REMOVE,
        CLEAR
    }

    /** What is done to which key. */
    record Op(Kind kind, String key, long amount) {

        boolean concerns(String asked) {
            return kind == Kind.CLEAR || key.equals(asked);
        }

        boolean isUpdate() {
            return kind == Kind.COUNT || kind == Kind.TOUCH || kind == Kind.RESET;
        }

        boolean empties(String asked) {
            return concerns(asked) && kind != Kind.COUNT && kind != Kind.TOUCH;
        }
    }

    private final Fault fault;

    /* for EARLY_REMOVE_DROPPED: all dots that were ever here; for REMOVE_NOT_IN_STATE: those that are only hidden */
    private final Set<Dot> wereHere = new HashSet<>();
    private final Set<Dot> hidden = new HashSet<>();

    private FaultyMap(ReplicaContext replicaContext, Store store) {
        super(replicaContext, store);
        fault = store.fault;
    }

    static Subject<FaultyMap, Causal<Store>, ValueChange<Map<String, Long>>, Op> subject(Fault fault) {
        CausalType<FaultyMap, Store, ValueChange<Map<String, Long>>> type =
                new CausalType<>("faulty-map", new Store(new TreeMap<>(), fault), FaultyMap::new, new Format(fault));
        return Subject.of(type, (random, map) -> draw(random), FaultyMap::apply, FaultyMap::specified);
    }

    private static Op draw(RandomGenerator random) {
        Kind kind = List.of(
                        Kind.COUNT,
                        Kind.COUNT,
                        Kind.COUNT,
                        Kind.TOUCH,
                        Kind.RESET,
                        Kind.REMOVE,
                        Kind.REMOVE,
                        Kind.CLEAR)
                .get(random.nextInt(8));
        return new Op(kind, KEYS.get(random.nextInt(KEYS.size())), random.nextLong(1, 9));
    }

    /* a key is there if an update of it, or an increment, remains; an update ends older ones, which an increment does not */
    private static Map<String, Long> specified(History<Op> history) {
        Map<String, Long> values = new HashMap<>();
        for (String key : KEYS) {
            boolean isUpdated = history
                    .remaining((later, earlier) -> later.operation().concerns(key))
                    .stream()
                    .anyMatch(event ->
                            event.operation().isUpdate() && event.operation().concerns(key));
            List<Long> amounts = history
                    .remaining((later, earlier) -> later.operation().empties(key))
                    .stream()
                    .filter(event -> event.operation().kind == Kind.COUNT
                            && event.operation().concerns(key))
                    .map(event -> event.operation().amount)
                    .toList();
            if (isUpdated || !amounts.isEmpty()) {
                values.put(key, amounts.stream().mapToLong(n -> n).sum());
            }
        }
        return values;
    }

    private static Causal<Store> apply(FaultyMap map, Op op) {
        return switch (op.kind) {
            case COUNT, TOUCH, RESET -> map.update(op);
            case REMOVE -> map.remove(Set.of(op.key));
            case CLEAR -> map.remove(Set.copyOf(map.store().entries.keySet()));
        };
    }

    @Override
    public Map<String, Long> value() {
        return store().keepingDots(dot -> !hidden.contains(dot)).value();
    }

    private Causal<Store> update(Op op) {
        Entry before = store().get(op.key);
        boolean afresh = fault == Fault.REMOVE_RESETS_ONLY_IF_READDED && before.alive.isEmpty();
        Map<Dot, Long> counted = new TreeMap<>(op.kind == Kind.RESET || afresh ? Map.of() : before.counted);
        TreeMap<Dot, Long> fresh = new TreeMap<>();
        if (op.kind == Kind.COUNT) {
            Dot dot = replicaContext().nextDot();
            fresh.put(dot, op.amount + (fault == Fault.EMBEDDED_COUNTER_RESURRECTS ? takeOwn(counted) : 0));
        }
        counted.putAll(fresh);
        Set<Dot> alive = Set.of(replicaContext().nextDot());
        Set<Dot> superseded = new HashSet<>(before.dots());
        superseded.removeAll(counted.keySet());
        CausalContext context = contextOf(superseded, alive, fresh.keySet());
        Store after = store().with(op.key, new Entry(alive, counted));
        wereHere.addAll(after.get(op.key).dots());
        return commit(after, store().bottom().with(op.key, new Entry(alive, fresh)), context);
    }

    /* one number for all that this replica has counted under the key, as a counter by itself could have it */
    private long takeOwn(Map<Dot, Long> counted) {
        Predicate<Dot> own = dot -> dot.replica().equals(replicaContext().replica());
        long sum = counted.entrySet().stream()
                .filter(entry -> own.test(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        counted.keySet().removeIf(own);
        return sum;
    }

    private Causal<Store> remove(Set<String> keys) {
        Set<Dot> removed = new HashSet<>();
        for (String key : keys) {
            Entry entry = store().get(key);
            removed.addAll(fault == Fault.REMOVE_RESETS_ONLY_IF_READDED ? entry.alive : entry.dots());
        }
        Store after = store().keepingDots(dot -> !removed.contains(dot));
        if (fault == Fault.REMOVE_NOT_IN_STATE) {
            hidden.addAll(removed);
            after = store();
        }
        return commit(after, store().bottom(), contextOf(removed));
    }

    @SafeVarargs
    private static CausalContext contextOf(Collection<Dot>... parts) {
        MutableCausalContext context = new MutableCausalContext();
        for (Collection<Dot> part : parts) {
            part.forEach(dot -> context.add(dot.replica(), dot.counter()));
        }
        return context.snapshot();
    }

    @Override
    protected Store join(Store mine, Store theirs, JoinScope scope) {
        DotCover seen = fault == Fault.EARLY_REMOVE_DROPPED
                ? (origin, counter) -> wereHere.contains(new Dot(origin, counter))
                : scope.mine();
        Store joined = mine.join(theirs, new JoinScope(seen, scope.theirs(), null));
        if (!joined.equals(mine)) {
            scope.markChanged();
        }
        joined.entries.values().forEach(entry -> wereHere.addAll(entry.dots()));
        return joined;
    }

    @Override
    public @Nullable ValueChange<Map<String, Long>> change(Store before, Store after) {
        return before.value().equals(after.value()) ? null : new ValueChange<>(before.value(), after.value());
    }

    /** What is under a key: the dots that keep it, and the increments of its counter. */
    record Entry(Set<Dot> alive, Map<Dot, Long> counted) {

        private static final Entry NONE = new Entry(Set.of(), Map.of());

        Set<Dot> dots() {
            Set<Dot> all = new HashSet<>(alive);
            all.addAll(counted.keySet());
            return all;
        }

        boolean isEmpty() {
            return alive.isEmpty() && counted.isEmpty();
        }

        Entry keepingDots(Predicate<Dot> test) {
            return new Entry(
                    alive.stream().filter(test).collect(Collectors.toSet()),
                    counted.entrySet().stream()
                            .filter(entry -> test.test(entry.getKey()))
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        }
    }

    /** Keys with what is under them, none of it empty. */
    record Store(TreeMap<String, Entry> entries, Fault fault) implements DotStore<Store> {

        Map<String, Long> value() {
            Map<String, Long> values = new HashMap<>();
            entries.forEach((key, entry) -> {
                boolean isThere = switch (fault) {
                    case EMPTIED_CHILD_ERASES_KEY -> !entry.counted.isEmpty();
                    case REMOVE_RESETS_ONLY_IF_READDED -> !entry.alive.isEmpty();
                    default -> true;
                };
                if (isThere) {
                    values.put(
                            key,
                            entry.counted.values().stream().mapToLong(n -> n).sum());
                }
            });
            return Collections.unmodifiableMap(values);
        }

        Entry get(String key) {
            return entries.getOrDefault(key, Entry.NONE);
        }

        Store with(String key, Entry entry) {
            TreeMap<String, Entry> changed = new TreeMap<>(entries);
            changed.put(key, entry);
            changed.values().removeIf(Entry::isEmpty);
            return new Store(changed, fault);
        }

        Store keepingDots(Predicate<Dot> test) {
            TreeMap<String, Entry> kept = new TreeMap<>();
            entries.forEach((key, entry) -> kept.put(key, entry.keepingDots(test)));
            kept.values().removeIf(Entry::isEmpty);
            return new Store(kept, fault);
        }

        @Override
        public boolean isEmpty() {
            return entries.isEmpty();
        }

        @Override
        public Store bottom() {
            return new Store(new TreeMap<>(), fault);
        }

        @Override
        public Store self() {
            return this;
        }

        @Override
        public void forEachDot(DotConsumer action) {
            entries.values().forEach(entry -> entry.dots().forEach(dot -> action.accept(dot.replica(), dot.counter())));
        }

        @Override
        public Store join(Store other, JoinScope scope) {
            TreeMap<String, Entry> joined = new TreeMap<>();
            Set<String> keys = new TreeSet<>(entries.keySet());
            keys.addAll(other.entries.keySet());
            for (String key : keys) {
                joined.put(key, join(get(key), other.get(key), scope.mine(), scope.theirs()));
            }
            joined.values().removeIf(Entry::isEmpty);
            if (joined.equals(entries)) {
                return this;
            }
            scope.markChanged();
            return new Store(joined, fault);
        }

        private Entry join(Entry own, Entry foreign, DotCover mine, DotCover theirs) {
            boolean keepAll = fault == Fault.KEY_ON_BOTH_SIDES_IS_KEPT && !own.isEmpty() && !foreign.isEmpty();
            Set<Dot> alive = kept(own.alive, foreign.alive, keepAll, mine, theirs);
            DotCover clock = (origin, counter) ->
                    alive.stream().anyMatch(dot -> dot.replica().equals(origin) && dot.counter() >= counter);
            boolean reuses = fault == Fault.MERGE_REUSES_ENTRY_CLOCK;
            Map<Dot, Long> counted = new HashMap<>(own.counted);
            counted.putAll(foreign.counted);
            counted.keySet()
                    .retainAll(kept(
                            own.counted.keySet(),
                            foreign.counted.keySet(),
                            keepAll,
                            reuses ? clock : mine,
                            reuses ? clock : theirs));
            return new Entry(alive, counted);
        }

        private static Set<Dot> kept(Set<Dot> own, Set<Dot> foreign, boolean all, DotCover mine, DotCover theirs) {
            Set<Dot> kept = new HashSet<>();
            own.stream()
                    .filter(dot -> all || foreign.contains(dot) || !theirs.covers(dot))
                    .forEach(kept::add);
            foreign.stream()
                    .filter(dot -> all || own.contains(dot) || !mine.covers(dot))
                    .forEach(kept::add);
            return kept;
        }

        @Override
        public Store since(DotCover seen) {
            return keepingDots(dot -> !seen.covers(dot));
        }
    }

    private record Format(Fault fault) implements WireFormat<Store> {

        private static final WireFormat<DotMap<String, KeyStore<DotFun<Long>>>> DOTS =
                ObservedRemoveMap.<String, MultiValueRegister<Long>, DotFun<Long>, ValueChange<Set<Long>>>of(
                                MultiValueRegister.<Long>type())
                        .storeFormat();

        @Override
        public void write(Store store, WireOutput out) {
            Map<String, KeyStore<DotFun<Long>>> keys = new HashMap<>();
            store.entries.forEach((key, entry) -> {
                TreeMap<Dot, Long> sorted = new TreeMap<>(entry.counted);
                keys.put(
                        key,
                        new KeyStore<>(
                                DotSet.of(entry.alive.toArray(new Dot[0])),
                                DotFun.of(List.copyOf(sorted.keySet()), List.copyOf(sorted.values()))));
            });
            DOTS.write(DotMap.of(keys, false), out);
        }

        @Override
        public Store read(WireInput in) {
            TreeMap<String, Entry> entries = new TreeMap<>();
            DOTS.read(in).forEach((key, store) -> {
                Map<Dot, Long> counted = new HashMap<>();
                for (int index = 0; index < store.child().size(); index++) {
                    counted.put(store.child().dot(index), store.child().value(index));
                }
                entries.put(key, new Entry(new HashSet<>(store.alive().dots()), counted));
            });
            return new Store(entries, fault);
        }
    }
}
