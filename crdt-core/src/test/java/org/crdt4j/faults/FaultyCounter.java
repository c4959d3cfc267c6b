// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.counter.CountStore;
import org.crdt4j.counter.CountStore.Entry;
import org.crdt4j.counter.ResettableCounterLawsTest;
import org.crdt4j.counter.ResettableCounterLawsTest.Op;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.testkit.Subject;
import org.jspecify.annotations.Nullable;

/** A resettable counter over the library's own marks, with a place for each fault. */
final class FaultyCounter extends CausalCrdt<FaultyCounter.Store, ValueChange<BigInteger>> {

    private final Fault fault;

    private FaultyCounter(ReplicaContext replicaContext, Store store) {
        super(replicaContext, store);
        fault = store.fault;
    }

    static Subject<FaultyCounter, Causal<Store>, ValueChange<BigInteger>, Op> subject(Fault fault) {
        CausalType<FaultyCounter, Store, ValueChange<BigInteger>> type =
                new CausalType<>("faulty-counter", new Store(List.of(), fault), FaultyCounter::new, new Format(fault));
        return Subject.of(
                        type,
                        (random, counter) -> ResettableCounterLawsTest.draw(random),
                        (counter, op) -> op.resets() ? counter.reset() : counter.add(op.amount()),
                        ResettableCounterLawsTest::sum)
                .carrying(ResettableCounterLawsTest::carries)
                .reporting(ResettableCounterLawsTest::reported);
    }

    @Override
    public Long value() {
        return store().sum().longValueExact();
    }

    private Causal<Store> add(long amount) {
        Store before = store();
        Entry last = before.byOrigin().get(replicaContext().replica());
        Dot dot = replicaContext().nextDot();
        Entry entry = last == null
                ? new Entry(dot.replica(), dot.counter(), dot.counter(), amount, 0, 0)
                : new Entry(
                        dot.replica(),
                        last.birth(),
                        dot.counter(),
                        last.total() + amount,
                        last.resetEvent(),
                        last.resetTotal());
        Store after = before.with(entry);
        Store delta = before.bottom().with(entry);
        MutableCausalContext context = new MutableCausalContext(CausalContext.of(delta));
        if (fault == Fault.CUMULATIVE_UNDER_NEWEST_DOT && last != null) {
            context.add(last.origin(), last.event());
        }
        Causal<Store> committed = commit(after, delta, context.snapshot());
        report(change(before, after));
        return committed;
    }

    private Causal<Store> reset() {
        Store before = store();
        boolean forgets = fault == Fault.CUMULATIVE_UNDER_NEWEST_DOT || fault == Fault.RESET_FORGETS_UNSEEN;
        Store after = forgets ? before.bottom() : before.removed();
        Store counted = before.keeping(entry -> entry.event() != entry.resetEvent());
        MutableCausalContext context = new MutableCausalContext(CausalContext.of(counted));
        if (fault == Fault.RESET_FORGETS_UNSEEN) {
            before.entries.forEach(entry -> context.fill(entry.origin(), entry.event() + 3));
        }
        Causal<Store> delta = commit(after, forgets ? before.bottom() : counted.removed(), context.snapshot());
        report(change(before, after));
        return delta;
    }

    /* without a fault nothing is dropped; a replica could drop its own marks, if whoever restarts overrules older ones */
    @Override
    protected Store compact(Store present, VersionVector stable, DotStore.Owner editor) {
        boolean all = fault == Fault.RESET_MARKS_DROPPED_EARLY;
        boolean own = fault == Fault.RESTART_KEEPS_OLD_MARK;
        return present.keeping(entry -> entry.event() != entry.resetEvent()
                || !(all || (own && entry.origin().equals(replicaContext().replica()))));
    }

    @Override
    public @Nullable ValueChange<BigInteger> change(Store before, Store after) {
        return before.sum().equals(after.sum()) ? null : new ValueChange<>(before.sum(), after.sum());
    }

    /** The entries, replicas ascending. */
    record Store(List<Entry> entries, Fault fault) implements DotStore<Store> {

