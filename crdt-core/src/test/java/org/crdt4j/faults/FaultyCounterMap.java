// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotStore;
import org.crdt4j.counter.CountStore;
import org.crdt4j.counter.CountStore.Entry;
import org.crdt4j.counter.CounterMapLawsTest;
import org.crdt4j.counter.CounterMapLawsTest.Op;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.testkit.Subject;
import org.jspecify.annotations.Nullable;

/** A map of counters over the library's own marks, with a place for each fault. */
final class FaultyCounterMap
        extends CausalCrdt<DotMap<String, CountStore>, MapChange<String, ValueChange<BigInteger>>> {

    private final Fault fault;

    private FaultyCounterMap(ReplicaContext replicaContext, DotMap<String, CountStore> store, Fault fault) {
        super(replicaContext, store);
        this.fault = fault;
    }

    static Subject<FaultyCounterMap, Causal<DotMap<String, CountStore>>, MapChange<String, ValueChange<BigInteger>>, Op>
            subject(Fault fault) {
        CausalType<FaultyCounterMap, DotMap<String, CountStore>, MapChange<String, ValueChange<BigInteger>>> type =
                new CausalType<>(
                        "faulty-counter-map",
                        DotMap.empty(),
                        (context, store) -> new FaultyCounterMap(context, store, fault),
                        WireFormat.dotMap(CountStore.format()));
        return Subject.of(
                        type,
                        (random, map) -> CounterMapLawsTest.draw(random),
                        FaultyCounterMap::apply,
                        CounterMapLawsTest::counts)
                .carrying(CounterMapLawsTest::carries)
                .reporting(CounterMapLawsTest::reported);
    }

    private Causal<DotMap<String, CountStore>> apply(Op op) {
        if (op.key().isEmpty()) {
            return removeAll();
        }
        if (!op.inside().resets()) {
            return add(op.key(), op.inside().amount());
        }
        return fault == Fault.REMOVE_COUNTS_DOWN ? countDown(op.key()) : remove(op.key());
    }

    private CountStore counts(String key) {
        CountStore counts = store().get(key);
        return counts == null ? CountStore.empty() : counts;
    }

    private Causal<DotMap<String, CountStore>> add(String key, long amount) {
        CountStore before = counts(key);
        Entry last = before.entries().stream()
                .filter(entry -> entry.origin().equals(replicaContext().replica()))
                .findFirst()
                .orElse(null);
        Dot dot = replicaContext().nextDot();
        long event = dot.counter();
        Entry entry = last == null
                ? new Entry(dot.replica(), event, event, amount, 0, 0)
                : new Entry(
                        dot.replica(),
                        last.birth(),
                        event,
                        last.total() + amount,
                        last.resetEvent(),
                        last.resetTotal());
        CountStore delta = CountStore.of(entry);
        return put(key, before.with(entry), delta, CausalContext.of(delta));
    }

    private Causal<DotMap<String, CountStore>> countDown(String key) {
        BigInteger sum = counts(key).sum();
        return sum.signum() == 0 ? inOneDelta(() -> {}) : add(key, sum.negate().longValueExact());
    }

    private Causal<DotMap<String, CountStore>> remove(String key) {
        CountStore before = counts(key);
        if (!isThere(before)) {
            return inOneDelta(() -> {});
        }
        boolean forgets = fault == Fault.REMOVED_KEY_LEAVES_NO_MARKS;
        CountStore after = forgets ? CountStore.empty() : before.removed();
        CountStore removal = forgets ? CountStore.empty() : before.removal();
        return put(key, after, removal, contextOfRemoval(before, after, removal));
    }

    /* with an owner that nobody has: so what was there before stays as it was, to be compared with */
    private Causal<DotMap<String, CountStore>> put(
            String key, CountStore after, CountStore delta, CausalContext context) {
        DotMap<String, CountStore> before = store();
        DotMap<String, CountStore> changed = before.put(key, after, new DotStore.Owner());
        Causal<DotMap<String, CountStore>> committed = commit(changed, DotMap.touching(key, delta), context);
        report(change(before, changed));
        return committed;
    }

    private boolean isThere(CountStore counts) {
        return switch (fault) {
            case ZERO_IS_ABSENT, REMOVE_COUNTS_DOWN -> counts.sum().signum() != 0;
            default -> counts.entries().stream().anyMatch(entry -> entry.event() != entry.resetEvent());
        };
    }

    @Override
    public Map<String, BigInteger> value() {
        return counts(store());
    }

    private Map<String, BigInteger> counts(DotMap<String, CountStore> store) {
        Map<String, BigInteger> counts = new HashMap<>();
        store.forEach((key, each) -> {
            if (isThere(each)) {
                counts.put(key, each.sum());
            }
        });
        return counts;
    }

    @Override
    public @Nullable MapChange<String, ValueChange<BigInteger>> change(
            DotMap<String, CountStore> before, DotMap<String, CountStore> after) {
        Map<String, BigInteger> was = counts(before);
        Map<String, BigInteger> is = counts(after);
        Map<String, ValueChange<BigInteger>> added = new HashMap<>();
        Map<String, ValueChange<BigInteger>> updated = new HashMap<>();
        Map<String, ValueChange<BigInteger>> removed = new HashMap<>();
        was.forEach((key, sum) -> {
            if (!is.containsKey(key)) {
                removed.put(key, new ValueChange<>(sum, BigInteger.ZERO));
            }
        });
        is.forEach((key, sum) -> {
            BigInteger old = was.getOrDefault(key, BigInteger.ZERO);
            if (!was.containsKey(key)) {
                added.put(key, new ValueChange<>(old, sum));
            } else if (!old.equals(sum)) {
                updated.put(key, new ValueChange<>(old, sum));
            }
        });
        MapChange<String, ValueChange<BigInteger>> change = new MapChange<>(added, updated, removed);
        return change.isEmpty() ? null : change;
    }
}
