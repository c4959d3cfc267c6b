// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

/** What makes two sketches alike: only those of one shape can be joined. */
sealed interface Shape permits LogLogShape, BloomShape {

    /** The name of the type, which tells the shape. */
    String typeName();

    /** Up to so many marks are kept one by one, which takes no more memory than all registers, and far less at first. */
    int limit();

    /** The marks that an element leaves; not sorted, and one may stand twice. */
    int[] marksOf(ElementHash element);

    /** Whether an element could leave this mark. */
    boolean isMark(int mark);

    /** About how many elements have left so many different marks. */
    long estimate(int marks);

    /** Registers without a mark. */
    Registers newRegisters();

    /** How many bytes registers take. */
    int bytes();

    /** Registers of such bytes, which are of the right number; they may be kept. */
    Registers registersOf(byte[] bytes);

    /** A limit for registers of so many bytes; what one element leaves is always below it. */
    static int limitFor(int bytes) {
        return Math.max(32, bytes / 64);
    }
}
