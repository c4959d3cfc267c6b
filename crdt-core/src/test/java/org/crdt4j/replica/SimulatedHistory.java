// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;

/**
 * The specification of a simulation: what happened on each object, and what each event took away because its author had seen it. It
 * knows nothing of dots, contexts and joins; the value of an object is a function of the events that are visible.
 */
final class SimulatedHistory {

    /* A replica's version says which events it surely reflects. It may reflect a removal earlier: a row, or its absence from a scan,
     * brings what its sender had seen, and the version follows only when the whole answer is there. So of the effects that the
     * visible events leave alive, those that some event took away may be missing; all others must be there, and nothing else. */

    private static final int MAX_DOUBTFUL = 12;

    /** One thing that an event brought about: an element, an amount, an assignment, the life of a key. */
    static final class Effect {

        final int id;
        final String key;
        final Object value;
        final HybridTimestamp time;
        final ReplicaId origin;
        final boolean life;

        Effect(int id, String key, Object value, HybridTimestamp time, ReplicaId origin, boolean life) {
            this.id = id;
            this.key = key;
            this.value = value;
            this.time = time;
            this.origin = origin;
            this.life = life;
        }
    }

    private record Event(ReplicaId origin, long number, List<Effect> born, List<Effect> killed) {}

    /** An event that is being made by somebody who sees these effects. */
    final class Draft {

        private final String object;
        private final ReplicaId origin;
        private final List<Effect> before;
        private final List<Effect> live;
        private final boolean exact;
        private final List<Effect> born = new ArrayList<>();
        private final List<Effect> killed = new ArrayList<>();

        private Draft(String object, ReplicaId origin, List<Effect> live, boolean exact) {
            this.object = object;
            this.origin = origin;
            this.before = List.copyOf(live);
            this.live = new ArrayList<>(live);
            this.exact = exact;
        }

        /** Whether the author sees exactly these effects, and not perhaps less. */
        boolean isExact() {
            return exact;
        }

        List<Effect> live() {
            return live;
        }

        ReplicaId origin() {
            return origin;
        }

        /** The time of the latest such effect that there ever was on the object, whoever has seen it. */
        Optional<HybridTimestamp> latest(Predicate<Effect> which) {
            return events.getOrDefault(object, List.of()).stream()
                    .flatMap(event -> event.born.stream())
                    .filter(which)
                    .map(effect -> effect.time)
                    .max(Comparator.naturalOrder());
        }

        void kill(Predicate<Effect> which) {
            live.stream()
                    .filter(which)
                    .filter(effect -> exact || !killedEver.get(effect.id))
                    .forEach(killed::add);
            live.removeIf(which);
        }

        Effect bear(String key, Object value, HybridTimestamp time) {
            return bear(new Effect(effects++, key, value, time, origin, false));
        }

        Effect bearLife(String key) {
            return bear(new Effect(effects++, key, "", HybridTimestamp.ZERO, origin, true));
        }

        private Effect bear(Effect effect) {
            live.add(effect);
            born.add(effect);
            return effect;
        }

        /** Whether this must be an event. What only takes away what nobody sees need not: it may be gone already, by a compaction. */
        boolean isEventOf(SimulatedKind<?, ?, ?> kind) {
            return exact && (!born.isEmpty() || !kind.expected(before).equals(kind.expected(live)));
        }
    }

    private final Map<String, List<Event>> events = new HashMap<>();
    private final BitSet killedEver = new BitSet();
    private int effects;
    private int size;

    int size() {
        return size;
    }

    /** An event that is about to be made by somebody who has seen so much, and for whom the object has this value. */
    Draft draft(String object, SimulatedKind<?, ?, ?> kind, ReplicaId origin, DotCover seen, Object value) {
        List<Effect> live = live(object, seen);
        List<Effect> doubtful = doubtful(live);
        boolean exact = doubtful.isEmpty()
                || (kind.expected(live).equals(value)
                        && doubtful.stream()
                                .noneMatch(effect ->
                                        kind.expected(without(live, effect)).equals(value)));
        return new Draft(object, origin, live, exact);
    }

    private List<Effect> doubtful(List<Effect> live) {
        return live.stream().filter(effect -> killedEver.get(effect.id)).toList();
    }

    private static List<Effect> without(List<Effect> effects, Effect one) {
        return effects.stream().filter(effect -> effect != one).toList();
    }

    /** Whether an object may have this value for somebody who has seen so much. */
    boolean allows(String object, SimulatedKind<?, ?, ?> kind, DotCover seen, Object value) {
        List<Effect> live = live(object, seen);
        return kind.expected(live).equals(value)
                || allowsWithout(
                        kind, live, doubtful(live).stream().limit(MAX_DOUBTFUL).toList(), value);
    }

    private static boolean allowsWithout(
            SimulatedKind<?, ?, ?> kind, List<Effect> live, List<Effect> doubtful, Object value) {
        if (doubtful.isEmpty()) {
            return false;
        }
        List<Effect> rest = doubtful.subList(1, doubtful.size());
        List<Effect> without = without(live, doubtful.get(0));
        return kind.expected(without).equals(value)
                || allowsWithout(kind, without, rest, value)
                || allowsWithout(kind, live, rest, value);
    }

    void add(String object, long number, Draft draft) {
        events.computeIfAbsent(object, key -> new ArrayList<>())
                .add(new Event(draft.origin, number, draft.born, draft.killed));
        draft.killed.forEach(effect -> killedEver.set(effect.id));
        size++;
    }

    /** What is there for somebody who has seen so much. */
    List<Effect> live(String object, DotCover seen) {
        List<Effect> live = new ArrayList<>();
        BitSet killed = new BitSet();
        for (Event event : events.getOrDefault(object, List.of())) {
            if (seen.covers(event.origin, event.number)) {
                live.addAll(event.born);
                event.killed.forEach(effect -> killed.set(effect.id));
            }
        }
        live.removeIf(effect -> killed.get(effect.id));
        return live;
    }

    /** Events of given origins that somebody has not seen. */
    List<String> unseen(String object, DotCover seen, Predicate<ReplicaId> origins) {
        return events.getOrDefault(object, List.of()).stream()
                .filter(event -> origins.test(event.origin) && !seen.covers(event.origin, event.number))
                .map(event -> event.origin + ":" + event.number + " on " + object)
                .toList();
    }
}
