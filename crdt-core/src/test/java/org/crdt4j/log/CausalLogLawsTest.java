// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.LogChange;
import org.crdt4j.crdt.LogEntry;
import org.crdt4j.testkit.Event;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Specification;
import org.crdt4j.testkit.Subject;

/**
 * The laws of {@link CausalLog}: of the posts that no clear has seen, always the earliest next whose parents are all out, or removed.
 */
public final class CausalLogLawsTest {

    private static final long NOON = 1_000_000_000_000L;

    /** What is done to a log. */
    public enum Kind {
        POST,
        CLEAR
    }

    /** What is posted, perhaps as of a given time, perhaps as an answer to given items. Items are unique. */
    public record Op(Kind kind, String item, Optional<HybridTimestamp> given, Optional<List<String>> after) {

        public static final Op CLEAR = new Op(Kind.CLEAR, "", Optional.empty(), Optional.empty());
    }

    public static Subject<CausalLog<String>, Causal<LogStore<String>>, LogChange<String>, Op> subject() {
        return Subject.of(CausalLog.<String>type(), CausalLogLawsTest::draw, CausalLogLawsTest::apply, new Order())
                .reporting(CausalLogLawsTest::reported);
    }

    public static Op draw(RandomGenerator random) {
        String item = Long.toHexString(random.nextLong());
        Optional<HybridTimestamp> given = random.nextInt(4) == 0
                ? Optional.of(HybridTimestamp.of(NOON + random.nextInt(9), 0))
                : Optional.empty();
        return random.nextInt(12) == 0 ? Op.CLEAR : new Op(Kind.POST, item, given, Optional.empty());
    }

    private static Op draw(RandomGenerator random, CausalLog<String> log) {
        Op op = draw(random);
        if (op.given.isEmpty() || random.nextBoolean()) {
            return op;
        }
        List<String> after =
                log.value().stream().filter(item -> random.nextInt(3) == 0).toList();
        return new Op(op.kind, op.item, op.given, Optional.of(after));
    }

    public static Causal<LogStore<String>> apply(CausalLog<String> log, Op op) {
        if (op.kind == Kind.CLEAR) {
            return log.clear();
        } else if (op.given.isEmpty()) {
            return log.append(op.item);
        } else if (op.after.isEmpty()) {
            return log.append(op.item, op.given.get());
        }
        List<Dot> after = log.entries().stream()
                .filter(entry -> op.after.get().contains(entry.item()))
                .map(LogEntry::dot)
                .toList();
        return log.append(op.item, op.given.get(), after);
    }

    /** Whether a log holds any post, be it one that waits. */
    public static boolean isHolding(History<Op> history) {
        return !Order.present(history).isEmpty();
    }

    public static List<String> reported(Object before, LogChange<String> change) {
        List<String> after = new ArrayList<>();
        ((List<?>) before).forEach(item -> after.add((String) item));
        boolean fits = change.removed().stream()
                .allMatch(placed ->
                        after.get(placed.position()).equals(placed.entry().item()));
        if (!fits || (change.removed().isEmpty() && change.inserted().isEmpty())) {
            throw new IllegalStateException(change + " does not fit " + before);
        }
        change.applyTo(after);
        return after;
    }

    /** The order, straight from its definition. What a post answers is worked out once. */
    public static final class Order implements Specification<Op> {

        private static final Comparator<Event<Op>> BY_TIME = Comparator.comparing(
                        (Event<Op> event) -> event.operation().given.orElse(event.time()))
                .thenComparing(Event::origin)
                .thenComparing(Event::index);

        private final Map<Event<Op>, Set<Event<Op>>> parents = new HashMap<>();

        @Override
        public List<String> valueOf(History<Op> history) {
            return visible(history).stream()
                    .map(event -> event.operation().item)
                    .toList();
        }

        static List<Event<Op>> present(History<Op> history) {
            return history.remaining((later, earlier) -> later.operation().kind == Kind.CLEAR).stream()
                    .filter(event -> event.operation().kind == Kind.POST)
                    .toList();
        }

        private List<Event<Op>> visible(History<Op> history) {
            Set<Event<Op>> passed = new HashSet<>();
            for (Event<Op> event : history.events()) {
                if (event.operation().kind == Kind.CLEAR) {
                    passed.addAll(present(history.past(event)));
                }
            }
            List<Event<Op>> left = new ArrayList<>(present(history));
            left.sort(BY_TIME);
            List<Event<Op>> out = new ArrayList<>();
            for (Event<Op> next = next(left, passed, history); next != null; next = next(left, passed, history)) {
                out.add(next);
                passed.add(next);
                left.remove(next);
            }
            return out;
        }

        private Event<Op> next(List<Event<Op>> left, Set<Event<Op>> passed, History<Op> history) {
            return left.stream()
                    .filter(event -> passed.containsAll(parents(event, history)))
                    .findFirst()
                    .orElse(null);
        }

        private Set<Event<Op>> parents(Event<Op> event, History<Op> history) {
            Set<Event<Op>> known = parents.get(event);
            if (known == null) {
                known = new HashSet<>();
                List<Event<Op>> seen = visible(history.past(event));
                for (Event<Op> candidate : seen) {
                    boolean isAnswered = event.operation().after.isPresent()
                            ? event.operation().after.get().contains(candidate.operation().item)
                            : seen.stream()
                                    .noneMatch(other -> parents(other, history).contains(candidate));
                    if (isAnswered) {
                        known.add(candidate);
                    }
                }
                parents.put(event, known);
            }
            return known;
        }
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
