// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files, lines, counts and exit codes. */
final class ConformanceRunnerTest {

    private static final String GOOD = "{'id':'good','type':'GCOUNTER','replicas':['A'],'steps':[{'expect':{'A':0}}]}";
    private static final String BAD = "{'id':'bad','type':'GCOUNTER','replicas':['A'],'steps':[{'expect':{'A':1}}]}";
    private static final String UNKNOWN = "{'id':'unknown','type':'TREE','replicas':['A'],'steps':[{'plant':1}]}";

    private static final TypeRegistry ONLY_STATE_BASED = TypeRegistry.empty()
            .with("GCOUNTER", TypeRegistry.builtin().adapter("GCOUNTER").orElseThrow());

    @TempDir
    private Path directory;

    private final List<String> lines = new ArrayList<>();

    private void file(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content.replace('\'', '"'));
    }

    private static String format(String... cases) {
        return "{'format':'crdt-conformance/1','cases':[" + String.join(",", cases) + "]}";
    }

    private ConformanceRunner.Summary run(TypeRegistry types) throws MalformedFileException {
        return new ConformanceRunner(types).run(directory, lines::add);
    }

    @Test
    void lines_tellEachCaseAndTheCount() throws Exception {
        file("b.json", format(UNKNOWN));
        file("a.json", format(GOOD, BAD));
        file("a.txt", "not looked at");

        ConformanceRunner.Summary summary = run(ONLY_STATE_BASED);

        assertEquals(
                List.of(
                        "ok good",
                        "FAIL bad: step 1: expected A to be 1, found 0",
                        "skip unknown: unknown type TREE",
                        "1 passed, 1 failed, 1 skipped"),
                lines);
        assertEquals(1, summary.exitCode());
    }

    @Test
    void passedAndSkippedCases_areNoFailure() throws Exception {
        file("a.json", format(GOOD, UNKNOWN));

        assertEquals(0, run(ONLY_STATE_BASED).exitCode());
    }

    @Test
    void operationBasedFlavour_getsAFurtherLine() throws Exception {
        file("a.json", format(GOOD, BAD));
        TypeRegistry types = ONLY_STATE_BASED.withOperationBased("GCOUNTER", Fakes.showing(() -> BigInteger.ONE));

        ConformanceRunner.Summary summary = run(types);

        assertEquals(
                List.of(
                        "ok good",
                        "FAIL good (op): step 1: expected A to be 0, found 1",
                        "FAIL bad: step 1: expected A to be 1, found 0",
                        "ok bad (op)",
                        "0 passed, 2 failed, 0 skipped"),
                lines);
        assertEquals(1, summary.exitCode());
    }

    @Test
    void operationBasedFlavour_isLeftOut_whenOperationsComeBeforeTheirCauses() throws Exception {
        String steps = "{'replica':'A','op':'add','args':['x']},{'replica':'A','op':'add','args':['y'],'label':'y'},"
                + "{'deliver':{'label':'y','to':'B'}},{'expect':{'B':['y']}}";
        String reordered = "{'id':'reordered','type':'ORSET_AW','replicas':['A','B'],'steps':[" + steps + "]}";
        String tagged = "{'id':'tagged','type':'ORSET_AW','replicas':['A','B'],'tags':['non-causal'],'steps':[" + steps
                + ",{'merge':{'from':'A','to':'B'}},{'expect':{'B':['x','y']}}]}";
        file("a.json", format(reordered, tagged));

        run(TypeRegistry.builtin());

        assertEquals(List.of("ok reordered", "ok tagged", "ok tagged (op)", "2 passed, 0 failed, 0 skipped"), lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{'format':'crdt-conformance/2','cases':[]}",
                "{'cases':[]}",
                "{'format':'crdt-conformance/1'}",
                "{'format':'crdt-conformance/1','cases':{}}",
                "{'format':'crdt-conformance/1','cases':[]} more",
                "{'format':'crdt-conformance/1','cases':[],'cases':[]}",
                "{'format':'crdt-conformance/1','cases':['x']}",
                "{'format':'crdt-conformance/1','cases':[{'type':'GCOUNTER','replicas':['A'],'steps':[]}]}",
                "{'format':'crdt-conformance/1','cases':[{'id':'x','replicas':['A'],'steps':[]}]}",
                "{'format':'crdt-conformance/1','cases':[{'id':'x','type':'GCOUNTER','steps':[]}]}",
                "{'format':'crdt-conformance/1','cases':[{'id':'x','type':'GCOUNTER','replicas':['A','A'],'steps':[]}]}",
                "{'format':'crdt-conformance/1','cases':[{'id':'x','type':'GCOUNTER','replicas':['A']}]}",
                "{'format':'crdt-conformance/1','cases':[{'id':'x','type':'GCOUNTER','replicas':['A'],'steps':[1]}]}",
            })
    void malformedFile_isReported_andTheOthersAreRun(String content) throws Exception {
        file("a.json", content);
        file("b.json", format(GOOD));

        ConformanceRunner.Summary summary = run(ONLY_STATE_BASED);

        assertEquals(2, summary.exitCode());
        assertEquals(List.of("ok good", "1 passed, 0 failed, 0 skipped"), lines);
        assertEquals(1, summary.malformed().size());
        assertTrue(summary.malformed().get(0).contains("a.json"), summary.malformed()::toString);
    }

    @Test
    void deeplyNestedFile_isMalformed() throws Exception {
        file("a.json", "[".repeat(1_000_000));

        assertEquals(2, run(ONLY_STATE_BASED).exitCode());
    }

    @Test
    void directory_mustBeThere_withFiles() {
        ConformanceRunner runner = new ConformanceRunner(ONLY_STATE_BASED);

        assertThrows(MalformedFileException.class, () -> runner.run(directory, lines::add));
        assertThrows(MalformedFileException.class, () -> runner.run(directory.resolve("nowhere"), lines::add));
        assertEquals(List.of(), lines);
    }

    @Test
    void sameCaseTwice_countsTwice() throws Exception {
        file("a.json", format(GOOD, GOOD));

        assertEquals(2, run(ONLY_STATE_BASED).passed());
    }
}
