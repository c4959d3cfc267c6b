// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;

/**
 * One seeded schedule of the pure protocol: production replicas on a network that loses, doubles, delays and reorders, that is cut
 * and healed, with replicas that join, restart, and lose everything. Time is virtual; the same seed is the same schedule.
 */
final class ProtocolSimulation {

    /** All faults of a schedule in one place. */
    record Plan(
            int sites,
            int steps,
            double loss,
            double duplication,
            double staleness,
            long retentionMillis,
            boolean compacts,
            boolean crashes,
            boolean reusesIdentity,
            Portions portions,
            SyncRules rules) {

        static Plan draw(RandomGenerator random, SyncRules rules, boolean reusesIdentity) {
            return new Plan(
                    3 + random.nextInt(3),
                    150 + random.nextInt(250),
                    random.nextDouble(0.25),
                    random.nextDouble(0.25),
                    random.nextDouble(0.5),
                    random.nextBoolean() ? 0 : 300,
                    random.nextBoolean(),
                    random.nextInt(4) == 0,
                    reusesIdentity,
                    new Portions(1 + random.nextInt(200), 1 + random.nextInt(3), random.nextInt(5)),
                    rules);
        }
    }

    /** What a schedule amounted to. */
    record Totals(
            long schedules,
            long events,
            long transactions,
            long messages,
            long joiners,
            long restarts,
            long crashes,
            long collected,
            long scans,
            long holes) {

        static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

        Totals withCounted(long newCollected, long newScans, long newHoles) {
            return new Totals(
                    schedules,
                    events,
                    transactions,
                    messages,
                    joiners,
                    restarts,
                    crashes,
                    newCollected,
                    newScans,
                    newHoles);
        }

        Totals plus(Totals other) {
            return new Totals(
                    schedules + other.schedules,
                    events + other.events,
                    transactions + other.transactions,
                    messages + other.messages,
                    joiners + other.joiners,
                    restarts + other.restarts,
                    crashes + other.crashes,
                    collected + other.collected,
                    scans + other.scans,
                    holes + other.holes);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // a carrier; nobody compares flights
    private record Flight(int to, int from, byte[] message) {}

    private record Answer(int to, int from, Iterator<byte[]> messages) {}

    private static final int MAX_SITES = 8;
    private static final int MAX_FLIGHTS = 200;

    private final Random random;
    private final Plan plan;
    private final Map<String, SimulatedKind<?, ?, ?>> objects;
    private final SimulatedHistory history = new SimulatedHistory();
    private final List<SimulatedSite> sites = new ArrayList<>();
    private final List<Flight> flights = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final Set<Set<Integer>> cuts = new HashSet<>();
    private long nowMillis = 1_000_000;
    private long messages;
    private long joiners;
    private long restarts;
    private long crashes;
    private long transactions;

    private ProtocolSimulation(long seed, SyncRules rules, boolean reusesIdentity) {
        random = new Random(seed);
        plan = Plan.draw(random, rules, reusesIdentity);
        objects = SimulatedKinds.draw(random);
        for (int site = 0; site < plan.sites; site++) {
            addSite().mayWrite = true;
        }
    }

    /**
     * Runs one schedule.
     *
     * @throws IllegalStateException if anything is not as it must be
     */
    static Totals run(long seed, SyncRules rules, boolean reusesIdentity) {
        ProtocolSimulation simulation = new ProtocolSimulation(seed, rules, reusesIdentity);
        for (int step = 0; step < simulation.plan.steps; step++) {
            simulation.step(step);
        }
        simulation.settle();
        return simulation.totals();
    }

    private Totals totals() {
        Totals own = new Totals(1, history.size(), transactions, messages, joiners, restarts, crashes, 0, 0, 0);
        return sites.stream().map(SimulatedSite::totals).reduce(own, Totals::plus);
    }

    private SimulatedSite addSite() {
        int number = sites.size();
        long skew = random.nextInt(-20_000, 20_000);
        SimulatedSite site = new SimulatedSite(
                number,
                plan,
                objects,
                history,
                () -> Instant.ofEpochMilli(nowMillis + skew),
                push -> spread(number, push));
        sites.add(site);
        return site;
    }

    private SimulatedSite any() {
        return sites.get(random.nextInt(sites.size()));
    }

    private SimulatedSite other(SimulatedSite site) {
        return sites.get((site.number + 1 + random.nextInt(sites.size() - 1)) % sites.size());
    }

    private void step(int step) {
        nowMillis += random.nextInt(20);
        SimulatedSite site = any();
        double choice = random.nextDouble();
        if (choice < 0.35) {
            if (site.mayWrite && step / 60 % 3 < 2) {
                if (random.nextInt(5) > 0) {
                    site.act(random);
                } else {
                    site.transfer(random);
                    transactions++;
                }
            }
        } else if (choice < 0.48) {
            send(site.number, other(site).number, site.replica().digest());
        } else if (choice < 0.76) {
            deliverAny();
        } else if (choice < 0.92) {
            continueAnswer();
        } else if (choice < 0.94) {
            cutOrHeal(site, other(site));
        } else if (choice < 0.95) {
            site.restart();
            forgetAnswersOf(site);
            restarts++;
            site.check();
        } else if (choice < 0.955) {
            join();
        } else if (choice < 0.96) {
            crash(site);
        } else if (plan.compacts) {
            site.replica().compact(versions());
            site.check();
        }
    }

    private List<VersionVector> versions() {
        return sites.stream().map(site -> site.replica().version()).toList();
    }

    private void spread(int from, byte[] message) {
        for (SimulatedSite to : sites) {
            if (to.number != from && random.nextInt(3) > 0) {
                send(from, to.number, message);
            }
        }
    }

    private void send(int from, int to, byte[] message) {
        if (cuts.contains(Set.of(from, to)) || random.nextDouble() < plan.loss) {
            return;
        }
        for (int copies = random.nextDouble() < plan.duplication ? 2 : 1; copies > 0; copies--) {
            flights.add(new Flight(to, from, message));
        }
        if (flights.size() > MAX_FLIGHTS) {
            flights.remove(0);
        }
    }

    private void deliverAny() {
        if (flights.isEmpty()) {
            return;
        }
        int index = random.nextInt(flights.size());
        Flight flight = flights.get(index);
        if (random.nextDouble() >= plan.staleness) {
            flights.remove(index);
        }
        deliver(flight, answers);
    }

    private void deliver(Flight flight, Collection<Answer> replies) {
        messages++;
        SimulatedSite site = sites.get(flight.to);
        Reaction reaction = site.replica().receive(flight.message);
        if (reaction.grew()) {
            send(flight.to, other(site).number, flight.message);
        }
        if (reaction.replies().hasNext()) {
            replies.add(new Answer(flight.from, flight.to, reaction.replies()));
        }
        site.mayWrite |= site.replica().stats().answersCompleted() > 0;
        site.check();
    }

    private void continueAnswer() {
        if (answers.isEmpty()) {
            return;
        }
        int index = random.nextInt(answers.size());
        Answer answer = answers.get(index);
        send(answer.from, answer.to, answer.messages.next());
        if (!answer.messages.hasNext()) {
            answers.remove(index);
        }
    }

    private void forgetAnswersOf(SimulatedSite site) {
        answers.removeIf(answer -> answer.from == site.number);
    }

    private void cutOrHeal(SimulatedSite one, SimulatedSite other) {
        Set<Integer> link = Set.of(one.number, other.number);
        if (!cuts.remove(link)) {
            cuts.add(link);
        }
    }

    private void join() {
        if (sites.size() < MAX_SITES) {
            addSite();
            joiners++;
        }
    }

    private void crash(SimulatedSite site) {
        if (plan.reusesIdentity || plan.crashes) {
            site.crash(plan.reusesIdentity);
            forgetAnswersOf(site);
            crashes++;
        }
    }

    /** Heals everything and exchanges until all agree, in a bounded number of rounds; then compares with the specification. */
    private void settle() {
        cuts.clear();
        flights.clear();
        answers.clear();
        for (int round = 0; round < 2 * sites.size() + 4 && !agree(); round++) {
            everybodyTalks();
        }
        everybodyTalks();
        checkAgreement();
    }

    private void everybodyTalks() {
        nowMillis += 100;
        for (SimulatedSite from : sites) {
            for (SimulatedSite to : sites) {
                if (from != to) {
                    exchange(from, to);
                }
            }
        }
    }

    private boolean agree() {
        Replica first = sites.get(0).replica();
        return sites.stream()
                .allMatch(site -> site.replica().version().equals(first.version())
                        && site.values().equals(sites.get(0).values()));
    }

    private void exchange(SimulatedSite from, SimulatedSite to) {
        Deque<Answer> open = new ArrayDeque<>();
        deliver(new Flight(to.number, from.number, from.replica().digest()), open);
        for (int count = 0; !open.isEmpty(); count++) {
            if (count > 10_000) {
                throw new IllegalStateException("sites " + from.number + " and " + to.number + " never stop talking");
            }
            Answer answer = open.getFirst();
            deliver(new Flight(answer.to, answer.from, answer.messages.next()), open);
            if (!answer.messages.hasNext()) {
                open.remove(answer);
            }
        }
    }

    private void checkAgreement() {
        Set<ReplicaId> living = sites.stream().map(SimulatedSite::id).collect(Collectors.toSet());
        Map<String, Object> values = sites.get(0).values();
        VersionVector version = sites.get(0).replica().version();
        for (SimulatedSite site : sites) {
            for (String object : objects.keySet()) {
                DotCover seen = site.replica().reflected(object);
                List<String> unseen = history.unseen(object, seen, living::contains);
                if (!unseen.isEmpty()) {
                    throw new IllegalStateException("site " + site.number + " never heard of " + unseen);
                }
            }
            if (crashes == 0) {
                site.checkExactly();
            }
            site.checkLedger(sites.get(0));
            if (!site.values().equals(values) || !site.replica().version().equals(version)) {
                throw new IllegalStateException("site 0 has " + values + " at " + version + ", site " + site.number
                        + " has " + site.values() + " at " + site.replica().version());
            }
            if (crashes == 0 && site.replica().stats().divergences() > 0) {
                throw new IllegalStateException("site " + site.number + " has counted divergences");
            }
        }
    }
}
