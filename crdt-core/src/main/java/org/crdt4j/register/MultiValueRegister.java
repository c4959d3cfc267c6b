// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.register;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * A register that keeps all concurrent values (MV-register).
 *
 * <p>An assignment replaces exactly the values that its author had seen. Concurrent assignments are all kept, until somebody who has
 * seen them assigns again; equal ones show as one value. A clear removes the values that its author had seen; a concurrent
 * assignment stays.
 *
 * <p>Deltas may come in any order, late, twice and with gaps. All operations take O(concurrent values). There are no tombstones.
 * Values must be immutable. Not thread-safe.
 *
 * <p>Shapiro, Preguica, Baquero, Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011.
 *
 * @param <V> the value
 */
public final class MultiValueRegister<V> extends CausalCrdt<DotFun<V>, ValueChange<Set<V>>> {

    private static final CausalType<MultiValueRegister<Object>, DotFun<Object>, ValueChange<Set<Object>>> TYPE =
            new CausalType<>(
                    "multi-value-register",
                    DotFun.empty(),
                    MultiValueRegister::new,
                    WireFormat.dotFun(WireFormat.value()));

    /**
     * A register without a value.
     *
     * @param replicaContext its surroundings
     */
    public MultiValueRegister(ReplicaContext replicaContext) {
        this(replicaContext, DotFun.empty());
    }

    private MultiValueRegister(ReplicaContext replicaContext, DotFun<V> store) {
        super(replicaContext, store);
    }

    /**
     * The type.
     *
     * @param <V> the value
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <V> CausalType<MultiValueRegister<V>, DotFun<V>, ValueChange<Set<V>>> type() {
        return (CausalType<MultiValueRegister<V>, DotFun<V>, ValueChange<Set<V>>>) (CausalType<?, ?, ?>) TYPE;
    }

    /**
     * The values that were assigned concurrently and last.
     *
     * @return none before the first assignment, one as a rule, several after concurrent ones; in the same order at every replica
     */
    @Override
    public Set<V> value() {
        return values(store());
    }

    private static <V> Set<V> values(DotFun<V> store) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(store.values()));
    }

    /**
     * Assigns a value, in place of all that are seen here.
     *
     * @param value the value
     * @return the delta
     */
    public Causal<DotFun<V>> assign(V value) {
        Objects.requireNonNull(value, "value");
        DotFun<V> before = store();
        MutableCausalContext context = dotsOf(before);
        Dot dot = replicaContext().nextDot();
        context.add(dot.replica(), dot.counter());
        DotFun<V> after = DotFun.of(dot, value);
        Causal<DotFun<V>> delta = commit(after, after, context.snapshot());
        if (isObserved()) {
            report(change(before, after));
        }
        return delta;
    }

    /**
     * Removes all values that are seen here.
     *
     * @return the delta; it says nothing if there is no value
     */
    public Causal<DotFun<V>> clear() {
        return removeAll();
    }

    @Override
    public @Nullable ValueChange<Set<V>> change(DotFun<V> before, DotFun<V> after) {
        Set<V> old = values(before);
        Set<V> now = values(after);
        return old.equals(now) ? null : new ValueChange<>(old, now);
    }
}
