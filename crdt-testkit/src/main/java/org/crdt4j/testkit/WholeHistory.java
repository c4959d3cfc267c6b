// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.LatticeCrdt;
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.op.PureLog;
import org.crdt4j.op.PureOperationLog;
import org.crdt4j.op.PureSpecification;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link PureSpecification} means, word by word: all operations with all that their authors had seen, and the kept ones found
 * anew for each value. It forgets nothing.
 */
final class WholeHistory<O, V> extends LatticeCrdt<WholeHistory.Events<O>, ValueChange<V>> {

    private final PureSpecification<O, V> specification;
    private final ReplicaContext context;

    private WholeHistory(PureSpecification<O, V> specification, ReplicaContext context) {
        super(new Events<>(Map.of()));
        this.specification = specification;
        this.context = context;
    }

    static <O, V> CrdtType<WholeHistory<O, V>, Events<O>, ValueChange<V>> of(
            OpType<PureOperationLog<O, V>, O, PureLog<O>> type) {
        PureSpecification<O, V> specification = type.create().specification();
        return new LatticeType<>(
                type.name(),
                new Events<>(Map.of()),
                context -> new WholeHistory<>(specification, context),
                new Format<>(type.format()));
    }

    Events<O> make(O operation) {
        VersionVector past = VersionVector.empty();
        for (Dot dot : state().events.keySet()) {
            past = past.with(dot.replica(), dot.counter());
        }
        return commit(new Events<>(Map.of(context.nextDot(), new Event<>(operation, past))));
    }

    @Override
    public V value() {
        Map<Dot, Event<O>> all = state().events;
        List<O> kept = new TreeMap<>(all)
                .entrySet().stream()
                        .filter(entry ->
                                all.values().stream().noneMatch(newer -> ends(newer, entry.getKey(), entry.getValue())))
                        .map(entry -> entry.getValue().operation)
                        .filter(operation -> !specification.redundantOnArrival(operation))
                        .toList();
        return specification.value(kept);
    }

    private boolean ends(Event<O> newer, Dot dot, Event<O> older) {
        return newer.past.covers(dot) && specification.makesRedundant(newer.operation, older.operation);
    }

    @Override
    protected @Nullable ValueChange<V> change(Events<O> before, Events<O> after) {
        return null;
    }

    @Override
    public void checkInvariants() {
        Objects.requireNonNull(value(), "value");
    }

    /** An operation, and all that its author had seen. */
    record Event<O>(O operation, VersionVector past) {}

    /** Operations by their dots. */
    record Events<O>(Map<Dot, Event<O>> events) implements Delta<Events<O>> {

        @Override
        public Events<O> join(Events<O> other) {
            if (events.keySet().containsAll(other.events.keySet())) {
                return this;
            }
            Map<Dot, Event<O>> both = new HashMap<>(events);
            both.putAll(other.events);
            return new Events<>(both);
        }

        @Override
        public boolean isBottom() {
            return events.isEmpty();
        }
    }

    private record Format<O>(WireFormat<O> operation) implements WireFormat<Events<O>> {

        @Override
        public void write(Events<O> all, WireOutput out) {
            out.writeSize(all.events.size());
            new TreeMap<>(all.events).forEach((dot, event) -> {
                out.writeDot(dot.replica(), dot.counter());
                WireFormat.versionVector().write(event.past, out);
                operation.write(event.operation, out);
            });
        }

        @Override
        public Events<O> read(WireInput in) {
            Map<Dot, Event<O>> events = new HashMap<>();
            for (int left = in.readSize(); left > 0; left--) {
                Dot dot = in.readDot(Dot::new);
                VersionVector past = WireFormat.versionVector().read(in);
                events.put(dot, new Event<>(operation.read(in), past));
            }
            return new Events<>(events);
        }
    }
}
