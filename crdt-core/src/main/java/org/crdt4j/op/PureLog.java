// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * The operations that a {@link PureOperationLog} keeps, and what was delivered to it: its state. Immutable.
 *
 * @param <O> the operations
 */
public final class PureLog<O> implements Delta<PureLog<O>> {

    /* kept is a dot store whose context is delivered: an operation that was delivered and is not kept was made redundant.
     *
     * past[r] is what the latest operation of replica r that is delivered here had seen, of other replicas and above stable. An operation
     * names only what its author's operation before it had not seen, so the rest is taken from here. All that has yet to come was made
     * after stable, so stable is the rest of every past.
     *
     * Why the join of the kernel is right. Let K(D) be the operations of D that are not redundant on arrival, and that no operation
     * of D which had seen them makes redundant. Then effects lead to K(delivered), in every causal order: what an operation has seen
     * arrives before it, so it meets all that it makes redundant. And the join of K(D) and K(E), both closed under causality, is K(D and E
     * together): if an operation of D is made redundant by one of E, then E has seen it, and K(E) does not have it. Nothing is demanded of
     * the relations for that. If they could speak of concurrent operations, one of D could be made redundant by one of E
     * that E alone has; then the outcome of both would depend on the order, unless the relation is transitive over all three
     * combinations of before, after and concurrent, which hardly any is. So concurrent operations are all kept.
     *
     * Why compaction and join commute. Let a replica forget operations F, all of them stable. Nothing that is not delivered here is
     * concurrent to any of F. So whoever learns by a join that F is gone has, after the join, everything that F could have met as concurrent.
     * And what comes later has seen all of F, here and wherever F is still kept; there it makes redundant either all that goes
     * together or nothing of it (see PureSpecification). So those who keep F and those who do not have the same values, until they
     * join and nobody keeps it. */

    private static final PureLog<?> NONE =
            new PureLog<>(DotFun.empty(), VersionVector.empty(), VersionVector.empty(), Map.of());

    final DotFun<O> kept;
    final VersionVector delivered;
    final VersionVector stable;
    final Map<ReplicaId, VersionVector> pasts;

    PureLog(DotFun<O> kept, VersionVector delivered, VersionVector stable, Map<ReplicaId, VersionVector> pasts) {
        this.kept = kept;
        this.delivered = delivered;
        this.stable = stable;
        this.pasts = pasts;
    }

    /**
     * No operations.
     *
     * @param <O> the operations
     * @return the bottom
     */
    @SuppressWarnings("unchecked")
    public static <O> PureLog<O> none() {
        return (PureLog<O>) NONE;
    }

    /**
     * The operations that are kept.
     *
     * @return the operations, by their dots ascending
     */
    public List<O> operations() {
        return kept.values();
    }

    /**
     * The operations that have taken effect, kept or not.
     *
     * @return their dots
     */
    public VersionVector delivered() {
        return delivered;
    }

    PureLog<O> after(Tagged<O> tagged, PureSpecification<O, ?> specification) {
        Dot dot = tagged.dot();
        O newer = tagged.operation();
        VersionVector past = above(stable, pastOf(dot.replica()).join(tagged.dependencies()));
        VersionVector seen = stable.join(past).with(dot.replica(), dot.counter() - 1);
        DotFun<O> rest = without(
                index -> seen.covers(kept.dot(index)) && specification.makesRedundant(newer, kept.value(index)));
        Map<ReplicaId, VersionVector> newPasts = new HashMap<>(pasts);
        put(newPasts, dot.replica(), past);
        return new PureLog<>(
                specification.redundantOnArrival(newer) ? rest : with(rest, dot, newer),
                delivered.with(dot.replica(), dot.counter()),
                stable,
                newPasts);
    }

    private static <O> DotFun<O> with(DotFun<O> rest, Dot dot, O operation) {
        JoinScope apart = new JoinScope(VersionVector.empty(), VersionVector.empty(), null);
        return rest.join(DotFun.of(dot, operation), apart);
    }

    private DotFun<O> without(IntPredicate gone) {
        List<Dot> dots = new ArrayList<>();
        List<O> operations = new ArrayList<>();
        for (int index = 0; index < kept.size(); index++) {
            if (!gone.test(index)) {
                dots.add(kept.dot(index));
                operations.add(kept.value(index));
            }
        }
        return dots.size() == kept.size() ? kept : DotFun.of(dots, operations);
    }

