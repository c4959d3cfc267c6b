// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.DotMap;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.testkit.Event;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/**
 * The laws of {@link CounterMap}: each key is a resettable counter, to which a remove is a reset; it is there as long as a step of it was
 * not cancelled.
 */
public final class CounterMapLawsTest {

    private static final List<String> KEYS = List.of("k", "l");

    /** What is done to the counter of which key; without a key, a reset of all. */
    public record Op(String key, ResettableCounterLawsTest.Op inside) {

        public static final Op CLEAR = new Op("", ResettableCounterLawsTest.Op.RESET);

        List<ResettableCounterLawsTest.Op> of(String asked) {
            return key.isEmpty() || key.equals(asked) ? List.of(inside) : List.of();
        }
    }

    public static Subject<
                    CounterMap<String>,
                    Causal<DotMap<String, CountStore>>,
                    MapChange<String, ValueChange<BigInteger>>,
                    Op>
            subject() {
        return Subject.of(
                        CounterMap.<String>type(),
                        (random, map) -> draw(random),
                        CounterMapLawsTest::apply,
                        CounterMapLawsTest::counts)
                .carrying(CounterMapLawsTest::carries)
                .reporting(CounterMapLawsTest::reported);
    }

    public static Op draw(RandomGenerator random) {
        return random.nextInt(12) == 0
                ? Op.CLEAR
                : new Op(KEYS.get(random.nextInt(KEYS.size())), ResettableCounterLawsTest.draw(random));
    }

    public static Causal<DotMap<String, CountStore>> apply(CounterMap<String> map, Op op) {
        if (op.key.isEmpty()) {
            return map.clear();
        }
        return op.inside.resets() ? map.remove(op.key) : map.increment(op.key, op.inside.amount());
    }

    public static Map<String, BigInteger> counts(History<Op> history) {
        Map<String, BigInteger> counts = new HashMap<>();
        for (String key : KEYS) {
            History<ResettableCounterLawsTest.Op> one = history.project(op -> op.of(key));
            if (ResettableCounterLawsTest.uncancelled(one).findAny().isPresent()) {
                counts.put(key, BigInteger.valueOf(ResettableCounterLawsTest.sum(one)));
            }
        }
        return counts;
    }

    public static boolean carries(Event<Op> event, Event<Op> earlier) {
        Op later = event.operation();
        return event.origin().equals(earlier.origin())
                && later.key.equals(earlier.operation().key)
                && !later.inside.resets()
                && !earlier.operation().inside.resets();
    }

    public static Object reported(Object before, MapChange<String, ValueChange<BigInteger>> change) {
        Map<Object, Object> after = new HashMap<>((Map<?, ?>) before);
        change.removed().forEach((key, value) -> expect(value, after.remove(key), BigInteger.ZERO));
        change.updated().forEach((key, value) -> expect(value, after.put(key, value.after()), value.after()));
        change.added().forEach((key, value) -> {
            if (after.put(key, value.after()) != null) {
                throw new IllegalStateException(key + " was there already");
            }
            expect(value, BigInteger.ZERO, value.after());
        });
        boolean inVain = change.updated().values().stream()
                .anyMatch(value -> value.before().equals(value.after()));
        if (change.isEmpty() || inVain) {
            throw new IllegalStateException("nothing changed: " + change);
        }
        return after;
    }

    private static void expect(ValueChange<BigInteger> change, Object before, BigInteger after) {
        if (!change.before().equals(before) || !change.after().equals(after)) {
            throw new IllegalStateException(change + " does not fit " + before);
        }
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
