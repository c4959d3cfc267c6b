// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.crdt4j.benchmarks.report.Measure;
import org.crdt4j.benchmarks.report.Section;
import org.crdt4j.benchmarks.workload.Contender;
import org.crdt4j.benchmarks.workload.MessageFormat;
import org.crdt4j.benchmarks.workload.W7Wire;
import org.crdt4j.benchmarks.workload.WireFormat;

/**
 * What a request measures: the steps and probes in their order, and how long that takes. JMH starts a virtual machine for
 * each step, so only those stand here that give a figure.
 */
final class Plan {

    private static final int[] REPLICAS = {3, 64, 1_024};
    private static final int[] VALUE_BYTES = {1 << 10, 64 << 10};
    private static final int SMALL = 1_000;
    private static final int LARGE = 100_000;
    private static final int MILLION = 1_000_000;
    private static final int OPERATIONS = 1_000_000;
    private static final int SMOKE_OPERATIONS = 10_000;
    private static final int[] LATE = {10, 100, 1_000};
    private static final List<String> BOTH = List.of("OURS", "FLOOR");

    private final Request request;
    private final Efforts efforts;
    private final List<Step> steps = new ArrayList<>();
    private final List<Probe> probes = new ArrayList<>();

    private Plan(Request request) {
        this.request = request;
        this.efforts = Efforts.of(request);
    }

    /** The plan for a request. */
    static Plan of(Request request) {
        Plan plan = new Plan(request);
        for (Measure measure : Measure.values()) {
            if (request.wants(measure) && measure.isTimed()) {
                plan.add(measure);
            }
        }
        plan.addProbes();
        return plan;
    }

    List<Step> steps() {
        return steps;
    }

    List<Probe> probes() {
        return probes;
    }

    /** How long it takes, roughly: a benchmark whose one invocation is longer than an iteration takes longer. */
    double seconds() {
        return steps.stream().mapToDouble(Step::seconds).sum()
                + probes.stream().mapToDouble(Probe::seconds).sum();
    }

    private boolean isSmoke() {
        return request.mode() == Request.Mode.SMOKE;
    }

    private void add(Measure measure) {
        switch (measure.section()) {
            case WORKLOADS -> workload(measure);
            case DELIVERY -> delivery(measure);
            case TREE -> tree(measure);
            case ELEMENTS -> bySize(measure, "size", sizes());
            case REPLICAS -> bySize(measure, "replicas", powers(3, isSmoke() ? 1 : 5));
            case VALUES -> bySize(measure, "bytes", isSmoke() ? new int[] {1 << 10} : kibibytes());
            case HEAP -> throw new IllegalStateException("heap is counted, not timed");
            case WORST -> worst(measure);
        }
    }

    private void workload(Measure measure) {
        switch (measure) {
            case COUNTER_INCREMENT, COUNTER_OPERATION -> contenders(measure, Map.of(), 0);
            case COUNTER_JOIN -> upTo(REPLICAS).forEach(n -> contenders(measure, Map.of("replicas", "" + n), n));
            case WIRE_ENCODE, WIRE_DECODE -> formats(measure);
            case DELTA_ADD_ENCODE,
                    DELTA_ADD_DECODE,
                    DELTA_INCREMENT_ENCODE,
                    DELTA_INCREMENT_DECODE,
                    DELTA_PUT_ENCODE,
                    DELTA_PUT_DECODE -> messages(measure, Map.of());
            case TEXTS_ENCODE, TEXTS_DECODE, BINARIES_ENCODE, BINARIES_DECODE -> greatValues(measure);
            default -> workloadSizes().forEach(n -> contenders(measure, Map.of("size", "" + n), n));
        }
    }

    private IntStream workloadSizes() {
        return switch (request.mode()) {
            case SMOKE -> IntStream.of(SMALL);
            case QUICK -> IntStream.of(SMALL, LARGE);
            case FULL ->
                request.task() == Request.Task.CHECK ? IntStream.of(SMALL) : IntStream.of(SMALL, LARGE, MILLION);
        };
    }

    private IntStream upTo(int[] sizes) {
        return isSmoke() ? IntStream.of(sizes[0]) : IntStream.of(sizes);
    }

    private void contenders(Measure measure, Map<String, String> parameters, int size) {
        for (Contender contender : Contender.values()) {
            boolean takesPart = measure == Measure.COUNTER_OPERATION
                    ? contender == Contender.OURS
                    : contender.takesPart(measure, size);
            boolean isOurs = BOTH.contains(contender.name());
            if (takesPart && (isOurs || size < MILLION && request.task() != Request.Task.CHECK)) {
                steps.add(new Step(
                        measure,
                        with(parameters, "contender", contender.name()),
                        isOurs ? efforts.ours(size) : efforts.peer(size)));
            }
        }
    }

