// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/** The laws of {@link BloomFilter}: as many bits are set as all visible elements together set. */
public final class BloomFilterLawsTest {

    private static final int BITS = 128;
    private static final int HASHES = 3;

    /** Which elements are added. */
    public record Op(List<String> added) {}

    public static Subject<BloomFilter, Marks, ValueChange<Long>, Op> subject() {
        return Subject.of(
                        BloomFilter.type(25, 0.1),
                        (random, filter) -> new Op(Stream.generate(() -> "e" + random.nextInt(60))
                                .limit(random.nextInt(4))
                                .toList()),
                        (filter, op) -> op.added.size() == 1
                                ? filter.add(op.added.get(0))
                                : filter.inOneDelta(() -> op.added.forEach(element -> filter.add(element))),
                        BloomFilterLawsTest::estimate)
                .reporting(DistinctCountLawsTest::reported);
    }

    private static Object estimate(History<Op> history) {
        BitSet bits = new BitSet();
        history.operations().flatMap(op -> op.added.stream()).forEach(element -> set(element, bits));
        double unset = 1 - bits.cardinality() / (double) BITS;
        return Math.round(-Math.log(unset) * BITS / HASHES);
    }

    private static void set(String element, BitSet bits) {
        HashValue128 hash = Hashing.xxh3_128(1).hashCharsTo128Bits(element);
        for (long index = 0; index < HASHES; index++) {
            long mixed = hash.getMostSignificantBits() + index * (hash.getLeastSignificantBits() | 1);
            bits.set((int) Long.remainderUnsigned(mixed, BITS));
        }
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
