// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.crdt4j.benchmarks.report.Measure;
import org.junit.jupiter.api.Test;

/** What may be typed, and what is said about the rest. */
class RequestTest {

    private static Request parse(String... typed) throws BenchException {
        return Request.parse(List.of(typed));
    }

    private static String complaint(String... typed) {
        BenchException complaint = assertThrows(BenchException.class, () -> parse(typed));
        assertEquals(BenchCommand.EXIT_USAGE, complaint.exitCode());
        return String.valueOf(complaint.getMessage());
    }

    @Test
    void nothing_isTheWholeTable() throws BenchException {
        Request request = parse();
        assertEquals(Request.Task.WORKLOADS, request.task());
        assertEquals(Request.Mode.FULL, request.mode());
        assertTrue(request.wants(Measure.SET_ADD));
        assertFalse(request.wants(Measure.ELEMENTS_ADD));
    }

    @Test
    void options_comeInAnyOrder_withAndWithoutEquals() throws BenchException {
        Request request = parse("--out=here", "--quick", "--only", "w3", "--machine", "a box");
        assertEquals(Request.Mode.QUICK, request.mode());
        assertEquals(Optional.of(Path.of("here")), request.out());
        assertEquals(Optional.of("a box"), request.machine());
        assertTrue(request.wants(Measure.SET_BUILD));
        assertFalse(request.wants(Measure.SET_ADD), "W3m is another one");
    }

    @Test
    void only_takesSectionsToo() throws BenchException {
        Request request = parse("--curves", "--only", "Replicas");
        assertTrue(request.wants(Measure.REPLICAS_ENCODE));
        assertFalse(request.wants(Measure.VALUES_PUT));
    }

    @Test
    void wrongUsage_isSaidInOneLine() {
        assertEquals("unknown option --fast; see crdt bench --help", complaint("--fast"));
        assertEquals("--only needs a value", complaint("--only"));
        assertEquals("--out was given twice", complaint("--out", "a", "--out", "b"));
        assertTrue(complaint("--quick", "--smoke").startsWith("--smoke does not go together"));
        assertTrue(complaint("--curves", "--worst").startsWith("--worst does not go together"));
        assertTrue(complaint("--only", "W33").contains("there is no W33; there are "));
        assertTrue(complaint("--curves", "--only", "W3").contains("elements"));
        assertTrue(complaint("--jdk", "nowhere").contains("no bin/java in nowhere"));
        assertEquals("--check has a length of its own", complaint("--check", "--quick"));
    }
}
