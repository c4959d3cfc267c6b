// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.jspecify.annotations.Nullable;

/**
 * An operation-based type over a state-based one, its kernel: an operation makes a delta of the kernel, and its effect is to join that
 * delta. So the kernel alone decides what concurrent operations lead to, and both flavours have one meaning.
 *
 * <p>Not thread-safe.
 *
 * @param <T> the live objects of the kernel
 * @param <D> the kernel's deltas
 * @param <C> the kernel's reports of what changed
 * @param <O> the operations
 */
public abstract class KernelCrdt<T extends Crdt<D, C>, D extends Delta<D>, C, O> implements OpCrdt<O, D, C> {

    /* The kernel is only read and joined to: whatever mints is a mistake here, so its surroundings refuse it. The dots in the kernel
     * are the names of the operations. */

    private final T kernel;
    private final MutableCausalContext context = new MutableCausalContext();
    private final Receiving surroundings = new Receiving(context);

    /**
     * An object without any operation.
     *
     * @param type the kernel
     */
    protected KernelCrdt(CrdtType<T, D, C> type) {
        kernel = type.create(surroundings);
    }

    /**
     * The kernel, for the queries of the type.
     *
     * @return the live object, never to be changed
     */
    protected final T kernel() {
        return kernel;
    }

    /**
     * The operations that are in effect and have dots in a causal kernel, for an operation that names all of them.
     *
     * @return what was seen
     */
    protected final CausalContext seen() {
        return context.snapshot();
    }

    /**
     * The store of a causal kernel, for what operations have to name.
     *
     * @param <Z> the kind of store
     * @param causal the kernel
     * @return its store, for reading at once
     */
    protected static <Z extends DotStore<Z>> Z storeOf(CausalCrdt<Z, ?> causal) {
        return causal.store();
    }

    /**
     * The dots of what an operation is about, for the operation to name.
     *
     * @param part a part of the kernel's store, or null if there is nothing
     * @return its dots
     */
    protected static DotSet dotsIn(@Nullable DotStore<?> part) {
        if (part == null) {
            return DotSet.empty();
        }
        List<Dot> dots = new ArrayList<>();
        part.forEachDot((origin, counter) -> dots.add(new Dot(origin, counter)));
        return DotSet.of(dots.toArray(new Dot[0]));
    }

    /**
     * A time that the kernel has forgotten events of. What is prepared from now on has to be later.
     *
     * @return the greatest such time, the beginning of time if nothing was forgotten
     */
    protected final HybridTimestamp forgottenUntil() {
        return surroundings.forgottenUntil;
    }

    /**
     * What an operation does.
     *
     * @param operation the operation with its name and its time
     * @return the delta whose join is the effect
     */
    protected abstract D delta(Tagged<O> operation);

    /**
     * The dots of a causal delta: what an operation has seen of what it is about, and its own name.
     *
     * @param observed the dots that it names
     * @param dot its own
     * @return exactly these
     */
    protected static CausalContext contextOf(DotStore<?> observed, Dot dot) {
        MutableCausalContext dots = CausalCrdt.dotsOf(observed);
        dots.add(dot.replica(), dot.counter());
        return dots.snapshot();
    }

    @Override
    public Object value() {
        return kernel.value();
    }

    /** Accepts every operation: what it says is a delta, and every delta can be joined. */
    @Override
    public void validate(O operation) {
        Objects.requireNonNull(operation, "operation");
    }

    @Override
    public final void effect(Tagged<O> operation) {
        kernel.join(delta(operation));
    }

    @Override
    public final D state() {
        return kernel.state();
    }

    @Override
    public final boolean join(D state) {
        return kernel.join(state);
    }

    @Override
    public final void compact(VersionVector stable) {
        kernel.compact(stable);
    }

    @Override
    public final void observe(@Nullable Consumer<? super C> observer) {
        kernel.observe(observer);
    }

    @Override
    public void checkInvariants() {
        kernel.checkInvariants();
    }

    /** Equal if the states are, whatever replica they live at. */
    @Override
    public final boolean equals(Object object) {
        return object instanceof KernelCrdt<?, ?, ?, ?> other
                && getClass() == other.getClass()
                && kernel.equals(other.kernel);
    }

    @Override
    public final int hashCode() {
        return kernel.hashCode();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + value() + "]";
    }

    /** The surroundings of a kernel, which mints nothing. It only says of which times it has forgotten events. */
    private static final class Receiving implements ReplicaContext {

        private final MutableCausalContext context;
        private HybridTimestamp forgottenUntil = HybridTimestamp.ZERO;

        Receiving(MutableCausalContext context) {
            this.context = context;
        }

        @Override
        public MutableCausalContext context() {
            return context;
        }

        private static IllegalStateException refusal() {
            return new IllegalStateException("an operation-based object is changed by its operations alone");
        }

        @Override
        public ReplicaId replica() {
            throw refusal();
        }

        @Override
        public long nextEvent() {
            throw refusal();
        }

        @Override
        public HybridTimestamp nextTimestamp(HybridTimestamp seen) {
            forgottenUntil = seen.compareTo(forgottenUntil) > 0 ? seen : forgottenUntil;
            return forgottenUntil.next();
        }
    }
}
