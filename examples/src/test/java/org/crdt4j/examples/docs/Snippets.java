// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.docs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Snippets of Java sources, by name, and what pages make of them. */
final class Snippets {

    private static final String BEGIN = "// snippet: ";
    private static final String END = "// end";

    private final Map<String, List<String>> byName = new LinkedHashMap<>();
    private final List<String> complaints = new ArrayList<>();

    /**
     * Takes the snippets of a source.
     *
     * @param source its name, for complaints
     * @param lines its lines
     */
    void read(String source, List<String> lines) {
        String name = "";
        List<String> snippet = new ArrayList<>();
        for (String line : lines) {
            String stripped = line.strip();
            if (stripped.startsWith(BEGIN)) {
                endExpected(source, name);
                name = stripped.substring(BEGIN.length());
                snippet = new ArrayList<>();
                if (byName.put(name, snippet) != null) {
                    complaints.add(source + ": a second snippet " + name);
                }
            } else if (stripped.equals(END)) {
                name = "";
            } else if (!name.isEmpty()) {
                snippet.add(stripped);
            }
        }
        endExpected(source, name);
    }

    private void endExpected(String source, String open) {
        if (!open.isEmpty()) {
            complaints.add(source + ": snippet " + open + " has no end");
        }
    }

    /**
     * Compares with what stands on pages.
     *
     * @param pages the pages
     * @param sketches the blocks that are no snippets, as {@code page: first line}
     * @return what is wrong, nothing if every Java block is a snippet or a listed sketch
     */
    List<String> complaintsAbout(List<MarkdownPage> pages, Set<String> sketches) {
        List<String> found = new ArrayList<>(complaints);
        Set<String> unused = new HashSet<>(byName.keySet());
        Set<String> absent = new HashSet<>(sketches);
        for (MarkdownPage page : pages) {
            page.strayMarkers().forEach(name -> found.add(page.name() + ": no block after the marker of " + name));
            for (MarkdownPage.Block block : page.blocks()) {
                String where = page.name() + ":" + block.line() + ": ";
                if (block.snippet() != null) {
                    unused.remove(block.snippet());
                    compare(where, block.snippet(), block, found);
                } else if (block.isJava() && !absent.remove(page.name() + ": " + block.firstLine())) {
                    found.add(where + "this block is neither a snippet nor a listed sketch");
                }
            }
        }
        unused.stream().sorted().forEach(name -> found.add("no page shows snippet " + name));
        absent.stream().sorted().forEach(sketch -> found.add("listed and not there: " + sketch));
        return found;
    }

    private void compare(String where, String name, MarkdownPage.Block block, List<String> found) {
        List<String> source = byName.get(name);
        if (source == null) {
            found.add(where + "there is no snippet " + name);
            return;
        }
        List<String> shown = block.lines().stream().map(String::strip).toList();
        for (int index = 0; index < Math.max(source.size(), shown.size()); index++) {
            String expected = index < source.size() ? source.get(index) : "(nothing)";
            String actual = index < shown.size() ? shown.get(index) : "(nothing)";
            if (!expected.equals(actual)) {
                found.add(where + name + " differs in its line " + (index + 1) + ": the source has " + expected
                        + ", the page " + actual);
                return;
            }
        }
        if (!block.isJava()) {
            found.add(where + name + " is Java, and the block says '" + block.language() + "'");
        }
    }
}
