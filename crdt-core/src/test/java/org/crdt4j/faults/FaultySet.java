// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.set.AddWinsSetLawsTest;
import org.crdt4j.set.AddWinsSetLawsTest.Op;
import org.crdt4j.testkit.Subject;
import org.jspecify.annotations.Nullable;

/** An add-wins set as the papers write it down, with a place for each fault. */
final class FaultySet extends CausalCrdt<FaultySet.Store, SetChange<String>> {

    private final Fault fault;

    private FaultySet(ReplicaContext replicaContext, Store store) {
        super(replicaContext, store);
        fault = store.fault;
    }

    static Subject<FaultySet, Causal<Store>, SetChange<String>, Op> subject(Fault fault) {
        CausalType<FaultySet, Store, SetChange<String>> type =
                new CausalType<>("faulty-set", new Store(new TreeMap<>(), fault), FaultySet::new, new Format(fault));
        return Subject.of(
                        type,
                        (random, set) -> AddWinsSetLawsTest.draw(random),
                        FaultySet::apply,
                        AddWinsSetLawsTest::elements)
                .reporting(AddWinsSetLawsTest::reported);
    }

    private static Causal<Store> apply(FaultySet set, Op op) {
        return switch (op.kind()) {
            case ADD -> set.inOneDelta(() -> op.elements().forEach(set::add));
            case REMOVE -> set.remove(op.elements().get(0));
            case CLEAR -> set.clear();
        };
    }

    @Override
    public Set<String> value() {
        return Set.copyOf(store().dots.keySet());
    }

    private void add(String element) {
        Set<Dot> before = store().dots.getOrDefault(element, Set.of());
        boolean reuse = fault == Fault.READD_REUSES_DOT && !before.isEmpty();
        Dot dot = reuse ? before.iterator().next() : replicaContext().nextDot();
        MutableCausalContext context = new MutableCausalContext();
        context.add(dot.replica(), dot.counter());
        if (fault != Fault.SUPERSEDED_DOTS_NOT_IN_DELTA) {
            before.forEach(old -> context.add(old.replica(), old.counter()));
        }
        Store delta = store().bottom().with(element, Set.of(dot));
        commit(store().with(element, Set.of(dot)), delta, exact(context));
        if (before.isEmpty() || fault == Fault.REPORT_REPEATED) {
            report(new SetChange<>(Set.of(element), Set.of()));
        }
    }

    private Causal<Store> remove(String element) {
        Set<Dot> before = store().dots.getOrDefault(element, Set.of());
        Causal<Store> nothing = new Causal<>(store().bottom(), CausalContext.empty());
        if (before.isEmpty() || fault == Fault.REMOVE_DOES_NOTHING) {
            return nothing;
        }
        CausalContext removed = CausalContext.of(before.toArray(new Dot[0]));
        Causal<Store> delta = commit(
                store().with(element, Set.of()),
                store().bottom(),
                fault == Fault.REMOVE_NOT_IN_DELTA ? CausalContext.empty() : exact(new MutableCausalContext(removed)));
        report(new SetChange<>(Set.of(), Set.of(element)));
        return delta;
    }

    private Causal<Store> clear() {
        Store before = store();
        MutableCausalContext context = new MutableCausalContext(CausalContext.of(before));
        if (fault == Fault.CLEAR_WIPES_UNSEEN) {
            CausalContext.of(before).origins().forEach(origin -> context.fill(origin, context.max(origin) + 2));
        }
        Causal<Store> delta = commit(before.bottom(), before.bottom(), exact(context));
        report(change(before, before.bottom()));
        return delta;
    }

    private CausalContext exact(MutableCausalContext context) {
        if (fault == Fault.WHOLE_CONTEXT_IN_DELTA) {
            context.addAll(replicaContext().context().snapshot());
        }
        return context.snapshot();
    }

    @Override
    public @Nullable SetChange<String> change(Store before, Store after) {
        Set<String> added = new HashSet<>(after.dots.keySet());
        added.removeAll(before.dots.keySet());
        Set<String> removed = new HashSet<>(before.dots.keySet());
        removed.removeAll(after.dots.keySet());
        if (fault == Fault.REPORT_FORGOTTEN) {
            removed.clear();
        }
        return added.isEmpty() && removed.isEmpty() ? null : new SetChange<>(added, removed);
    }

