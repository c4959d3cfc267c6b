// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Markdown page, as far as the checks look at it.
 *
 * @param name its path from the top of the repository, with slashes
 * @param blocks its fenced blocks
 * @param strayMarkers the markers of snippets that no fenced block follows
 * @param links where its links lead, those in code left out
 * @param anchors the anchors of its headings
 */
record MarkdownPage(
        String name, List<Block> blocks, List<String> strayMarkers, List<String> links, Set<String> anchors) {

    private static final Pattern FENCE = Pattern.compile("\\s*(`{3,}|~{3,})\\s*(\\w*).*");
    private static final Pattern MARKER = Pattern.compile("\\s*<!-- snippet: (\\S+) -->\\s*");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.+?)\\s*#*");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)[^)]*\\)|^\\s*\\[[^\\]]+\\]:\\s*(\\S+)");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");

    /**
     * A fenced block.
     *
     * @param line where it begins, from 1
     * @param language what stands behind the fence
     * @param snippet the name in the marker before it, if there is one
     * @param lines what is between the fences
     */
    record Block(int line, String language, @Nullable String snippet, List<String> lines) {

        boolean isJava() {
            return language.equalsIgnoreCase("java");
        }

        String firstLine() {
            return lines.isEmpty() ? "" : lines.get(0).strip();
        }
    }

    /** All pages of a repository that people read: those at its top, those of its modules, and those below docs. */
    static List<MarkdownPage> all(Path repository) throws IOException {
        List<MarkdownPage> pages = new ArrayList<>();
        try (Stream<Path> upper = Files.walk(repository, 2);
                Stream<Path> docs = Files.walk(repository.resolve("docs"))) {
            for (Path file : Stream.concat(upper, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .distinct()
                    .sorted()
                    .toList()) {
                String name = repository.relativize(file).toString().replace('\\', '/');
                pages.add(parse(name, Files.readAllLines(file)));
            }
        }
        return pages;
    }

    /** The Javadoc of a package, as if it were a page; its code stands between {@code <pre>} and {@code </pre>}. */
    static MarkdownPage javadoc(String name, List<String> lines) {
        return parse(
                name,
                lines.stream()
                        .map(line -> line.replaceFirst("^ \\* ?", ""))
                        .map(line -> line.equals("<pre>{@code") ? "```java" : line.equals("}</pre>") ? "```" : line)
                        .toList());
    }

    static MarkdownPage parse(String name, List<String> lines) {
        return new Parser().parse(name, lines);
    }

    private static final class Parser {

        private final List<Block> blocks = new ArrayList<>();
        private final List<String> strayMarkers = new ArrayList<>();
        private final List<String> links = new ArrayList<>();
        private final Set<String> anchors = new HashSet<>();
        private @Nullable String marker;

        MarkdownPage parse(String name, List<String> lines) {
            for (int index = 0; index < lines.size(); index++) {
                Matcher fence = FENCE.matcher(lines.get(index));
                if (fence.matches()) {
                    index = block(lines, index, fence.group(1), fence.group(2));
                } else {
                    text(lines.get(index));
                }
            }
            dropMarker();
            return new MarkdownPage(name, blocks, strayMarkers, links, anchors);
        }

        /* the index of the closing fence, or of the last line: an unclosed block goes to the end, as readers show it */
        private int block(List<String> lines, int first, String fence, String language) {
            List<String> inside = new ArrayList<>();
            int index = first + 1;
            while (index < lines.size() && !closes(lines.get(index).strip(), fence)) {
                inside.add(lines.get(index));
                index++;
            }
            blocks.add(new Block(first + 1, language, marker, List.copyOf(inside)));
            marker = null;
            return index;
        }

        private static boolean closes(String line, String fence) {
            return line.startsWith(fence) && line.chars().allMatch(character -> character == fence.charAt(0));
        }

        private void text(String line) {
            Matcher found = MARKER.matcher(line);
            if (found.matches()) {
                dropMarker();
                marker = found.group(1);
            } else if (!line.isBlank()) {
                dropMarker();
            }
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                anchors.add(anchor(heading.group(1)));
            }
            Matcher link = LINK.matcher(CODE.matcher(line).replaceAll("code"));
            while (link.find()) {
                links.add(link.group(1) != null ? link.group(1) : link.group(2));
            }
        }

        private void dropMarker() {
            if (marker != null) {
                strayMarkers.add(marker);
                marker = null;
            }
        }

        /* as the usual hosts make them */
        private static String anchor(String heading) {
            return heading.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
        }
    }
}
