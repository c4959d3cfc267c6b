// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.RemoveWins;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.testkit.Event;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/**
 * The laws of {@link RemoveWinsSet}: an element is in if an event on it remains that no later one has seen, and all that remain are
 * adds. A clear leaves nothing of what it has seen; to forget removes leaves nothing of elements that are out.
 */
public final class RemoveWinsSetLawsTest {

    private static final List<String> ALL = List.of("a", "b", "c");

    /** What is done to a set. */
    public enum Kind {
        ADD,
        REMOVE,
        CLEAR,
        FORGET
    }

    /** What is done to which elements. */
    public record Op(Kind kind, List<String> elements) {

        public static final Op CLEAR = new Op(Kind.CLEAR, ALL);

        boolean isWrite() {
            return kind == Kind.ADD || kind == Kind.REMOVE;
        }
    }

    public static Subject<RemoveWinsSet<String>, Causal<DotMap<String, RemoveWins>>, SetChange<String>, Op> subject() {
        return Subject.of(
                        RemoveWinsSet.<String>type(),
                        (random, set) -> draw(random),
                        RemoveWinsSetLawsTest::apply,
                        RemoveWinsSetLawsTest::elements)
                .reporting(AddWinsSetLawsTest::reported);
    }

    public static Op draw(RandomGenerator random) {
        String element = ALL.get(random.nextInt(ALL.size()));
        List<String> two = List.of(element, ALL.get(random.nextInt(ALL.size())));
        return switch (random.nextInt(12)) {
            case 0 -> Op.CLEAR;
            case 1 -> new Op(Kind.FORGET, ALL);
            case 2 -> new Op(Kind.REMOVE, two);
            case 3 -> new Op(Kind.ADD, two);
            case 4, 5, 6 -> new Op(Kind.REMOVE, List.of(element));
            default -> new Op(Kind.ADD, List.of(element));
        };
    }

    public static Causal<DotMap<String, RemoveWins>> apply(RemoveWinsSet<String> set, Op op) {
        String first = op.elements.get(0);
        boolean single = op.elements.size() == 1;
        return switch (op.kind) {
            case ADD -> single ? set.add(first) : set.addAll(op.elements);
            case REMOVE -> single ? set.remove(first) : set.removeAll(op.elements);
            case CLEAR -> set.clear();
            case FORGET -> set.forgetRemoves(everythingSeen(set));
        };
    }

    /* what is said to be stable is not; then a forgotten remove does not win any more, but all agree on that */
    private static VersionVector everythingSeen(RemoveWinsSet<String> set) {
        VersionVector[] seen = {VersionVector.empty()};
        set.state().store().forEachDot((origin, counter) -> seen[0] = seen[0].with(origin, counter));
        return seen[0];
    }

    public static Set<String> elements(History<Op> history) {
        return ALL.stream().filter(element -> isIn(element, history)).collect(Collectors.toSet());
    }

    private static boolean isIn(String element, History<Op> history) {
        return isIn(history.survivors((event, seen) -> survivors(event, seen, element)), element);
    }

    private static List<Event<Op>> survivors(Event<Op> event, List<Event<Op>> seen, String element) {
        List<Event<Op>> writes =
                seen.stream().filter(write -> concerns(write, element)).toList();
        boolean endsAll = switch (event.operation().kind) {
            case ADD, REMOVE -> event.operation().elements.contains(element);
            case CLEAR -> true;
            case FORGET -> !isIn(writes, element);
        };
        return !endsAll ? writes : concerns(event, element) ? List.of(event) : List.of();
    }

    private static boolean concerns(Event<Op> event, String element) {
        return event.operation().isWrite() && event.operation().elements.contains(element);
    }

    private static boolean isIn(List<Event<Op>> remaining, String element) {
        List<Kind> latest = remaining.stream()
                .filter(event -> concerns(event, element))
                .map(event -> event.operation().kind)
                .toList();
        return !latest.isEmpty() && !latest.contains(Kind.REMOVE);
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
