// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.ValueChange;

/**
 * Was this element perhaps added? (Bloom filter): addresses seen before, keys worth asking a store for.
 *
 * <p>What was added, here or concurrently elsewhere, is always found once its delta has come. What was not is nearly never found: at the
 * {@linkplain #type number of elements} that the filter is made for, by the rate that it is made for; the more there are beyond it, the
 * more often. {@link #falsePositiveRate} tells the rate now. Nothing can be taken out: for that use a set. {@link #value} tells about how
 * many different elements there are, in a filter that is not overfull within a few hundredths.
 *
 * <p>Deltas may come in any order, late and twice. Adding, asking, and joining a delta of one element take O(hashes), whatever the size;
 * joining a state takes O(bits). The state takes the bits, about 1.2 bytes an expected element for a rate of 1 %, half as much again for
 * 0.1 %, and less at first; a delta of one element a few bytes for each hash. What a peer lacks cannot be told, so it is
 * given the whole state. Needs the library hash4j, see the package. Not thread-safe.
 *
 * <p>Bloom, "Space/Time Trade-offs in Hash Coding with Allowable Errors", 1970; Kirsch, Mitzenmacher, "Less Hashing, Same Performance:
 * Building a Better Bloom Filter", 2006; Swamidass, Baldi, "Mathematical Correction for Fingerprint Similarity Measures to Improve
 * Chemical Retrieval", 2007, for the number of elements.
 */
public final class BloomFilter extends Sketch {

    /* The state is a set of bits, and the join their union. */

    static final String NAME = "bloom-filter";

    private static final Pattern FULL_NAME = Pattern.compile(NAME + "\\(([1-9]\\d{1,8}),([1-9]\\d?)\\)");
    private static final double LEAST_RATE = 1e-9;
    private static final double GREATEST_RATE = 0.5;
    private static final double LN_2 = Math.log(2);

    private final BloomShape filter;

    private BloomFilter(BloomShape filter) {
        super(filter);
        this.filter = filter;
    }

    /**
     * A filter that nothing was added to.
     *
     * @param expectedInsertions see {@link #type}
     * @param falsePositiveRate see {@link #type}
     * @throws org.crdt4j.error.IncompatibleTypeException if the library hash4j is not there
     */
    public BloomFilter(long expectedInsertions, double falsePositiveRate) {
        this(shapeFor(expectedInsertions, falsePositiveRate));
    }

    /**
     * A type. Filters with different numbers of bits or hashes are different types, which cannot be joined; the name tells both numbers.
     *
     * @param expectedInsertions how many different elements it is made for, from 1; at most 2^28 bits, which is 28 million at 1 %
     * @param falsePositiveRate which part of others is then found too, from 0.000000001 to 0.5
     * @return its descriptor
     */
    public static LatticeType<BloomFilter, Marks, ValueChange<Long>> type(
            long expectedInsertions, double falsePositiveRate) {
        return type(shapeFor(expectedInsertions, falsePositiveRate));
    }

    private static LatticeType<BloomFilter, Marks, ValueChange<Long>> type(BloomShape shape) {
        return new LatticeType<>(
                shape.typeName(), Marks.none(shape), replicaContext -> new BloomFilter(shape), Marks.format(shape));
    }

    private static BloomShape shapeFor(long expectedInsertions, double falsePositiveRate) {
        if (expectedInsertions < 1) {
            throw new IllegalArgumentException("at least 1 insertion must be expected, not " + expectedInsertions);
        }
        if (!(LEAST_RATE <= falsePositiveRate && falsePositiveRate <= GREATEST_RATE)) {
            throw new IllegalArgumentException("the false-positive rate must be from " + LEAST_RATE + " to "
                    + GREATEST_RATE + ", not " + falsePositiveRate);
        }
        double words = Math.ceil(-Math.log(falsePositiveRate) * expectedInsertions / (LN_2 * LN_2) / Long.SIZE);
        if (words * Long.SIZE > BloomShape.MAX_BITS) {
            throw new IllegalArgumentException("a filter for " + expectedInsertions + " elements at a rate of "
                    + falsePositiveRate + " would take more than " + BloomShape.MAX_BITS
                    + " bits: expect fewer elements or allow a higher rate");
        }
        int hashes = Math.max(1, (int) Math.round(-Math.log(falsePositiveRate) / LN_2));
        return new BloomShape((int) (words * Long.SIZE), hashes);
    }

    /**
     * The type of a name, as it stands in messages.
     *
     * @param name the name, for instance {@code bloom-filter(9600,7)}: 9,600 bits, of which an element sets 7
     * @return the type, empty if it is no such name or its parameters are out of range
     */
    public static Optional<LatticeType<BloomFilter, Marks, ValueChange<Long>>> named(String name) {
        Matcher matcher = FULL_NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(matcher.group(1));
        int hashes = Integer.parseInt(matcher.group(2));
        return bits % Long.SIZE != 0 || bits > BloomShape.MAX_BITS || hashes > BloomShape.MAX_HASHES
                ? Optional.empty()
                : Optional.of(type(new BloomShape(bits, hashes)));
    }

    /**
     * Whether a text was perhaps added.
     *
     * @param element the text
     * @return false if it certainly was not, as far as is known here
     */
    public boolean mightContain(String element) {
        return hasAllMarks(ElementHash.of(Objects.requireNonNull(element, "element")));
    }

    /**
     * Whether a number was perhaps added.
     *
     * @param element the number
     * @return false if it certainly was not, as far as is known here
     */
    public boolean mightContain(long element) {
        return hasAllMarks(ElementHash.of(element));
    }

    /**
     * Whether an identifier was perhaps added.
     *
     * @param element the identifier
     * @return false if it certainly was not, as far as is known here
     */
    public boolean mightContain(UUID element) {
        return hasAllMarks(ElementHash.of(Objects.requireNonNull(element, "element")));
    }

    /**
     * Whether some bytes were perhaps added.
     *
     * @param element the bytes
     * @return false if they certainly were not, as far as is known here
     */
    public boolean mightContain(byte[] element) {
        return hasAllMarks(ElementHash.of(Objects.requireNonNull(element, "element")));
    }

    /**
     * Which part of what was not added is found all the same, with as many elements as there are now.
     *
     * @return the expected rate, from 0 to 1
     */
    public double falsePositiveRate() {
        double filled = -Math.expm1(-(double) value() * filter.hashes() / filter.bits());
        return Math.pow(filled, filter.hashes());
    }
}
