// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.LogChange;
import org.crdt4j.crdt.LogEntry;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.log.CausalLog;
import org.crdt4j.log.CausalLogLawsTest;
import org.crdt4j.log.CausalLogLawsTest.Kind;
import org.crdt4j.log.CausalLogLawsTest.Op;
import org.crdt4j.log.LogStore;
import org.crdt4j.testkit.Subject;
import org.jspecify.annotations.Nullable;

/** A causal log over the library's own store, whose order is worked out as it is defined, with a place for each fault. */
final class FaultyLog extends CausalCrdt<LogStore<String>, LogChange<String>> {

    private final Fault fault;
    private final Map<Dot, DotSet> written = new HashMap<>();

    private FaultyLog(ReplicaContext replicaContext, LogStore<String> store, Fault fault) {
        super(replicaContext, store);
        this.fault = fault;
    }

    static Subject<FaultyLog, Causal<LogStore<String>>, LogChange<String>, Op> subject(Fault fault) {
        CausalType<FaultyLog, LogStore<String>, LogChange<String>> type = new CausalType<>(
                "faulty-log",
                LogStore.empty(),
                (context, store) -> new FaultyLog(context, store, fault),
                CausalLog.<String>type().storeFormat());
        return Subject.of(
                        type,
                        (random, log) -> CausalLogLawsTest.draw(random),
                        FaultyLog::apply,
                        new CausalLogLawsTest.Order())
                .reporting(CausalLogLawsTest::reported);
    }

    private Causal<LogStore<String>> apply(Op op) {
        if (op.kind() == Kind.CLEAR) {
            return removeAll();
        }
        List<LogEntry<String>> shown = order(store());
        Set<Dot> newest = new TreeSet<>();
        shown.forEach(entry -> newest.add(entry.dot()));
        shown.forEach(entry -> newest.removeAll(parents(entry)));
        HybridTimestamp latest = shown.stream()
                .map(LogEntry::time)
                .max(HybridTimestamp::compareTo)
                .orElse(HybridTimestamp.ZERO);
        HybridTimestamp time = op.given().orElseGet(() -> replicaContext().nextTimestamp(latest));
        Dot dot = replicaContext().nextDot();
        LogEntry<String> entry = new LogEntry<>(dot, time, op.item(), DotSet.of(newest.toArray(new Dot[0])));
        written.put(dot, entry.parents());
        Causal<LogStore<String>> delta = commit(store().put(entry, owner()), LogStore.of(entry), CausalContext.of(dot));
        if (isObserved()) {
            report(LogChange.between(shown, order(store())));
        }
        return delta;
    }

    @Override
    public List<String> value() {
        return order(store()).stream().map(LogEntry::item).toList();
    }

    private List<LogEntry<String>> order(LogStore<String> store) {
        List<LogEntry<String>> left = new ArrayList<>(store.entries());
        left.sort(null);
        if (fault == Fault.ANSWER_SHOWN_EARLY) {
            return left;
        }
        List<LogEntry<String>> out = new ArrayList<>();
        Set<Dot> passed = new HashSet<>();
        for (LogEntry<String> next = next(left, passed); next != null; next = next(left, passed)) {
            out.add(next);
            passed.add(next.dot());
            left.remove(next);
        }
        if (fault == Fault.ORDERED_BY_TIME_ALONE) {
            out.sort(null);
        }
        return out;
    }

    private @Nullable LogEntry<String> next(List<LogEntry<String>> left, Set<Dot> passed) {
        return left.stream()
                .filter(entry -> passed.containsAll(parents(entry)))
                .findFirst()
                .orElse(null);
    }

    private List<Dot> parents(LogEntry<String> entry) {
        DotSet known = fault == Fault.REMOVED_POST_HOLDS_UP ? written.get(entry.dot()) : null;
        return (known == null ? entry.parents() : known).dots();
    }

    @Override
    protected LogStore<String> join(LogStore<String> mine, LogStore<String> theirs, JoinScope scope) {
        theirs.entries().forEach(entry -> written.putIfAbsent(entry.dot(), entry.parents()));
        return super.join(mine, theirs, scope);
    }

    @Override
    public @Nullable LogChange<String> change(LogStore<String> before, LogStore<String> after) {
        return LogChange.between(order(before), order(after));
    }
}
