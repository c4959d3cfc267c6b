// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.tree.TreeOperation.Move;
import org.crdt4j.tree.TreeOperation.Remove;
import org.crdt4j.tree.TreeOperation.Rename;

/**
 * What 3 to 5 replicas do at random, from one seed: operations on few nodes, so that they get into each other's way, by clocks that
 * differ and often agree; operations that come late, twice and in any order. After each step a replica's value must be what the
 * specification makes of the operations that came there.
 */
final class TreeSimulation<F extends TreeFlavour> {

    private static final int NODES = 7;

    final SplittableRandom random;
    final List<Site<F>> sites = new ArrayList<>();
    final Map<Dot, Made> made = new HashMap<>();
    private final boolean isCausal;
    private long now = 1_000;

    /** One replica. */
    static final class Site<F extends TreeFlavour> {

        final F tree;
        final ReplicaId replica;
        final Set<Made> came = new HashSet<>();
        VersionVector delivered = VersionVector.empty();
        private final HybridClock clock;

        Site(F tree, ReplicaId replica, HybridClock clock) {
            this.tree = tree;
            this.replica = replica;
            this.clock = clock;
        }

        private HybridTimestamp nextTime() {
            HybridTimestamp latest = came.stream()
                    .map(each -> each.stamp().time())
                    .max(HybridTimestamp::compareTo)
                    .orElse(HybridTimestamp.ZERO);
            return clock.nextAfter(latest);
        }

        void came(Made operation) {
            came.add(operation);
            delivered = delivered.with(
                    operation.stamp().dot().replica(), operation.stamp().dot().counter());
        }
    }

    TreeSimulation(long seed, boolean isCausal, Supplier<? extends F> factory) {
        this.random = new SplittableRandom(seed);
        this.isCausal = isCausal;
        int count = 3 + random.nextInt(3);
        for (int index = 0; index < count; index++) {
            int skew = random.nextInt(3) * random.nextInt(20);
            HybridClock clock = new HybridClock(() -> Instant.ofEpochMilli(now + skew));
            sites.add(new Site<>(factory.get(), ReplicaId.of(index + 1), clock));
        }
    }

    Site<F> anySite() {
        return sites.get(random.nextInt(sites.size()));
    }

    /** Somebody does something. */
    void act() {
        now += random.nextInt(3) == 0 ? random.nextInt(8) : 0;
        Site<F> site = anySite();
        TreeOperation<String, String> operation = draw(site.tree.value());
        Dot dot = new Dot(site.replica, site.delivered.get(site.replica) + 1);
        Made operationMade = new Made(new Stamp(site.nextTime(), dot), operation, site.delivered);
        made.put(dot, operationMade);
        take(site, operationMade);
    }

    private TreeOperation<String, String> draw(List<TreeNode<String, String>> value) {
        String node = "n" + random.nextInt(NODES);
        boolean isVisible = value.stream().anyMatch(each -> each.id().equals(node));
        int kind = random.nextInt(10);
        if (isVisible && kind < 2) {
            return new Remove<>(node);
        }
        String name = "name-" + random.nextInt(100);
        if (isVisible && kind < 4) {
            return new Rename<>(node, name);
        }
        List<String> targets = targets(node, value);
        Optional<String> parent = targets.isEmpty() || random.nextInt(5) == 0
                ? Optional.empty()
                : Optional.of(targets.get(random.nextInt(targets.size())));
        return new Move<>(node, parent, random.nextInt(3) == 0 ? Optional.of(name) : Optional.empty());
    }

    /* a value has parents first, so one pass finds all that is below a node */
    private static List<String> targets(String node, List<TreeNode<String, String>> value) {
        Set<String> below = new HashSet<>(Set.of(node));
        List<String> targets = new ArrayList<>();
        for (TreeNode<String, String> each : value) {
            if (each.id().equals(node)
                    || (each.parent().isPresent()
                            && below.contains(each.parent().get()))) {
                below.add(each.id());
            } else {
                targets.add(each.id());
            }
        }
        return targets;
    }

    /** Something comes somewhere, perhaps once more. */
    void deliver() {
        Site<F> site = anySite();
        List<Made> possible = made.values().stream()
                .filter(each -> isCausal ? isNext(site, each) : random.nextInt(4) > 0)
                .sorted((one, other) -> one.stamp().compareTo(other.stamp()))
                .toList();
        if (!possible.isEmpty()) {
            take(site, possible.get(random.nextInt(possible.size())));
        }
    }

    private static boolean isNext(Site<?> site, Made each) {
        return site.delivered.covers(each.past())
                && !site.delivered.covers(each.stamp().dot());
    }

    private void take(Site<F> site, Made operation) {
        site.came(operation);
        site.tree.effect(operation);
        if (random.nextInt(3) > 0) {
            check(site);
        }
    }

    /** What certainly is stable at a replica: each other's last operation that came says what had come to its author by then. */
    VersionVector stableAt(Site<F> site) {
        VersionVector stable = site.delivered;
        for (Site<F> other : sites) {
            long last = site.delivered.get(other.replica);
            Made word = other == site ? null : made.get(last == 0 ? null : new Dot(other.replica, last));
            if (other != site) {
                stable = stable.meet(word == null ? VersionVector.empty() : word.pastAndItself());
            }
        }
        return stable;
    }

    /** What has come everywhere. That is not enough: something older may still be on its way. */
    VersionVector deliveredEverywhere() {
        VersionVector least = sites.get(0).delivered;
        for (Site<F> site : sites) {
            least = least.meet(site.delivered);
        }
        return least;
    }

    /** Everybody gets everything. */
    void deliverAll() {
        for (Site<F> site : sites) {
            boolean isComplete = false;
            while (!isComplete) {
                List<Made> next = made.values().stream()
                        .filter(each -> isCausal ? isNext(site, each) : !site.came.contains(each))
                        .toList();
                next.forEach(each -> {
                    site.came(each);
                    site.tree.effect(each);
                });
                isComplete = next.isEmpty();
            }
            check(site);
        }
    }

    void check(Site<F> site) {
        assertEquals(Replay.value(site.came), site.tree.value());
        site.tree.check();
    }

    void checkAll() {
        sites.forEach(this::check);
        sites.forEach(site -> assertEquals(sites.get(0).tree.value(), site.tree.value()));
    }
}
