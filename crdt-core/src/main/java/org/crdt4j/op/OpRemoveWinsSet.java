// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Objects;
import java.util.Set;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.KernelCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.RemoveWins;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.set.RemoveWinsSet;

/**
 * A set in which removing wins, operation-based (op-based RW-set).
 *
 * <p>Concurrent add and remove of an element: it is out. An element is in if it was added, and every remove of it is in the past of an
 * add. The remove of an element that is not there is remembered, and wins against concurrent adds. An element can be added again after
 * it was removed, by somebody who has seen the removes. A clear takes away what its author had seen, adds as well as removes; an add
 * that is concurrent with it stays. The same history gives the same elements as {@link RemoveWinsSet}.
 *
 * <p>Its operations need causal delivery, as {@link CausalDelivery} does it.
 *
 * <p>Adding, removing and asking take O(1), a clear O(elements) where it takes effect. An operation carries one dot as a rule, and a
 * clear two numbers a replica. A removed element stays as a tombstone of one dot until {@link #forgetRemoves}; beside the elements the
 * state is two numbers a replica. Elements need {@code equals} and {@code hashCode} and must not be changed once they are in. Not
 * thread-safe.
 *
 * <p>Shapiro, Preguica, Baquero, Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011.
 *
 * @param <E> the elements
 */
public final class OpRemoveWinsSet<E>
        extends KernelCrdt<
                RemoveWinsSet<E>, Causal<DotMap<E, RemoveWins>>, SetChange<E>, OpRemoveWinsSet.Operation<E>> {

    private static final OpType<OpRemoveWinsSet<Object>, Operation<Object>, Causal<DotMap<Object, RemoveWins>>> TYPE =
            new OpType<>(
                    "op-remove-wins-set",
                    RemoveWinsSet.type().bottom(),
                    OpRemoveWinsSet::new,
                    OperationFormat.<Operation<Object>>none()
                            .with(
                                    Add.class,
                                    WireFormat.key(),
                                    Add<Object>::element,
                                    WireFormat.dotSet(),
                                    Add<Object>::observed,
                                    Add<Object>::new)
                            .with(
                                    Remove.class,
                                    WireFormat.key(),
                                    Remove<Object>::element,
                                    WireFormat.dotSet(),
                                    Remove<Object>::observed,
                                    Remove<Object>::new)
                            .with(Clear.class, WireFormat.context(), Clear<Object>::observed, Clear<Object>::new)
                            .with(
                                    Forget.class,
                                    WireFormat.<Object, RemoveWins>dotMap(RemoveWins.format()),
                                    Forget<Object>::tombstones,
                                    Forget<Object>::new),
                    RemoveWinsSet.type().format());

    /** An empty set. */
    public OpRemoveWinsSet() {
        super(RemoveWinsSet.type());
    }

    /**
     * The type.
     *
     * @param <E> the elements
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <E> OpType<OpRemoveWinsSet<E>, Operation<E>, Causal<DotMap<E, RemoveWins>>> type() {
        return (OpType<OpRemoveWinsSet<E>, Operation<E>, Causal<DotMap<E, RemoveWins>>>) (OpType<?, ?, ?>) TYPE;
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
     * @return how many are in the set
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

    @Override
    public Set<E> value() {
        return kernel().value();
    }

    /**
     * Prepares to add an element, unless somebody removes it concurrently. Adding one that is there already counts too: it then
     * survives a concurrent {@link #clear}.
     *
     * @param element the element
     * @return the operation
     */
    public Operation<E> add(E element) {
        return new Add<>(element, observed(element));
    }

    /**
     * Prepares to remove an element, there or not: adds that this replica has not seen yet lose against it.
     *
     * @param element the element
     * @return the operation
     */
    public Operation<E> remove(E element) {
        return new Remove<>(element, observed(element));
    }

    private DotSet observed(E element) {
        return dotsIn(storeOf(kernel()).get(Objects.requireNonNull(element, "element")));
    }

    /**
     * Prepares to take away every add and every remove that this replica has seen.
     *
     * @return the operation; it has no effect if there is none
     */
    public Operation<E> clear() {
        return new Clear<>(seen());
    }

    /**
     * Prepares to drop the tombstones that nobody needs any more. The value stays as it is. Unlike {@link #compact}, which has nothing
     * to drop here, this is an operation, since the others have to hear of it; one replica is enough to do it.
     *
     * @param stable operations that every replica has delivered, such that every operation not yet delivered here was made after them;
     *     if they were not, adds that are concurrent with a forgotten remove would win
     * @return the operation; it has no effect if there is no such tombstone
     */
    public Operation<E> forgetRemoves(VersionVector stable) {
        return new Forget<>(kernel().forgettable(stable));
    }

    @Override
    protected Causal<DotMap<E, RemoveWins>> delta(Tagged<Operation<E>> operation) {
        return operation.operation().delta(operation.dot());
    }

    /**
     * An operation: it says what was seen at its source, and makes a delta from that.
     *
     * @param <E> the elements
     */
    public sealed interface Operation<E> permits Add, Remove, Clear, Forget {

        /**
         * What the operation does.
         *
         * @param dot the operation's own name
         * @return the delta whose join is the effect
         */
        Causal<DotMap<E, RemoveWins>> delta(Dot dot);
    }

    /**
     * Adds an element in place of the adds and removes of it that were seen.
     *
     * @param <E> the elements
     * @param element the element
     * @param observed the dots of its adds and removes that the source had seen
     */
    public record Add<E>(E element, DotSet observed) implements Operation<E> {

        /**
         * Checks both.
         *
         * @param element the element
         * @param observed the dots of its adds and removes that the source had seen
         */
        public Add {
            Objects.requireNonNull(element, "element");
            Objects.requireNonNull(observed, "observed");
        }

        @Override
        public Causal<DotMap<E, RemoveWins>> delta(Dot dot) {
            return new Causal<>(DotMap.touching(element, RemoveWins.added(dot)), contextOf(observed, dot));
        }
    }

    /**
     * Removes an element, in place of the adds and removes of it that were seen.
     *
     * @param <E> the elements
     * @param element the element
     * @param observed the dots of its adds and removes that the source had seen
     */
    public record Remove<E>(E element, DotSet observed) implements Operation<E> {

        /**
         * Checks both.
         *
         * @param element the element
         * @param observed the dots of its adds and removes that the source had seen
         */
        public Remove {
            Objects.requireNonNull(element, "element");
            Objects.requireNonNull(observed, "observed");
        }

        @Override
        public Causal<DotMap<E, RemoveWins>> delta(Dot dot) {
            return new Causal<>(DotMap.touching(element, RemoveWins.removed(dot)), contextOf(observed, dot));
        }
    }

    /**
     * Takes away all adds and removes that were seen.
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
        public Causal<DotMap<E, RemoveWins>> delta(Dot dot) {
            return new Causal<>(DotMap.empty(), observed.join(CausalContext.of(dot)));
        }
    }

    /**
     * Drops tombstones.
     *
     * @param <E> the elements
     * @param tombstones the elements that are out, with their latest events
     */
    public record Forget<E>(DotMap<E, RemoveWins> tombstones) implements Operation<E> {

        /**
         * Checks it.
         *
         * @param tombstones the elements that are out, with their latest events
         */
        public Forget {
            Objects.requireNonNull(tombstones, "tombstones");
        }

        @Override
        public Causal<DotMap<E, RemoveWins>> delta(Dot dot) {
            return new Causal<>(RemoveWinsSet.forgetting(tombstones), contextOf(tombstones, dot));
        }
    }
}
