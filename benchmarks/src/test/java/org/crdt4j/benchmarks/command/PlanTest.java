// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.crdt4j.benchmarks.report.Measure;
import org.crdt4j.benchmarks.workload.Contender;
import org.junit.jupiter.api.Test;

/** What is started, and for how long. */
class PlanTest {

    private static final double TEN_MINUTES = 600;

    private static Plan plan(String... typed) throws BenchException {
        return Plan.of(Request.parse(List.of(typed)));
    }

    private static Set<String> values(Plan plan, Measure measure, String parameter) {
        return plan.steps().stream()
                .filter(step -> step.measure() == measure)
                .map(step -> step.parameters().getOrDefault(parameter, ""))
                .collect(Collectors.toSet());
    }

    @Test
    void quick_staysUnderTenMinutes_withAllPeers() throws BenchException {
        Plan plan = plan("--quick");
        assertTrue(plan.seconds() < TEN_MINUTES, () -> "it takes " + Durations.text(plan.seconds()));
        Set<String> contenders = plan.steps().stream()
                .map(step -> step.parameters().getOrDefault("contender", ""))
                .collect(Collectors.toSet());
        for (Contender contender : Contender.values()) {
            assertTrue(contenders.contains(contender.name()), contender.name());
        }
    }

    @Test
    void steps_areThoseThatContendersTakePartIn_each_once() throws BenchException {
        Plan plan = plan("--quick");
        for (Step step : plan.steps()) {
            String contender = step.parameters().get("contender");
            if (contender != null && step.measure() != Measure.COUNTER_OPERATION) {
                int size = Integer.parseInt(
                        step.parameters().getOrDefault("size", step.parameters().getOrDefault("replicas", "0")));
                assertTrue(Contender.valueOf(contender).takesPart(step.measure(), size), step::label);
            }
        }
        Set<String> distinct = plan.steps().stream().map(Step::label).collect(Collectors.toSet());
        assertEquals(plan.steps().size(), distinct.size());
    }

    @Test
    void everyTimedMeasure_isMadeByOneOfTheFullRuns() throws BenchException {
        Set<Measure> made = plan().steps().stream().map(Step::measure).collect(Collectors.toSet());
        plan("--curves").steps().forEach(step -> made.add(step.measure()));
        plan("--worst").steps().forEach(step -> made.add(step.measure()));
        for (Measure measure : Measure.values()) {
            assertEquals(measure.isTimed(), made.contains(measure), measure::name);
        }
    }

    @Test
    void million_isForOursAndTheFloorInAFullRun() throws BenchException {
        assertEquals(Set.of("1000", "100000", "1000000"), values(plan(), Measure.SET_JOIN, "size"));
        assertEquals(Set.of("1000", "100000"), values(plan("--quick"), Measure.SET_JOIN, "size"));
        for (Step step : plan().steps()) {
            if (step.measure() == Measure.SET_JOIN
                    && "1000000".equals(step.parameters().get("size"))) {
                assertTrue(Set.of("OURS", "FLOOR").contains(step.parameters().get("contender")), step::label);
            }
        }
    }

    @Test
    void curves_goFromAThousandToTenMillion_andFromThreeToTenThousand() throws BenchException {
        Plan plan = plan("--curves");
        assertEquals(
                Set.of("1000", "10000", "100000", "1000000", "10000000"), values(plan, Measure.ELEMENTS_ADD, "size"));
        assertEquals(
                Set.of("3", "10", "100", "1000", "10000"), values(plan, Measure.REPLICAS_COUNTER_JOIN, "replicas"));
        assertEquals(Set.of("1024", "4096", "16384", "65536"), values(plan, Measure.VALUES_PUT, "bytes"));
    }

    @Test
    void check_isShort_andLeavesOutPeers() throws BenchException {
        Plan plan = plan("--check");
        assertEquals(Set.of("OURS", "FLOOR"), values(plan, Measure.SET_JOIN, "contender"));
        assertTrue(plan.probes().isEmpty());
        assertTrue(plan.seconds() < TEN_MINUTES / 2, () -> "it takes " + Durations.text(plan.seconds()));
    }

    @Test
    void smoke_startsNoProcess() throws BenchException {
        for (String task : List.of("--machine=x", "--curves", "--worst")) {
            Plan plan = plan("--smoke", task);
            assertFalse(plan.steps().isEmpty());
            assertTrue(plan.probes().isEmpty());
            assertTrue(plan.steps().stream().allMatch(step -> step.effort().forks() == 0));
        }
    }

    @Test
    void pattern_meansOneBenchmarkOnly() {
        for (Measure measure : Measure.values()) {
            if (measure.isTimed()) {
                String name = "org.crdt4j.benchmarks." + measure.key();
                Step step = new Step(measure, Map.of(), Effort.SMOKE);
                assertTrue(Pattern.compile(step.pattern()).matcher(name).find(), name);
                assertFalse(
                        Pattern.compile(step.pattern()).matcher(name + "More").find(), name);
            }
        }
    }
}
