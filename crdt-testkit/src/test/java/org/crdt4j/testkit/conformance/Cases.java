// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;

/** Cases written in tests, with single quotes in place of double ones. */
final class Cases {

    private Cases() {}

    static ConformanceCase given(String type, String... steps) {
        return with(type, "", steps);
    }

    /** With more fields of the case, each followed by a comma. */
    static ConformanceCase with(String type, String fields, String... steps) {
        String json = "{'format':'crdt-conformance/1','cases':[{'id':'x','type':'" + type
                + "','replicas':['A','B','C']," + fields + "'steps':[" + String.join(",", steps) + "]}]}";
        try {
            return CaseFile.parse("test", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                    .get(0);
        } catch (MalformedFileException e) {
            throw new AssertionError(e);
        }
    }

    static void assertPasses(ConformanceCase given) {
        assertPasses(given, TypeRegistry.builtin().adapter(given.type()).orElseThrow());
    }

    static void assertPasses(ConformanceCase given, TypeAdapter<?> adapter) {
        assertInstanceOf(
                Outcome.Passed.class,
                given.run(adapter),
                () -> given.run(adapter).line(given.toString()));
    }

    static void assertFails(String reason, ConformanceCase given) {
        assertFails(reason, given, TypeRegistry.builtin().adapter(given.type()).orElseThrow());
    }

    static void assertFails(String reason, ConformanceCase given, TypeAdapter<?> adapter) {
        Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, given.run(adapter), given::toString);
        assertTrue(failed.reason().contains(reason), failed::reason);
    }
}
