// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

/**
 * What follows the tag of a value.
 *
 * @param <V> the values of this tag
 */
interface ValueFormat<V> {

    void write(V value, ValueWriter out);

    V read(ValueReader in);
}
