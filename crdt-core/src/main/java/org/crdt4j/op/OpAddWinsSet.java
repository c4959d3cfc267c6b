// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Collections;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.DotStore.Owner;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.jspecify.annotations.Nullable;

/**
 * A set in which adding wins, operation-based (op-based OR-set, observed-remove set, add-wins set).
 *
 * <p>Concurrent add and remove of an element: it stays. A remove, or a clear, takes away exactly the adds that its author had seen.
 * Concurrent adds of one element are one element; it is gone when all of them were seen and removed. An element can be added again
 * after it was removed, as often as you like. The same history gives the same elements as {@code org.crdt4j.set.AddWinsSet}.
 *
 * <p>Its operations need causal delivery, as {@link CausalDelivery} does it.
 *
 * <p>Adding, removing and asking take O(1), a clear O(elements) where it takes effect. An operation carries one dot as a rule, and a
 * clear two numbers a replica. There are no tombstones: beside the elements the state is two numbers a replica. Elements need {@code
 * equals} and {@code hashCode} and must not be changed once they are in. Not thread-safe.
 *
 * <p>Shapiro, Preguica, Baquero, Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011; Bieniusa
 * et al., "An Optimized Conflict-free Replicated Set", 2012.
 *
 * @param <E> the elements
 */
public final class OpAddWinsSet<E> implements OpCrdt<OpAddWinsSet.Operation<E>, SetChange<E>> {

    /* An operation makes a delta over the kernel of the state-based set, and its effect is to join that delta: what concurrent
     * operations lead to is decided in DotMap and DotSet alone. Every operation's own dot goes into seen, also that of a remove, so
     * seen has no gaps where delivery has none. */

    private final MutableCausalContext seen;
    private DotMap<E, DotSet> store;
    private Owner owner = new Owner();
    private @Nullable Consumer<? super SetChange<E>> observer;

    /** An empty set. */
    public OpAddWinsSet() {
        this(new Causal<>(DotMap.empty(), CausalContext.empty()));
    }

    /**
     * A set as it was when it was saved.
     *
     * @param state its {@link #state} then
     */
    public OpAddWinsSet(Causal<DotMap<E, DotSet>> state) {
        seen = new MutableCausalContext(state.context());
        store = state.store();
    }

    /**
     * How its operations are written.
     *
     * @param <E> the elements
     * @return the format
     */
    public static <E> WireFormat<Operation<E>> format() {
        return new Format<>();
    }

    /**
     * Whether an element is in the set.
     *
     * @param element the element
     * @return whether it is
     */
    public boolean contains(Object element) {
        return store.get(element) != null;
    }

    /**
     * The number of elements.
     *
     * @return how many there are
     */
    public int size() {
        return store.size();
    }

    @Override
    public Set<E> value() {
        return Collections.unmodifiableSet(new HashSet<>(store.keys()));
    }

    /**
     * Prepares to add an element. Adding one that is there already counts too: the element then survives a concurrent remove.
     *
     * @param element the element
     * @return the operation
     */
    public Operation<E> add(E element) {
        return new Add<>(element, dotsOf(element));
    }

    /**
     * Prepares to remove an element, as far as this replica has seen it added.
     *
     * @param element the element
     * @return the operation; it has no effect if the element is not there
     */
    public Operation<E> remove(E element) {
        return new Remove<>(element, dotsOf(element));
    }

    /**
     * Prepares to remove every element, as far as this replica has seen it added.
     *
     * @return the operation
     */
    public Operation<E> clear() {
        return new Clear<>(seen.snapshot());
    }

    private DotSet dotsOf(E element) {
        DotSet dots = store.get(Objects.requireNonNull(element, "element"));
        return dots == null ? DotSet.empty() : dots;
    }

    /** Accepts every operation: what it says is a delta, and every delta can be joined. */
    @Override
    public void validate(Operation<E> operation) {
        Objects.requireNonNull(operation, "operation");
    }

    @Override
    public void effect(Tagged<Operation<E>> operation) {
        Causal<DotMap<E, DotSet>> delta = operation.operation().delta(operation.dot());
        JoinScope scope = new JoinScope(seen, delta.context(), owner);
        SetChange.Collector<E> changes = observer == null ? null : new SetChange.Collector<>();
        store = store.join(delta.store(), scope, changes);
        seen.addAll(delta.context());
        SetChange<E> change = changes == null ? null : changes.change();
        if (observer != null && change != null) {
            observer.accept(change);
        }
    }

    @Override
    public void observe(@Nullable Consumer<? super SetChange<E>> newObserver) {
        observer = newObserver;
    }

    /**
     * What has to survive a restart, in O(replicas); the next effect then copies the elements once.
     *
     * @return an immutable snapshot
     */
    public Causal<DotMap<E, DotSet>> state() {
        owner = new Owner();
        return new Causal<>(store, seen.snapshot());
    }

