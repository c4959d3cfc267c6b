// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.LogChange;
import org.crdt4j.crdt.LogEntry;
import org.crdt4j.log.CausalLog;
import org.crdt4j.log.LogStore;
import org.junit.jupiter.api.Test;

/**
 * Causal logs in replicas: what a replica has seen of other objects, answers in parts, lost messages and restarts must not make a post
 * wait for ever, nor show it before its time.
 */
class ReplicatedLogsTest {

    private static final int SITES = 3;
    private static final int STEPS = 60;
    private static final List<String> NAMES = List.of("feed", "news");

    private final List<Replica> replicas = new ArrayList<>();
    private final List<InMemoryStorage> storages = new ArrayList<>();
    private final List<byte[]> pushes = new ArrayList<>();
    private final Map<String, Set<String>> alive = new HashMap<>();
    private final Map<String, List<String>> mirrors = new HashMap<>();
    private long millis = 1_000;

    private void open(int site) {
        Replica replica = Replica.builder("site" + site)
                .id(ReplicaId.of(site + 1))
                .storage(storages.get(site))
                .time(() -> Instant.ofEpochMilli(millis))
                .portions(new Portions(64, 2, 3))
                .open();
        replica.onPush(pushes::add);
        replicas.set(site, replica);
        for (String name : NAMES) {
            List<String> mirror = new ArrayList<>(log(site, name).read(CausalLog::value));
            mirrors.put(site + name, mirror);
            log(site, name).onChange(event -> event.change().applyTo(mirror));
        }
    }

    private ReplicatedObject<CausalLog<String>, Causal<LogStore<String>>, LogChange<String>> log(
            int site, String name) {
        return replicas.get(site).object(name, CausalLog.<String>type());
    }

    private void run(Random random) {
        for (int site = 0; site < SITES; site++) {
            replicas.add(null);
            storages.add(new InMemoryStorage());
            open(site);
        }
        NAMES.forEach(name -> alive.put(name, new TreeSet<>()));
        for (int step = 0; step < STEPS; step++) {
            millis += random.nextInt(5);
            act(random.nextInt(SITES), NAMES.get(random.nextInt(2)), "p" + step, random);
            checkMirrors();
        }
        for (int round = 0; round < SITES; round++) {
            for (int from = 0; from < SITES; from++) {
                for (int to = 0; to < SITES; to++) {
                    sync(from, to, 1.0, random);
                }
            }
        }
    }

    private void act(int site, String name, String item, Random random) {
        switch (random.nextInt(12)) {
            case 0 -> {
                Set<String> seen = new TreeSet<>();
                log(site, name).read(log -> {
                    log.entries().forEach(entry -> seen.add(entry.item()));
                    log.waiting().forEach(entry -> seen.add(entry.item()));
                    return log.size();
                });
                log(site, name).delete();
                alive.get(name).removeAll(seen);
            }
            case 1 -> {
                replicas.get(site).close();
                open(site);
            }
            case 2 -> replicas.get(site).checkpoint();
            case 3, 4, 5 -> sync(random.nextInt(SITES), site, 0.7, random);
            case 6, 7 -> {
                if (!pushes.isEmpty()) {
                    replicas.get(site).receive(pushes.get(random.nextInt(pushes.size())));
                }
            }
            default -> {
                log(site, name).update(log -> log.append(item));
                alive.get(name).add(item);
            }
        }
    }

    private void sync(int from, int to, double kept, Random random) {
        if (from != to) {
            for (byte[] message :
                    replicas.get(from).deltasSince(replicas.get(to).version())) {
                if (random.nextDouble() < kept) {
                    replicas.get(to).receive(message);
                }
            }
        }
    }

    private void checkMirrors() {
        for (int site = 0; site < SITES; site++) {
            for (String name : NAMES) {
                assertEquals(log(site, name).read(CausalLog::value), mirrors.get(site + name), "reports add up");
                log(site, name).read(log -> {
                    log.checkInvariants();
                    return log.size();
                });
            }
        }
    }

    @Test
    void whateverIsLost_allReplicasShowTheSameAndNothingWaits() {
        for (int seed = 0; seed < 150; seed++) {
            ReplicatedLogsTest cluster = new ReplicatedLogsTest();
            String replay = "seed " + seed;
            cluster.run(new Random(seed));
            cluster.checkMirrors();
            for (String name : NAMES) {
                List<LogEntry<String>> first = cluster.log(0, name).read(log -> List.copyOf(log.entries()));
                assertEquals(
                        cluster.alive.get(name),
                        new TreeSet<>(first.stream().map(LogEntry::item).toList()),
                        replay);
                for (int site = 0; site < SITES; site++) {
                    assertEquals(first, cluster.log(site, name).read(log -> List.copyOf(log.entries())), replay);
                    assertEquals(List.of(), cluster.log(site, name).read(CausalLog::waiting), replay);
                }
            }
            for (Replica replica : cluster.replicas) {
                cluster.replicas.forEach(other -> replica.receive(other.digest()));
                assertEquals(0, replica.stats().divergences(), replay);
            }
        }
    }
}
