// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.HashMap;
import java.util.List;
import org.crdt4j.benchmarks.subject.MessageWire;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The small and the great messages of W7 come back as they were. */
class MessageFormatTest {

    @ParameterizedTest
    @EnumSource
    void decode_readsWhatEncodeWrote(MessageFormat format) {
        HashMap<String, Object> entries = new HashMap<>();
        entries.put("a", "x".repeat(1_000));
        entries.put("b", "y".repeat(1_000));
        for (MessageWire wire :
                List.of(format.add("a"), format.increment(), format.put("a", "b"), format.map(entries))) {
            Object[] expected = {wire.content()};
            assertArrayEquals(expected, new Object[] {wire.decode(wire.encode())});
        }
    }
}
