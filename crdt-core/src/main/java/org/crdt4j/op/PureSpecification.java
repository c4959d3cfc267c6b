// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.List;

/**
 * What a user's own operation-based type is: which of its operations are kept, and what they mean together. {@link PureOperationLog}
 * does everything else.
 *
 * <p>An operation says what was done, such as "add x", and nothing of what its author had seen: the delivery knows that. All methods
 * are functions of their arguments alone; they never throw, and change nothing.
 *
 * <p>Replicas agree whatever {@link #makesRedundant} and {@link #redundantOnArrival} say, for the operations that are kept follow from
 * the operations that were delivered and from who had seen what, never from the order of arrival. Operations that do not know of each
 * other are all kept. What shall come of them is for {@link #value} to say.
 *
 * <p>Compaction is optional: without {@link #redundantWhenStable} nothing is ever forgotten but what was made redundant. {@code
 * OperationLaws.ofPure} of {@code crdt-testkit} checks that it leaves every value as it is.
 *
 * <p>Baquero, Almeida, Shoker, "Pure Operation-Based Replicated Data Types", 2017.
 *
 * @param <O> the operations: immutable, with {@code equals}, best records
 * @param <V> the values
 */
public interface PureSpecification<O, V> {

    /**
     * What an application sees.
     *
     * @param kept the operations that are kept, in the same order at all replicas that keep the same; the order has no meaning
     * @return an immutable value
     */
    V value(List<O> kept);

    /**
     * Whether an operation makes another one redundant that its author had seen, so that the other is not kept any longer. Never asked
     * about operations that do not know of each other.
     *
     * @param newer an operation that arrives
     * @param older an operation that is kept
     * @return whether the older one can go
     */
    boolean makesRedundant(O newer, O older);

    /**
     * Whether an operation is not kept: all that it does is to make redundant what its author had seen, and that happens when it arrives.
     *
     * @param operation an operation that arrives
     * @return whether it can go; if not overridden, it cannot
     */
    default boolean redundantOnArrival(O operation) {
        return false;
    }

    /**
     * Whether an operation is kept only because of operations that do not know of it, such as a remove that wins. It is forgotten as
     * soon as no such operation can come any more, and together with all that it {@linkplain #hides hides}.
     *
     * <p>Nothing may change by that: neither the value, nor what later operations make of it. So whatever makes this operation redundant
     * has to make redundant what it hides, and it hides nothing that could come later.
     *
     * @param operation an operation that every replica has
     * @return whether it can go; if not overridden, it cannot
     */
    default boolean redundantWhenStable(O operation) {
        return false;
    }

    /**
     * Whether an operation that is redundant when stable takes another one along, because the other counts for nothing as long as both
     * are kept. They go when both are stable.
     *
     * @param operation an operation that is redundant when stable
     * @param other another operation that is kept
     * @return whether they go together; if not overridden, nothing is taken along
     */
    default boolean hides(O operation, O other) {
        return false;
    }
}
