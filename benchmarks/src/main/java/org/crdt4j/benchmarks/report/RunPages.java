// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What people read of one run: its page and its pictures, both made of its JSON and nothing else. */
public final class RunPages {

    private RunPages() {}

    /** File names and contents, the JSON included. */
    public static Map<String, String> files(Run run) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(run.name() + ".json", run.json());
        files.put(run.name() + ".md", page(run));
        if (!new Comparison(run.results().figures(Section.WORKLOADS)).rows().isEmpty()) {
            files.put(picture(run, Section.WORKLOADS), Chart.svg(workloads(run), run.origin()));
        }
        for (Section section : curves(run)) {
            files.put(
                    picture(run, section), CurveChart.svg(section, run.results().figures(section), run.origin()));
        }
        return files;
    }

    /** The sections of cost curves that a run has figures of. */
    static List<Section> curves(Run run) {
        return List.of(Section.ELEMENTS, Section.REPLICAS, Section.VALUES, Section.HEAP).stream()
                .filter(section -> !run.results().figures(section).isEmpty())
                .toList();
    }

    /** The file name of a section's picture. */
    static String picture(Run run, Section section) {
        String aspect = section == Section.WORKLOADS ? "" : "-" + section.name().toLowerCase(Locale.ROOT);
        return run.name() + aspect + ".svg";
    }

    static Comparison workloads(Run run) {
        return new Comparison(run.results().figures(Section.WORKLOADS));
    }

    /** Where ours misses a target or takes more than a peer, a line each. */
    public static List<String> behind(Run run) {
        List<String> lines = new ArrayList<>(new Table(workloads(run)).behind());
        lines.addAll(OwnTables.deliveryBehind(run.results()));
        return lines;
    }

    /** The main table for a terminal. */
    public static String text(Run run) {
        StringBuilder text = new StringBuilder();
        Table table = new Table(workloads(run));
        section(text, "Workloads", plain(table.summary()));
        section(text, "Peers, as multiples of ours (below 1: the peer takes less)", plain(table.peers()));
        section(text, "Allocated bytes an operation", plain(table.allocation()));
        section(text, "Causal delivery (W9)", plain(OwnTables.delivery(run.results())));
        section(text, "Moves in a tree, a second", plain(OwnTables.tree(run.results())));
        section(text, "Worst cases", plain(OwnTables.worst(run.results())));
        for (Section section : curves(run)) {
            section(text, section.title(), plain(curve(run, section)));
        }
        List<String> behind = behind(run);
        if (run.kind() == Section.Kind.WORKLOADS) {
            section(
                    text,
                    "Where ours is behind",
                    behind.isEmpty() ? "nowhere in this run\n" : String.join("\n", behind) + "\n");
        }
        return text.toString();
    }

    private static String plain(Grid grid) {
        return grid.isEmpty() ? "" : grid.text();
    }

    static Grid curve(Run run, Section section) {
        return new Table(new Comparison(run.results().figures(section))).figures();
    }

    private static String page(Run run) {
        StringBuilder text = new StringBuilder(
                "# Benchmarks at " + run.commit() + "\n\n" + run.origin() + "; "
                        + run.mode() + " run: " + run.settings()
                        + ". Time an operation: the median of the iterations (smallest-largest); read the ratios, not the nanoseconds.\n");
        Table table = new Table(workloads(run));
        append(text, "Ours, the floor, the nearest peer", markdown(table.summary()));
        append(text, "Peers, as multiples of ours", markdown(table.peers()));
        append(text, "All figures", markdown(table.figures()));
        append(text, "Bytes allocated an operation", markdown(table.allocation()));
        append(text, "Causal delivery (W9)", markdown(OwnTables.delivery(run.results())));
        append(text, "Moves in a tree, a second", markdown(OwnTables.tree(run.results())));
        append(text, "Worst cases", markdown(OwnTables.worst(run.results())));
        for (Section section : curves(run)) {
            append(text, section.title(), markdown(curve(run, section)));
        }
        append(text, "Where ours is behind", list(behind(run)));
        append(text, "Without a figure", list(run.failed()));
        return text.toString();
    }

    static String markdown(Grid grid) {
        return grid.isEmpty() ? "" : grid.markdown();
    }

    static String list(List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append("- ").append(line).append('\n'));
        return text.toString();
    }

    private static void section(StringBuilder text, String title, String content) {
        if (!content.isEmpty()) {
            text.append(text.isEmpty() ? "" : "\n").append(title).append("\n\n").append(content);
        }
    }

    private static void append(StringBuilder text, String title, String content) {
        if (!content.isEmpty()) {
            text.append('\n');
            if (!title.isEmpty()) {
                text.append("## ").append(title).append("\n\n");
            }
            text.append(content);
        }
    }
}
