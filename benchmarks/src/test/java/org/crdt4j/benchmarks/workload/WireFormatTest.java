// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.crdt4j.benchmarks.report.Measure;
import org.crdt4j.benchmarks.subject.Elements;
import org.crdt4j.benchmarks.subject.WireSubject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every contender of W7 reads back what it wrote. */
class WireFormatTest {

    private static final int SIZE = 100;

    static List<WireFormat> formats() {
        return Arrays.stream(WireFormat.values())
                .filter(format -> format.takesPart(Measure.WIRE_DECODE, SIZE))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void decode_readsWhatEncodeWrote(WireFormat format) {
        String[] elements = Elements.base(SIZE);
        try (WireSubject wire = format.wire(elements)) {
            Object decoded = wire.decode(wire.encode());
            assertEquals(elements.length, wire.size(decoded));
            for (String element : elements) {
                assertTrue(wire.contains(decoded, element), element);
            }
        }
    }
}