        TreeMap<ReplicaId, Entry> byOrigin() {
            return entries.stream()
                    .collect(Collectors.toMap(Entry::origin, entry -> entry, (one, other) -> one, TreeMap::new));
        }

        BigInteger sum() {
            return entries.stream()
                    .map(entry -> BigInteger.valueOf(entry.total() - entry.resetTotal()))
                    .reduce(BigInteger.ZERO, BigInteger::add);
        }

        Store with(Entry entry) {
            TreeMap<ReplicaId, Entry> changed = byOrigin();
            changed.put(entry.origin(), entry);
            return new Store(List.copyOf(changed.values()), fault);
        }

        Store keeping(Function<Entry, Boolean> test) {
            return new Store(entries.stream().filter(test::apply).toList(), fault);
        }

        @Override
        public boolean isEmpty() {
            return entries.isEmpty();
        }

        @Override
        public Store bottom() {
            return new Store(List.of(), fault);
        }

        @Override
        public Store self() {
            return this;
        }

        @Override
        public void forEachDot(DotConsumer action) {
            for (Entry entry : entries) {
                action.accept(entry.origin(), entry.birth());
                if (entry.event() > entry.birth()) {
                    action.accept(entry.origin(), entry.event());
                }
            }
        }

        @Override
        public Store join(Store other, JoinScope scope) {
            TreeMap<ReplicaId, Entry> theirs = other.byOrigin();
            List<Entry> joined = new ArrayList<>();
            TreeMap<ReplicaId, Entry> all = byOrigin();
            theirs.forEach(all::putIfAbsent);
            for (ReplicaId origin : all.keySet()) {
                Entry mine = byOrigin().get(origin);
                Entry their = theirs.get(origin);
                if (mine != null && their != null) {
                    joined.add(merged(mine, their));
                } else if (mine != null && !isSeen(mine, scope.theirs())) {
                    joined.add(mine);
                } else if (their != null && mine == null && !isSeen(their, scope.mine())) {
                    joined.add(their);
                }
            }
            if (joined.equals(entries)) {
                return this;
            }
            scope.markChanged();
            return new Store(List.copyOf(joined), fault);
        }

        private boolean isSeen(Entry entry, DotCover cover) {
            boolean born = fault == Fault.CUMULATIVE_UNDER_NEWEST_DOT || cover.covers(entry.origin(), entry.birth());
            return born && cover.covers(entry.origin(), entry.event());
        }

        private Entry merged(Entry mine, Entry their) {
            boolean restarted = mine.birth() != their.birth();
            if (restarted && fault != Fault.RESTART_KEEPS_OLD_MARK) {
                return mine.birth() > their.birth() ? mine : their;
            }
            Entry upper = mine.event() >= their.event() ? mine : their;
            Entry lower = mine.resetEvent() >= their.resetEvent() ? mine : their;
            long birth = Math.min(mine.birth(), their.birth());
            return new Entry(
                    upper.origin(), birth, upper.event(), upper.total(), lower.resetEvent(), lower.resetTotal());
        }

        @Override
        public Store since(DotCover seen) {
            return keeping(entry -> entry.resetEvent() > 0 || !seen.covers(entry.origin(), entry.event()));
        }

        @Override
        public Store removed() {
            return new Store(
                    entries.stream()
                            .map(entry -> new Entry(
                                    entry.origin(),
                                    entry.birth(),
                                    entry.event(),
                                    entry.total(),
                                    entry.event(),
                                    entry.total()))
                            .toList(),
                    fault);
        }
    }

    private record Format(Fault fault) implements WireFormat<Store> {

        @Override
        public void write(Store store, WireOutput out) {
            CountStore all = CountStore.empty();
            for (Entry entry : store.entries) {
                all = all.with(entry);
            }
            CountStore.format().write(all, out);
        }

        @Override
        public Store read(WireInput in) {
            return new Store(CountStore.format().read(in).entries(), fault);
        }
    }
}
