// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crdt4j.crdt.OpType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation-based type has its laws, its golden bytes and its row in docs/types.md, which says which types have two flavours. */
class OperationCatalogueTest {

    private static final Path TESTS = Path.of("src", "test", "java", "org", "crdt4j");
    private static final Path PAGE = Path.of("..", "docs", "types.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(\\w+)` \\| `[^|]+` \\| [^|]+ \\| (state|operation|state, operation) \\| .*");

    static Stream<OpType<?, ?, ?>> types() {
        return BuiltinTypes.operationBased().stream();
    }

    private static String className(OpType<?, ?, ?> type) {
        return type.create().getClass().getSimpleName();
    }

    private static List<Path> tests(Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(Files::isRegularFile).filter(wanted).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void hasLaws(OpType<?, ?, ?> type) throws IOException {
        List<Path> found = tests(path -> path.endsWith(className(type) + "LawsTest.java"));
        assertEquals(1, found.size(), () -> type.name() + " needs its laws, found " + found);
        String source = Files.readString(found.get(0));
        boolean hasTwoFlavours = className(type).startsWith("Op");
        assertTrue(
                !hasTwoFlavours || source.contains("OperationLaws.of("),
                () -> type.name() + " needs the laws of operations");
    }

    @ParameterizedTest
    @MethodSource("types")
    void hasGoldenBytes(OpType<?, ?, ?> type) throws IOException {
        String method = className(type).substring(0, 1).toLowerCase(Locale.ROOT)
                + className(type).substring(1);
        String source = Files.readString(TESTS.resolve("codec").resolve("OperationBytesTest.java"));
        assertTrue(
                source.contains("void " + method + "()"),
                () -> type.name() + " needs golden bytes: OperationBytesTest." + method);
    }

    @ParameterizedTest
    @MethodSource("types")
    void isDamagedInTests(OpType<?, ?, ?> type) throws IOException {
        String source = Files.readString(TESTS.resolve("codec").resolve("OperationCase.java"));
        assertTrue(
                source.contains("new OperationCase<>(" + className(type) + ".")
                        || source.matches("(?s).*new OperationCase<>\\(\\s+" + className(type) + "\\..*"),
                () -> type.name() + " needs its operations in OperationCase.all()");
    }

    private static Set<String> rows(Predicate<String> flavour) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .filter(row -> flavour.test(row.group(2)))
                .map(row -> row.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void eachHasItsRowInTheDocumentation() throws IOException {
        assertEquals(
                types().map(OperationCatalogueTest::className).collect(Collectors.toSet()), rows("operation"::equals));
    }

    @Test
    void typesOfTwoFlavours_haveBoth() throws IOException {
        Set<String> known = types().map(OperationCatalogueTest::className).collect(Collectors.toSet());
        Set<String> inTwo = rows("state, operation"::equals);
        assertTrue(inTwo.size() > 10, inTwo::toString);
        assertEquals(
                inTwo.stream().map(name -> "Op" + name).collect(Collectors.toSet()),
                known.stream().filter(name -> name.startsWith("Op")).collect(Collectors.toSet()));
    }
}
