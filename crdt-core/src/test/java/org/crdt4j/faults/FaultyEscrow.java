// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.Lattice;
import org.crdt4j.crdt.LatticeCrdt;
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.LatticeValue;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.testkit.Event;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Subject;
import org.jspecify.annotations.Nullable;

/** A bounded counter as the paper writes it down, R[i][j] and U[i], with a place for each fault. */
final class FaultyEscrow extends LatticeCrdt<LatticeValue<Map<String, Optional<Long>>>, ValueChange<BigInteger>> {

    private static final Lattice<Map<String, Optional<Long>>> LATTICE = Lattice.mapOf(Lattice.maxOf());
    private static final LatticeValue<Map<String, Optional<Long>>> NOTHING =
            new LatticeValue<>(LATTICE.bottom(), LATTICE);

    /** Counts up if the amount is positive, down if it is negative; else hands a right to the replica that is named. */
    record Op(long amount, Optional<String> to) {}

    private final Fault fault;
    private final String self;

    private FaultyEscrow(ReplicaContext replicaContext, Fault fault) {
        super(NOTHING);
        this.fault = fault;
        this.self = name(replicaContext.replica());
    }

    private static String name(ReplicaId replica) {
        return replica.toString();
    }

    static Subject<FaultyEscrow, LatticeValue<Map<String, Optional<Long>>>, ValueChange<BigInteger>, Op> subject(
            Fault fault) {
        return Subject.of(
                        new LatticeType<>(
                                "faulty-escrow",
                                NOTHING,
                                context -> new FaultyEscrow(context, fault),
                                LatticeValue.format(LATTICE)),
                        (random, counter) -> counter.draw(random),
                        FaultyEscrow::apply,
                        FaultyEscrow::specified)
                .carrying((event, earlier) -> event.origin().equals(earlier.origin())
                        && Long.signum(event.operation().amount) == Long.signum(earlier.operation().amount)
                        && event.operation().to.equals(earlier.operation().to));
    }

    private Op draw(RandomGenerator random) {
        long rights = rights();
        List<String> others = new ArrayList<>();
        state().value().keySet().forEach(key -> others.add(key.substring(0, key.indexOf('>'))));
        others.removeIf(self::equals);
        int kind = random.nextInt(4);
        if (kind == 0 && rights > 0) {
            return new Op(-rights, Optional.empty());
        }
        if (kind <= 2 && rights > 0 && !others.isEmpty()) {
            String to = fault == Fault.TRANSFER_TO_ONESELF_MINTS ? self : others.get(random.nextInt(others.size()));
            return new Op(0, Optional.of(to));
        }
        return new Op(1 + random.nextLong(3), Optional.empty());
    }

    private LatticeValue<Map<String, Optional<Long>>> apply(Op op) {
        String key = op.amount < 0 ? self + ">" : self + ">" + op.to.orElse(self);
        long raised = number(state(), key) + Math.max(1, Math.abs(op.amount));
        return commit(new LatticeValue<>(Map.of(key, Optional.of(raised)), LATTICE));
    }

    private static long number(LatticeValue<Map<String, Optional<Long>>> state, String key) {
        return state.value().getOrDefault(key, Optional.empty()).orElse(0L);
    }

    /* what this replica may count down */
    private long rights() {
        if (fault == Fault.RIGHTS_BY_VALUE) {
            return value().longValueExact();
        }
        Map<String, Long> balances = new TreeMap<>();
        state().value().forEach((key, number) -> {
            String from = key.substring(0, key.indexOf('>'));
            String to = key.substring(key.indexOf('>') + 1);
            balances.merge(to.isEmpty() ? from : to, to.isEmpty() ? -number.orElse(0L) : number.orElse(0L), Long::sum);
            if (!to.isEmpty() && !to.equals(from) && fault != Fault.TRANSFER_KEEPS_RIGHTS) {
                balances.merge(from, -number.orElse(0L), Long::sum);
            }
        });
        return balances.getOrDefault(self, 0L);
    }

    @Override
    public BigInteger value() {
        return value(state());
    }

    private static BigInteger value(LatticeValue<Map<String, Optional<Long>>> state) {
        BigInteger sum = BigInteger.ZERO;
        for (String key : state.value().keySet()) {
            String from = key.substring(0, key.indexOf('>'));
            BigInteger number = BigInteger.valueOf(number(state, key));
            if (key.equals(from + ">")) {
                sum = sum.subtract(number);
            } else if (key.equals(from + ">" + from)) {
                sum = sum.add(number);
            }
        }
        return sum.max(BigInteger.ZERO);
    }

    private static BigInteger specified(History<Op> history) {
        List<Event<Op>> visible = history.events();
        long sum = visible.stream().mapToLong(event -> event.operation().amount).sum();
        boolean complete = visible.stream()
                .allMatch(event ->
                        new HashSet<>(visible).containsAll(history.past(event).events()));
        if (sum < 0 && complete) {
            throw new IllegalStateException("below 0: " + sum);
        }
        return BigInteger.valueOf(Math.max(0, sum));
    }

    @Override
    protected @Nullable ValueChange<BigInteger> change(
            LatticeValue<Map<String, Optional<Long>>> before, LatticeValue<Map<String, Optional<Long>>> after) {
        return value(before).equals(value(after)) ? null : new ValueChange<>(value(before), value(after));
    }

    @Override
    public void checkInvariants() {}
}
