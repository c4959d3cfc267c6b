// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.crdt4j.benchmarks.report.Figure.Unit;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportTest {

    static final String RAW = """
            [
              {"benchmark": "org.crdt4j.benchmarks.workload.W4SetJoin.join", "vmName": "VM", "vmVersion": "17",
               "jvm": "/somewhere/java", "params": {"contender": "OURS", "size": "100000"}, "forks": 1, "warmupIterations": 2,
               "warmupTime": "1 s", "measurementIterations": 3, "measurementTime": "1 s",
               "primaryMetric": {"score": 99.0, "scoreUnit": "us/op", "rawData": [[24.0, 19.5], [20.0]]},
               "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 1234.4}}},
              {"benchmark": "org.crdt4j.benchmarks.workload.W4SetJoin.join", "vmName": "VM", "vmVersion": "17",
               "params": {"contender": "FLOOR", "size": "100000"},
               "primaryMetric": {"score": 99.0, "scoreUnit": "ns/op", "rawData": [[9000.0, 11000.0]]}, "secondaryMetrics": {}},
              {"benchmark": "org.crdt4j.benchmarks.workload.W4SetJoin.join", "vmName": "VM", "vmVersion": "17",
               "params": {"contender": "PEKKO", "size": "100000"},
               "primaryMetric": {"score": 99.0, "scoreUnit": "ns/op", "rawData": [[300000.0]]}, "secondaryMetrics": {}},
              {"benchmark": "org.crdt4j.benchmarks.workload.W4SetJoin.join", "vmName": "VM", "vmVersion": "17",
               "params": {"contender": "ATOMIX", "size": "100000"},
               "primaryMetric": {"score": 99.0, "scoreUnit": "ns/op", "rawData": [[16000.0]]}, "secondaryMetrics": {}},
              {"benchmark": "org.crdt4j.benchmarks.workload.W1CounterIncrement.increment", "vmName": "VM",
               "vmVersion": "17", "params": {"contender": "FLOOR"},
               "primaryMetric": {"score": 99.0, "scoreUnit": "ns/op", "rawData": [[1.24, 1.25, 1.26]]},
               "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 15.7}}},
              {"measure": "W4SetJoin.join", "size": 100000, "contender": "OURS", "allocated": 77},
              {"measure": "wire-bytes", "size": 10000, "contender": "OURS", "bytes": 389000}
            ]
            """;

    static Run run(String raw) {
        return new Run(
                Section.Kind.WORKLOADS,
                "quick",
                "",
                "abc1234",
                "2026-01-02T03:04Z",
                "2 shared cores & more",
                "17.0.15",
                List.of(),
                results(raw));
    }

    private static Results results(String raw) {
        return new Results(array(raw));
    }

    private static JsonArray array(String text) {
        return JsonParser.parseString(text).getAsJsonArray();
    }

    private static List<String> page(String raw) {
        return RunPages.files(run(raw)).get("2026-01-02-abc1234.md").lines().toList();
    }

    @Test
    void results_takeTheMedianOfAllIterations_andReadParametersAndAllocation() {
        List<Figure> figures = results(RAW).figures();
        assertEquals(
                new Figure(Measure.SET_JOIN, 100_000, "OURS", 20_000, 19_500, 24_000, Unit.NANOSECONDS, 77),
                figures.get(0));
        assertEquals(10_000, figures.get(1).value());
        assertEquals(15.7, figures.get(4).allocated());
        assertEquals(0, figures.get(4).size());
    }

    @Test
    void results_readExactSizesAndCounts() {
        JsonArray written = new JsonArray();
        written.add(Results.entry(Measure.SET_HEAP, 7, "FLOOR", 11));
        written.add(Results.count(Measure.DELIVERY_WAITING, 7, "RANDOM", 6));
        assertEquals(
                List.of(
                        new Figure(Measure.SET_HEAP, 7, "FLOOR", 11, 11, 11, Unit.BYTES, Double.NaN),
                        new Figure(Measure.DELIVERY_WAITING, 7, "RANDOM", 6, 6, 6, Unit.COUNT, Double.NaN)),
                new Results(written).figures());
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
    void page_hasOneRowAMeasureAndSize_withTargetAndNearestPeer() {
        List<String> lines = page(RAW);
        assertTrue(lines.contains("|  | work | N | ours | floor | ours / floor | target | best peer | peer / ours |"));
        assertTrue(
                lines.contains("| W4 | set: join of full states | 100,000 | 20.0 us (19.5-24.0) | 10.0 us (9.00-11.0) |"
                        + " 2.00x | **0.50x missed** | Atomix | **0.80x** |"),
                () -> String.join("\n", lines));
        assertTrue(lines.contains("| W1 | counter: one increment |  |  | 1.25 ns (1.24-1.26) |  |  |  |  |"));
        assertTrue(lines.contains("| W7 | set: bytes | 10,000 | 389,000 B |  |  | 390,000 B reached |  |  |"));
    }

    @Test
    void page_hasAllPeersAsMultiplesOfOurs() {
        assertTrue(page(RAW).contains("| W4 | set: join of full states | 100,000 | 15.0x | **0.80x** |"));
    }

    @Test
    void page_showsAllocation() {
        List<String> lines = page(RAW);
        assertTrue(lines.contains("| W1 | counter: one increment |  |  | 16 |  |  |"));
        assertTrue(lines.contains("| W4 | set: join of full states | 100,000 | 77 |  |  |  |"));
    }

    @Test
    void behind_namesMissedTargetsAndPeersThatTakeLess_andNothingElse() {
        assertEquals(
                List.of(
                        "W4 set: join of full states, N = 100,000: target missed, 2.00x of the floor where at most 0.50x"
                                + " was to be reached; 1.25x of Atomix"),
                RunPages.behind(run(RAW)));
        assertEquals(
                List.of(
                        "W7 set: bytes, N = 10,000: target missed, 390,001 B where at most 390,000 B was to be reached"),
                RunPages.behind(run("[" + Results.entry(Measure.WIRE_BYTES, 10_000, "OURS", 390_001) + "]")));
        assertEquals(
                List.of(),
                RunPages.behind(run("[" + Results.entry(Measure.WIRE_BYTES, 10_000, "OURS", 390_000) + "]")));
    }

    @Test
    void behind_knowsThatATargetMayHoldForLargeSizesOnly() {
        assertEquals(
                List.of("W4 set: join of full states, N = 1,000: 1.25x of Atomix"),
                RunPages.behind(run(RAW.replace("100000\"", "1000\""))));
    }

    @Test
    void behind_comparesShuffledDeliveryWithThatInOrder() {
        String raw = """
                [{"benchmark": "a.W9Delivery.deliver", "vmName": "VM", "vmVersion": "17",
                  "params": {"order": "IN_ORDER", "size": "1000"},
                  "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[1000.0]]}},
                 {"benchmark": "a.W9Delivery.deliver", "vmName": "VM", "vmVersion": "17",
                  "params": {"order": "RANDOM", "size": "1000"},
                  "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[%s]]}}]
                """;
        assertEquals(List.of(), RunPages.behind(run(raw.formatted("3000.0"))));
        assertEquals(1, RunPages.behind(run(raw.formatted("3010.0"))).size());
        assertTrue(page(raw.formatted("2500.0")).contains("| shuffled | 2.50 ns | 400,000,000 | 2.50x |  |  |"));
    }

    @Test
    void chart_isWellFormed_andPlacesMarksByTheLogarithmOfTheirRatio() throws Exception {
        Document document = xml(RunPages.files(run(RAW)).get("2026-01-02-abc1234.svg"));
        double floor = hinted(document, "W4 set: join of full states, N = 100,000, floor");
        double ours = hinted(document, "W4 set: join of full states, N = 100,000, ours");
        double pekko = hinted(document, "W4 set: join of full states, N = 100,000, Pekko");
        double decade = (pekko - floor) / Math.log10(30);
        assertEquals(Math.log10(2), (ours - floor) / decade, 0.01);
    }

    @Test
    void curves_haveAPictureASection_andPlacePointsByTheLogarithmOfTheirSize() throws Exception {
        StringBuilder raw = new StringBuilder("[");
        for (int size : new int[] {1_000, 10_000, 1_000_000}) {
            raw.append(raw.length() > 1 ? "," : "").append(Results.entry(Measure.HEAP_SET, size, "OURS", 40L * size));
        }
        Run curves = new Run(
                Section.Kind.CURVES,
                "full",
                "",
                "abc1234",
                "2026-01-02T03:04Z",
                "",
                "25.0.1",
                List.of(),
                results(raw + "]"));
        assertEquals("2026-01-02-abc1234-curves-jdk25", curves.name());
        Document document = xml(RunPages.files(curves).get("2026-01-02-abc1234-curves-jdk25-heap.svg"));
        double first = hinted(document, "set of N, beyond the elements, 1,000, ours");
        double second = hinted(document, "set of N, beyond the elements, 10,000, ours");
        double third = hinted(document, "set of N, beyond the elements, 1,000,000, ours");
        assertEquals(2, (third - second) / (second - first), 0.01);
    }

    private static Document xml(String svg) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertEquals("svg", document.getDocumentElement().getTagName());
        return document;
    }

    private static double hinted(Document document, String hint) {
        NodeList titles = document.getElementsByTagName("title");
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < titles.getLength(); i++) {
            seen.add(titles.item(i).getTextContent());
            if (titles.item(i).getTextContent().startsWith(hint + ":")) {
                return Double.parseDouble(((Element) titles.item(i).getParentNode()).getAttribute("data-x"));
            }
        }
        throw new AssertionError("no mark for " + hint + " among " + seen);
    }

    @Test
    void json_readsBack_withoutPathsOfTheMachine() {
        Run run = run(RAW);
        String json = RunPages.files(run).get("2026-01-02-abc1234.json");
        Run again = Run.parse(json);
        assertEquals(json, again.json());
        assertEquals(run.results().figures(), again.results().figures());
        assertEquals(run.origin(), again.origin());
        assertFalse(json.contains("somewhere"), "no path of the machine");
    }

    @Test
    void json_ofSomethingElse_isRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> Run.parse("{\"failed\": []}"))
                .getMessage();
        assertEquals("not the file of a run: no kind", message);
    }
}
