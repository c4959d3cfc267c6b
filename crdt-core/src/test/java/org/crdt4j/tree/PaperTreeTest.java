// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.crdt4j.error.StaleReplicaException;
import org.crdt4j.tree.PaperTree.Fault;
import org.crdt4j.tree.TreeFlavour.Ours;
import org.crdt4j.tree.TreeSimulation.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.AssertionFailedError;

/** The simulation that {@link MovableTree} passes finds what can be done wrong. */
final class PaperTreeTest {

    private static final int HISTORIES = 400;

    private static void run(long seed, Fault fault) {
        TreeSimulation<PaperTree> simulation = new TreeSimulation<>(seed, true, () -> new PaperTree(fault));
        for (int step = 0; step < 60; step++) {
            if (simulation.random.nextInt(3) == 0) {
                simulation.act();
            } else {
                simulation.deliver();
            }
        }
        simulation.deliverAll();
        simulation.checkAll();
    }

    @Test
    void withoutFault_isTheSpecification() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            run(seed, Fault.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void fault_isCaught(Fault fault) {
        long seed = 1;
        while (seed <= HISTORIES && passes(seed, fault)) {
            seed++;
        }
        System.out.println(fault + ": seed " + seed);
        assertTrue(seed <= HISTORIES, () -> fault + " was not found in " + HISTORIES + " histories");
    }

    private static boolean passes(long seed, Fault fault) {
        try {
            run(seed, fault);
            return true;
        } catch (AssertionFailedError caught) {
            return false;
        }
    }

    /** Dropping what every replica has got, while something older is on its way to us, is never silent. */
    @Test
    void truncationBeforeStability_isRefused() {
        int refused = 0;
        for (long seed = 1; seed <= HISTORIES; seed++) {
            refused += isRefused(seed) ? 1 : 0;
        }
        assertTrue(refused > HISTORIES / 10, "refused only " + refused);
    }

    private static boolean isRefused(long seed) {
        TreeSimulation<Ours> simulation = new TreeSimulation<>(seed, true, () -> new Ours(new MovableTree<>()));
        try {
            for (int step = 0; step < 60; step++) {
                if (simulation.random.nextInt(3) == 0) {
                    simulation.act();
                } else {
                    simulation.deliver();
                }
                Site<Ours> site = simulation.anySite();
                site.tree.compact(simulation.deliveredEverywhere());
            }
            simulation.deliverAll();
        } catch (StaleReplicaException refusal) {
            assertTrue(refusal.getMessage().contains("declared stable"), refusal.getMessage());
            return true;
        }
        simulation.checkAll();
        simulation.sites.forEach(site -> assertEquals(simulation.made.size(), site.came.size()));
        return false;
    }
}
