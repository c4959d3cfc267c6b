// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.Stamped;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.testkit.Event;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Subject;
import org.jspecify.annotations.Nullable;

/** A last-writer-wins register as the papers write it down, with a place for each fault. Times are given, and few. */
final class FaultyRegister extends CausalCrdt<FaultyRegister.Store, ValueChange<Optional<String>>> {

    /** An assignment as of a time; without a value a clear. */
    record Op(Optional<String> value, int millis) {}

    /** One write. */
    record Write(Dot dot, HybridTimestamp time, String value) {}

    private static final Comparator<Write> BY_TIME =
            Comparator.comparing(Write::time).thenComparing(Write::dot);

    private final Fault fault;

    private FaultyRegister(ReplicaContext replicaContext, Store store) {
        super(replicaContext, store);
        fault = store.fault;
    }

    static Subject<FaultyRegister, Causal<Store>, ValueChange<Optional<String>>, Op> subject(Fault fault) {
        CausalType<FaultyRegister, Store, ValueChange<Optional<String>>> type = new CausalType<>(
                "faulty-register", new Store(List.of(), fault), FaultyRegister::new, new Format(fault));
        return Subject.of(
                type,
                (random, register) -> new Op(
                        random.nextInt(5) == 0 ? Optional.empty() : Optional.of("v" + random.nextInt(9)),
                        random.nextInt(5)),
                (register, op) -> op.value.isEmpty() ? register.clear() : register.assign(op.value.get(), op.millis),
                FaultyRegister::specified);
    }

    /* of the writes that survive the greatest; a write leaves only the greatest of itself and of what its author saw */
    private static Optional<String> specified(History<Op> history) {
        Comparator<Event<Op>> byTime = Comparator.comparingInt((Event<Op> event) -> event.operation().millis)
                .thenComparing(Event::origin)
                .thenComparing(Event::index);
        return history
                .survivors((Event<Op> event, List<Event<Op>> seen) -> {
                    List<Event<Op>> writes = new ArrayList<>(seen);
                    writes.add(event);
                    return event.operation().value.isEmpty()
                            ? List.<Event<Op>>of()
                            : List.of(Collections.max(writes, byTime));
                })
                .stream()
                .max(byTime)
                .flatMap(winner -> winner.operation().value);
    }

    @Override
    public Optional<String> value() {
        return store().value();
    }

    private Causal<Store> assign(String value, int millis) {
        Store before = store();
        Dot dot = replicaContext().nextDot();
        Write write = new Write(dot, HybridTimestamp.of(millis, 0), value);
        List<Write> all = new ArrayList<>(before.writes);
        all.add(write);
        Write best = Collections.max(all, BY_TIME);
        all.remove(best);
        MutableCausalContext context = new MutableCausalContext();
        all.forEach(loser -> context.add(loser.dot().replica(), loser.dot().counter()));
        context.add(dot.replica(), dot.counter());
        Store after = new Store(List.of(best), fault);
        return commit(after, best.equals(write) ? after : before.bottom(), context.snapshot());
    }

    private Causal<Store> clear() {
        Store before = store();
        MutableCausalContext context = new MutableCausalContext(CausalContext.of(before));
        if (fault == Fault.CLEAR_WIPES_LOSERS_UNSEEN) {
            before.writes.forEach(
                    write -> context.fill(write.dot().replica(), write.dot().counter() + 2));
        }
        return commit(before.bottom(), before.bottom(), context.snapshot());
    }

    @Override
    public @Nullable ValueChange<Optional<String>> change(Store before, Store after) {
        return before.value().equals(after.value()) ? null : new ValueChange<>(before.value(), after.value());
    }

    /** Concurrent writes; for the faults of arrival, in the order in which they came. */
    record Store(List<Write> writes, Fault fault) implements DotStore<Store> {

        Optional<String> value() {
            if (writes.isEmpty()) {
                return Optional.empty();
            }
            Write last = writes.get(writes.size() - 1);
            Write best = Collections.max(writes, BY_TIME);
            boolean lastWins =
                    fault == Fault.LAST_ARRIVAL_WINS || (fault == Fault.TIE_BY_ARRIVAL && last.time.equals(best.time));
            return Optional.of(lastWins ? last.value : best.value);
        }

        @Override
        public boolean isEmpty() {
            return writes.isEmpty();
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
            writes.forEach(write -> action.accept(write.dot.replica(), write.dot.counter()));
        }

        @Override
        public Store join(Store other, JoinScope scope) {
            List<Write> joined = new ArrayList<>();
            writes.stream()
                    .filter(write ->
                            other.writes.contains(write) || !scope.theirs().covers(write.dot))
                    .forEach(joined::add);
            other.writes.stream()
                    .filter(write -> !writes.contains(write) && !scope.mine().covers(write.dot))
                    .forEach(joined::add);
            if (fault == Fault.LOSERS_PRUNED_IN_JOIN && joined.size() > 1) {
                Write best = Collections.max(joined, BY_TIME);
                joined.removeIf(write -> !write.equals(best));
            } else if (fault != Fault.TIE_BY_ARRIVAL && fault != Fault.LAST_ARRIVAL_WINS) {
                joined.sort(BY_TIME);
            }
            if (joined.equals(writes)) {
                return this;
            }
            scope.markChanged();
            return new Store(List.copyOf(joined), fault);
        }

        @Override
        public Store since(DotCover seen) {
            return new Store(
                    writes.stream().filter(write -> !seen.covers(write.dot)).toList(), fault);
        }
    }

    private record Format(Fault fault) implements WireFormat<Store> {

        private static final WireFormat<DotFun<Stamped<String>>> DOTS = WireFormat.dotFun(WireFormat.stamped());

        @Override
        public void write(Store store, WireOutput out) {
            List<Write> sorted = store.writes.stream()
                    .sorted(Comparator.comparing(Write::dot))
                    .toList();
            DOTS.write(
                    DotFun.of(
                            sorted.stream().map(Write::dot).toList(),
                            sorted.stream()
                                    .map(write -> new Stamped<>(write.time, write.value))
                                    .toList()),
                    out);
        }

        @Override
        public Store read(WireInput in) {
            DotFun<Stamped<String>> read = DOTS.read(in);
            List<Write> writes = new ArrayList<>();
            for (int index = 0; index < read.size(); index++) {
                Stamped<String> stamped = read.value(index);
                String value = stamped.value();
                writes.add(new Write(read.dot(index), stamped.time(), value == null ? "" : value));
            }
            writes.sort(BY_TIME);
            return new Store(List.copyOf(writes), fault);
        }
    }
}
