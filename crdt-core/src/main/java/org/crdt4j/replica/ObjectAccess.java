// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.function.Consumer;
import java.util.function.Function;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.jspecify.annotations.Nullable;

/** How a handle reaches its object: in the replica, or in a transaction of it. */
interface ObjectAccess {

    <T extends Crdt<D, C>, D extends Delta<D>, C, R> R read(
            String object, CrdtType<T, D, C> type, Function<? super T, ? extends R> query);

    <T extends Crdt<D, C>, D extends Delta<D>, C> void update(
            String object, CrdtType<T, D, C> type, Consumer<? super T> mutators);

    <T extends Crdt<D, C>, D extends Delta<D>, C> void delete(String object, CrdtType<T, D, C> type);

    <T extends Crdt<D, C>, D extends Delta<D>, C> Subscription subscribe(
            String object,
            CrdtType<T, D, C> type,
            @Nullable Consumer<Object> first,
            Consumer<ObjectChange<Object>> listener);

    Admission admission();

    /** Refuses what has to be an event of its own, if this is a transaction. */
    void checkSingle();
}
