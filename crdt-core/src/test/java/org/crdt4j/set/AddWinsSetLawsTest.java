// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/** The laws of {@link AddWinsSet}: an element is there as long as an add remains that no remove, clear or later add has seen. */
public final class AddWinsSetLawsTest {

    private static final List<String> ALL = List.of("a", "b", "c", "d");

    /** What is done to a set. */
    public enum Kind {
        ADD,
        REMOVE,
        CLEAR
    }

    /** What is done to which elements; a clear concerns all. */
    public record Op(Kind kind, List<String> elements) {

        public static final Op CLEAR = new Op(Kind.CLEAR, ALL);

        boolean adds(String element) {
            return kind == Kind.ADD && elements.contains(element);
        }
    }

    public static Subject<AddWinsSet<String>, Causal<DotMap<String, DotSet>>, SetChange<String>, Op> subject() {
        return Subject.of(
                        AddWinsSet.<String>type(),
                        (random, set) -> draw(random),
                        AddWinsSetLawsTest::apply,
                        AddWinsSetLawsTest::elements)
                .reporting(AddWinsSetLawsTest::reported);
    }

    public static Op draw(RandomGenerator random) {
        String element = ALL.get(random.nextInt(ALL.size()));
        return switch (random.nextInt(10)) {
            case 0 -> Op.CLEAR;
            case 1 -> new Op(Kind.ADD, List.of(element, ALL.get(random.nextInt(ALL.size()))));
            case 2, 3, 4, 5 -> new Op(Kind.REMOVE, List.of(element));
            default -> new Op(Kind.ADD, List.of(element));
        };
    }

    public static Causal<DotMap<String, DotSet>> apply(AddWinsSet<String> set, Op op) {
        String first = op.elements.get(0);
        return switch (op.kind) {
            case ADD -> op.elements.size() == 1 ? set.add(first) : set.addAll(op.elements);
            case REMOVE -> set.remove(first);
            case CLEAR -> set.clear();
        };
    }

    public static Set<String> elements(History<Op> history) {
        return ALL.stream().filter(element -> isIn(element, history)).collect(Collectors.toSet());
    }

    private static boolean isIn(String element, History<Op> history) {
        return history.remaining((later, earlier) -> later.operation().elements.contains(element)).stream()
                .anyMatch(event -> event.operation().adds(element));
    }

    public static Object reported(Object before, SetChange<String> change) {
        Set<Object> after = new HashSet<>((Set<?>) before);
        boolean fits = !after.removeAll(change.added()) && after.containsAll(change.removed());
        if (!fits || (change.added().isEmpty() && change.removed().isEmpty())) {
            throw new IllegalStateException(change + " does not fit " + before);
        }
        after.addAll(change.added());
        after.removeAll(change.removed());
        return after;
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
