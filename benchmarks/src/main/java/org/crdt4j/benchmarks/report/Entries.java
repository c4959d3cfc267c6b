// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import com.google.gson.JsonObject;
import java.util.List;

/** What is kept of JMH's JSON. */
final class Entries {

    private static final List<String> KEPT = List.of(
            "benchmark",
            "forks",
            "jvmArgs",
            "jdkVersion",
            "vmName",
            "vmVersion",
            "warmupIterations",
            "warmupTime",
            "measurementIterations",
            "measurementTime",
            "params");
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    private Entries() {}

    /**
     * Iterations, origin and allocation; without percentiles, which say nothing of so few iterations, and without where
     * the JDK was installed, which tells nothing about the figures and something about the machine. Exact sizes stay as
     * they are.
     */
    static JsonObject slim(JsonObject entry) {
        if (!entry.has("benchmark")) {
            return entry;
        }
        JsonObject slim = new JsonObject();
        KEPT.stream().filter(entry::has).forEach(name -> slim.add(name, entry.get(name)));
        JsonObject metric = new JsonObject();
        metric.add("scoreUnit", entry.getAsJsonObject("primaryMetric").get("scoreUnit"));
        metric.add("rawData", entry.getAsJsonObject("primaryMetric").get("rawData"));
        slim.add("primaryMetric", metric);
        if (entry.has("secondaryMetrics")
                && entry.getAsJsonObject("secondaryMetrics").has(ALLOCATION)) {
            JsonObject allocation = new JsonObject();
            allocation.add(
                    "score",
                    entry.getAsJsonObject("secondaryMetrics")
                            .getAsJsonObject(ALLOCATION)
                            .get("score"));
            JsonObject secondary = new JsonObject();
            secondary.add(ALLOCATION, allocation);
            slim.add("secondaryMetrics", secondary);
        }
        return slim;
    }
}
