// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.crdt4j.error.CrdtException;

/**
 * Checks a type on every history of a few operations at three replicas, each delivered in every way, instead of on random ones: most
 * mistakes show in a small case already. Immutable.
 *
 * <p>A history says who does what, and which of the deltas made so far the author has received before; any subset, in the order of the
 * deltas, with or without their causes. Histories that differ in the names of the replicas alone count once. Of each history all
 * deltas are given to a bystander in every order, each twice. After each step everywhere the value must be what the specification
 * says, and whoever has received the same must have the same state.
 *
 * @param <T> the live objects
 * @param <D> their deltas
 * @param <C> their reports of what changed
 * @param <O> their operations
 */
public final class SmallScope<T extends Crdt<D, C>, D extends Delta<D>, C, O> {

    private static final int REPLICAS = 3;

    private final Subject<T, D, C, O> subject;
    private final List<O> operations;

    private SmallScope(Subject<T, D, C, O> subject, List<O> operations) {
        this.subject = subject;
        this.operations = List.copyOf(operations);
    }

    /**
     * What to check.
     *
     * @param <T> the live objects
     * @param <D> their deltas
     * @param <C> their reports of what changed
     * @param <O> their operations
     * @param subject the type
     * @param operations the operations of which histories are made; one that a type refuses where it stands is left out there
     * @return the check
     */
    public static <T extends Crdt<D, C>, D extends Delta<D>, C, O> SmallScope<T, D, C, O> of(
            Subject<T, D, C, O> subject, List<O> operations) {
        return new SmallScope<>(subject, operations);
    }

    /**
     * How much was checked.
     *
     * @param histories who did what, having seen what
     * @param schedules histories with an order of delivery
     */
    public record Counts(long histories, long schedules) {

        Counts plus(Counts other) {
            return new Counts(histories + other.histories, schedules + other.schedules);
        }
    }

    /**
     * Checks all histories.
     *
     * @param most how many operations a history has at most
     * @return how many there were
     * @throws LawViolation if anything is not as it should be
     */
    public Counts check(int most) {
        return extend(new ArrayList<>(), most);
    }

    /** One operation of a history: by whom, what, and which earlier deltas the author has received besides its own. */
    private record Deed<O>(int replica, O operation, int received) {

        @Override
        public String toString() {
            return "r" + replica + " " + operation + (received == 0 ? "" : " having received " + indexes(received));
        }
    }

    private static List<Integer> indexes(int set) {
        return BitSet.valueOf(new long[] {set}).stream().boxed().toList();
    }

    private Counts extend(List<Deed<O>> deeds, int most) {
        Counts counts = new Counts(0, 0);
        if (!deeds.isEmpty()) {
            Run run = new Run(deeds);
            if (!run.replay()) {
                return counts;
            }
            counts = new Counts(1, run.deliverInEveryOrder());
        }
        if (deeds.size() == most) {
            return counts;
        }
        int used = deeds.stream().mapToInt(Deed::replica).max().orElse(-1);
        for (int replica = 0; replica <= Math.min(used + 1, REPLICAS - 1); replica++) {
            int received = receivedBy(deeds, replica);
            int open = othersOf(deeds, replica) & ~received;
            for (int news = open; ; news = (news - 1) & open) {
                for (O operation : operations) {
                    deeds.add(new Deed<>(replica, operation, received | news));
                    counts = counts.plus(extend(deeds, most));
                    deeds.remove(deeds.size() - 1);
                }
                if (news == 0) {
                    break;
                }
            }
        }
        return counts;
    }

    private static <O> int receivedBy(List<Deed<O>> deeds, int replica) {
        int received = 0;
        for (Deed<O> deed : deeds) {
            received |= deed.replica == replica ? deed.received : 0;
        }
        return received;
    }

    private static <O> int othersOf(List<Deed<O>> deeds, int replica) {
        int others = 0;
        for (int index = 0; index < deeds.size(); index++) {
            others |= deeds.get(index).replica == replica ? 0 : 1 << index;
        }
        return others;
    }

    /** One history, with all that may be known of it. */
    private final class Run {