    private void formats(Measure measure) {
        for (WireFormat format : WireFormat.values()) {
            boolean isOurs = BOTH.contains(format.name());
            if (format.takesPart(measure, W7Wire.SIZE) && (isOurs || request.task() != Request.Task.CHECK)) {
                steps.add(
                        new Step(measure, Map.of("format", format.name()), isOurs ? efforts.ours(0) : efforts.peer(0)));
            }
        }
    }

    private void messages(Measure measure, Map<String, String> parameters) {
        for (MessageFormat format : MessageFormat.values()) {
            steps.add(new Step(measure, with(parameters, "format", format.name()), efforts.ours(0)));
        }
    }

    private void greatValues(Measure measure) {
        boolean isFull = request.mode() == Request.Mode.FULL && request.task() != Request.Task.CHECK;
        if (isFull || isSmoke()) {
            upTo(VALUE_BYTES).forEach(bytes -> messages(measure, Map.of("size", "" + bytes)));
        }
    }

    private void delivery(Measure measure) {
        boolean isFull = request.mode() == Request.Mode.FULL;
        List<String> orders = measure == Measure.DELIVERY_TIME && isFull
                ? List.of("IN_ORDER", "NEARLY", "REVERSED", "RANDOM", "REPEATED")
                : measure == Measure.DELIVERY_TIME ? List.of("IN_ORDER", "RANDOM") : List.of("IN_ORDER");
        if (request.task() == Request.Task.CHECK || measure != Measure.DELIVERY_TIME && !isFull) {
            return;
        }
        String size = "" + (isSmoke() ? SMOKE_OPERATIONS : OPERATIONS);
        orders.forEach(order -> steps.add(new Step(measure, Map.of("order", order, "size", size), efforts.delivery())));
    }

    private void tree(Measure measure) {
        if (request.mode() == Request.Mode.QUICK || request.task() == Request.Task.CHECK) {
            return;
        }
        boolean isOne = isSmoke() || measure == Measure.TREE_LOCAL;
        for (int late : isOne ? new int[] {LATE[0]} : LATE) {
            steps.add(new Step(measure, Map.of("late", "" + late), efforts.tree()));
        }
    }

    private int[] sizes() {
        return powers(SMALL, request.mode() == Request.Mode.FULL ? 5 : isSmoke() ? 1 : 4);
    }

    /** 3, 10, 100, ... or 1,000, 10,000, ... */
    private static int[] powers(int first, int count) {
        int[] powers = new int[count];
        powers[0] = first;
        for (int i = 1; i < count; i++) {
            powers[i] = (int) Math.pow(10, Math.round(Math.floor(Math.log10(powers[i - 1]))) + 1);
        }
        return powers;
    }

    private static int[] kibibytes() {
        return new int[] {1 << 10, 4 << 10, 16 << 10, 64 << 10};
    }

    private void bySize(Measure measure, String parameter, int[] sizes) {
        for (int size : sizes) {
            for (String contender : BOTH) {
                steps.add(new Step(
                        measure,
                        Map.of(parameter, "" + size, "contender", contender),
                        efforts.curve(parameter.equals("size") ? size : 0)));
            }
        }
    }

    private void worst(Measure measure) {
        for (int size : WorstCases.sizes(measure, isSmoke())) {
            for (String shape : WorstCases.shapes(measure)) {
                Map<String, String> parameters =
                        size == 0 ? Map.of("shape", shape) : Map.of("shape", shape, "size", "" + size);
                steps.add(new Step(measure, parameters, efforts.worst()));
            }
        }
    }

    private static Map<String, String> with(Map<String, String> parameters, String name, String value) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put(name, value);
        return all;
    }

    private void addProbes() {
        if (isSmoke() || request.task() == Request.Task.CHECK) {
            return;
        }
        if (wantsOneOf(Measure.WIRE_BYTES, Measure.SET_HEAP)) {
            probes.add(Probe.SIZES);
        }
        if (wantsOneOf(Measure.COUNTER_JOIN, Measure.SET_ADD, Measure.SET_JOIN, Measure.SET_DELTA, Measure.MAP_PUT)) {
            probes.add(Probe.ALLOCATION);
        }
        if (wantsOneOf(Measure.DELIVERY_WAITING) && request.mode() == Request.Mode.FULL) {
            probes.add(Probe.WAITING);
        }
        if (Arrays.stream(Measure.values())
                .anyMatch(measure -> measure.section() == Section.HEAP && request.wants(measure))) {
            probes.add(Probe.heapCurve(request.mode() == Request.Mode.FULL ? MILLION : LARGE));
        }
        if (request.task() == Request.Task.WORST) {
            probes.add(Probe.worstCases(LARGE));
        }
    }

    private boolean wantsOneOf(Measure... measures) {
        return Arrays.stream(measures).anyMatch(request::wants);
    }
}
