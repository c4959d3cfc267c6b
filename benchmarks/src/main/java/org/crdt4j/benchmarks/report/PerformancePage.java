// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page on performance: a hand-written text with tables, pictures and losses put in from the newest runs. */
final class PerformancePage {

    private static final String TEMPLATE = "performance.md.in";
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");
    private static final String RESULTS = "../benchmarks/results/";
    private static final String NOT_YET = "No run of this has been kept yet.\n";

    private final Archive archive;

    private PerformancePage(Archive archive) {
        this.archive = archive;
    }

    /** The page. */
    static String render(Archive archive) throws IOException {
        try (var in = PerformancePage.class.getResourceAsStream(TEMPLATE)) {
            if (in == null) {
                throw new IllegalStateException("no " + TEMPLATE + " beside " + PerformancePage.class);
            }
            return render(new String(in.readAllBytes(), StandardCharsets.UTF_8), archive);
        }
    }

    /** A template with its places filled. */
    static String render(String template, Archive archive) {
        PerformancePage page = new PerformancePage(archive);
        return PLACE.matcher(template)
                .replaceAll(place ->
                        Matcher.quoteReplacement(page.fill(place.group(1)).stripTrailing()));
    }

    private String fill(String place) {
        return switch (place) {
            case "workloads" -> onEachJdk(this::workloads);
            case "peers" -> onEachJdk(run -> RunPages.markdown(new Table(RunPages.workloads(run)).peers()));
            case "allocation" -> onEachJdk(run -> RunPages.markdown(new Table(RunPages.workloads(run)).allocation()));
            case "behind" -> onEachJdk(PerformancePage::behind);
            case "elements" -> picture(Section.ELEMENTS);
            case "replicas" -> picture(Section.REPLICAS);
            case "values" -> picture(Section.VALUES);
            case "heap" -> picture(Section.HEAP);
            case "worst" -> table(Section.WORST, OwnTables::worst);
            case "delivery" -> table(Section.DELIVERY, OwnTables::delivery);
            case "tree" -> table(Section.TREE, OwnTables::tree);
            default ->
                throw new IllegalArgumentException("the template asks for {{" + place + "}}, which nobody makes");
        };
    }

    private String onEachJdk(Function<Run, String> part) {
        List<String> parts = new ArrayList<>();
        for (String jdk : archive.jdks()) {
            archive.newest(Section.WORKLOADS, jdk)
                    .ifPresent(run -> parts.add("JDK " + run.jdk() + ":\n\n" + part.apply(run)));
        }
        return parts.isEmpty() ? NOT_YET : String.join("\n", parts);
    }

    private String workloads(Run run) {
        String name = run.name();
        return source(run) + "\n" + new Table(RunPages.workloads(run)).summary().markdown()
                + "\n![Times the floor, JDK "
                + run.jdkRelease() + "](" + RESULTS + RunPages.picture(run, Section.WORKLOADS) + ")\n"
                + (run.failed().isEmpty()
                        ? ""
                        : "\nWithout a figure in " + name + ":\n\n" + RunPages.list(run.failed()));
    }

    /** Machine, JDK, commit and settings, with a link to all figures. */
    private static String source(Run run) {
        return "Machine: " + run.machine() + ". "
                + String.join(" and ", run.results().virtualMachines()) + ". Commit " + run.commit() + ", " + run.date()
                + ", " + run.mode() + " run: " + run.settings() + " ([all figures](" + RESULTS + run.name()
                + ".md)).\n";
    }

    private static String behind(Run run) {
        List<String> lines = RunPages.behind(run);
        return lines.isEmpty() ? "Nowhere in this run.\n" : RunPages.list(lines);
    }

    private String picture(Section section) {
        return newest(section)
                .map(run -> "![" + section.title() + "](" + RESULTS + RunPages.picture(run, section) + ")\n\n"
                        + source(run))
                .orElse(NOT_YET);
    }

    private String table(Section section, Function<Results, Grid> maker) {
        return newest(section)
                .map(run -> maker.apply(run.results()).markdown() + "\n" + source(run))
                .orElse(NOT_YET);
    }

    private Optional<Run> newest(Section section) {
        return archive.newest(section).stream().findFirst();
    }
}
