// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.ReplicaId;
import org.jspecify.annotations.Nullable;

/** Refuses dots that are not in a context. */
final class Inside implements DotConsumer {

    /* dots of one replica mostly come one after the other, and its events are mostly there without a gap */

    private final CausalContext context;
    private @Nullable ReplicaId recent;
    private long contiguous;

    Inside(CausalContext context) {
        this.context = context;
    }

    @Override
    public void accept(ReplicaId origin, long counter) {
        if (origin != recent) {
            recent = origin;
            contiguous = context.contiguous(origin);
        }
        if (counter > contiguous && !context.covers(origin, counter)) {
            throw WireInput.corrupt("dot " + origin + ":" + counter + " outside the message's own context");
        }
    }
}
