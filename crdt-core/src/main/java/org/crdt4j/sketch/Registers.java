// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

/**
 * All registers of a sketch: what is left of marks that are too many to be kept one by one. Those of one shape are a lattice; they only
 * grow. Equal if all registers are. Not thread-safe; once they are in a delta, nobody changes them any more.
 */
sealed interface Registers permits LogLogRegisters, BitRegisters {

    /** Puts a mark. Returns whether that changed anything. */
    boolean mark(int mark);

    /** Puts all marks of others, of the same shape. Returns whether that changed anything. */
    boolean merge(Registers others);

    /** Registers of their own with the same marks. */
    Registers copy();

    /** About how many elements have left these marks. */
    long estimate();

    /** The registers as bytes, for reading only. */
    byte[] bytes();

    /** Whether marks, more than are kept one by one, can have led to this. */
    boolean isReachable();
}