        private final List<Deed<O>> deeds;
        private final List<Event<O>> events = new ArrayList<>();
        private final List<D> deltas = new ArrayList<>();
        private final List<Sight> brought = new ArrayList<>();
        private final Map<Integer, D> states = new HashMap<>();
        private final Map<Sight, Object> values = new HashMap<>();

        Run(List<Deed<O>> deeds) {
            this.deeds = deeds;
        }

        private Member<T, D, C> member(int index) {
            return new Member<>(index, subject.type(), ReplicaId.of(1L + index), 0);
        }

        /* whether no operation was refused */
        boolean replay() {
            List<Member<T, D, C>> members = List.of(member(0), member(1), member(2));
            int[] known = new int[REPLICAS];
            for (int index = 0; index < deeds.size(); index++) {
                Deed<O> deed = deeds.get(index);
                Member<T, D, C> author = members.get(deed.replica);
                for (int earlier : indexes(deed.received & ~known[deed.replica])) {
                    known[deed.replica] |= 1 << earlier;
                    deliver(author, earlier, known[deed.replica]);
                }
                if (!act(author, deed.operation)) {
                    return false;
                }
                known[deed.replica] |= 1 << index;
                check(author, known[deed.replica]);
            }
            return true;
        }

        private boolean act(Member<T, D, C> author, O operation) {
            author.takeDots();
            author.takeTime();
            D delta;
            try {
                delta = subject.apply(author.object(), operation);
            } catch (IllegalStateException | IllegalArgumentException | CrdtException refused) {
                return false;
            }
            int index = events.size();
            Event<O> event =
                    new Event<>(index, author.id(), operation, author.takeDots(), author.takeTime(), author.sight());
            Sight brings = Sight.nothing();
            brings.add(index);
            event.past().visible().stream()
                    .filter(earlier -> subject.carries(event, events.get(earlier)))
                    .forEach(brings.visible()::set);
            events.add(event);
            deltas.add(delta);
            brought.add(brings);
            author.sight().add(index);
            return true;
        }

        private void deliver(Member<T, D, C> member, int delta, int known) {
            member.object().join(deltas.get(delta));
            member.sight().addAll(brought.get(delta));
            if (subject.isHearing()) {
                brought.get(delta).visible().stream()
                        .forEach(index -> member.hear(events.get(index).time()));
            }
            check(member, known);
        }

        private void check(Member<T, D, C> member, int known) {
            T object = member.object();
            object.checkInvariants();
            Object expected = values.computeIfAbsent(
                    member.sight().copy(), sight -> subject.specified(new History<>(events, sight)));
            expect("the value follows from what was received: " + indexes(known), expected, object.value());
            D state = object.state();
            D before = states.putIfAbsent(known, state);
            if (before != null && !before.equals(state)) {
                expect("who has received the same has the same state: " + indexes(known), before, state);
            }
        }

        private void expect(String claim, Object expected, Object actual) {
            if (!Objects.equals(expected, actual)) {
                throw new LawViolation(
                        "SmallScope", claim + " of " + subject.type().name() + " " + deeds, expected, actual);
            }
        }

        long deliverInEveryOrder() {
            return deliverRest(new ArrayList<>());
        }

        private long deliverRest(List<Integer> order) {
            if (order.size() == deltas.size()) {
                deliver(order);
                return 1;
            }
            long schedules = 0;
            for (int next = 0; next < deltas.size(); next++) {
                if (!order.contains(next)) {
                    order.add(next);
                    schedules += deliverRest(order);
                    order.remove(order.size() - 1);
                }
            }
            return schedules;
        }

        private void deliver(List<Integer> order) {
            Member<T, D, C> bystander = member(REPLICAS);
            int known = 0;
            for (int delta : order) {
                known |= 1 << delta;
                deliver(bystander, delta, known);
                expect(
                        "the same again changes nothing",
                        false,
                        bystander.object().join(deltas.get(delta)));
            }
            for (int delta : order) {
                expect(
                        "the same again changes nothing",
                        false,
                        bystander.object().join(deltas.get(delta)));
            }
            check(bystander, known);
        }
    }
}
