// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.command;

import java.util.List;
import org.crdt4j.benchmarks.report.Measure;

/** At which sizes worst cases are measured, and beside what. */
final class WorstCases {

    private static final List<Integer> SMOKE = List.of(1_000);

    private WorstCases() {}

    /** What is measured: for some there is neither a benign history nor plain work to compare with. */
    static List<String> shapes(Measure measure) {
        return switch (measure) {
            case OFFLINE_DELTA -> List.of("OURS");
            case INTERLEAVED_ENCODE, INTERLEAVED_DECODE -> List.of("OURS", "BENIGN");
            default -> List.of("OURS", "BENIGN", "FLOOR");
        };
    }

    /** The sizes; 0 where the case has one of its own. */
    static List<Integer> sizes(Measure measure, boolean smoke) {
        return switch (measure) {
            case COLLIDING_ADD, COLLIDING_DELTA -> smoke ? SMOKE : List.of(1_000, 10_000, 100_000);
            case AGAIN_PAIR -> List.of(0);
            case SAME_JOIN, SAME_ADD -> SMOKE;
            case GAPS_DELTA, GAPS_JOIN -> smoke ? SMOKE : List.of(50_000);
            default -> smoke ? SMOKE : List.of(100_000);
        };
    }
}
