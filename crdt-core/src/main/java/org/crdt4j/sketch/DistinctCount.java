// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.ValueChange;

/**
 * About how many different elements were added (distinct count, HyperLogLog, UltraLogLog): visitors, addresses, articles that were sold.
 *
 * <p>An element counts once, however often and wherever it is added, also concurrently. Nothing can be taken out: for that use a set.
 * Up to {@code max(32, 2^precision / 64)} different elements are counted exactly, but for hashes that meet by chance, one pair of a
 * hundred million; beyond that the standard error is {@code 0.79 / sqrt(2^precision)}: 1.2 % for 12, the default, 0.31 % for 16. So
 * about two of three estimates are within that of the truth, and nearly all within three times as much. While elements are added
 * the estimate may even fall a little, most of all where the exact count ends. It holds for up to 10^18 elements.
 *
 * <p>Deltas may come in any order, late and twice. Adding, and joining a delta of one element, take O(1). Joining a state takes O(2^precision)
 * and so does an estimate after a change; with an observer each change has one made. The state takes {@code 2^precision} bytes, 4 KiB
 * for 12, and less at first; a delta of one element a few bytes. What a peer lacks cannot be told, so it is given the whole
 * state. Needs the library hash4j, see the package. Not thread-safe.
 *
 * <p>Flajolet, Fusy, Gandouet, Meunier, "HyperLogLog", 2007; Ertl, "UltraLogLog: A Practical and More Space-Efficient Alternative to
 * HyperLogLog for Approximate Distinct Counting", 2024.
 */
public final class DistinctCount extends Sketch {

    /* A register is the greatest of what the elements that fall to it have left, and two bits for the two values below; both only
     * grow, and a join takes the union for each register. The same element leaves the same, so nothing counts twice. */

    static final String NAME = "distinct-count";

    private static final Pattern FULL_NAME = Pattern.compile(NAME + "\\(([1-9]\\d?)\\)");
    private static final int DEFAULT_PRECISION = 12;
    private static final double ERROR_OF_ONE_REGISTER = 0.79;

    private DistinctCount(LogLogShape shape) {
        super(shape);
    }

    /**
     * A count that nothing was added to.
     *
     * @param precision see {@link #type(int)}
     * @throws org.crdt4j.error.IncompatibleTypeException if the library hash4j is not there
     */
    public DistinctCount(int precision) {
        this(shapeFor(precision));
    }

    /**
     * The type with a precision of 12: 4 KiB, and a standard error of 1.2 %.
     *
     * @return its descriptor
     */
    public static LatticeType<DistinctCount, Marks, ValueChange<Long>> type() {
        return type(DEFAULT_PRECISION);
    }

    /**
     * A type. Counts of different precision are different types, which cannot be joined.
     *
     * @param precision from 4 to 18; one more halves the square of the error, and doubles the memory
     * @return its descriptor
     */
    public static LatticeType<DistinctCount, Marks, ValueChange<Long>> type(int precision) {
        LogLogShape shape = shapeFor(precision);
        return new LatticeType<>(
                shape.typeName(), Marks.none(shape), replicaContext -> new DistinctCount(shape), Marks.format(shape));
    }

    private static LogLogShape shapeFor(int precision) {
        if (!isPossible(precision)) {
            throw new IllegalArgumentException("the precision must be from " + LogLogShape.MIN_PRECISION + " to "
                    + LogLogShape.MAX_PRECISION + ", not " + precision);
        }
        return new LogLogShape(precision);
    }

    private static boolean isPossible(int precision) {
        return LogLogShape.MIN_PRECISION <= precision && precision <= LogLogShape.MAX_PRECISION;
    }

    /**
     * The type of a name, as it stands in messages.
     *
     * @param name the name, for instance {@code distinct-count(12)}
     * @return the type, empty if it is no such name or its precision is out of range
     */
    public static Optional<LatticeType<DistinctCount, Marks, ValueChange<Long>>> named(String name) {
        Matcher matcher = FULL_NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int precision = Integer.parseInt(matcher.group(1));
        return isPossible(precision) ? Optional.of(type(precision)) : Optional.empty();
    }

    /**
     * How far estimates are from the truth, as a part of it: about two of three are nearer.
     *
     * @return the standard error, for instance 0.012
     */
    public double standardError() {
        return ERROR_OF_ONE_REGISTER / Math.sqrt(shape().bytes());
    }
}
