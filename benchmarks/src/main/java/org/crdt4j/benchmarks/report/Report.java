// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Turns the raw results of a run into {@code BASE.json} (all of them and where they come from), {@code BASE.md} and
 * {@code BASE.svg}.
 */
public final class Report {

    private final String commit;
    private final String date;
    private final String machine;
    private final Results results;

    /** A report on these results, measured on that machine at that commit and date. */
    public Report(String commit, String date, String machine, Results results) {
        this.commit = commit;
        this.date = date;
        this.machine = machine;
        this.results = results;
    }

    /** Arguments: base of the files to write, commit, date, machine, then the files to read. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 5) {
            throw new IllegalArgumentException("usage: Report BASE COMMIT DATE MACHINE RESULTS.json...");
        }
        JsonArray entries = new JsonArray();
        for (String file : List.of(arguments).subList(4, arguments.length)) {
            entries.addAll(
                    JsonParser.parseString(Files.readString(Path.of(file))).getAsJsonArray());
        }
        new Report(arguments[1], arguments[2], arguments[3], new Results(entries)).write(Path.of(arguments[0]));
        System.out.println("Written: " + String.join(" ", Arrays.asList("json", "md", "svg")) + " of " + arguments[0]);
    }

    /** Writes the three files; their names are {@code base} with an extension each. */
    public void write(Path base) throws IOException {
        Path folder = base.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(Path.of(base + ".json"), json());
        Files.writeString(Path.of(base + ".md"), markdown());
        Files.writeString(Path.of(base + ".svg"), svg());
    }

    /** The raw results and their origin, in a form that {@link Results} reads again. */
    String json() {
        JsonObject run = new JsonObject();
        run.addProperty("commit", commit);
        run.addProperty("date", date);
        run.addProperty("machine", machine);
        JsonArray entries = results.entries().deepCopy();
        // Where the JDK was installed tells nothing about the figures and something about the machine.
        entries.forEach(entry -> entry.getAsJsonObject().remove("jvm"));
        run.add("results", entries);
        return new GsonBuilder().create().toJson(run) + "\n";
    }

    String markdown() {
        return "# Benchmarks at " + commit + "\n\n" + origin()
                + ". Time an operation: the median of the iterations (smallest-largest); read the ratios, not the nanoseconds.\n\n"
                + Table.markdown(comparison());
    }

    String svg() {
        return Chart.svg(comparison(), origin());
    }

    private String origin() {
        return date + ", commit " + commit + ", " + machine + ", " + String.join(" and ", results.virtualMachines());
    }

    private Comparison comparison() {
        return new Comparison(results.figures());
    }
}
