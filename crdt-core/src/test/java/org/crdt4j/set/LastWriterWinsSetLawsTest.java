// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.Stamped;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.testkit.Event;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/**
 * The laws of {@link LastWriterWinsSet}: an element is in if of the writes on it that survive, adds and removes, the greatest by time,
 * replica and number is an add. A write leaves only the greatest of itself and of what its author saw; one without a given time is
 * always greater than those.
 */
public final class LastWriterWinsSetLawsTest {

    private static final List<String> ALL = List.of("a", "b", "c");

    /** What is done to a set. */
    public enum Kind {
        ADD,
        REMOVE,
        CLEAR,
        /** A removal by observation, as a map around this set does it. */
        FORGET
    }

    /** What is done to which element, perhaps as of a given time. */
    public record Op(Kind kind, String element, Optional<HybridTimestamp> given) {

        public static final Op FORGET = new Op(Kind.FORGET, "", Optional.empty());

        boolean concerns(String asked) {
            return element.equals(asked) || kind == Kind.CLEAR || kind == Kind.FORGET;
        }
    }

    public static Subject<
                    LastWriterWinsSet<String>, Causal<DotMap<String, DotFun<Stamped<Boolean>>>>, SetChange<String>, Op>
            subject(boolean mayBeGiven) {
        return Subject.of(
                        LastWriterWinsSet.<String>type(),
                        (random, set) -> draw(random, mayBeGiven),
                        LastWriterWinsSetLawsTest::apply,
                        LastWriterWinsSetLawsTest::elements)
                .reporting(AddWinsSetLawsTest::reported);
    }

    public static Op draw(RandomGenerator random, boolean mayBeGiven) {
        Kind kind = List.of(Kind.ADD, Kind.ADD, Kind.ADD, Kind.REMOVE, Kind.REMOVE, Kind.CLEAR)
                .get(random.nextInt(6));
        boolean given = mayBeGiven && kind != Kind.CLEAR && random.nextInt(3) == 0;
        return new Op(
                kind,
                ALL.get(random.nextInt(ALL.size())),
                given ? Optional.of(HybridTimestamp.of(1_000_000_000_000L + random.nextInt(9), 0)) : Optional.empty());
    }

    public static Causal<DotMap<String, DotFun<Stamped<Boolean>>>> apply(LastWriterWinsSet<String> set, Op op) {
        return switch (op.kind) {
            case ADD -> op.given.map(time -> set.add(op.element, time)).orElseGet(() -> set.add(op.element));
            case REMOVE -> op.given.map(time -> set.remove(op.element, time)).orElseGet(() -> set.remove(op.element));
            case CLEAR -> set.clear();
            case FORGET -> throw new IllegalArgumentException("only a map around this one can do that");
        };
    }

    public static Set<String> elements(History<Op> history) {
        return ALL.stream()
                .filter(element -> isIn(history.survivors((event, seen) -> survivors(event, seen, element)), element))
                .collect(Collectors.toSet());
    }

    private static final Comparator<Event<Op>> BY_TIME = Comparator.comparing(
                    (Event<Op> event) -> event.operation().given.orElse(event.time()))
            .thenComparing(Event::origin)
            .thenComparing(Event::index);

    private static boolean isIn(List<Event<Op>> writes, String element) {
        return writes.stream()
                .filter(write -> write.operation().concerns(element))
                .max(BY_TIME)
                .filter(write -> write.operation().kind == Kind.ADD)
                .isPresent();
    }

    private static List<Event<Op>> survivors(Event<Op> event, List<Event<Op>> seen, String element) {
        Op op = event.operation();
        List<Event<Op>> writes = new ArrayList<>(seen);
        writes.removeIf(write -> !write.operation().concerns(element));
        if (op.kind == Kind.FORGET) {
            return List.of();
        } else if (!op.concerns(element) || (op.kind == Kind.CLEAR && !isIn(writes, element))) {
            return writes;
        } else if (op.given.isEmpty()) {
            return List.of(event);
        }
        writes.add(event);
        return List.of(Collections.max(writes, BY_TIME));
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
