// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of faults in docs/testing.md has exactly the catalogue's. */
final class FaultPageTest {

    private static final Path PAGE = Path.of("..", "docs", "testing.md");

    @Test
    void page_listsTheCatalogue() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        Set<String> catalogue = Stream.of(Fault.values())
                .filter(fault -> fault != Fault.NONE)
                .map(fault -> row(fault.name(), fault.what()))
                .collect(Collectors.toSet());
        assertEquals(catalogue, rows(lines));
    }

    @Test
    void otherTables_areNoFaults() {
        assertFalse(rows(List.of("| `A_B` | what | 1 | `LatticeLaws` |")).isEmpty());
        assertEquals(Set.of(), rows(List.of("| `LatticeLaws` | what it says |", "| `AddWinsSet` | 1 | 2 | 3 |")));
    }

    private static String row(String name, String what) {
        return "| `" + name + "` | " + what.replace("|", "\\|") + " |";
    }

    private static Set<String> rows(List<String> lines) {
        return lines.stream()
                .filter(line -> line.matches("\\| `[A-Z_]+` \\| .* \\| \\d+ \\| `\\w+` \\|"))
                .map(line -> line.replaceAll(" \\d+ \\| `\\w+` \\|$", "").strip())
                .collect(Collectors.toSet());
    }
}