    @Override
    public void checkInvariants() {
        store.forEachDot((origin, counter) -> {
            if (!seen.covers(origin, counter)) {
                throw new IllegalStateException(
                        "dot " + origin + ":" + counter + " is in the store and was never seen");
            }
        });
    }

    /** Equal if elements, dots and what was seen are: as states, whatever replica they live at. */
    @Override
    public boolean equals(Object object) {
        return object instanceof OpAddWinsSet<?> other && state().equals(other.state());
    }

    @Override
    public int hashCode() {
        return value().hashCode();
    }

    @Override
    public String toString() {
        return "OpAddWinsSet" + value();
    }

    /**
     * An operation: it says what was seen at its source, and makes a delta from that.
     *
     * @param <E> the elements
     */
    public sealed interface Operation<E> permits Add, Remove, Clear {

        /**
         * What the operation does.
         *
         * @param dot the operation's own name
         * @return the delta whose join is the effect
         */
        Causal<DotMap<E, DotSet>> delta(Dot dot);
    }

    /**
     * Adds an element in place of the adds that were seen.
     *
     * @param <E> the elements
     * @param element the element
     * @param observed the dots of its adds that the source had seen
     */
    public record Add<E>(E element, DotSet observed) implements Operation<E> {

        /**
         * Checks both.
         *
         * @param element the element
         * @param observed the dots of its adds that the source had seen
         */
        public Add {
            Objects.requireNonNull(element, "element");
            Objects.requireNonNull(observed, "observed");
        }

        @Override
        public Causal<DotMap<E, DotSet>> delta(Dot dot) {
            DotSet own = DotSet.of(dot.replica(), dot.counter());
            return new Causal<>(DotMap.touching(element, own), contextOf(observed, dot));
        }
    }

    /**
     * Removes the adds of an element that were seen.
     *
     * @param <E> the elements
     * @param element the element
     * @param observed the dots of its adds that the source had seen
     */
    public record Remove<E>(E element, DotSet observed) implements Operation<E> {

        /**
         * Checks both.
         *
         * @param element the element
         * @param observed the dots of its adds that the source had seen
         */
        public Remove {
            Objects.requireNonNull(element, "element");
            Objects.requireNonNull(observed, "observed");
        }

        @Override
        public Causal<DotMap<E, DotSet>> delta(Dot dot) {
            return new Causal<>(DotMap.touching(element, DotSet.empty()), contextOf(observed, dot));
        }
    }

    /**
     * Removes all adds that were seen.
     *
     * @param <E> the elements
     * @param observed everything that the source had seen, which all receivers have seen too when this is delivered
     */
    public record Clear<E>(CausalContext observed) implements Operation<E> {

        /**
         * Checks it.
         *
         * @param observed everything that the source had seen, which all receivers have seen too when this is delivered
         */
        public Clear {
            Objects.requireNonNull(observed, "observed");
        }

        @Override
        public Causal<DotMap<E, DotSet>> delta(Dot dot) {
            return new Causal<>(DotMap.empty(), observed.join(CausalContext.of(dot)));
        }
    }

    private static CausalContext contextOf(DotSet observed, Dot dot) {
        MutableCausalContext context = new MutableCausalContext();
        observed.forEachDot(context::add);
        context.add(dot.replica(), dot.counter());
        return context.snapshot();
    }

    private static final class Format<E> implements WireFormat<Operation<E>> {

        private static final int ADD = 0;
        private static final int REMOVE = 1;
        private static final int CLEAR = 2;

        private final WireFormat<DotSet> dots = WireFormat.dotSet();
        private final WireFormat<CausalContext> context = WireFormat.context();

        @Override
        public void write(Operation<E> operation, WireOutput out) {
            if (operation instanceof Add<E> add) {
                out.writeCount(ADD);
                out.writeKey(add.element);
                dots.write(add.observed, out);
            } else if (operation instanceof Remove<E> remove) {
                out.writeCount(REMOVE);
                out.writeKey(remove.element);
                dots.write(remove.observed, out);
            } else if (operation instanceof Clear<E> clear) {
                out.writeCount(CLEAR);
                context.write(clear.observed, out);
            }
        }

        @Override
        public Operation<E> read(WireInput in) {
            long kind = in.readCount();
            if (kind == ADD) {
                return new Add<>(element(in), dots.read(in));
            }
            if (kind == REMOVE) {
                return new Remove<>(element(in), dots.read(in));
            }
            if (kind == CLEAR) {
                return new Clear<>(context.read(in));
            }
            throw WireInput.corrupt("no operation of a set: " + kind);
        }

        @SuppressWarnings("unchecked")
        private E element(WireInput in) {
            return (E) in.readKey();
        }
    }
}
