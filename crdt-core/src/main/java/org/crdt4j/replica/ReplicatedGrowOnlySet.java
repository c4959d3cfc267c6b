// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import org.crdt4j.crdt.SetChange;
import org.crdt4j.set.Elements;
import org.crdt4j.set.GrowOnlySet;

/**
 * A handle of a set from which nothing is ever removed. Thread-safe. See {@link GrowOnlySet}.
 *
 * @param <E> the elements; they must be immutable, of a class that the codec knows, and have {@code equals} and {@code hashCode}
 */
public final class ReplicatedGrowOnlySet<E> extends SetHandle<E> {

    ReplicatedGrowOnlySet(ReplicatedObject<GrowOnlySet<E>, Elements<E>, SetChange<E>> object) {
        super(object, GrowOnlySet::contains, GrowOnlySet::size, GrowOnlySet::add, GrowOnlySet::addAll);
    }
}
