// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/** The laws of {@link DistinctCount}: what one plain UltraLogLog says that was given all visible elements, or their number if there are few. */
public final class DistinctCountLawsTest {

    private static final int PRECISION = 4;
    private static final int EXACT = 32;

    /** Which elements are added. */
    public record Op(List<Long> added) {}

    public static Subject<DistinctCount, Marks, ValueChange<Long>, Op> subject() {
        return Subject.of(
                        DistinctCount.type(PRECISION),
                        (random, count) -> new Op(Stream.generate(() -> random.nextLong(200))
                                .limit(random.nextInt(8))
                                .toList()),
                        (count, op) -> op.added.size() == 1
                                ? count.add(op.added.get(0))
                                : count.inOneDelta(() -> op.added.forEach(element -> count.add(element))),
                        DistinctCountLawsTest::estimate)
                .reporting(DistinctCountLawsTest::reported);
    }

    private static Object estimate(History<Op> history) {
        Set<Long> elements =
                history.operations().flatMap(op -> op.added.stream()).collect(Collectors.toSet());
        if (elements.size() <= EXACT) {
            return (long) elements.size();
        }
        UltraLogLog sketch = UltraLogLog.create(PRECISION);
        elements.forEach(element -> sketch.add(hash(element)));
        return Math.round(sketch.getDistinctCountEstimate());
    }

    private static long hash(long element) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(element).array();
        return Hashing.xxh3_128(2).hashBytesTo128Bits(bytes).getLeastSignificantBits();
    }

    static Object reported(Object before, ValueChange<Long> change) {
        if (!change.before().equals(before) || change.before().equals(change.after())) {
            throw new IllegalStateException(change + " does not fit " + before);
        }
        return change.after();
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
