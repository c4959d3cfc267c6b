// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.crdt4j.net.member.MemberState;
import org.crdt4j.net.membership.MembershipCluster.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many memberships at once. A failure names the seed; the same seed tells the same story again. */
final class MembershipSimulationTest {

    @Test
    void sameSeed_tellsTheSameStory() {
        assertEquals(story(7), story(7));
        assertNotEquals(story(7), story(8));
    }

    private static String story(long seed) {
        MembershipCluster cluster = new MembershipCluster(seed);
        cluster.loss = 0.2;
        List<Node> nodes = cluster.mesh(5);
        cluster.run(Duration.ofSeconds(10));
        nodes.get(2).up = false;
        cluster.run(Duration.ofSeconds(20));
        return cluster.trace();
    }

    @ParameterizedTest
    @CsvSource({"3,0,40", "8,0,40", "32,0,10", "64,0,5", "8,0.1,40", "32,0.1,10", "64,0.1,5"})
    void silentCrash_isFoundByAllInTime(int size, double loss, int seeds) {
        long[] times = new long[seeds];
        long[] first = new long[seeds];
        for (int seed = 0; seed < seeds; seed++) {
            MembershipCluster cluster = new MembershipCluster(seed);
            List<Node> nodes = cluster.mesh(size);
            String story = "seed " + seed;
            assertTrue(cluster.runUntil(cluster::everybodyKnowsEverybody, Duration.ofSeconds(20)), story);
            cluster.loss = loss;
            cluster.run(Duration.ofSeconds(20));
            Node victim = nodes.get(seed % size);
            victim.up = false;
            long start = cluster.now;
            assertTrue(
                    cluster.runUntil(
                            () -> nodes.stream().anyMatch(node -> node.believes(victim) == MemberState.DEAD),
                            Duration.ofSeconds(20)),
                    story);
            first[seed] = cluster.now - start;
            assertTrue(
                    cluster.runUntil(() -> cluster.everybodyBelieves(victim, MemberState.DEAD), Duration.ofSeconds(20)),
                    story);
            times[seed] = cluster.now - start;
            cluster.run(Duration.ofSeconds(20));
            assertEquals(0, cluster.wronged(MemberState.DEAD), story);
        }
        Arrays.sort(times);
        Arrays.sort(first);
        String report = "median of the first to find out " + first[seeds / 2] / 1e9 + " s, of the last "
                + times[seeds / 2] / 1e9 + " s; the slowest " + times[seeds - 1] / 1e9 + " s";
        assertTrue(times[seeds / 2] <= Duration.ofSeconds(5).toNanos(), report);
        assertTrue(times[seeds - 1] <= Duration.ofSeconds(8).toNanos(), report);
    }
}
