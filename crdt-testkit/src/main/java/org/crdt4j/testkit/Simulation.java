// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.jspecify.annotations.Nullable;

/**
 * Runs a schedule with some replicas of one object, keeps account of what is visible where, and lets laws watch.
 *
 * @param <T> the live objects
 * @param <D> their deltas
 * @param <C> their reports of what changed
 * @param <O> their operations
 */
public final class Simulation<T extends Crdt<D, C>, D extends Delta<D>, C, O> {

    private static final int RARELY = 7;

    /** A delta on its way, and the events that it makes visible. */
    private record Parcel<D>(
            D delta, Sight brings, @Nullable Integer onlyFor) {}

    private final Subject<T, D, C, O> subject;
    private final Schedule schedule;
    private final List<? extends Law<T, D, C, O>> laws;
    private final List<Member<T, D, C>> members = new ArrayList<>();
    private final List<Event<O>> events = new ArrayList<>();
    private final Map<Integer, Parcel<D>> parcels = new HashMap<>();
    private final @Nullable List<String> transcript;
    private final boolean encoding;
    private final boolean probing;
    private final int lookEvery;
    private int steps;

    Simulation(
            Subject<T, D, C, O> subject,
            Schedule schedule,
            List<? extends Law<T, D, C, O>> laws,
            @Nullable List<String> transcript) {
        this.subject = subject;
        this.schedule = schedule;
        this.laws = laws;
        this.transcript = transcript;
        SplittableRandom random = new SplittableRandom(schedule.seed());
        ReplicaId id = ReplicaId.random(random);
        for (int index = 0; index < schedule.replicas(); index++) {
            members.add(new Member<>(index, subject.type(), id, schedule.seed()));
            id = random.nextInt(4) == 0 ? id.nextIncarnation() : ReplicaId.random(random);
        }
        encoding = random.nextBoolean();
        probing = random.nextBoolean();
        lookEvery = random.nextBoolean() ? 1 : RARELY;
    }

    /**
     * What runs.
     *
     * @return the subject
     */
    public Subject<T, D, C, O> subject() {
        return subject;
    }

    /**
     * The schedule.
     *
     * @return the schedule
     */
    public Schedule schedule() {
        return schedule;
    }

    /**
     * The replicas.
     *
     * @return all of them
     */
    public List<Member<T, D, C>> members() {
        return List.copyOf(members);
    }

    /**
     * What a replica can see.
     *
     * @param member the replica
     * @return its history
     */
    public History<O> history(Member<T, D, C> member) {
        return new History<>(events, member.sight().copy());
    }

    /**
     * Whether the laws should look at values after this step. A value may be a snapshot, after which the object copies what it would
     * else edit in place; so in half of the histories nobody looks for long.
     *
     * @return whether to look
     */
    public boolean isTimeToLook() {
        return steps % lookEvery == 0 || steps > schedule.steps().size();
    }

    void forEachParcel(BiConsumer<Integer, D> action) {
        parcels.forEach((name, parcel) -> action.accept(name, parcel.delta()));
    }

