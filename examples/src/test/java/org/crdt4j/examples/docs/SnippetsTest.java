// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every Java block on a page is a snippet that is compiled and run, or a sketch that is listed here. */
final class SnippetsTest {

    private static final Path SOURCES = Path.of("src/test/java/org/crdt4j/examples/snippets");
    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    private static final String JAVADOC = "crdt-testkit/src/main/java/org/crdt4j/testkit/package-info.java";

    /* contracts in outline, which no compiler could take as they stand there */
    private static final Set<String> SKETCHES = Set.of(
            "docs/ARCHITECTURE.md: interface Delta<D extends Delta<D>> { D join(D other); boolean isBottom(); }");

    private static final List<String> SOURCE = List.of(
            "    void one() {",
            "        // snippet: one",
            "        int a = 1;",
            "        if (a > 0) {",
            "            a--;",
            "        }",
            "        // end",
            "    }");
    private static final List<String> PAGE = List.of(
            "Text.", "", "<!-- snippet: one -->", "```java", "int a = 1;", "if (a > 0) {", "    a--;", "}", "```");

    @Test
    void pages_showWhatIsRun() throws IOException {
        Snippets snippets = new Snippets();
        try (Stream<Path> sources = Files.list(SOURCES)) {
            for (Path source : sources.sorted().toList()) {
                if (!source.endsWith("package-info.java")) {
                    snippets.read(String.valueOf(source.getFileName()), Files.readAllLines(source));
                }
            }
        }
        List<MarkdownPage> pages = new ArrayList<>(MarkdownPage.all(REPOSITORY));
        assertTrue(pages.size() > 5, () -> "found only " + pages.size() + " pages in " + REPOSITORY);
        pages.add(MarkdownPage.javadoc(JAVADOC, Files.readAllLines(REPOSITORY.resolve(JAVADOC))));
        assertEquals(List.of(), snippets.complaintsAbout(pages, SKETCHES));
    }

    @Test
    void equalBlock_isAccepted() {
        assertEquals(List.of(), complaints(SOURCE, PAGE));
    }

    @Test
    void differentBlockInJavadoc_isCaught() {
        List<String> javadoc = List.of(
                "/**", " * <!-- snippet: one -->", " * <pre>{@code", " * int a = 2;", " *", " * }</pre>", " */");
        Snippets snippets = new Snippets();
        snippets.read("A.java", SOURCE);
        assertEquals(
                List.of("p:3: one differs in its line 1: the source has int a = 1;, the page int a = 2;"),
                snippets.complaintsAbout(List.of(MarkdownPage.javadoc("p", javadoc)), Set.of()));
    }

    @Test
    void differentBlock_isCaught() {
        List<String> different =
                PAGE.stream().map(line -> line.replace("a--", "a++")).toList();
        assertEquals(
                List.of("page.md:4: one differs in its line 3: the source has a--;, the page a++;"),
                complaints(SOURCE, different));
    }

    @Test
    void shorterAndLongerBlocks_areCaught() {
        List<String> shorter =
                Stream.concat(PAGE.stream().limit(7), Stream.of("```")).toList();
        List<String> longer =
                Stream.concat(PAGE.stream().limit(8), Stream.of("a++;", "```")).toList();
        assertEquals(
                List.of("page.md:4: one differs in its line 4: the source has }, the page (nothing)"),
                complaints(SOURCE, shorter));
        assertEquals(
                List.of("page.md:4: one differs in its line 5: the source has (nothing), the page a++;"),
                complaints(SOURCE, longer));
    }

    @Test
    void missingSnippet_isCaught() {
        assertEquals(List.of("page.md:4: there is no snippet one"), complaints(List.of(), PAGE));
    }

    @Test
    void unusedSnippet_isCaught() {
        assertEquals(List.of("no page shows snippet one"), complaints(SOURCE, List.of("Text.")));
    }

    @Test
    void unmarkedBlock_isCaught() {
        List<String> page = List.of("~~~ Java", "int a = 1;", "~~~", "```", "no Java", "```");
        assertEquals(
                List.of("page.md:1: this block is neither a snippet nor a listed sketch"), complaints(List.of(), page));
    }

    @Test
    void markerThatIsNotAboveABlock_isCaught() {
        List<String> page = List.of("<!-- snippet: one -->", "Text.", "```java", "int a = 1;", "```");
        assertEquals(
                List.of(
                        "page.md: no block after the marker of one",
                        "page.md:3: this block is neither a snippet nor a listed sketch",
                        "no page shows snippet one"),
                complaints(SOURCE, page));
    }

    @Test
    void listedSketch_mayStandThereOnce() {
        MarkdownPage page = MarkdownPage.parse("page.md", List.of("```java", "interface A {}", "```"));
        Set<String> sketches = Set.of("page.md: interface A {}");
        assertEquals(List.of(), new Snippets().complaintsAbout(List.of(page), sketches));
        assertEquals(
                List.of("listed and not there: page.md: interface A {}"),
                new Snippets().complaintsAbout(List.of(), sketches));
    }

    @Test
    void sourceWithoutEndOrWithASecondOfAName_isCaught() {
        List<String> source = List.of("// snippet: one", "// snippet: one", "// end");
        assertEquals(
                List.of("A.java: snippet one has no end", "A.java: a second snippet one", "no page shows snippet one"),
                complaints(source, List.of()));
    }

    private static List<String> complaints(List<String> source, List<String> page) {
        Snippets snippets = new Snippets();
        snippets.read("A.java", source);
        return snippets.complaintsAbout(List.of(MarkdownPage.parse("page.md", page)), Set.of());
    }
}
