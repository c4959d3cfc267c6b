// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.tree.TreeChange.Moved;
import org.crdt4j.tree.TreeChange.Renamed;
import org.crdt4j.tree.TreeFlavour.Ours;
import org.crdt4j.tree.TreeSimulation.Site;

/** The laws of {@link MovableTree}: whatever comes when, the tree is what {@link Replay} makes of it. */
final class MovableTreeLawsTest {

    private static TreeSimulation<Ours> simulation(long seed, boolean isCausal) {
        return new TreeSimulation<>(seed, isCausal, () -> new Ours(new MovableTree<>()));
    }

    @Property(tries = 1_000)
    void anyOrder_anyTimes_givesTheSpecification(@ForAll long seed) {
        TreeSimulation<Ours> simulation = simulation(seed, false);
        for (int step = 0; step < 50; step++) {
            if (simulation.random.nextInt(3) == 0) {
                simulation.act();
            } else {
                simulation.deliver();
            }
        }
        simulation.deliverAll();
        simulation.checkAll();
        simulation.sites.forEach(
                site -> assertEquals(simulation.sites.get(0).tree.tree(), site.tree.tree()));
    }

    @Property(tries = 1_000)
    void causalOrder_withTruncation_givesTheSpecification(@ForAll long seed) {
        TreeSimulation<Ours> simulation = simulation(seed, true);
        for (int step = 0; step < 70; step++) {
            switch (simulation.random.nextInt(6)) {
                case 0, 1 -> simulation.act();
                case 2 -> compact(simulation, simulation.anySite());
                case 3 -> {
                    if (simulation.random.nextInt(4) == 0) {
                        joinState(simulation);
                    }
                }
                default -> simulation.deliver();
            }
        }
        simulation.deliverAll();
        simulation.sites.forEach(site -> compact(simulation, site));
        simulation.checkAll();
        checkEverythingIsSomewhere(simulation);
        checkLattice(simulation);
    }

    private static void compact(TreeSimulation<Ours> simulation, Site<Ours> site) {
        List<TreeNode<String, String>> before = site.tree.value();
        int logged = site.tree.tree().logSize();
        site.tree.compact(simulation.stableAt(site));
        assertTrue(site.tree.tree().logSize() <= logged);
        assertEquals(before, site.tree.value());
        site.tree.check();
    }

    private static void joinState(TreeSimulation<Ours> simulation) {
        Site<Ours> from = simulation.anySite();
        Site<Ours> to = simulation.anySite();
        TreeState<String, String> before = to.tree.tree().state();
        TreeState<String, String> joined = before.join(from.tree.tree().state());
        assertEquals(
                !joined.equals(before), to.tree.tree().join(from.tree.tree().state()));
        assertEquals(joined, to.tree.tree().state());
        assertFalse(to.tree.tree().join(joined));
        to.came.addAll(from.came);
        to.delivered = to.delivered.join(from.delivered);
        simulation.check(to);
    }

    private static void checkEverythingIsSomewhere(TreeSimulation<Ours> simulation) {
        MovableTree<String, String> tree = simulation.sites.get(0).tree.tree();
        Set<String> shown = new HashSet<>();
        tree.walk(node -> assertTrue(shown.add(node.id()), () -> node + " is there twice"));
        assertEquals(shown.size(), tree.size());
        for (Made made : simulation.made.values()) {
            String node = made.operation().node();
            assertTrue(tree.contains(node) != tree.isRemoved(node), () -> node + " is nowhere, or everywhere");
            assertEquals(shown.contains(node), tree.contains(node));
        }
    }

    private static void checkLattice(TreeSimulation<Ours> simulation) {
        TreeState<String, String> a = simulation.sites.get(0).tree.tree().state();
        TreeState<String, String> b = simulation.sites.get(1).tree.tree().state();
        TreeState<String, String> c = simulation.sites.get(2).tree.tree().state();
        assertEquals(a.join(b), b.join(a));
        assertEquals(a.join(b).join(c), a.join(b.join(c)));
        assertEquals(a, a.join(a));
        assertEquals(a, a.join(TreeState.bottom()));
    }

