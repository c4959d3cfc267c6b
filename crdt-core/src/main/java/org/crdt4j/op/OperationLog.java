// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;

/**
 * Operations on their way, and what earlier ones have led to: the delta and the state of an {@link OperationObject}. Immutable.
 *
 * <p>A log is a set of operations, and logs are joined by uniting them. Earlier operations may be there as a base, as what they have led
 * to; an operation that the base contains is not listed besides. Two logs are equal if they contain the same operations, in whatever
 * form.
 *
 * @param <O> the operations
 * @param <S> the states of the type
 */
public final class OperationLog<O, S extends Delta<S>> implements Delta<OperationLog<O, S>> {

    /* Listed in the order of times, which is one that causality allows: whoever receives them one by one has to hold back nothing. */

    private static final Comparator<Logged<?>> IN_TIME = Comparator.<Logged<?>, HybridTimestamp>comparing(
                    logged -> logged.operation().time())
            .thenComparing(logged -> logged.operation().dot());

    private final Base<S> base;
    private final List<Logged<O>> operations;

    private OperationLog(Base<S> base, List<Logged<O>> operations) {
        this.base = base;
        this.operations = operations;
    }

    /**
     * An operation and the event that brought it.
     *
     * @param <O> the operations
     * @param event the event of the replica
     * @param operation the operation, numbered among those of this object
     */
    public record Logged<O>(Dot event, Tagged<O> operation) {

        /**
         * Checks both.
         *
         * @param event the event of the replica
         * @param operation the operation, numbered among those of this object
         */
        public Logged {
            Objects.requireNonNull(event, "event");
            Objects.requireNonNull(operation, "operation");
        }
    }

    /**
     * What operations have led to that are not listed any more.
     *
     * @param <S> the states of the type
     * @param events no operation of a later event is contained
     * @param delivered of each origin, its last operation that is contained
     * @param latest no contained operation has a later time
     * @param state what they led to
     */
    public record Base<S extends Delta<S>>(
            VersionVector events, VersionVector delivered, HybridTimestamp latest, S state) {

        static <S extends Delta<S>> Base<S> none(S bottom) {
            return new Base<>(VersionVector.empty(), VersionVector.empty(), HybridTimestamp.ZERO, bottom);
        }

        Base<S> join(Base<S> other) {
            return new Base<>(
                    events.join(other.events),
                    delivered.join(other.delivered),
                    latest.compareTo(other.latest) >= 0 ? latest : other.latest,
                    state.join(other.state));
        }

        Base<S> withEvent(Dot event) {
            return new Base<>(events.with(event.replica(), event.counter()), delivered, latest, state);
        }
    }

    /**
     * A log, brought into the one form that it has.
     *
     * @param <O> the operations
     * @param <S> the states of the type
     * @param base what earlier operations led to
     * @param operations the others, in any order, each as often as you like
     * @return the log
     */
    public static <O, S extends Delta<S>> OperationLog<O, S> of(Base<S> base, Collection<Logged<O>> operations) {
        Map<Dot, Logged<O>> listed = new TreeMap<>();
        Base<S> grown = base;
        for (Logged<O> logged : operations) {
            if (base.delivered.covers(logged.operation.dot())) {
                grown = grown.withEvent(logged.event);
            } else {
                listed.merge(
                        logged.operation.dot(),
                        logged,
                        (one, other) -> one.event.compareTo(other.event) <= 0 ? one : other);
            }
        }
        List<Logged<O>> inTime = new ArrayList<>(listed.values());
        inTime.sort(IN_TIME);
        return new OperationLog<>(grown, List.copyOf(inTime));
    }

    static <O, S extends Delta<S>> OperationLog<O, S> none(S bottom) {
        return new OperationLog<>(Base.none(bottom), List.of());
    }

    /**
     * What earlier operations led to.
     *
     * @return the base; without operations it is the bottom of the type
     */
    public Base<S> base() {
        return base;
    }

    /**
     * The operations beyond the base.
     *
     * @return the operations, in an order that causality allows
     */
    public List<Logged<O>> operations() {
        return operations;
    }

    @Override
    public OperationLog<O, S> join(OperationLog<O, S> other) {
        if (isBottom() || other.isBottom()) {
            return isBottom() ? other : this;
        }
        List<Logged<O>> both = new ArrayList<>(operations);
        both.addAll(other.operations);
        return of(base.join(other.base), both);
    }

    @Override
    public boolean isBottom() {
        return base.delivered.isEmpty() && operations.isEmpty();
    }

    /**
     * Which operations are contained, in the base or listed.
     *
     * @return their dots
     */
    public CausalContext contents() {
        MutableCausalContext contents = new MutableCausalContext(CausalContext.of(base.delivered));
        operations.forEach(logged -> {
            Dot dot = logged.operation.dot();
            contents.add(dot.replica(), dot.counter());
        });
        return contents.snapshot();
    }

    /** Equal if the same operations are contained, in whatever form. */
    @Override
    public boolean equals(Object object) {
        return object instanceof OperationLog<?, ?> other && contents().equals(other.contents());
    }

    @Override
    public int hashCode() {
        return contents().hashCode();
    }

    @Override
    public String toString() {
        return "OperationLog[" + base + ", " + operations + "]";
    }

    static <O, S extends Delta<S>> WireFormat<OperationLog<O, S>> format(OpType<?, O, S> type) {
        return new Format<>(type);
    }

    private static final class Format<O, S extends Delta<S>> implements WireFormat<OperationLog<O, S>> {

        private final OpType<?, O, S> type;
        private final OpCrdt<O, S, ?> validator;
        private final WireFormat<Tagged<O>> tagged;
        private final WireFormat<VersionVector> vector = WireFormat.versionVector();

        Format(OpType<?, O, S> type) {
            this.type = type;
            this.validator = type.create();
            this.tagged = Tagged.format(type.format());
        }

        @Override
        public void write(OperationLog<O, S> log, WireOutput out) {
            vector.write(log.base.events, out);
            vector.write(log.base.delivered, out);
            if (!log.base.delivered.isEmpty()) {
                out.writeTimestamp(log.base.latest);
                type.stateFormat().write(log.base.state, out);
            }
            out.writeSize(log.operations.size());
            for (Logged<O> logged : log.operations) {
                out.writeDot(logged.event.replica(), logged.event.counter());
                tagged.write(logged.operation, out);
            }
        }

        @Override
        public OperationLog<O, S> read(WireInput in) {
            VersionVector events = vector.read(in);
            VersionVector delivered = vector.read(in);
            Base<S> base = delivered.isEmpty()
                    ? new Base<>(events, delivered, HybridTimestamp.ZERO, type.bottom())
                    : new Base<>(
                            events,
                            delivered,
                            in.readTimestamp(),
                            type.stateFormat().read(in));
            List<Logged<O>> operations = operations(in, base);
            OperationLog<O, S> log = of(base, operations);
            if (!log.operations.equals(operations)) {
                throw WireInput.corrupt("operations in an order that was never written");
            }
            return log;
        }

        private List<Logged<O>> operations(WireInput in, Base<S> base) {
            List<Logged<O>> operations = new ArrayList<>();
            for (int left = in.readSize(); left > 0; left--) {
                Dot event = in.readDot(Dot::new);
                Tagged<O> operation = tagged.read(in);
                validator.validate(operation.operation());
                if (base.delivered.covers(operation.dot())) {
                    throw WireInput.corrupt("operation " + operation.dot() + " is listed, and in the base too");
                }
                operations.add(new Logged<>(event, operation));
            }
            return operations;
        }
    }
}
