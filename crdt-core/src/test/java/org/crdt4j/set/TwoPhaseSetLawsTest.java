// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.testkit.Event;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/**
 * The laws of {@link TwoPhaseSet}: an element is in if an add of it is visible and no remove of it. An add whose author had seen a
 * remove is none; a clear removes what was in for its author.
 */
public final class TwoPhaseSetLawsTest {

    private static final List<String> ALL = List.of("a", "b", "c", "d", "e", "f", "g", "h");

    /** What is done to a set. */
    public enum Kind {
        ADD,
        ADD_ALL,
        REMOVE,
        /** One delta of a remove and an add. */
        REPLACE,
        CLEAR
    }

    /** What is done to which elements. */
    public record Op(Kind kind, String first, String second) {

        List<String> added() {
            return switch (kind) {
                case ADD -> List.of(first);
                case ADD_ALL -> List.of(first, second);
                case REPLACE -> List.of(second);
                case REMOVE, CLEAR -> List.of();
            };
        }

        List<String> removed() {
            return kind == Kind.REMOVE || kind == Kind.REPLACE ? List.of(first) : List.of();
        }
    }

    public static Subject<TwoPhaseSet<String>, TwoPhaseSet.Phases<String>, SetChange<String>, Op> subject() {
        return Subject.of(
                        TwoPhaseSet.<String>type(),
                        (random, set) -> draw(random),
                        TwoPhaseSetLawsTest::apply,
                        TwoPhaseSetLawsTest::elements)
                .reporting(AddWinsSetLawsTest::reported);
    }

    public static Op draw(RandomGenerator random) {
        Kind kind = switch (random.nextInt(16)) {
            case 0 -> Kind.CLEAR;
            case 1, 2 -> Kind.REPLACE;
            case 3, 4 -> Kind.REMOVE;
            case 5, 6, 7 -> Kind.ADD_ALL;
            default -> Kind.ADD;
        };
        return new Op(kind, ALL.get(random.nextInt(ALL.size())), ALL.get(random.nextInt(ALL.size())));
    }

    public static TwoPhaseSet.Phases<String> apply(TwoPhaseSet<String> set, Op op) {
        return switch (op.kind) {
            case ADD -> set.add(op.first);
            case ADD_ALL -> set.addAll(op.added());
            case REMOVE -> set.remove(op.first);
            case REPLACE ->
                set.inOneDelta(() -> {
                    set.remove(op.first);
                    set.add(op.second);
                });
            case CLEAR -> set.clear();
        };
    }

    public static Set<String> elements(History<Op> history) {
        return ALL.stream()
                .filter(element -> isIn(element, history.survivors((event, seen) -> effective(element, event, seen))))
                .collect(Collectors.toSet());
    }

    /* what cannot come in any more is not added, and what is not there is not cleared */
    private static List<Event<Op>> effective(String element, Event<Op> event, List<Event<Op>> seen) {
        boolean isOut = seen.stream().anyMatch(earlier -> removes(element, earlier.operation()));
        Op op = event.operation();
        boolean says = op.kind == Kind.CLEAR
                ? isIn(element, seen)
                : removes(element, op) || (op.added().contains(element) && !isOut);
        return says ? Stream.concat(seen.stream(), Stream.of(event)).toList() : seen;
    }

    private static boolean isIn(String element, List<Event<Op>> events) {
        return events.stream().anyMatch(event -> event.operation().added().contains(element))
                && events.stream().noneMatch(event -> removes(element, event.operation()));
    }

    private static boolean removes(String element, Op op) {
        return op.kind == Kind.CLEAR || op.removed().contains(element);
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