    @Property(tries = 500)
    void batch_isOneByOne(@ForAll long seed) {
        TreeSimulation<Ours> simulation = simulation(seed, true);
        for (int step = 0; step < 60; step++) {
            if (simulation.random.nextInt(2) == 0) {
                simulation.act();
            } else {
                simulation.deliver();
            }
        }
        List<Made> all = new ArrayList<>(simulation.made.values());
        Collections.shuffle(all, new Random(seed));
        MovableTree<String, String> single = new MovableTree<>();
        all.forEach(made -> {
            single.effect(made.tagged());
            single.size();
        });
        MovableTree<String, String> batch = new MovableTree<>();
        int middle = simulation.random.nextInt(all.size() + 1);
        batch.effects(all.subList(0, middle).stream().map(Made::tagged).toList());
        batch.checkInvariants();
        batch.effects(all.stream().map(Made::tagged).toList());
        assertEquals(single, batch);
        assertEquals(Replay.value(all), batch.value());
        single.checkInvariants();
        batch.checkInvariants();
    }

    @Property(tries = 1_000)
    void changes_areReportedOnceAndExactly(@ForAll long seed) {
        TreeSimulation<Ours> simulation = simulation(seed, true);
        Map<Site<Ours>, List<TreeChange<String, String>>> reports = new LinkedHashMap<>();
        for (Site<Ours> site : simulation.sites) {
            List<TreeChange<String, String>> own = new ArrayList<>();
            reports.put(site, own);
            site.tree.tree().observe(own::add);
        }
        for (int step = 0; step < 60; step++) {
            Map<Site<Ours>, List<TreeNode<String, String>>> before = new LinkedHashMap<>();
            reports.keySet().forEach(site -> before.put(site, site.tree.value()));
            switch (simulation.random.nextInt(6)) {
                case 0, 1 -> simulation.act();
                case 2 -> joinState(simulation);
                case 3 -> compact(simulation, simulation.anySite());
                default -> simulation.deliver();
            }
            reports.forEach((site, own) -> {
                checkReport(before.get(site), site.tree.value(), own);
                own.clear();
            });
        }
    }

    private static void checkReport(
            List<TreeNode<String, String>> before,
            List<TreeNode<String, String>> after,
            List<TreeChange<String, String>> reports) {
        if (reports.isEmpty()) {
            assertEquals(before, after);
            return;
        }
        assertEquals(1, reports.size());
        assertNotEquals(before, after);
        TreeChange<String, String> change = reports.get(0);
        Map<String, TreeNode<String, String>> mirror = byId(before);
        Set<String> touched = new HashSet<>();
        apply(change, mirror, touched);
        assertEquals(byId(after), mirror);
        List<TreeNode<String, String>> stayed = new ArrayList<>(before);
        stayed.removeIf(node -> touched.contains(node.id()));
        List<TreeNode<String, String>> stay = new ArrayList<>(after);
        stay.removeIf(node -> touched.contains(node.id()));
        for (TreeNode<String, String> node : stayed) {
            assertEquals(siblings(node.parent(), stayed), siblings(node.parent(), stay), () -> "order after " + change);
        }
    }

    private static void apply(
            TreeChange<String, String> change, Map<String, TreeNode<String, String>> mirror, Set<String> touched) {
        for (TreeNode<String, String> removed : change.removed()) {
            assertEquals(removed, mirror.remove(removed.id()));
            touched.add(removed.id());
        }
        for (TreeNode<String, String> added : change.added()) {
            assertEquals(null, mirror.put(added.id(), added));
            boolean hasParent = added.parent().isEmpty()
                    || mirror.containsKey(added.parent().get());
            assertTrue(hasParent, () -> added + " comes before its parent");
            touched.add(added.id());
        }
        for (Moved<String> moved : change.moved()) {
            TreeNode<String, String> old = mirror.get(moved.id());
            assertEquals(old.parent(), moved.from());
            assertTrue(touched.add(moved.id()));
            mirror.put(old.id(), new TreeNode<>(old.id(), moved.to(), old.name()));
        }
        for (Renamed<String, String> renamed : change.renamed()) {
            TreeNode<String, String> old = mirror.get(renamed.id());
            assertEquals(old.name(), renamed.before());
            assertNotEquals(renamed.before(), renamed.after());
            mirror.put(old.id(), new TreeNode<>(old.id(), old.parent(), renamed.after()));
        }
    }

    private static Map<String, TreeNode<String, String>> byId(List<TreeNode<String, String>> nodes) {
        Map<String, TreeNode<String, String>> map = new LinkedHashMap<>();
        nodes.forEach(node -> map.put(node.id(), node));
        return map;
    }

    private static List<String> siblings(Optional<String> parent, List<TreeNode<String, String>> nodes) {
        return nodes.stream()
                .filter(node -> node.parent().equals(parent))
                .map(TreeNode::id)
                .toList();
    }
}
