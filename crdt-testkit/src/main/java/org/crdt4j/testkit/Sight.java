// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.util.BitSet;

/**
 * Which events somebody can see, by their indexes.
 *
 * @param visible those whose effect came, be it by the delta of a later event
 * @param whole those of them whose own delta came, or a state with it
 */
record Sight(BitSet visible, BitSet whole) {

    static Sight nothing() {
        return new Sight(new BitSet(), new BitSet());
    }

    Sight copy() {
        return new Sight((BitSet) visible.clone(), (BitSet) whole.clone());
    }

    void add(int event) {
        visible.set(event);
        whole.set(event);
    }

    void addAll(Sight other) {
        visible.or(other.visible);
        whole.or(other.whole);
    }
}
