// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Objects;
import java.util.Set;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.KernelCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.set.AddWinsSet;

/**
 * A set in which adding wins, operation-based (op-based OR-set, observed-remove set, add-wins set).
 *
 * <p>Concurrent add and remove of an element: it stays. A remove, or a clear, takes away exactly the adds that its author had seen.
 * Concurrent adds of one element are one element; it is gone when all of them were seen and removed. An element can be added again
 * after it was removed, as often as you like. The same history gives the same elements as {@link AddWinsSet}.
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
public final class OpAddWinsSet<E>
        extends KernelCrdt<AddWinsSet<E>, Causal<DotMap<E, DotSet>>, SetChange<E>, OpAddWinsSet.Operation<E>> {

    /* Every operation's own dot goes into the context, also that of a remove, so it has no gaps where delivery has none. */

    private static final OpType<OpAddWinsSet<Object>, Operation<Object>, Causal<DotMap<Object, DotSet>>> TYPE =
            new OpType<>(
                    "op-add-wins-set",
                    AddWinsSet.type().bottom(),
                    OpAddWinsSet::new,
                    new Format<>(),
                    AddWinsSet.type().format());

    /** An empty set. */
    public OpAddWinsSet() {
        super(AddWinsSet.type());
    }

    /**
     * The type.
     *
     * @param <E> the elements
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <E> OpType<OpAddWinsSet<E>, Operation<E>, Causal<DotMap<E, DotSet>>> type() {
        return (OpType<OpAddWinsSet<E>, Operation<E>, Causal<DotMap<E, DotSet>>>) (OpType<?, ?, ?>) TYPE;
    }

    /**
     * Whether an element is in the set.
     *
     * @param element the element
     * @return whether it is
     */
    public boolean contains(Object element) {
        return kernel().contains(element);
    }

    /**
     * The number of elements.
     *
     * @return how many there are
     */
    public int size() {
        return kernel().size();
    }

    /**
     * The elements.
     *
     * @return a read-only live view
     */
    public Set<E> elements() {
        return kernel().elements();
    }

    /** The elements now. Takes O(1); the next effect then copies the set once. */
    @Override
    public Set<E> value() {
        return kernel().value();
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
        return new Clear<>(seen());
    }

    private DotSet dotsOf(E element) {
        DotSet dots = storeOf(kernel()).get(Objects.requireNonNull(element, "element"));
        return dots == null ? DotSet.empty() : dots;
    }

    @Override
    protected Causal<DotMap<E, DotSet>> delta(Tagged<Operation<E>> operation) {
        return operation.operation().delta(operation.dot());
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
