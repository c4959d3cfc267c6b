// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.map;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.Stamped;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.testkit.Event;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/**
 * The laws of {@link ExpiringMap} while no lease runs out: of a key's writes that survive, the greatest by time, replica and number; a
 * renewal writes the value again that its author saw. {@link ExpiringMapLeasesTest} lets leases run out.
 */
public final class ExpiringMapLawsTest {

    private static final List<String> KEYS = List.of("a", "b", "c");

    /** What is done to a map. */
    public enum Kind {
        PUT,
        RENEW,
        REMOVE,
        EXPIRE,
        REMOVE_EXPIRED,
        /** A removal by observation, as a map around this one does it. */
        FORGET
    }

    /** What is done to which key. */
    public record Op(Kind kind, String key, String value) {

        public static final Op FORGET = new Op(Kind.FORGET, "", "");

        boolean writes(String asked) {
            return key.equals(asked) && (kind == Kind.PUT || kind == Kind.RENEW || kind == Kind.REMOVE);
        }
    }

    public static Subject<
                    ExpiringMap<String, String>,
                    Causal<DotMap<String, DotFun<Stamped<Leased<String>>>>>,
                    MapChange<String, RegisterChange<String>>,
                    Op>
            subject() {
        return Subject.of(
                        ExpiringMap.<String, String>type(),
                        (random, map) -> draw(random),
                        ExpiringMapLawsTest::apply,
                        ExpiringMapLawsTest::entries)
                .reporting(LastWriterWinsMapLawsTest::reported);
    }

    public static Op draw(RandomGenerator random) {
        Kind kind = List.of(
                        Kind.PUT,
                        Kind.PUT,
                        Kind.PUT,
                        Kind.PUT,
                        Kind.RENEW,
                        Kind.RENEW,
                        Kind.RENEW,
                        Kind.REMOVE,
                        Kind.REMOVE,
                        Kind.EXPIRE,
                        Kind.REMOVE_EXPIRED)
                .get(random.nextInt(11));
        return new Op(kind, KEYS.get(random.nextInt(KEYS.size())), "v" + random.nextInt(5));
    }

    public static Causal<DotMap<String, DotFun<Stamped<Leased<String>>>>> apply(
            ExpiringMap<String, String> map, Op op) {
        return switch (op.kind) {
            case PUT -> map.put(op.key, op.value, Leased.MAX_LEASE.minus(Duration.ofDays(op.value.charAt(1) - '0')));
            case RENEW -> map.renew(op.key);
            case REMOVE -> map.remove(op.key);
            case EXPIRE -> map.inOneDelta(map::expire);
            case REMOVE_EXPIRED -> map.removeExpired();
            case FORGET -> throw new IllegalArgumentException("only a map around this one can do that");
        };
    }

    public static Map<String, String> entries(History<Op> history) {
        Map<String, String> entries = new HashMap<>();
        KEYS.forEach(key -> value(key, history).ifPresent(value -> entries.put(key, value)));
        return entries;
    }

    private static Optional<String> value(String key, History<Op> history) {
        List<Event<Op>> writes = history.survivors((event, seen) -> survivors(event, seen, key)).stream()
                .filter(event -> event.operation().writes(key))
                .toList();
        if (writes.isEmpty()) {
            return Optional.empty();
        }
        Event<Op> newest = Collections.max(writes, BY_TIME);
        return switch (newest.operation().kind) {
            case PUT -> Optional.of(newest.operation().value);
            case RENEW -> value(key, history.past(newest));
            default -> Optional.empty();
        };
    }

    private static final Comparator<Event<Op>> BY_TIME = Comparator.comparing((Event<Op> event) -> event.time())
            .thenComparing(Event::origin)
            .thenComparing(Event::index);

    private static List<Event<Op>> survivors(Event<Op> event, List<Event<Op>> seen, String key) {
        List<Event<Op>> writes = new ArrayList<>(seen);
        writes.removeIf(write -> !write.operation().writes(key));
        boolean isThere = !writes.isEmpty() && Collections.max(writes, BY_TIME).operation().kind != Kind.REMOVE;
        if (event.operation().kind == Kind.FORGET) {
            return List.of();
        } else if (!event.operation().writes(key) || (event.operation().kind == Kind.RENEW && !isThere)) {
            return writes;
        }
        return List.of(event);
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
