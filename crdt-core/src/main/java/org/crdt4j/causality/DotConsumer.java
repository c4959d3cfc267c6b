// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

/** Takes dots without an object for each. */
@FunctionalInterface
public interface DotConsumer {

    /**
     * Takes one dot.
     *
     * @param origin who made the event
     * @param counter which of its events
     */
    void accept(ReplicaId origin, long counter);
}
