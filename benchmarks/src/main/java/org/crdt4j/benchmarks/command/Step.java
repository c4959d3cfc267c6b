// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.command;

import java.util.Map;
import java.util.TreeMap;
import org.crdt4j.benchmarks.report.Measure;

/**
 * One benchmark with one value for each of its parameters: what JMH starts a virtual machine for.
 *
 * @param measure the benchmark
 * @param parameters its parameters
 * @param effort how much of it
 */
record Step(Measure measure, Map<String, String> parameters, Effort effort) {

    /** Elements that are prepared in a second, roughly, on a slow machine. */
    private static final double PREPARED = 250_000;

    /** What a person reads while it runs. */
    String label() {
        return measure.workload() + " " + measure.title() + " " + String.join(", ", new TreeMap<>(parameters).values());
    }

    /** The only benchmark that it means, as a regular expression. */
    String pattern() {
        return "[.]" + measure.key().replace(".", "[.]") + "$";
    }

    /** How long it takes, roughly. */
    double seconds() {
        double size = Double.parseDouble(parameters.getOrDefault("size", "0"));
        return effort.seconds() + Math.max(1, effort.forks()) * size / PREPARED;
    }
}
