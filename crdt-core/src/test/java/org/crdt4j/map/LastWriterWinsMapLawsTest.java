// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.map;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.Stamped;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.testkit.Event;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/**
 * The laws of {@link LastWriterWinsMap}: of a key's writes that survive, the greatest by time, replica and number; removals are writes. A
 * write leaves only the greatest of itself and of what its author saw; one without a given time is always greater than those.
 */
public final class LastWriterWinsMapLawsTest {

    private static final List<String> KEYS = List.of("a", "b", "c");

    /** What is done to a map. */
    public enum Kind {
        PUT,
        REMOVE,
        CLEAR,
        /** A removal by observation, as a map around this one does it. */
        FORGET
    }

    /** What is done to which key, perhaps as of a given time. */
    public record Op(Kind kind, String key, String value, Optional<HybridTimestamp> given) {

        public static final Op FORGET = new Op(Kind.FORGET, "", "", Optional.empty());

        boolean concerns(String asked) {
            return key.equals(asked) || kind == Kind.CLEAR || kind == Kind.FORGET;
        }
    }

    public static Subject<
                    LastWriterWinsMap<String, String>,
                    Causal<DotMap<String, DotFun<Stamped<String>>>>,
                    MapChange<String, RegisterChange<String>>,
                    Op>
            subject(boolean mayBeGiven) {
        return Subject.of(
                        LastWriterWinsMap.<String, String>type(),
                        (random, map) -> draw(random, mayBeGiven),
                        LastWriterWinsMapLawsTest::apply,
                        LastWriterWinsMapLawsTest::entries)
                .reporting(LastWriterWinsMapLawsTest::reported);
    }

    public static Subject<?, ?, ?, ?> withGivenTimes() {
        return subject(true).uncompacted();
    }

    public static Subject<?, ?, ?, ?> withOwnTimes() {
        return subject(false);
    }

    public static Op draw(RandomGenerator random, boolean mayBeGiven) {
        Kind kind = List.of(Kind.PUT, Kind.PUT, Kind.PUT, Kind.REMOVE, Kind.REMOVE, Kind.CLEAR)
                .get(random.nextInt(6));
        boolean given = mayBeGiven && kind != Kind.CLEAR && random.nextInt(3) == 0;
        return new Op(
                kind,
                KEYS.get(random.nextInt(KEYS.size())),
                "v" + random.nextInt(9),
                given ? Optional.of(HybridTimestamp.of(1_000_000_000_000L + random.nextInt(9), 0)) : Optional.empty());
    }

    public static Causal<DotMap<String, DotFun<Stamped<String>>>> apply(LastWriterWinsMap<String, String> map, Op op) {
        return switch (op.kind) {
            case PUT ->
                op.given.map(time -> map.put(op.key, op.value, time)).orElseGet(() -> map.put(op.key, op.value));
            case REMOVE -> op.given.map(time -> map.remove(op.key, time)).orElseGet(() -> map.remove(op.key));
            case CLEAR -> map.clear();
            case FORGET -> throw new IllegalArgumentException("only a map around this one can do that");
        };
    }

    public static Map<String, String> entries(History<Op> history) {
        Map<String, String> entries = new HashMap<>();
        for (String key : KEYS) {
            live(key, history)
                    .max(BY_TIME)
                    .filter(winner -> winner.operation().kind == Kind.PUT)
                    .ifPresent(winner -> entries.put(key, winner.operation().value));
        }
        return entries;
    }

    private static Stream<Event<Op>> live(String key, History<Op> history) {
        return history.survivors((event, seen) -> survivors(event, seen, key)).stream()
                .filter(event -> event.operation().concerns(key));
    }

    private static final Comparator<Event<Op>> BY_TIME = Comparator.comparing(
                    (Event<Op> event) -> event.operation().given.orElse(event.time()))
            .thenComparing(Event::origin)
            .thenComparing(Event::index);

    private static List<Event<Op>> survivors(Event<Op> event, List<Event<Op>> seen, String key) {
        Op op = event.operation();
        List<Event<Op>> writes = new ArrayList<>(seen);
        writes.removeIf(write -> !write.operation().concerns(key));
        boolean isThere = !writes.isEmpty() && Collections.max(writes, BY_TIME).operation().kind == Kind.PUT;
        if (op.kind == Kind.FORGET) {
            return List.of();
        } else if (!op.concerns(key) || (op.kind == Kind.CLEAR && !isThere)) {
            return writes;
        } else if (op.given.isEmpty()) {
            return List.of(event);
        }
        writes.add(event);
        return List.of(Collections.max(writes, BY_TIME));
    }

    public static Object reported(Object before, MapChange<String, RegisterChange<String>> change) {
        Map<Object, Object> after = new HashMap<>((Map<?, ?>) before);
        boolean fits = Collections.disjoint(after.keySet(), change.added().keySet())
                && after.keySet().containsAll(change.removed().keySet());
        for (Map<String, RegisterChange<String>> part : List.of(change.added(), change.updated(), change.removed())) {
            for (Map.Entry<String, RegisterChange<String>> entry : part.entrySet()) {
                RegisterChange<String> report = entry.getValue();
                fits &= Optional.ofNullable(after.get(entry.getKey())).equals(report.before());
                fits &= !report.before().equals(report.after())
                        || !report.overruled().isEmpty();
                after.remove(entry.getKey());
                report.after().ifPresent(value -> after.put(entry.getKey(), value));
            }
        }
        fits &= after.keySet().containsAll(change.added().keySet())
                && Collections.disjoint(after.keySet(), change.removed().keySet());
        if (!fits || change.isEmpty()) {
            throw new IllegalStateException(change + " does not fit " + before);
        }
        return after;
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject(false)).check(seed);
    }

    @Property
    void lawsWithGivenTimes(@ForAll long seed) {
        Laws.of(subject(true).uncompacted()).check(seed);
    }
}
