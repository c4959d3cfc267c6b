// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.crdt4j.benchmarks.subject.Elements;
import org.crdt4j.benchmarks.subject.WireSubject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every contender of W7 reads back what it wrote. */
class WireFormatTest {

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void decode_readsWhatEncodeWrote(WireFormat format) {
        String[] elements = Elements.base(100);
        try (WireSubject wire = format.wire(elements)) {
            Object decoded = wire.decode(wire.encode());
            assertEquals(elements.length, wire.size(decoded));
            for (String element : elements) {
                assertTrue(wire.contains(decoded, element), element);
            }
        }
    }
}
