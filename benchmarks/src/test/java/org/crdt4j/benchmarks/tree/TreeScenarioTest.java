// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.crdt4j.crdt.Tagged;
import org.crdt4j.tree.MovableTree;
import org.junit.jupiter.api.Test;

/** The tree benchmarks do what they say. */
class TreeScenarioTest {

    @Test
    void oneByOneAndInBatches_giveOneTree() {
        TreeScenario scenario = new TreeScenario();
        scenario.late = 50;
        scenario.build();
        assertEquals(TreeScenario.REMOTE + TreeScenario.OWN, scenario.arriving.size());
        MovableTreeBenchmark benchmark = new MovableTreeBenchmark();
        MovableTreeBenchmark.Fresh fresh = new MovableTreeBenchmark.Fresh();
        fresh.copy(scenario);
        Object one = benchmark.remote_oneByOne(scenario, fresh);
        fresh.copy(scenario);
        Object batches = benchmark.remote_inBatches(scenario, fresh);
        assertEquals(one, batches);
        assertEquals(TreeScenario.NODES, ((MovableTree<?, ?>) one).size());
        fresh.copy(scenario);
        assertTrue((Integer) benchmark.remote_observed(scenario, fresh) > TreeScenario.OWN);
        assertEquals(one, fresh.tree);
    }

    @Test
    void local_movesAnywhere() {
        TreeScenario scenario = new TreeScenario();
        scenario.build();
        MovableTreeBenchmark.Local local = new MovableTreeBenchmark.Local();
        local.build(scenario);
        for (int index = 0; index < 100; index++) {
            assertInstanceOf(Tagged.class, local.move());
        }
    }
}
