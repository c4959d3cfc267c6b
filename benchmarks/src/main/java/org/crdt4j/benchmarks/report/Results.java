// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crdt4j.benchmarks.report.Figure.Unit;

/**
 * Reads what a run left behind: JMH's own JSON (an array of objects with a {@code benchmark}), exact sizes (objects with a
 * {@code measure} and {@code bytes} or a {@code count}), and what work allocates (a {@code measure} and {@code allocated}).
 */
public final class Results {

    private static final List<String> SIZE_PARAMETERS = List.of("size", "replicas", "bytes", "late");
    private static final List<String> CONTENDER_PARAMETERS = List.of("contender", "format", "shape", "order");
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    private final JsonArray entries;
    private final List<Figure> figures = new ArrayList<>();
    private final Set<String> machines = new LinkedHashSet<>();
    private final Map<List<Object>, Double> allocated = new HashMap<>();

    /**
     * Reads the entries.
     *
     * @throws IllegalArgumentException if an entry is of no known measure or unit
     */
    public Results(JsonArray entries) {
        this.entries = entries;
        for (JsonElement entry : entries) {
            JsonObject object = entry.getAsJsonObject();
            if (object.has("allocated")) {
                allocated.put(place(object), object.get("allocated").getAsDouble());
            }
        }
        for (JsonElement entry : entries) {
            JsonObject object = entry.getAsJsonObject();
            if (object.has("benchmark")) {
                figures.add(timed(object));
            } else if (!object.has("allocated")) {
                figures.add(exact(object));
            }
        }
    }

    /** All figures, in the order in which they were measured. */
    public List<Figure> figures() {
        return figures;
    }

    /** The figures of one section. */
    public List<Figure> figures(Section section) {
        return figures.stream()
                .filter(figure -> figure.measure().section() == section)
                .toList();
    }

    /** The virtual machines that the figures come from. */
    public Set<String> virtualMachines() {
        return machines;
    }

    /** What was read. */
    public JsonArray entries() {
        return entries;
    }

    /** An exact number of bytes in the form that this class reads. */
    public static JsonObject entry(Measure measure, int size, String contender, long bytes) {
        return entry(measure, size, contender, "bytes", bytes);
    }

    /** A number of things in the form that this class reads. */
    public static JsonObject count(Measure measure, int size, String contender, long count) {
        return entry(measure, size, contender, "count", count);
    }

    /** Bytes that an operation allocates, in the form that this class reads. */
    public static JsonObject allocated(Measure measure, int size, String contender, long bytes) {
        return entry(measure, size, contender, "allocated", bytes);
    }

    private static JsonObject entry(Measure measure, int size, String contender, String unit, long value) {
        JsonObject entry = new JsonObject();
        entry.addProperty("measure", measure.key());
        entry.addProperty("size", size);
        entry.addProperty("contender", contender);
        entry.addProperty(unit, value);
        return entry;
    }

    private static List<Object> place(JsonObject entry) {
        return List.of(
                measure(entry.get("measure").getAsString()),
                entry.get("size").getAsInt(),
                entry.get("contender").getAsString());
    }

    private static Figure exact(JsonObject entry) {
        Unit unit = entry.has("count") ? Unit.COUNT : Unit.BYTES;
        long value = entry.get(unit == Unit.COUNT ? "count" : "bytes").getAsLong();
        return new Figure(
                measure(entry.get("measure").getAsString()),
                entry.get("size").getAsInt(),
                entry.get("contender").getAsString(),
                value,
                value,
                value,
                unit,
                Double.NaN);
    }

    private Figure timed(JsonObject entry) {
        machines.add(
                entry.get("vmName").getAsString() + " " + entry.get("vmVersion").getAsString());
        JsonObject parameters = entry.has("params") ? entry.getAsJsonObject("params") : new JsonObject();
        JsonObject metric = entry.getAsJsonObject("primaryMetric");
        double scale = nanosecondsIn(metric.get("scoreUnit").getAsString());
        double[] iterations = iterations(metric);
        Measure measure = measure(entry.get("benchmark").getAsString());
        int size = Integer.parseInt(parameter(parameters, SIZE_PARAMETERS, "0"));
        String contender = parameter(parameters, CONTENDER_PARAMETERS, Comparison.OURS);
        double profiled = measure.allocatesOnlyItsOwn() ? allocation(entry) : Double.NaN;
        return new Figure(
                measure,
                size,
                contender,
                median(iterations) * scale,
                iterations[0] * scale,
                iterations[iterations.length - 1] * scale,
                Unit.NANOSECONDS,
                allocated.getOrDefault(List.of(measure, size, contender), profiled));
    }

    /** All forks' iterations in ascending order. */
    private static double[] iterations(JsonObject metric) {
        List<Double> all = new ArrayList<>();
        for (JsonElement fork : metric.getAsJsonArray("rawData")) {
            fork.getAsJsonArray().forEach(iteration -> all.add(iteration.getAsDouble()));
        }
        return all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static Measure measure(String name) {
        return Measure.of(name)
                .orElseThrow(() -> new IllegalArgumentException("no row for " + name + ": add it to Measure"));
    }

    private static String parameter(JsonObject parameters, List<String> names, String otherwise) {
        return names.stream()
                .filter(parameters::has)
                .findFirst()
                .map(name -> parameters.get(name).getAsString())
                .orElse(otherwise);
    }

    private static double allocation(JsonObject entry) {
        JsonObject secondary =
                entry.has("secondaryMetrics") ? entry.getAsJsonObject("secondaryMetrics") : new JsonObject();
        return secondary.has(ALLOCATION)
                ? secondary.getAsJsonObject(ALLOCATION).get("score").getAsDouble()
                : Double.NaN;
    }

    private static double nanosecondsIn(String unit) {
        return switch (unit) {
            case "ns/op" -> 1;
            case "us/op" -> 1e3;
            case "ms/op" -> 1e6;
            case "s/op" -> 1e9;
            default -> throw new IllegalArgumentException("not a time an operation: " + unit);
        };
    }
}
