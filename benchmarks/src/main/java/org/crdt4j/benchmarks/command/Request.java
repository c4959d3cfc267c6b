// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.crdt4j.benchmarks.report.Measure;
import org.crdt4j.benchmarks.report.Section;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param task what to do
 * @param mode how much of it
 * @param only the workload or section to which it is restricted
 * @param jdk the JDK to measure
 * @param machine what to call the machine
 * @param out where to write
 */
record Request(
        Task task, Mode mode, Optional<String> only, Optional<Path> jdk, Optional<String> machine, Optional<Path> out) {

    /** What the command can do. */
    enum Task {
        /** The table of workloads. */
        WORKLOADS,
        /** Cost by size. */
        CURVES,
        /** Worst cases. */
        WORST,
        /** Pages and pictures of the runs that are kept. */
        DOCS,
        /** A comparison with the newest run that is kept. */
        CHECK,
        /** The help text. */
        HELP;

        /** The kind of run that this task makes. */
        Section.Kind kind() {
            return switch (this) {
                case CURVES -> Section.Kind.CURVES;
                case WORST -> Section.Kind.WORST;
                default -> Section.Kind.WORKLOADS;
            };
        }
    }

    /** How much. */
    enum Mode {
        /** Two forks, a million elements, everything. */
        FULL,
        /** Under ten minutes. */
        QUICK,
        /** Everything once, smallest sizes, in this process: whether it runs, not how fast. */
        SMOKE
    }

    private static final Map<String, Task> TASKS = Map.of(
            "--curves", Task.CURVES,
            "--worst", Task.WORST,
            "--docs", Task.DOCS,
            "--check", Task.CHECK,
            "--help", Task.HELP,
            "-h", Task.HELP);
    private static final Map<String, Mode> MODES = Map.of("--quick", Mode.QUICK, "--smoke", Mode.SMOKE);
    private static final Set<String> VALUED = Set.of("--only", "--jdk", "--machine", "--out");

    static Request parse(List<String> arguments) throws BenchException {
        @Nullable Task task = null;
        @Nullable Mode mode = null;
        Map<String, String> values = new HashMap<>();
        for (int index = 0; index < arguments.size(); index++) {
            String argument = arguments.get(index);
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (TASKS.containsKey(argument)) {
                task = once(argument, task, TASKS.get(argument));
            } else if (MODES.containsKey(argument)) {
                mode = once(argument, mode, MODES.get(argument));
            } else if (VALUED.contains(name)) {
                if (equals < 0 && ++index == arguments.size()) {
                    throw BenchException.usage(name + " needs a value");
                }
                String value = equals < 0 ? arguments.get(index) : argument.substring(equals + 1);
                if (values.put(name, value) != null) {
                    throw BenchException.usage(name + " was given twice");
                }
            } else {
                throw BenchException.usage("unknown option " + argument + "; see crdt bench --help");
            }
        }
        return new Request(
                        task == null ? Task.WORKLOADS : task,
                        mode == null ? Mode.FULL : mode,
                        Optional.ofNullable(values.get("--only")),
                        Optional.ofNullable(values.get("--jdk")).map(Path::of),
                        Optional.ofNullable(values.get("--machine")),
                        Optional.ofNullable(values.get("--out")).map(Path::of))
                .checked();
    }

    private static <T> T once(String argument, @Nullable T before, T now) throws BenchException {
        if (before != null) {
            throw BenchException.usage(argument + " does not go together with what was given before it");
        }
        return now;
    }

    private Request checked() throws BenchException {
        if (jdk.isPresent() && !Files.isExecutable(jdk.get().resolve("bin").resolve("java"))) {
            throw BenchException.usage("--jdk: there is no bin/java in " + jdk.get());
        }
        if (only.isPresent() && !selectable().contains(only.get().toLowerCase(Locale.ROOT))) {
            throw BenchException.usage("--only: there is no " + only.get() + "; there are "
                    + selectable().stream().collect(Collectors.joining(", ")));
        }
        if (task == Task.CHECK && mode != Mode.FULL) {
            throw BenchException.usage("--check has a length of its own");
        }
        return this;
    }

    /** What {@code --only} takes for this task, in lower case. */
    private Set<String> selectable() {
        return Arrays.stream(Measure.values())
                .filter(measure -> measure.section().kind() == task.kind())
                .flatMap(
                        measure -> List.of(measure.workload(), measure.section().name()).stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether a measure is among what was asked for. */
    boolean wants(Measure measure) {
        return measure.section().kind() == task.kind()
                && only.map(name -> name.equalsIgnoreCase(measure.workload())
                                || name.equalsIgnoreCase(measure.section().name()))
                        .orElse(true);
    }
}
