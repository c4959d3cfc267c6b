// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

/**
 * A type, as maps, replicas, codecs and laws know it.
 *
 * @param <T> its live objects
 * @param <D> its deltas
 * @param <C> its reports of what changed
 */
public interface CrdtType<T extends Crdt<D, C>, D extends Delta<D>, C> {

    /**
     * The name that stands in messages and files; it never changes. A nesting type includes its child's name.
     *
     * @return the name, for instance {@code add-wins-set}
     */
    String name();

    /**
     * A live object that knows nothing yet.
     *
     * @param replicaContext its surroundings
     * @return the object
     */
    T create(ReplicaContext replicaContext);

    /**
     * The delta that says nothing.
     *
     * @return the bottom
     */
    D bottom();

    /**
     * How its deltas are written.
     *
     * @return the format
     */
    WireFormat<D> format();
}