    /**
     * Everything that was on its way so far: deltas, states and answers.
     *
     * @return the deltas, in the order in which they were made
     */
    public List<D> parcels() {
        return parcels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue().delta())
                .toList();
    }

    void run() {
        laws.forEach(law -> law.began(this));
        for (Step step : schedule.steps()) {
            perform(step);
            afterStep();
        }
        note("all exchange all");
        meet();
        afterStep();
        laws.forEach(law -> law.ended(this));
    }

    private void afterStep() {
        steps++;
        if (transcript != null && !transcript.isEmpty()) {
            int last = transcript.size() - 1;
            List<Object> values = new ArrayList<>();
            members.forEach(member -> values.add(member.object().value()));
            transcript.set(last, transcript.get(last).replaceFirst(" {3}->.*", "") + "   -> " + values);
        }
        members.forEach(member -> member.object().checkInvariants());
        laws.forEach(law -> law.stepped(this));
    }

    private void perform(Step step) {
        if (step instanceof Step.Act act) {
            act(act);
        } else if (step instanceof Step.Deliver deliver) {
            deliver(deliver);
        } else if (step instanceof Step.Capture capture) {
            Member<T, D, C> member = members.get(capture.replica());
            note("state of " + member + " becomes parcel " + capture.parcel());
            parcels.put(
                    capture.parcel(),
                    new Parcel<>(member.object().state(), member.sight().copy(), null));
        } else if (step instanceof Step.Exchange exchange) {
            exchange(exchange);
        } else if (step instanceof Step.Meet) {
            note("all exchange all");
            meet();
        } else if (step instanceof Step.Compact compact) {
            compact(members.get(compact.replica()));
        } else if (step instanceof Step.Pass pass) {
            note("r" + pass.replica() + " clock " + pass.millis() + " ms");
            members.get(pass.replica()).pass(pass.millis());
        }
    }

    private void act(Step.Act act) {
        Member<T, D, C> member = members.get(act.replica());
        O operation = subject.draw(new SplittableRandom(act.seed()), member.object());
        D before = act.probed() ? member.object().state() : null;
        note(member + " does " + operation + ", parcel " + act.parcel());
        member.takeDots();
        member.takeTime();
        D delta = subject.apply(member.object(), operation);
        int index = events.size();
        Event<O> event =
                new Event<>(index, member.id(), operation, member.takeDots(), member.takeTime(), member.sight());
        events.add(event);
        member.sight().add(index);
        Sight brought = Sight.nothing();
        brought.add(index);
        event.past().visible().stream()
                .filter(earlier -> subject.carries(event, events.get(earlier)))
                .forEach(brought.visible()::set);
        parcels.put(act.parcel(), new Parcel<>(delta, brought, null));
        laws.forEach(law -> law.acted(this, member, before, event, delta));
    }

    private void deliver(Step.Deliver deliver) {
        Member<T, D, C> member = members.get(deliver.to());
        D joined = null;
        Sight brought = Sight.nothing();
        for (int name : deliver.parcels()) {
            Parcel<D> parcel = parcels.get(name);
            if (parcel != null && (parcel.onlyFor() == null || parcel.onlyFor() == deliver.to())) {
                joined = joined == null ? parcel.delta() : joined.join(parcel.delta());
                brought.addAll(parcel.brings());
            }
        }
        if (joined != null) {
            note(member + " gets " + deliver.parcels());
            join(member, joined, brought, deliver.probed());
        }
    }

    private void join(Member<T, D, C> member, D delta, Sight brought, boolean probed) {
        D before = probed ? member.object().state() : null;
        boolean grew = member.object().join(encoding ? sent(delta) : delta);
        member.sight().addAll(brought);
        if (subject.isHearing()) {
            brought.visible().stream()
                    .forEach(index -> member.hear(events.get(index).time()));
        }
        laws.forEach(law -> law.joined(this, member, before, delta, grew));
    }

    private D sent(D delta) {
        return subject.codec().decode(subject.type(), subject.codec().encode(subject.type(), delta));
    }

    private void exchange(Step.Exchange exchange) {
        Member<T, D, C> from = members.get(exchange.from());
        Member<T, D, C> to = members.get(exchange.to());
        D delta = from.object().deltaSince(to.version());
        Parcel<D> parcel = new Parcel<>(delta, from.sight().copy(), exchange.to());
        parcels.put(exchange.parcel(), parcel);
        note(from + " gives " + to + " what it lacks, parcel " + exchange.parcel());
        join(to, delta, parcel.brings(), exchange.probed());
        laws.forEach(law -> law.exchanged(this, from, to));
    }

    /* all to the first, then the first to all */
    private void meet() {
        Member<T, D, C> first = members.get(0);
        for (Member<T, D, C> member : members.subList(1, members.size())) {
            join(first, member.object().state(), member.sight(), false);
        }
        for (Member<T, D, C> member : members.subList(1, members.size())) {
            join(member, first.object().deltaSince(member.version()), first.sight(), false);
        }
    }

    private void compact(Member<T, D, C> member) {
        if (!subject.isCompacting()) {
            return;
        }
        VersionVector stable = stableAt(member);
        note(member + " compacts up to " + stable);
        Object value = member.object().value();
        D before = probing ? member.object().state() : null;
        member.object().compact(stable);
        laws.forEach(law -> law.compacted(this, member, value, before));
    }

    /* of each origin the longest prefix of events that every replica sees, and that every event which this member does not see had
     * seen */
    private VersionVector stableAt(Member<T, D, C> member) {
        BitSet common = member.sight().copy().whole();
        members.forEach(other -> common.and(other.sight().whole()));
        for (Event<O> event : events) {
            if (!member.sight().whole().get(event.index())) {
                common.and(event.past().whole());
            }
        }
        VersionVector stable = VersionVector.empty();
        BitSet cut = new BitSet();
        for (Event<O> event : events) {
            int origin = originOf(event);
            if (!event.dots().isEmpty() && !cut.get(origin)) {
                if (common.get(event.index())) {
                    long last = event.dots().get(event.dots().size() - 1).counter();
                    stable = stable.with(event.origin(), last);
                } else {
                    cut.set(origin);
                }
            }
        }
        return stable;
    }

    private int originOf(Event<O> event) {
        for (Member<T, D, C> member : members) {
            if (member.id().equals(event.origin())) {
                return member.index();
            }
        }
        throw new IllegalStateException("nobody made " + event);
    }

    /* the values are added after the step; if it fails, the line stands without them */
    private void note(String line) {
        if (transcript != null) {
            transcript.add(line);
        }
    }
}
