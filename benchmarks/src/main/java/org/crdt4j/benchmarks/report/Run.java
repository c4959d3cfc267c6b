// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;

/**
 * One run: where it comes from and what came of it. Its JSON form is what is kept; table, pictures and page are made of
 * that.
 *
 * @param kind what was measured
 * @param mode how: {@code quick}, {@code full}, {@code smoke} or {@code check}
 * @param only what it was restricted to, such as {@code W3}; empty if to nothing
 * @param commit the sources
 * @param finished when it ended, in UTC, such as {@code 2026-01-02T03:04Z}; a day alone in files of older runs
 * @param machine what it ran on, in words
 * @param jdk the version of the JDK that was measured, such as {@code 17.0.15}
 * @param failed what was tried and gave no figure
 * @param results the figures
 */
public record Run(
        Section.Kind kind,
        String mode,
        String only,
        String commit,
        String finished,
        String machine,
        String jdk,
        List<String> failed,
        Results results) {

    private static final String USUAL_JDK = "17";

    /** The files' name without extension: date and commit, and what is not usual about the run. */
    public String name() {
        String jdkSuffix = jdkRelease().equals(USUAL_JDK) ? "" : "-jdk" + jdkRelease();
        String onlySuffix = only.isEmpty() ? "" : "-only-" + only.replaceAll("[^A-Za-z0-9]+", "-");
        return date() + "-" + commit + kind.suffix() + onlySuffix + jdkSuffix;
    }

    /** The day. */
    public String date() {
        return finished.substring(0, 10);
    }

    /** The first number of the JDK's version. */
    public String jdkRelease() {
        return jdk.replaceFirst("\\D.*", "");
    }

    /** Where the figures come from, in one line. */
    String origin() {
        return date() + ", commit " + commit + ", " + machine + ", " + String.join(" and ", results.virtualMachines());
    }

    /** How it was measured, as the first of the timed results says. */
    String settings() {
        for (JsonElement entry : results.entries()) {
            JsonObject object = entry.getAsJsonObject();
            if (object.has("warmupIterations")) {
                return object.get("forks").getAsInt() + " fork(s), "
                        + object.get("warmupIterations").getAsInt()
                        + " iterations of " + object.get("warmupTime").getAsString() + " to warm up and "
                        + object.get("measurementIterations").getAsInt() + " of "
                        + object.get("measurementTime").getAsString() + " measured";
            }
        }
        return "sizes only";
    }

    /** What {@link #parse} reads. */
    public String json() {
        JsonObject run = new JsonObject();
        run.addProperty("kind", kind.name());
        run.addProperty("mode", mode);
        run.addProperty("only", only);
        run.addProperty("commit", commit);
        run.addProperty("finished", finished);
        run.addProperty("machine", machine);
        run.addProperty("jdk", jdk);
        JsonArray failures = new JsonArray();
        failed.forEach(failures::add);
        run.add("failed", failures);
        // One result a line: a difference between two runs can be read.
        Gson gson = new Gson();
        StringBuilder text = new StringBuilder(gson.toJson(run));
        text.setLength(text.length() - 1);
        text.append(",\"results\":[\n");
        List<String> lines = new ArrayList<>();
        results.entries().forEach(entry -> lines.add(gson.toJson(Entries.slim(entry.getAsJsonObject()))));
        return text.append(String.join(",\n", lines)).append("\n]}\n").toString();
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if something is missing or unknown
     */
    public static Run parse(String json) {
        try {
            JsonObject run = JsonParser.parseString(json).getAsJsonObject();
            List<String> failed = new ArrayList<>();
            run.getAsJsonArray("failed").forEach(failure -> failed.add(failure.getAsString()));
            return new Run(
                    Section.Kind.valueOf(text(run, "kind")),
                    text(run, "mode"),
                    text(run, "only"),
                    text(run, "commit"),
                    text(run, "finished"),
                    text(run, "machine"),
                    text(run, "jdk"),
                    List.copyOf(failed),
                    new Results(run.getAsJsonArray("results")));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("not the file of a run: " + e.getMessage(), e);
        }
    }

    private static String text(JsonObject run, String property) {
        if (!run.has(property)) {
            throw new IllegalArgumentException("no " + property);
        }
        return run.get(property).getAsString();
    }
}
