// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.crdt4j.benchmarks.report.Figure;
import org.crdt4j.benchmarks.report.Results;
import org.crdt4j.benchmarks.workload.Contender;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs steps and probes one after the other, says how far it is, and collects what came of them. */
final class Session {

    private static final int PROBE_HEAP_MIB = 6 * 1024;

    private final Optional<Path> jdk;
    private final PrintStream progress;
    private final JsonArray entries = new JsonArray();
    private final List<String> failed = new ArrayList<>();
    private final long start = System.nanoTime();

    /**
     * Nothing done yet.
     *
     * @param jdk what to measure; the JDK of this process if empty
     * @param progress takes a line a step
     */
    Session(Optional<Path> jdk, PrintStream progress) {
        this.jdk = jdk;
        this.progress = progress;
    }

    /** All results so far, as {@link Results} reads them. */
    JsonArray entries() {
        return entries;
    }

    /** What was tried and gave nothing. */
    List<String> failed() {
        return failed;
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Runs all steps. One that throws is noted, and the others go on. */
    void run(List<Step> steps) throws BenchException {
        if (steps.stream().allMatch(step -> step.effort().forks() == 0)) {
            // Nothing is timed, so nothing that runs beside it disturbs it.
            System.setProperty("jmh.ignoreLock", "true");
        }
        double all = steps.stream().mapToDouble(Step::seconds).sum();
        double done = 0;
        for (int index = 0; index < steps.size(); index++) {
            Step step = steps.get(index);
            String outcome = run(step);
            done += step.seconds();
            progress.printf(
                    Locale.ROOT,
                    "[%3d/%d, %3.0f %%, %s] %s: %s%n",
                    index + 1,
                    steps.size(),
                    100 * done / all,
                    Durations.text(seconds()),
                    step.label(),
                    outcome);
        }
    }

    private String run(Step step) throws BenchException {
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        Collection<RunResult> results = List.of();
        try {
            results = new Runner(options(step)).run();
        } catch (RunnerException e) {
            if (String.valueOf(e.getMessage()).contains("Another JMH instance")) {
                throw BenchException.failure(
                        "another benchmark is running on this machine: its figures and ours would be worth nothing");
            }
            complaints.writeBytes(String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
        }
        JsonArray made = json(results);
        if (made.isEmpty()) {
            failed.add(step.label());
            return "FAILED "
                    + complaints
                            .toString(StandardCharsets.UTF_8)
                            .lines()
                            .findFirst()
                            .orElse("");
        }
        entries.addAll(made);
        Figure figure = new Results(made).figures().get(0);
        return figure.inWords();
    }

    private static JsonArray json(Collection<RunResult> results) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printer = new PrintStream(out, false, StandardCharsets.UTF_8);
        ResultFormatFactory.getInstance(ResultFormatType.JSON, printer).writeOut(results);
        printer.flush();
        return JsonParser.parseString(out.toString(StandardCharsets.UTF_8)).getAsJsonArray();
    }

    private Options options(Step step) {
        Effort effort = step.effort();
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(step.pattern())
                .forks(effort.forks())
                .warmupIterations(effort.warmups())
                .warmupTime(TimeValue.milliseconds(effort.millis()))
                .measurementIterations(effort.iterations())
                .measurementTime(TimeValue.milliseconds(effort.millis()))
                .shouldDoGC(false)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT);
        step.parameters().forEach((name, value) -> options.param(name, value));
        if (effort.forks() > 0) {
            String heap = effort.heapMiB() + "m";
            options.jvmArgs(
                    "-Xms" + heap,
                    "-Xmx" + heap,
                    "-XX:+AlwaysPreTouch",
                    // A peer leaves threads behind, for which JMH would wait half a minute.
                    "-Djmh.shutdownTimeout=1",
                    "-Djmh.shutdownTimeout.step=1",
                    Contender.JVM_ARGUMENT);
            options.jvmArgsAppend();
        }
        jdk.ifPresent(home -> options.jvm(home.resolve("bin").resolve("java").toString()));
        return options.build();
    }

    /** Runs a probe in a process of its own, on the JDK that is measured. */
    void probe(Probe probe) throws BenchException {
        try {
            Path file = Files.createTempFile("crdt-bench", ".json");
            try {
                start(probe, file);
                for (JsonElement entry :
                        JsonParser.parseString(Files.readString(file)).getAsJsonArray()) {
                    entries.add(entry);
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw BenchException.failure("cannot count " + probe.title() + ": " + e.getMessage());
        }
        progress.printf(Locale.ROOT, "[%s] counted %s%n", Durations.text(seconds()), probe.title());
    }

    private void start(Probe probe, Path file) throws IOException, BenchException {
        String java = jdk.map(Path::toString).orElse(System.getProperty("java.home")) + "/bin/java";
        List<String> command = new ArrayList<>(List.of(
                java,
                "-Xmx" + PROBE_HEAP_MIB + "m",
                Contender.JVM_ARGUMENT,
                "-Djdk.attach.allowAttachSelf=true",
                "-Djol.magicFieldOffset=true",
                "-cp",
                System.getProperty("java.class.path"),
                probe.main(),
                file.toString()));
        command.addAll(probe.arguments());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor() != 0) {
                failed.add(probe.title());
                Files.writeString(file, "[]");
                progress.println("FAILED to count " + probe.title() + "; by hand: " + String.join(" ", command));
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw BenchException.failure("interrupted");
        }
    }
}
