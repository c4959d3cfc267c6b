// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** Cells under a header, to be read as Markdown or in a terminal. */
final class Grid {

    private final List<List<String>> lines = new ArrayList<>();
    private final int leftAligned;

    /** The first columns hold words, the others numbers. */
    Grid(int leftAligned, List<String> header) {
        this.leftAligned = leftAligned;
        lines.add(List.copyOf(header));
    }

    void add(List<String> cells) {
        lines.add(List.copyOf(cells));
    }

    boolean isEmpty() {
        return lines.size() == 1;
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines.size(); line++) {
            text.append("| ").append(String.join(" | ", lines.get(line))).append(" |\n");
            if (line == 0) {
                text.append('|');
                for (int column = 0; column < lines.get(0).size(); column++) {
                    text.append(column < leftAligned ? "---|" : "--:|");
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    /** Columns padded with spaces; Markdown's emphasis is left out. */
    String text() {
        int[] widths = new int[lines.get(0).size()];
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] =
                        Math.max(widths[column], plain(line.get(column)).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = plain(line.get(column));
                String padding = " ".repeat(widths[column] - cell.length());
                row.append(column == 0 ? "" : "  ").append(column < leftAligned ? cell + padding : padding + cell);
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String plain(String cell) {
        return cell.replace("**", "");
    }
}