    PureLog<O> compacted(VersionVector newStable, PureSpecification<O, ?> specification) {
        VersionVector floor = stable.join(newStable.meet(delivered));
        BitSet gone = new BitSet();
        for (int index = 0; index < kept.size(); index++) {
            if (floor.covers(kept.dot(index)) && specification.redundantWhenStable(kept.value(index))) {
                BitSet along = hiddenBy(index, floor, specification);
                if (along != null) {
                    gone.or(along);
                }
            }
        }
        DotFun<O> rest = without(gone::get);
        return floor == stable && rest == kept ? this : new PureLog<>(rest, delivered, floor, above(floor, pasts));
    }

    /* an operation and all that it hides; null if some of that is not stable yet */
    private @Nullable BitSet hiddenBy(int hiding, VersionVector floor, PureSpecification<O, ?> specification) {
        BitSet hidden = new BitSet();
        hidden.set(hiding);
        for (int other = 0; other < kept.size(); other++) {
            if (other != hiding && specification.hides(kept.value(hiding), kept.value(other))) {
                if (!floor.covers(kept.dot(other))) {
                    return null;
                }
                hidden.set(other);
            }
        }
        return hidden;
    }

    @Override
    public PureLog<O> join(PureLog<O> other) {
        DotFun<O> joined = kept.join(other.kept, new JoinScope(delivered, other.delivered, null));
        VersionVector both = delivered.join(other.delivered);
        VersionVector floor = stable.join(other.stable);
        Map<ReplicaId, VersionVector> latest = latestPasts(other, floor);
        boolean same = joined == kept && both == delivered && floor == stable && latest.equals(pasts);
        return same ? this : new PureLog<>(joined, both, floor, latest);
    }

    private Map<ReplicaId, VersionVector> latestPasts(PureLog<O> other, VersionVector floor) {
        Set<ReplicaId> origins = new HashSet<>(pasts.keySet());
        origins.addAll(other.pasts.keySet());
        Map<ReplicaId, VersionVector> latest = new HashMap<>();
        for (ReplicaId origin : origins) {
            long mine = delivered.get(origin);
            long theirs = other.delivered.get(origin);
            VersionVector past = mine == theirs
                    ? pastOf(origin).join(other.pastOf(origin))
                    : mine > theirs ? pastOf(origin) : other.pastOf(origin);
            put(latest, origin, above(floor, past));
        }
        return latest;
    }

    private VersionVector pastOf(ReplicaId origin) {
        return pasts.getOrDefault(origin, VersionVector.empty());
    }

    private static void put(Map<ReplicaId, VersionVector> pasts, ReplicaId origin, VersionVector past) {
        if (!past.isEmpty()) {
            pasts.put(origin, past);
        }
    }

    private static Map<ReplicaId, VersionVector> above(VersionVector floor, Map<ReplicaId, VersionVector> pasts) {
        Map<ReplicaId, VersionVector> left = new HashMap<>();
        pasts.forEach((origin, past) -> put(left, origin, above(floor, past)));
        return left;
    }

    private static VersionVector above(VersionVector floor, VersionVector past) {
        Map<ReplicaId, Long> left = new HashMap<>();
        past.forEach((origin, counter) -> {
            if (counter > floor.get(origin)) {
                left.put(origin, counter);
            }
        });
        return left.size() == past.size() ? past : VersionVector.copyOf(left);
    }

    @Override
    public boolean isBottom() {
        return delivered.isEmpty();
    }

    /* what does not fit together, null if all does */
    @Nullable
    String flaw() {
        if (!delivered.covers(stable)) {
            return "stable operations that were not delivered";
        }
        for (int index = 0; index < kept.size(); index++) {
            if (!delivered.covers(kept.dot(index))) {
                return kept.dot(index) + " is kept and was not delivered";
            }
        }
        for (Map.Entry<ReplicaId, VersionVector> entry : pasts.entrySet()) {
            VersionVector past = entry.getValue();
            boolean minimal = !past.isEmpty() && above(stable, past).equals(past);
            if (!minimal || delivered.get(entry.getKey()) == 0 || past.get(entry.getKey()) > 0) {
                return "a past of " + entry.getKey() + " that says nothing: " + past;
            }
            if (!delivered.covers(past)) {
                return entry.getKey() + " had seen what was not delivered: " + past;
            }
        }
        return null;
    }

    /**
     * How logs are written.
     *
     * @param <O> the operations
     * @param operation how an operation is written
     * @return the format
     */
    public static <O> WireFormat<PureLog<O>> format(WireFormat<O> operation) {
        return new PureLogFormat<>(Objects.requireNonNull(operation, "operation"));
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof PureLog<?> other
                && kept.equals(other.kept)
                && delivered.equals(other.delivered)
                && stable.equals(other.stable)
                && pasts.equals(other.pasts);
    }

    @Override
    public int hashCode() {
        return 31 * kept.hashCode() + delivered.hashCode();
    }

    @Override
    public String toString() {
        return kept + " of " + delivered;
    }
}
