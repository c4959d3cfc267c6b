// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.function.ObjLongConsumer;
import org.crdt4j.crdt.Tagged;

/**
 * An operation that came and was not delivered.
 *
 * @param <O> the operations
 */
final class Arrived<O> {

    final Tagged<O> operation;
    /** How many bytes it counts. */
    final int bytes;

    /** What it lacked when it came, less what it was found not to lack any more: packed, in a part of an array. */
    final long[] needs;

    final int from;
    final int end;

    Arrived(Tagged<O> operation, int bytes, long[] needs, int from, int end) {
        this.operation = operation;
        this.bytes = bytes;
        this.needs = needs;
        this.from = from;
        this.end = end;
    }

    long counter() {
        return operation.dot().counter();
    }

    /* the dependencies that it was not found to have */
    void forEachNeed(Origins<O> origins, ObjLongConsumer<Origin<O>> action) {
        for (int at = from; at < end; at = Needs.after(needs, at)) {
            action.accept(origins.at(Needs.index(needs, at)), Needs.counter(needs, at));
        }
    }
}
