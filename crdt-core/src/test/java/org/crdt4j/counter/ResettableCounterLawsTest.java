// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.testkit.Event;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/**
 * The laws of {@link ResettableCounter}: the sum of the visible steps that no visible reset has seen. A step brings all earlier ones of
 * its replica, and what that replica knows of their resets.
 */
public final class ResettableCounterLawsTest {

    /** A step, or a reset. */
    public record Op(long amount, boolean resets) {

        public static final Op RESET = new Op(0, true);
    }

    public static Subject<ResettableCounter, Causal<CountStore>, ValueChange<BigInteger>, Op> subject() {
        return Subject.of(
                        ResettableCounter.type(),
                        (random, counter) -> draw(random),
                        ResettableCounterLawsTest::apply,
                        ResettableCounterLawsTest::sum)
                .carrying(ResettableCounterLawsTest::carries)
                .reporting(ResettableCounterLawsTest::reported);
    }

    public static Op draw(RandomGenerator random) {
        return random.nextInt(4) == 0 ? Op.RESET : new Op(random.nextLong(-3, 6), false);
    }

    public static Causal<CountStore> apply(ResettableCounter counter, Op op) {
        return op.resets ? counter.reset() : counter.increment(op.amount);
    }

    public static Long sum(History<Op> history) {
        return uncancelled(history).mapToLong(event -> event.operation().amount).sum();
    }

    public static Stream<Event<Op>> uncancelled(History<Op> history) {
        Map<Event<Op>, Set<Event<Op>>> memory = new HashMap<>();
        Set<Event<Op>> cancelled = new HashSet<>();
        history.events().forEach(event -> cancelled.addAll(cancelledBy(event, history, memory)));
        return history.events().stream().filter(event -> !event.operation().resets && !cancelled.contains(event));
    }

    /* a reset cancels all that it saw of each replica of which something remained; a step hands on what was cancelled of its own
     * replica */
    private static Set<Event<Op>> cancelledBy(
            Event<Op> event, History<Op> history, Map<Event<Op>, Set<Event<Op>>> memory) {
        Set<Event<Op>> known = memory.get(event);
        if (known == null) {
            Set<Event<Op>> before = new HashSet<>();
            List<Event<Op>> past = history.past(event).events();
            past.forEach(earlier -> before.addAll(cancelledBy(earlier, history, memory)));
            Predicate<Event<Op>> concerned = event.operation().resets
                    ? step -> past.stream()
                            .anyMatch(other -> other.origin().equals(step.origin())
                                    && !other.operation().resets
                                    && !before.contains(other))
                    : step -> step.origin().equals(event.origin()) && before.contains(step);
            known = past.stream().filter(concerned).collect(Collectors.toSet());
            memory.put(event, known);
        }
        return known;
    }

    public static boolean carries(Event<Op> event, Event<Op> earlier) {
        return !event.operation().resets
                && !earlier.operation().resets
                && event.origin().equals(earlier.origin());
    }

    public static Object reported(Object before, ValueChange<BigInteger> change) {
        return GrowOnlyCounterLawsTest.reported(before, change);
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
