// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.node.Faults.Incident;
import org.crdt4j.replica.BrokenRules;
import org.jspecify.annotations.Nullable;

/** What happens in a cluster of 3 to 7 nodes, from one seed: updates, faults, and at last peace, in which all has to come right. */
final class ClusterSchedule {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MOST_SKEW_MILLIS = 20_000;

    /** What happened. */
    record Story(long traceHash, long updates, long frames, Map<Incident, Integer> incidents) {}

    private final SplittableRandom random;
    private final Faults faults;
    private final boolean reusesIdentity;
    private final SimulatedCluster<Participant.Real> cluster;
    private final Ledger ledger = new Ledger();
    private final List<Checker> checkers = List.of(
            new MonotonicVersionsCheck(),
            new NoResurrectionCheck(ledger),
            new CounterBoundsCheck(),
            new MemoryBoundsCheck(),
            new ConvergenceCheck(),
            new NoLostUpdateCheck(ledger),
            new ExactCountCheck(ledger));
    private final List<SimulatedSite> sites = new ArrayList<>();
    private final Map<Incident, Integer> incidents = new EnumMap<>(Incident.class);
    private final int[] ports;
    private final boolean knowsAll;
    private long identities = 1000;

    private ClusterSchedule(long seed, Faults faults, @Nullable BrokenRules broken) {
        random = new SplittableRandom(seed);
        this.faults = faults;
        reusesIdentity = broken == BrokenRules.IDENTITY_REUSED;
        cluster = new SimulatedCluster<>(
                random.nextLong(),
                port -> new Participant.Real(sites.get(port - 1).open()));
        cluster.faults = faults;
        if (random.nextInt(3) == 0) {
            cluster.limits = cluster.limits.withQueues(1 + random.nextInt(4), 1 << 10);
        }
        ports = new int[3 + random.nextInt(5)];
        knowsAll = random.nextBoolean();
        Duration retention = random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(2);
        for (int i = 0; i < ports.length; i++) {
            ports[i] = i + 1;
            SimulatedSite site = new SimulatedSite(i + 1, cluster, ledger, broken, retention);
            sites.add(site);
            site.setClock(skew());
            start(site);
        }
    }

    /**
     * Runs a schedule.
     *
     * @param seed decides all
     * @param faults what may go wrong
     * @param broken which rule is left out, null for none
     * @throws IllegalStateException if a promise is broken
     */
    static Story run(long seed, Faults faults, @Nullable BrokenRules broken) {
        ClusterSchedule schedule = new ClusterSchedule(seed, faults, broken);
        int steps = 30 + schedule.random.nextInt(50);
        for (int step = 0; step < steps; step++) {
            schedule.step();
        }
        schedule.settle();
        return new Story(
                schedule.cluster.traceHash(), schedule.ledger.size(), schedule.cluster.frames, schedule.incidents);
    }

    /** Runs a schedule with faults that are drawn from its seed. */
    static Story run(long seed, @Nullable BrokenRules broken) {
        return run(seed, Faults.draw(new SplittableRandom(~seed)), broken);
    }

    private long skew() {
        return faults.skewMillis() == 0 ? 0 : random.nextLong(-faults.skewMillis(), faults.skewMillis());
    }

    private void start(SimulatedSite site) {
        if (knowsAll) {
            site.start(ports);
        } else {
            site.start(site.port == 1 ? ports.length : site.port - 1);
        }
        site.noteDurable();
    }

    private void step() {
        SimulatedSite site = sites.get(random.nextInt(sites.size()));
        if (!site.isUp()) {
            start(site);
        } else if (random.nextDouble() < faults.rate()) {
            List<Incident> possible = faults.incidents().stream().sorted().toList();
            happen(possible.get(random.nextInt(possible.size())), site);
        } else {
            site.act(random, sites);
            if (faults.incidents().contains(Incident.RESTORED_BACKUP) && random.nextInt(10) == 0) {
                site.makeBackup();
            }
        }
        observe();
        cluster.run(Duration.ofMillis(random.nextInt(random.nextInt(10) == 0 ? 15_000 : 300)));
        observe();
    }

    private void observe() {
        for (SimulatedSite site : sites) {
            if (site.isUp()) {
                site.noteDurable();
                checkers.forEach(checker -> checker.observe(site));
            }
        }
    }

    // --- incidents

    private void happen(Incident incident, SimulatedSite site) {
        incidents.merge(incident, 1, Integer::sum);
        switch (incident) {
            case ONE_WAY_CUT ->
                cluster.cutOrHeal(
                        site.node(), sites.get(random.nextInt(sites.size())).node());
            case TWO_WAY_CUT -> sites.forEach(each -> each.node().side = random.nextInt(2));
            case CRASH -> site.crash();
            case TORN_TAIL -> site.failPowerWithin(random.nextInt(4));
            case LOST_DISK -> {
                site.crash();
                site.loseDisk(reusesIdentity ? site.replica().id() : ReplicaId.of(++identities));
                doubt();
            }
            case RESTORED_BACKUP -> {
                site.crash();
                site.restoreBackup();
                doubt();
            }
            case CLONED_DISK -> {
                site.cloneTo(sites.get(random.nextInt(sites.size())));
                doubt();
            }
            case CLOCK_JUMP -> site.setClock(random.nextLong(-MOST_SKEW_MILLIS, MOST_SKEW_MILLIS));
            case SLOW_PEER -> site.node().slow = !site.node().slow;
            case HOSTILE_FRAME -> cluster.attack(site.node(), HostileFrames.draw(random));
        }
    }

    private void doubt() {
        ledger.doubt(entry -> sites.stream().anyMatch(site -> site.durable().get(entry.origin) >= entry.event));
    }

    // --- the end

    private void settle() {
        cluster.heal();
        cluster.faults = Faults.none();
        sites.forEach(SimulatedSite::repair);
        sites.stream().filter(site -> !site.isUp()).forEach(this::start);
        long end = cluster.now + PATIENCE.toNanos();
        while (cluster.now < end && !ConvergenceCheck.agree(sites)) {
            cluster.run(Duration.ofSeconds(1));
        }
        cluster.run(Duration.ofSeconds(2));
        observe();
        checkers.forEach(checker -> checker.conclude(sites));
    }
}
