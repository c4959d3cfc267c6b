// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * All that can go wrong in a simulated world.
 *
 * @param loss how many of all frames get lost, from 0 to 1
 * @param duplication how many fresh deltas and digests come twice
 * @param reorder how many messages of replicas are overtaken by others
 * @param damage how many frames have a bit changed on the way
 * @param fastestNanos the shortest time that a frame takes
 * @param slowestNanos the longest; a slow node takes longer
 * @param bufferBytes how many bytes may be on their way over one connection before the sender waits
 * @param skewMillis how far a clock may be from the true time, to either side
 * @param rate how often one of the incidents happens, as a part of all steps of a schedule
 * @param incidents what may happen to nodes
 */
record Faults(
        double loss,
        double duplication,
        double reorder,
        double damage,
        long fastestNanos,
        long slowestNanos,
        int bufferBytes,
        long skewMillis,
        double rate,
        Set<Incident> incidents) {

    /** What can happen to a node. */
    enum Incident {
        /** What it sends to another node gets lost, the other direction works; or that works again. */
        ONE_WAY_CUT,
        /** A wall goes up between some nodes and the others, or comes down. */
        TWO_WAY_CUT,
        /** It stops at once and comes back later, with all that it kept. */
        CRASH,
        /** The power fails while it writes: the last record may be there, lack, or be half there. */
        TORN_TAIL,
        /** It stops and comes back with an empty disk. */
        LOST_DISK,
        /** It stops and comes back with its disk as it was some time ago. */
        RESTORED_BACKUP,
        /** A copy of its disk starts as another node. */
        CLONED_DISK,
        /** Its clock jumps. */
        CLOCK_JUMP,
        /** It becomes slow, or quick again. */
        SLOW_PEER,
        /** A stranger sends it what no peer sends. */
        HOSTILE_FRAME
    }

    /** What a production replica and node withstand without anybody's help. */
    static final Set<Incident> SURVIVED =
            Set.copyOf(EnumSet.complementOf(EnumSet.of(Incident.RESTORED_BACKUP, Incident.CLONED_DISK)));

    /** A network that only takes its time, up to 20 ms. */
    static Faults none() {
        return new Faults(0, 0, 0, 0, 100_000, 20_000_000, 64 << 10, 0, 0, Set.of());
    }

    /** Some of everything; of a few schedules a lot. */
    static Faults draw(RandomGenerator random) {
        boolean wild = random.nextInt(4) == 0;
        return new Faults(
                random.nextDouble(wild ? 0.3 : 0.05),
                random.nextDouble(wild ? 0.3 : 0.05),
                random.nextDouble(wild ? 0.5 : 0.1),
                random.nextInt(4) == 0 ? 0.002 : 0,
                100_000,
                random.nextLong(1_000_000, wild ? 400_000_000 : 20_000_000),
                random.nextBoolean() ? 64 << 10 : 1 << 10,
                random.nextLong(20_000),
                wild ? 0.2 : 0.1,
                SURVIVED);
    }

    Faults withLoss(double newLoss) {
        return new Faults(
                newLoss,
                duplication,
                reorder,
                damage,
                fastestNanos,
                slowestNanos,
                bufferBytes,
                skewMillis,
                rate,
                incidents);
    }

    Faults withIncidents(double newRate, Set<Incident> newIncidents) {
        return new Faults(
                loss,
                duplication,
                reorder,
                damage,
                fastestNanos,
                slowestNanos,
                bufferBytes,
                skewMillis,
                newRate,
                Set.copyOf(newIncidents));
    }
}
