// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pages link to in this repository is there. */
final class LinksTest {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    @TempDir
    private Path directory;

    @Test
    void links_leadSomewhere() throws IOException {
        List<MarkdownPage> pages = MarkdownPage.all(REPOSITORY);
        long links = pages.stream().mapToLong(page -> page.links().size()).sum();
        assertTrue(links > 10, () -> "found only " + links + " links in " + REPOSITORY);
        assertEquals(List.of(), complaints(REPOSITORY, pages));
    }

    @Test
    void deadLinks_areCaught() throws IOException {
        Files.writeString(directory.resolve("there.md"), "# A heading, here\n");
        Files.createDirectory(directory.resolve("docs"));
        Files.writeString(directory.resolve("docs/page.md"), """
                [good](../there.md), [also](../there.md#a-heading-here) and [here](#top)
                # Top
                [dead](there.md) [gone](../there.md#gone) [elsewhere](https://example.org/) `[no](link)`
                [out]: ../../secret.md
                ```
                [no](link)
                ```
                """);
        assertEquals(
                List.of(
                        "docs/page.md: there is no docs/there.md",
                        "docs/page.md: ../there.md has no heading gone",
                        "docs/page.md: ../../secret.md is not in the repository"),
                complaints(directory, MarkdownPage.all(directory)));
    }

    private static List<String> complaints(Path repository, List<MarkdownPage> pages) {
        Map<String, MarkdownPage> byName = new HashMap<>();
        pages.forEach(page -> byName.put(page.name(), page));
        List<String> complaints = new ArrayList<>();
        for (MarkdownPage page : pages) {
            for (String link : page.links()) {
                URI target = URI.create("/" + page.name()).resolve(link);
                if (target.getScheme() == null && target.getHost() == null) {
                    check(repository, page, link, target, byName, complaints);
                }
            }
        }
        return complaints;
    }

    private static void check(
            Path repository,
            MarkdownPage from,
            String link,
            URI target,
            Map<String, MarkdownPage> byName,
            List<String> complaints) {
        String name = target.getPath().substring(1);
        if (name.startsWith("..")) {
            complaints.add(from.name() + ": " + link + " is not in the repository");
        } else if (!Files.exists(repository.resolve(name))) {
            complaints.add(from.name() + ": there is no " + name);
        } else if (target.getFragment() != null) {
            MarkdownPage page = byName.get(name);
            if (page == null || !page.anchors().contains(target.getFragment())) {
                complaints.add(from.name() + ": " + link.substring(0, link.indexOf('#')) + " has no heading "
                        + target.getFragment());
            }
        }
    }
}
