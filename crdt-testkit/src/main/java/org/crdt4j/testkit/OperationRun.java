// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.op.CausalDelivery.Limits;

/** One random history: replicas act, the network misbehaves, then everything is repaired. All along, the laws are checked. */
final class OperationRun<
        T extends Crdt<D, C>, D extends Delta<D>, C, A, X extends OpCrdt<O, S, ?>, O, S extends Delta<S>> {

    private static final long NOON = 1_000_000_000_000L;
    private static final int LOSSY_ROUNDS = 10;
    private static final int ORDERS = 3;

    /* what was done, what each flavour makes of it, and all that its author had seen */
    private record Event<D, O>(Tagged<O> operation, D delta, D state, BitSet past) {}

    private record Flight(int to, int event) {}

    private final OperationLaws<T, D, C, A, X, O, S> laws;
    private final List<Long> steps;
    private final List<OperationMember<T, D, C, X, O, S>> members = new ArrayList<>();
    private final List<Companion<A, ?, ?, ?>> companions = new ArrayList<>();
    private final List<Event<D, O>> events = new ArrayList<>();
    private final Map<Dot, Integer> names = new HashMap<>();
    private final List<Flight> flights = new ArrayList<>();
    private final List<String> transcript;
    private final boolean roomy;
    private RandomGenerator random;
    private long millis = NOON;

    OperationRun(OperationLaws<T, D, C, A, X, O, S> laws, long seed, List<Long> steps, List<String> transcript) {
        this.laws = laws;
        this.steps = steps;
        this.transcript = transcript;
        this.random = new SplittableRandom(seed);
        int replicas = 3 + random.nextInt(3);
        this.roomy = random.nextBoolean();
        Limits limits =
                roomy ? Limits.DEFAULT : new Limits(random.nextInt(4), random.nextInt(200), 1 + random.nextInt(5));
        ReplicaId id = ReplicaId.random(random);
        for (int index = 0; index < replicas; index++) {
            members.add(new OperationMember<>(
                    index, id, laws, limits, () -> Instant.ofEpochMilli(millis), this::delivered));
            id = random.nextInt(4) == 0 ? id.nextIncarnation() : ReplicaId.random(random);
        }
        laws.companions.forEach(flavour -> companions.add(flavour.at(replicas, laws.subject.codec())));
        transcript.add(replicas + " replicas, " + limits);
    }

    void run() {
        RandomGenerator repairs = random;
        for (long step : steps) {
            // A step has its own randomness, so that it stays what it is when others are left out.
            random = new SplittableRandom(step);
            checkNow(step());
        }
        random = repairs;
        members.forEach(this::checkMissing);
        checkStates();
        repair();
        checkOneValue();
        checkStates();
        checkCommutation();
    }

    /* returns whose turn it was: nobody else can have changed */
    private OperationMember<T, D, C, X, O, S> step() {
        OperationMember<T, D, C, X, O, S> member = members.get(random.nextInt(members.size()));
        int kind = random.nextInt(100);
        if (kind < 35 || flights.isEmpty()) {
            act(member);
            return member;
        }
        if (kind >= 98) {
            // Else hardly anything would ever be stable.
            repair();
            return member;
        }
        if (kind >= 93 && laws.subject.isCompacting()) {
            compact(member);
            return member;
        }
        if (kind >= 91) {
            note(member + " restarts");
            member.restart();
            return member;
        }
        return fly(kind);
    }

    private void compact(OperationMember<T, D, C, X, O, S> member) {
        VersionVector stable = stableAt(member);
        note(member + " compacts up to " + stable);
        member.object().compact(stable);
        companions.forEach(companion -> companion.compact(member.index, stable));
        checkValues(member);
    }

    private OperationMember<T, D, C, X, O, S> fly(int kind) {
        Flight flight = flights.get(random.nextInt(flights.size()));
        OperationMember<T, D, C, X, O, S> member = members.get(flight.to);
        if (kind >= 45) {
            flights.remove(flight);
        }
        // What stays in flight is delivered again later: the network repeats it.
        if (kind < 85) {
            arrive(member, flight.event);
        } else {
            note("#" + flight.event + " to " + member + " is lost");
        }
        return member;
    }

    private void act(OperationMember<T, D, C, X, O, S> member) {
        millis++;
        A action = laws.subject.draw(random, member.byDeltas);
        int event = events.size();
        note(member + " does #" + event + " " + action);
        D delta = laws.subject.apply(member.byDeltas, action);
        D same = laws.subject.apply(member.byStates, action);
        demand(!member.byStates.join(same), "a mutator has already done what its delta says");
        member.unordered.join(delta);
        BitSet past = (BitSet) member.delivered.clone();
        member.arrived.set(event);
        member.delivered.set(event);
        Tagged<O> operation = member.replica().update(watched -> laws.preparer.apply(member.object(), action));
        events.add(new Event<>(operation, delta, member.byStates.state(), past));
        names.put(operation.dot(), event);
        companions.forEach(companion -> companion.act(member.index, action, operation));
        for (OperationMember<T, D, C, X, O, S> other : members) {
            if (other != member) {
                flights.add(new Flight(other.index, event));
            }
        }
        checkValues(member);
    }

    private void arrive(OperationMember<T, D, C, X, O, S> member, int event) {
        note("#" + event + " to " + member);
        try {
            boolean accepted = member.replica().receive(events.get(event).operation);
            demand(accepted != member.arrived.get(event), "an operation is accepted exactly once: #" + event);
        } catch (LimitExceededException refused) {
            demand(!roomy, "there is room: " + refused.getMessage());
            note("  refused");
            return;
        }
        member.arrived.set(event);
        member.unordered.join(events.get(event).delta);
    }

    /* called for each effect, also that of a replica's own operation, which has no number yet */
    private void delivered(OperationMember<T, D, C, X, O, S> member, Tagged<O> operation) {
        Integer event = names.get(operation.dot());
        if (event == null) {
            return;
        }
        demand(!member.delivered.get(event), "no operation takes effect twice: #" + event + " at " + member);
        BitSet unseen = (BitSet) events.get(event).past.clone();
        unseen.andNot(member.delivered);
        demand(unseen.isEmpty(), "#" + event + " took effect at " + member + " before what its author saw: " + unseen);
        member.delivered.set(event);
        member.byDeltas.join(events.get(event).delta);
        member.byStates.join(events.get(event).state);
        companions.forEach(companion -> companion.effect(member.index, event));
        checkValues(member);
    }

    private void checkValues(OperationMember<T, D, C, X, O, S> member) {
        Object value = member.object().value();
        demandEqual("operations and deltas give one value at " + member, member.byDeltas.value(), value);
        demandEqual("operations and states give one value at " + member, member.byStates.value(), value);
        for (Companion<A, ?, ?, ?> companion : companions) {
            String claim = "deltas and the operations of " + companion.name() + " give one value at " + member;
            demandEqual(claim, member.byDeltas.value(), companion.value(member.index));
        }
    }

    private void checkNow(OperationMember<T, D, C, X, O, S> member) {
        member.checkInvariants();
        companions.forEach(companion -> companion.checkInvariants(member.index));
        BitSet pending = pendingAt(member);
        demandEqual(
                "pending at " + member, pending.cardinality(), member.replica().pending());
        demandEqual(
                "delivered at " + member,
                versionOf(member.delivered),
                member.replica().delivered());
        if (pending.isEmpty()) {
            demandEqual(
                    "deltas in any order give the value of the operations at " + member,
                    member.object().value(),
                    member.unordered.value());
        }
    }

    private BitSet pendingAt(OperationMember<T, D, C, X, O, S> member) {
        BitSet pending = (BitSet) member.arrived.clone();
        pending.andNot(member.delivered);
        return pending;
    }

    /* what pending operations say that they need, and that has not arrived */
    private void checkMissing(OperationMember<T, D, C, X, O, S> member) {
        MutableCausalContext expected = new MutableCausalContext();
        pendingAt(member).stream().forEach(waiting -> {
            boolean explained = false;
            Event<D, O> pending = events.get(waiting);
            for (int other = 0; other < events.size(); other++) {
                Dot dot = events.get(other).operation.dot();
                boolean needed = pending.operation.dependencies().covers(dot)
                        || (dot.replica().equals(pending.operation.dot().replica())
                                && dot.counter() < pending.operation.dot().counter());
                demand(!needed || pending.past.get(other), "#" + waiting + " needs only what its author saw");
                if (needed && !member.arrived.get(other)) {
                    expected.add(dot.replica(), dot.counter());
                }
                explained |= pending.past.get(other) && !member.arrived.get(other);
            }
            demand(explained, "#" + waiting + " is pending though all that its author saw has arrived");
        });
        CausalContext missing = member.replica().missing();
        demandEqual("missing at " + member, expected.snapshot(), missing);
        demand(missing.isEmpty() == pendingAt(member).isEmpty(), "no hole is silent");
    }

    private void repair() {
        flights.clear();
        note("what was lost is sent again");
        for (OperationMember<T, D, C, X, O, S> member : members) {
            if (roomy) {
                repairMissing(member);
            }
            repairAll(member);
        }
    }

    private void repairMissing(OperationMember<T, D, C, X, O, S> member) {
        for (int round = 0; member.replica().pending() > 0; round++) {
            demand(round <= LOSSY_ROUNDS + events.size(), "what is sent again as missing frees all that is pending");
            CausalContext missing = member.replica().missing();
            resend(member, missing::covers, round);
            checkNow(member);
            checkMissing(member);
        }
    }

    private void repairAll(OperationMember<T, D, C, X, O, S> member) {
        for (int round = 0; member.delivered.cardinality() < events.size(); round++) {
            demand(round <= LOSSY_ROUNDS + events.size(), "nothing is lost for ever that is sent again");
            VersionVector has = member.replica().delivered();
            resend(member, dot -> !has.covers(dot), round);
            checkNow(member);
        }
    }

    private void resend(OperationMember<T, D, C, X, O, S> member, Predicate<Dot> wanted, int round) {
        for (int event : shuffled()) {
            if (wanted.test(events.get(event).operation.dot()) && (round >= LOSSY_ROUNDS || random.nextInt(3) > 0)) {
                arrive(member, event);
            }
        }
    }

    private List<Integer> shuffled() {
        List<Integer> order = new ArrayList<>();
        for (int event = 0; event < events.size(); event++) {
            order.add(random.nextInt(event + 1), event);
        }
        return order;
    }

    private void checkOneValue() {
        Object value = members.get(0).object().value();
        for (OperationMember<T, D, C, X, O, S> member : members) {
            demandEqual("all have one value, " + member, value, member.object().value());
            demandEqual(
                    "nothing is missing at " + member,
                    CausalContext.empty(),
                    member.replica().missing());
        }
    }

    private void checkCommutation() {
        Object value = members.get(0).object().value();
        for (int order = 0; order < ORDERS; order++) {
            X object = laws.flavour.create();
            List<Integer> causal = causalOrder();
            causal.forEach(event -> object.effect(events.get(event).operation));
            object.checkInvariants();
            demandEqual("every causal order of effects gives one value", value, object.value());
            for (Companion<A, ?, ?, ?> companion : companions) {
                String claim = "every causal order of effects gives one value of " + companion.name();
                demandEqual(claim, value, companion.valueOf(causal));
            }
        }
    }

    private List<Integer> causalOrder() {
        List<Integer> left = shuffled();
        List<Integer> order = new ArrayList<>();
        BitSet done = new BitSet();
        while (!left.isEmpty()) {
            int next = firstPossible(left, done);
            left.remove(Integer.valueOf(next));
            done.set(next);
            order.add(next);
        }
        return order;
    }

    private int firstPossible(List<Integer> left, BitSet done) {
        for (int event : left) {
            BitSet unseen = (BitSet) events.get(event).past.clone();
            unseen.andNot(done);
            if (unseen.isEmpty()) {
                return event;
            }
        }
        throw new LawViolation(OperationLaws.NAME, "causality has no cycle", List.of(), left);
    }

    /* what all have delivered, and what all have seen that has yet to come */
    private VersionVector stableAt(OperationMember<T, D, C, X, O, S> member) {
        BitSet stable = (BitSet) member.delivered.clone();
        members.forEach(other -> stable.and(other.delivered));
        for (int event = 0; event < events.size(); event++) {
            if (!member.delivered.get(event)) {
                stable.and(events.get(event).past);
            }
        }
        return versionOf(stable);
    }

    private VersionVector versionOf(BitSet some) {
        VersionVector version = VersionVector.empty();
        for (int event : orderOf(some)) {
            Dot dot = events.get(event).operation.dot();
            version = version.with(dot.replica(), dot.counter());
        }
        return version;
    }

    /* each pair of replicas: their states together are their operations together, and later operations go on from there */
    private void checkStates() {
        X whole = laws.flavour.create();
        numbers().forEach(event -> whole.effect(events.get(event).operation));
        Object all = whole.value();
        for (OperationMember<T, D, C, X, O, S> one : members) {
            for (OperationMember<T, D, C, X, O, S> other : members) {
                BitSet together = (BitSet) one.delivered.clone();
                together.or(other.delivered);
                X expected = laws.flavour.create();
                orderOf(together).forEach(event -> expected.effect(events.get(event).operation));
                List<Integer> rest =
                        numbers().filter(event -> !together.get(event)).boxed().toList();
                X joined = laws.flavour.create();
                joined.join(one.object().state());
                joined.join(copy(
                        laws.subject.codec(),
                        laws.flavour.stateFormat(),
                        other.object().state()));
                joined.checkInvariants();
                demandEqual(
                        "the states of " + one + " and " + other + " give the value of their operations",
                        expected.value(),
                        joined.value());
                demand(
                        !joined.join(one.object().state()),
                        "a state that was joined adds nothing: of " + one + " after " + other);
                for (Companion<A, ?, ?, ?> companion : companions) {
                    companion.checkStates(one.index, other.index, expected.value(), rest, all);
                }
                rest.forEach(event -> joined.effect(events.get(event).operation));
                demandEqual("what comes after the states of " + one + " and " + other, all, joined.value());
            }
        }
        companions.forEach(Companion::checkFormat);
        for (Event<D, O> event : events) {
            O operation = event.operation.operation();
            demandEqual(
                    "operations are written and read",
                    operation,
                    copy(laws.subject.codec(), laws.flavour.format(), operation));
        }
    }

    static <V> V copy(Codec codec, WireFormat<V> format, V value) {
        return codec.decode(format, codec.encode(format, value));
    }

    /* events are numbered in an order that causality allows */
    private static List<Integer> orderOf(BitSet some) {
        return some.stream().boxed().toList();
    }

    private IntStream numbers() {
        return IntStream.range(0, events.size());
    }

    private void note(String line) {
        transcript.add(line);
    }

    static void demandEqual(String claim, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new LawViolation(OperationLaws.NAME, claim, expected, actual);
        }
    }

    private static void demand(boolean condition, String claim) {
        demandEqual(claim, true, condition);
    }
}