    /** Elements with their dots. */
    record Store(TreeMap<String, Set<Dot>> dots, Fault fault) implements DotStore<Store> {

        Store with(String element, Set<Dot> present) {
            TreeMap<String, Set<Dot>> changed =
                    fault == Fault.STATE_ALIASES_LIVE_OBJECT && !dots.isEmpty() ? dots : new TreeMap<>(dots);
            changed.put(element, present);
            changed.values().removeIf(Set::isEmpty);
            return new Store(changed, fault);
        }

        @Override
        public boolean isEmpty() {
            return dots.isEmpty();
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
            dots.values().forEach(set -> set.forEach(dot -> action.accept(dot.replica(), dot.counter())));
        }

        @Override
        public Store join(Store other, JoinScope scope) {
            DotCover mine = cover(scope.mine());
            DotCover theirs = cover(scope.theirs());
            TreeMap<String, Set<Dot>> joined = new TreeMap<>();
            Set<String> elements = new TreeSet<>(dots.keySet());
            elements.addAll(other.dots.keySet());
            for (String element : elements) {
                joined.put(element, join(element, other, mine, theirs));
            }
            joined.values().removeIf(Set::isEmpty);
            if (joined.equals(dots)) {
                return this;
            }
            boolean shrank = joined.keySet().size() < dots.size();
            if (fault != Fault.JOIN_SAYS_UNCHANGED || !shrank) {
                scope.markChanged();
            }
            return new Store(joined, fault);
        }

        private Set<Dot> join(String element, Store other, DotCover mine, DotCover theirs) {
            Set<Dot> own = dots.getOrDefault(element, Set.of());
            Set<Dot> foreign = other.dots.getOrDefault(element, Set.of());
            if (fault == Fault.MERGE_TAKES_MY_SIDE && !own.isEmpty() && !foreign.isEmpty()) {
                return own;
            }
            boolean keepAll = fault == Fault.PRESENT_ON_BOTH_SIDES_IS_KEPT && !own.isEmpty() && !foreign.isEmpty();
            Set<Dot> joined = new TreeSet<>();
            own.stream()
                    .filter(dot -> keepAll || foreign.contains(dot) || !theirs.covers(dot))
                    .forEach(joined::add);
            foreign.stream()
                    .filter(dot -> keepAll || own.contains(dot) || !mine.covers(dot))
                    .forEach(joined::add);
            return Collections.unmodifiableSet(joined);
        }

        private DotCover cover(DotCover exact) {
            return switch (fault) {
                case DOMINATES_FOR_STRICTLY_DOMINATES ->
                    (origin, counter) -> exact.covers(origin, counter) && exact.covers(origin, counter + 1);
                case VECTOR_FOR_DOTS ->
                    (origin, counter) -> {
                        for (long later = counter; later < counter + 50; later++) {
                            if (exact.covers(origin, later)) {
                                return true;
                            }
                        }
                        return false;
                    };
                default -> exact;
            };
        }

        @Override
        public Store since(DotCover seen) {
            TreeMap<String, Set<Dot>> unseen = new TreeMap<>();
            dots.forEach((element, set) -> {
                Set<Dot> rest = new TreeSet<>(set);
                rest.removeIf(seen::covers);
                if (fault != Fault.DELTA_SINCE_OMITS_CONCURRENT || rest.size() == set.size()) {
                    unseen.put(element, rest);
                }
            });
            unseen.values().removeIf(Set::isEmpty);
            return new Store(unseen, fault);
        }
    }

    private record Format(Fault fault) implements WireFormat<Store> {

        private static final WireFormat<DotMap<String, DotSet>> DOTS = WireFormat.dotSetMap();

        @Override
        public void write(Store store, WireOutput out) {
            Map<String, DotSet> sets = new HashMap<>();
            store.dots.forEach((element, dots) -> sets.put(element, DotSet.of(dots.toArray(new Dot[0]))));
            DOTS.write(DotMap.of(sets, false), out);
        }

        @Override
        public Store read(WireInput in) {
            TreeMap<String, Set<Dot>> dots = new TreeMap<>();
            DOTS.read(in)
                    .entries()
                    .forEach(entry -> dots.put(
                            entry.getKey(), new TreeSet<>(entry.getValue().dots())));
            return new Store(dots, fault);
        }
    }
}
