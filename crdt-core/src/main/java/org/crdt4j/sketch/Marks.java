// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.jspecify.annotations.Nullable;

/**
 * The marks that elements have left in a sketch: its delta and its state. Immutable; joined by union. The elements themselves are not in
 * it.
 */
public final class Marks implements Delta<Marks> {

    /* As long as there are few different marks they are kept one by one, ascending; beyond the shape's limit as registers, which forget
     * which marks they were. Registers are a function of the set of marks that turns unions into joins, and which form it takes depends
     * on that set alone, so joins in any order and grouping come to the same. */

    private static final int[] NO_MARKS = {};

    private final Shape shape;
    private final int[] few;
    private final @Nullable Registers all;

    private Marks(Shape shape, int[] few, @Nullable Registers all) {
        this.shape = shape;
        this.few = few;
        this.all = all;
    }

    static Marks none(Shape shape) {
        return new Marks(shape, NO_MARKS, null);
    }

    /** Marks in any order, not more different ones than the limit. */
    static Marks of(Shape shape, IntStream marks) {
        return new Marks(shape, marks.sorted().distinct().toArray(), null);
    }

    /** Registers that nobody changes any more. */
    static Marks of(Shape shape, Registers all) {
        return new Marks(shape, NO_MARKS, all);
    }

    Shape shape() {
        return shape;
    }

    int[] few() {
        return few;
    }

    @Nullable
    Registers all() {
        return all;
    }

    /** The union; this very object if the other adds nothing. Takes O(both), and O(registers) if there are any. */
    @Override
    public Marks join(Marks other) {
        LiveMarks joined = LiveMarks.of(this);
        joined.add(other);
        return joined.snapshot();
    }

    @Override
    public boolean isBottom() {
        return few.length == 0 && all == null;
    }

    static WireFormat<Marks> format(Shape shape) {
        return new Format(shape);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Marks other
                && shape.equals(other.shape)
                && Arrays.equals(few, other.few)
                && (all == null ? other.all == null : all.equals(other.all));
    }

    @Override
    public int hashCode() {
        return all == null ? Arrays.hashCode(few) : all.hashCode();
    }

    @Override
    public String toString() {
        return shape.typeName() + " of about " + (all == null ? shape.estimate(few.length) : all.estimate());
    }

    private record Format(Shape shape) implements WireFormat<Marks> {

        private static final long MAX_GAP = 1L << Integer.SIZE;

        @Override
        public void write(Marks marks, WireOutput out) {
            out.writeCount(marks.all == null ? 0 : 1);
            if (marks.all != null) {
                out.writeBytes(marks.all.bytes());
                return;
            }
            out.writeSize(marks.few.length);
            for (int index = 0; index < marks.few.length; index++) {
                if (index == 0) {
                    out.writeSigned(marks.few[0]);
                } else {
                    out.writeCount((long) marks.few[index] - marks.few[index - 1] - 1);
                }
            }
        }

        @Override
        public Marks read(WireInput in) {
            return in.readFlag() ? readAll(in) : readFew(in);
        }

        private Marks readAll(WireInput in) {
            byte[] bytes = in.readBytes();
            if (bytes.length != shape.bytes()) {
                throw WireInput.corrupt(
                        bytes.length + " bytes of registers, where a " + shape.typeName() + " has " + shape.bytes());
            }
            Registers all = shape.registersOf(bytes);
            if (!all.isReachable()) {
                throw WireInput.corrupt("registers that no element leaves");
            }
            return of(shape, all);
        }

        private Marks readFew(WireInput in) {
            int size = in.readSize();
            if (size > shape.limit()) {
                throw WireInput.corrupt(size + " marks one by one");
            }
            int[] few = new int[size];
            long mark = 0;
            for (int index = 0; index < size; index++) {
                mark = index == 0 ? in.readSigned() : mark + 1 + Math.min(in.readCount(), MAX_GAP);
                if (mark != (int) mark || !shape.isMark((int) mark)) {
                    throw WireInput.corrupt("a mark that no element leaves");
                }
                few[index] = (int) mark;
            }
            return new Marks(shape, few, null);
        }
    }
}
