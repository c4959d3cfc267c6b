// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.testkit.Event;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/**
 * The laws of {@link BoundedCounter}: what was counted up less what was counted down, of which any state that lacks no cause has never more
 * of the second; where causes are missing, 0 at least. A count brings all earlier ones of its replica and kind.
 */
public final class BoundedCounterLawsTest {

    /** What is done. */
    public enum Kind {
        UP,
        DOWN,
        TRANSFER
    }

    /** What is done, with how much, and for whom if it is a transfer. */
    public record Op(Kind kind, long amount, Optional<ReplicaId> to) {

        long counted() {
            return kind == Kind.UP ? amount : kind == Kind.DOWN ? -amount : 0;
        }

        boolean raisesTheSameNumberAs(Op other) {
            return amount > 0 && other.amount > 0 && kind == other.kind && to.equals(other.to);
        }
    }

    public static Subject<BoundedCounter, Rights, ValueChange<BigInteger>, Op> subject() {
        return Subject.of(
                        BoundedCounter.type(),
                        BoundedCounterLawsTest::draw,
                        BoundedCounterLawsTest::apply,
                        BoundedCounterLawsTest::value)
                .carrying((event, earlier) -> event.origin().equals(earlier.origin())
                        && event.operation().raisesTheSameNumberAs(earlier.operation()))
                .reporting(GrowOnlyCounterLawsTest::reported);
    }

    private static Op draw(RandomGenerator random, BoundedCounter counter) {
        long rights = counter.ownRights().longValueExact();
        long some = random.nextBoolean() ? rights : random.nextLong(rights + 1);
        Optional<ReplicaId> peer = counter.richest();
        return switch (random.nextInt(4)) {
            case 0 -> new Op(Kind.DOWN, some, Optional.empty());
            case 1 -> peer.isPresent() ? new Op(Kind.TRANSFER, some, peer) : new Op(Kind.UP, 1, Optional.empty());
            default -> new Op(Kind.UP, random.nextLong(5), Optional.empty());
        };
    }

    private static Rights apply(BoundedCounter counter, Op op) {
        return switch (op.kind) {
            case UP -> counter.increment(op.amount);
            case DOWN -> counter.decrement(op.amount);
            case TRANSFER -> counter.transfer(op.amount, op.to.orElseThrow());
        };
    }

    private static Object value(History<Op> history) {
        long sum = history.operations().mapToLong(Op::counted).sum();
        if (sum < 0 && lacksNoCause(history)) {
            throw new IllegalStateException("below 0 by rights: " + sum);
        }
        return Math.max(0, sum);
    }

    private static boolean lacksNoCause(History<Op> history) {
        List<Event<Op>> visible = history.events();
        return visible.stream()
                .allMatch(event ->
                        new HashSet<>(visible).containsAll(history.past(event).events()));
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
