// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The comparison of two runs, with made-up figures. */
class RegressionTest {

    private static String row(String contender, String iterations) {
        return """
                {"benchmark": "a.W5SetDelta.apply", "vmName": "VM", "vmVersion": "17",
                 "params": {"contender": "%s", "size": "1000"},
                 "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[%s]]}}
                """.formatted(contender, iterations);
    }

    private static Run run(String ours, String floor) {
        return ReportTest.run("[" + row("OURS", ours) + "," + row("FLOOR", floor) + "]");
    }

    private static final Run BEFORE = run("19, 20, 21", "9, 10, 11");

    @Test
    void sameRatios_pass_howeverFastTheMachine() {
        Regression regression = new Regression(BEFORE, run("190, 200, 210", "90, 100, 110"));
        assertEquals(1, regression.compared());
        assertEquals(List.of(), regression.slower());
    }

    @Test
    void justWithinTheBound_passes() {
        assertEquals(List.of(), new Regression(BEFORE, run("32, 32, 32", "10, 10, 10")).slower());
    }

    @Test
    void clearlyBeyondTheBound_fails_andSaysByHowMuch() {
        Regression regression = new Regression(BEFORE, run("49, 50, 51", "10, 10, 10"));
        assertEquals(
                List.of("W5 set: one delta at N, N = 1,000 takes 5.00x of the floor, 2.00x before"),
                regression.slower());
        assertTrue(regression.text().contains("2.50x   SLOWER"), regression::text);
    }

    @Test
    void beyondTheBound_butWithinTheNoise_passes() {
        Regression regression = new Regression(BEFORE, run("20, 50, 90", "10, 10, 40"));
        assertEquals(List.of(), regression.slower());
        assertTrue(regression.text().contains("within the noise"), regression::text);
    }

    @Test
    void faster_passes() {
        assertEquals(List.of(), new Regression(BEFORE, run("5, 5, 5", "10, 10, 10")).slower());
    }

    @Test
    void rowsThatOneRunLacks_areNotCompared() {
        Run floorOnly = ReportTest.run("[" + row("FLOOR", "10") + "]");
        assertEquals(0, new Regression(BEFORE, floorOnly).compared());
        assertEquals(0, new Regression(floorOnly, BEFORE).compared());
        assertEquals(0, new Regression(ReportTest.run("[]"), BEFORE).compared());
    }
}
