// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import org.crdt4j.causality.CausalOrder;

/**
 * What the runner has to know of a type.
 *
 * @param <S> what its replicas exchange
 */
public interface TypeAdapter<S> {

    /**
     * A live object that knows nothing yet.
     *
     * @param site where it lives
     * @return the object
     */
    Subject<S> create(Site site);

    /**
     * Takes out of a value what is not compared. It is applied to expected and to actual values.
     *
     * @param value a plain value
     * @return what is compared
     */
    default Object comparable(Object value) {
        return value;
    }

    /**
     * Whether replicas hold back what comes before its causes. Of a case with the tag {@code non-causal} then only the last
     * assertion binds.
     *
     * @return true for causal delivery
     */
    default boolean deliversCausally() {
        return false;
    }

    /**
     * Whether values are texts, so that the properties of texts are checked.
     *
     * @return true for collaborative texts
     */
    default boolean isText() {
        return false;
    }

    /**
     * How two states relate.
     *
     * @param a a state
     * @param b another one
     * @return whether a is before, after, equal to or concurrent with b
     * @throws MalformedCaseException if the type is not about order, which is the default
     */
    default CausalOrder order(S a, S b) {
        throw new MalformedCaseException("only version vectors have an order");
    }
}
