// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Who does what and what arrives where, as a plain list of steps: the same for every type and for both flavours of one.
 *
 * <p>Random schedules lose, repeat, reorder and group deltas, bring old states late, leave replicas alone for long, and let clocks
 * differ and jump. After the last step, whoever runs a schedule lets all replicas exchange all.
 *
 * @param seed where it came from
 * @param replicas how many replicas there are
 * @param steps the steps
 */
public record Schedule(long seed, int replicas, List<Step> steps) {

    /**
     * Copies the list.
     *
     * @param seed where it came from
     * @param replicas how many replicas there are
     * @param steps the steps
     */
    public Schedule {
        steps = List.copyOf(steps);
    }

    /**
     * A random schedule of 3 to 5 replicas and 20 to 60 steps.
     *
     * @param seed gives the same schedule every time
     * @return the schedule
     */
    public static Schedule random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int replicas = 3 + random.nextInt(3);
        return random(seed, replicas, 20 + random.nextInt(41));
    }

    /**
     * A random schedule.
     *
     * @param seed gives the same schedule every time
     * @param replicas how many replicas
     * @param length how many steps
     * @return the schedule
     */
    public static Schedule random(long seed, int replicas, int length) {
        return new Schedule(seed, replicas, new Draft(new SplittableRandom(~seed), replicas).steps(length));
    }

    Schedule withSteps(List<Step> fewer) {
        return new Schedule(seed, replicas, fewer);
    }

    /** Draws steps. */
    private static final class Draft {

        /* of 100 steps, up to how many are what; the rest moves clocks */
        private static final int ACT = 42;
        private static final int DELIVER = ACT + 33;
        private static final int CAPTURE = DELIVER + 5;
        private static final int EXCHANGE = CAPTURE + 8;
        private static final int MEET = EXCHANGE + 2;
        private static final int COMPACT = MEET + 4;

        private final RandomGenerator random;
        private final int replicas;
        private final int probesIn4;
        private int parcels;

        Draft(RandomGenerator random, int replicas) {
            this.random = random;
            this.replicas = replicas;
            this.probesIn4 = random.nextInt(5);
        }

        List<Step> steps(int length) {
            List<Step> steps = new ArrayList<>();
            for (int index = 0; index < length; index++) {
                steps.add(step());
            }
            return steps;
        }

        private Step step() {
            int kind = random.nextInt(100);
            if (kind < ACT || parcels == 0) {
                return new Step.Act(parcels++, replica(), random.nextLong(), probed());
            }
            if (kind < DELIVER) {
                return new Step.Deliver(someParcels(), replica(), probed());
            }
            if (kind < CAPTURE) {
                return new Step.Capture(parcels++, replica());
            }
            if (kind < EXCHANGE) {
                int from = replica();
                int to = (from + 1 + random.nextInt(replicas - 1)) % replicas;
                return new Step.Exchange(parcels++, from, to, probed());
            }
            if (kind < MEET) {
                return new Step.Meet();
            }
            return kind < COMPACT ? new Step.Compact(replica()) : new Step.Pass(replica(), millis());
        }

        private int replica() {
            return random.nextInt(replicas);
        }

        private boolean probed() {
            return random.nextInt(4) < probesIn4;
        }

        /* mostly a recent parcel, sometimes any, sometimes several as one */
        private List<Integer> someParcels() {
            int count = random.nextInt(5) == 0 ? 2 + random.nextInt(3) : 1;
            List<Integer> names = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                boolean recent = random.nextInt(3) > 0;
                int name = recent ? parcels - 1 - random.nextInt(Math.min(parcels, 4)) : random.nextInt(parcels);
                names.add(name);
            }
            return names;
        }

        private long millis() {
            return switch (random.nextInt(4)) {
                case 0 -> 1;
                case 1 -> random.nextInt(10);
                case 2 -> -random.nextInt(10);
                default -> random.nextInt(100_000);
            };
        }
    }
}
