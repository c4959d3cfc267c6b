// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.set.AddWinsSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The public cases, and some of our own for what the public ones leave out, on the types of this project. */
final class ConformanceCasesTest {

    private static final Set<String> TYPES_TO_COME = Set.of("TEXT");

    private static final Set<String> IN_TWO_FLAVOURS = Set.of(
            "GCOUNTER",
            "PNCOUNTER",
            "GSET",
            "TWOPSET",
            "ORSET_AW",
            "ORSET_RW",
            "EW_FLAG",
            "DW_FLAG",
            "LWW_REGISTER",
            "LWW_REGISTER_HLC",
            "MV_REGISTER",
            "LWW_MAP",
            "CAUSAL_FEED");

    /* such a case expects a value at once, where operations wait for what they depend on */
    private static final Set<String> DELIVERED_BEFORE_THEIR_CAUSES = Set.of("gset-deltas");

    @TestFactory
    Stream<DynamicTest> casesOfKnownTypes_pass() {
        ConformanceRunner runner = new ConformanceRunner(TypeRegistry.builtin());
        return Stream.of("conformance", "conformance-more")
                .flatMap(directory -> cases(directory).stream())
                .filter(given -> !TYPES_TO_COME.contains(given.type()))
                .map(given -> dynamicTest(
                        given.id(),
                        () -> assertEquals(
                                new Outcome.Passed(),
                                runner.run(given, line -> {}),
                                () -> given.id() + ": " + given.steps())));
    }

    @Test
    void onlyTypesToCome_areSkipped() throws MalformedFileException {
        List<String> lines = new ArrayList<>();
        ConformanceRunner.Summary summary =
                new ConformanceRunner(TypeRegistry.builtin()).run(directory("conformance"), lines::add);

        assertEquals(0, summary.exitCode());
        assertEquals(110, summary.passed() + summary.skipped());
        Set<String> reasons = new HashSet<>();
        lines.stream()
                .filter(line -> line.startsWith("skip "))
                .forEach(line -> reasons.add(line.substring(line.indexOf(": ") + 2)));
        Set<String> expected = new HashSet<>();
        TYPES_TO_COME.forEach(type -> expected.add("unknown type " + type));
        assertEquals(expected, reasons);
    }

    @Test
    void operationBasedFlavours_runAllCasesOfTheirTypes() throws MalformedFileException {
        List<String> lines = new ArrayList<>();
        new ConformanceRunner(TypeRegistry.builtin()).run(directory("conformance"), lines::add);

        Set<String> twice = new HashSet<>();
        cases("conformance").stream()
                .filter(given -> IN_TWO_FLAVOURS.contains(given.type()))
                .filter(given -> !DELIVERED_BEFORE_THEIR_CAUSES.contains(given.id()))
                .forEach(given -> twice.add("ok " + given.id() + " (op)"));
        assertEquals(53, twice.size());
        assertEquals(
                twice, lines.stream().filter(line -> line.endsWith(" (op)")).collect(Collectors.toSet()));
    }

    @Test
    void setThatNeverRemoves_fails() {
        TypeAdapter<?> broken =
                set().on("rm", (set, operation) -> AddWinsSet.<Object>type().bottom());

        assertEquals(
                Set.of("aw-remove-many", "aw-delta-old-remove"),
                failing(broken, "aw-remove-many", "aw-delta-old-remove"));
    }

    @Test
    void setWhoseRemoveClears_fails() {
        TypeAdapter<?> broken = set().on("rm", (set, operation) -> set.clear());

        assertEquals(Set.of("aw-remove-many"), failing(broken, "aw-remove-many", "aw-add"));
    }

    @Test
    void setWithWrongDeltas_fails() {
        TypeAdapter<?> broken = set().on("add", (set, operation) -> {
            set.add(operation.value(0));
            return AddWinsSet.<Object>type().bottom();
        });

        assertEquals(Set.of("aw-delta-concurrent-add"), failing(broken, "aw-delta-concurrent-add", "aw-merge-overlap"));
    }

    private static StateAdapter<AddWinsSet<Object>, Causal<DotMap<Object, DotSet>>, SetChange<Object>> set() {
        return StateAdapter.of(AddWinsSet.<Object>type())
                .on("add", (set, operation) -> set.add(operation.value(0)))
                .on("rm", (set, operation) -> set.remove(operation.value(0)));
    }

    private static Set<String> failing(TypeAdapter<?> adapter, String... ids) {
        Set<String> wanted = Set.of(ids);
        Set<String> failing = new HashSet<>();
        int found = 0;
        for (ConformanceCase given : cases("conformance")) {
            if (wanted.contains(given.id())) {
                found++;
                if (given.run(adapter) instanceof Outcome.Failed) {
                    failing.add(given.id());
                }
            }
        }
        assertEquals(wanted.size(), found);
        return failing;
    }

    private static List<ConformanceCase> cases(String directory) {
        List<ConformanceCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory(directory))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                cases.addAll(CaseFile.read(file));
            }
        } catch (IOException | MalformedFileException e) {
            throw new AssertionError(e);
        }
        return cases;
    }

    private static Path directory(String name) {
        URL url = Objects.requireNonNull(ConformanceCasesTest.class.getResource("/" + name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
