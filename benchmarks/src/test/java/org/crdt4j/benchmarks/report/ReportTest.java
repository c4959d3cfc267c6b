// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.crdt4j.benchmarks.report.Figure.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportTest {

    private static final String RAW = """
            [
              {"benchmark": "org.crdt4j.benchmarks.workload.W4SetJoin.join", "vmName": "VM", "vmVersion": "17",
               "jvm": "/somewhere/java", "params": {"contender": "OURS", "size": "1000"},
               "primaryMetric": {"score": 99.0, "scoreUnit": "us/op", "rawData": [[24.0, 19.5], [20.0]]},
               "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 1234.4}}},
              {"benchmark": "org.crdt4j.benchmarks.workload.W4SetJoin.join", "vmName": "VM", "vmVersion": "17",
               "params": {"contender": "FLOOR", "size": "1000"},
               "primaryMetric": {"score": 99.0, "scoreUnit": "ns/op", "rawData": [[9000.0, 11000.0]]}, "secondaryMetrics": {}},
              {"benchmark": "org.crdt4j.benchmarks.workload.W4SetJoin.join", "vmName": "VM", "vmVersion": "17",
               "params": {"contender": "PEKKO", "size": "1000"},
               "primaryMetric": {"score": 99.0, "scoreUnit": "ns/op", "rawData": [[300000.0]]}, "secondaryMetrics": {}},
              {"benchmark": "org.crdt4j.benchmarks.workload.W1CounterIncrement.increment", "vmName": "VM",
               "vmVersion": "17", "params": {"contender": "FLOOR"},
               "primaryMetric": {"score": 99.0, "scoreUnit": "ns/op", "rawData": [[1.24, 1.25, 1.26]]},
               "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 15.7}}},
              {"measure": "wire-bytes", "size": 10000, "contender": "OURS", "bytes": 390000}
            ]
            """;

    private static Results results() {
        return new Results(array(RAW));
    }

    private static JsonArray array(String text) {
        return JsonParser.parseString(text).getAsJsonArray();
    }

    private static Report report() {
        return new Report("abc1234", "2026-01-02", "2 shared cores & more", results());
    }

    @Test
    void results_takeTheMedianOfAllIterations_andReadParametersAndAllocation() {
        Figure ours = results().figures().get(0);
        assertEquals(
                new Figure(Measure.SET_JOIN, 1_000, "OURS", 20_000, 19_500, 24_000, Unit.NANOSECONDS, Double.NaN),
                ours);
        assertEquals(10_000, results().figures().get(1).value());
        assertEquals(15.7, results().figures().get(3).allocated());
        assertEquals(0, results().figures().get(3).size());
    }

    @Test
    void results_readExactSizes() {
        assertEquals(
                Figure.bytes(Measure.WIRE_BYTES, 10_000, "OURS", 390_000),
                results().figures().get(4));
        JsonArray written = new JsonArray();
        written.add(Results.entry(Measure.SET_HEAP, 7, "FLOOR", 11));
        assertEquals(List.of(Figure.bytes(Measure.SET_HEAP, 7, "FLOOR", 11)), new Results(written).figures());
    }

    @Test
    void results_refuseABenchmarkWithoutARow() {
        JsonArray unknown = array(RAW.replace("W4SetJoin.join", "W4SetJoin.other"));
        String message = assertThrows(IllegalArgumentException.class, () -> new Results(unknown))
                .getMessage();
        assertTrue(message.contains("W4SetJoin.other"), message);
    }

    @Test
    void results_refuseAThroughput() {
        JsonArray throughput = array(RAW.replace("us/op", "ops/s"));
        assertThrows(IllegalArgumentException.class, () -> new Results(throughput));
    }

    @Test
    void markdown_hasOneRowAMeasureAndSize_withRatios() {
        List<String> lines = report().markdown().lines().toList();
        assertTrue(lines.contains("|  | work | N | ours | floor | Pekko | ours / floor | Pekko / ours |"));
        assertTrue(
                lines.contains(
                        "| W4 | set: join of full states | 1,000 | 20.0 us (19.5-24.0) | 10.0 us (9.00-11.0) | 300 us | 2.00x | 15.0x |"));
        assertTrue(lines.contains("| W1 | counter: one increment |  |  | 1.25 ns (1.24-1.26) |  |  |  |"));
        assertTrue(lines.contains("| W7 | set: bytes | 10,000 | 390,000 B |  |  |  |  |"));
    }

    @Test
    void markdown_showsAllocation_butNotWhereACopyCountsToo() {
        List<String> lines = report().markdown().lines().toList();
        assertTrue(lines.contains("| W1 | counter: one increment |  |  | 16 |  |"));
        assertEquals(1, lines.stream().filter(line -> line.startsWith("| W4 |")).count());
    }

    @Test
    void markdown_ordersRowsByWorkload() {
        String text = report().markdown();
        assertTrue(text.indexOf("| W1 |") < text.indexOf("| W4 |"));
        assertTrue(text.indexOf("| W4 |") < text.indexOf("| W7 |"));
    }

    @Test
    void markdown_saysWhereOursIsBehind_andOnlyThere() {
        String text = report().markdown();
        assertTrue(text.contains("- W4 set: join of full states, N = 1,000: 2.00x of floor"), text);
        assertFalse(text.contains("of Pekko"), text);
    }

    @Test
    void svg_isWellFormed_andPlacesMarksByTheLogarithmOfTheirRatio() throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(report().svg().getBytes(StandardCharsets.UTF_8)));
        assertEquals("svg", document.getDocumentElement().getTagName());
        double floor = hinted(document, "W4 set: join of full states, N = 1,000, floor", "x");
        double ours = hinted(document, "W4 set: join of full states, N = 1,000, ours", "cx");
        double pekko = hinted(document, "W4 set: join of full states, N = 1,000, Pekko", "x");
        // Squares name their left edge: 4.5 left of the middle.
        double decade = (pekko - floor) / Math.log10(30);
        assertEquals(Math.log10(2), (ours - 4.5 - floor) / decade, 0.01);
    }

    private static double hinted(Document document, String hint, String coordinate) {
        NodeList titles = document.getElementsByTagName("title");
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < titles.getLength(); i++) {
            seen.add(titles.item(i).getTextContent());
            if (titles.item(i).getTextContent().startsWith(hint + ":")) {
                return Double.parseDouble(((Element) titles.item(i).getParentNode()).getAttribute(coordinate));
            }
        }
        throw new AssertionError("no mark for " + hint + " among " + seen);
    }

    @Test
    void write_leavesThreeFiles_andTheJsonReadsBack(@TempDir Path folder) throws IOException {
        Path base = folder.resolve("results").resolve("2026-01-02-abc1234");
        report().write(base);
        assertTrue(Files.readString(Path.of(base + ".md")).contains("abc1234"));
        assertTrue(Files.readString(Path.of(base + ".svg")).startsWith("<svg"));
        JsonObject run = JsonParser.parseString(Files.readString(Path.of(base + ".json")))
                .getAsJsonObject();
        assertEquals("abc1234", run.get("commit").getAsString());
        assertFalse(run.toString().contains("somewhere"), "no path of the machine");
        assertEquals(results().figures(), new Results(run.getAsJsonArray("results")).figures());
    }
}
