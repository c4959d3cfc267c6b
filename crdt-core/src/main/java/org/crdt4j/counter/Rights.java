// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.internal.MaxVector;

/**
 * Who has made, given away and used rights to count down: the delta and the state of a {@link BoundedCounter}. Immutable; joined by the
 * maximum of each number.
 */
public final class Rights implements Delta<Rights> {

    /* given = R[from][to]: what `from` has handed to `to` in all; with from = to, what it has made itself by counting up.
     * used = U[i]: what i has counted down. Only `from` raises R[from][..] and U[from]. */

    private static final Rights NONE = new Rights(MaxVector.empty(), Tally.empty());

    private record Grant(ReplicaId from, ReplicaId to) implements Comparable<Grant> {

        private static final Comparator<Grant> ORDER =
                Comparator.comparing(Grant::from).thenComparing(Grant::to);

        @Override
        public int compareTo(Grant other) {
            return ORDER.compare(this, other);
        }

        boolean isMade() {
            return from.equals(to);
        }
    }

    private final MaxVector<Grant> given;
    private final Tally used;

    private Rights(MaxVector<Grant> given, Tally used) {
        this.given = given;
        this.used = used;
    }

    /**
     * No rights.
     *
     * @return the bottom
     */
    public static Rights none() {
        return NONE;
    }

    static Rights given(ReplicaId from, ReplicaId to, long amount) {
        return new Rights(MaxVector.of(new Grant(from, to), amount), Tally.empty());
    }

    static Rights used(ReplicaId by, long amount) {
        return new Rights(MaxVector.empty(), Tally.of(by, amount));
    }

    long givenBy(ReplicaId from, ReplicaId to) {
        return given.get(new Grant(from, to));
    }

    long usedBy(ReplicaId replica) {
        return used.get(replica);
    }

    /** What was counted up less what was counted down, as far as both have arrived. */
    BigInteger balance() {
        BigInteger balance = used.sum().negate();
        for (int index = 0; index < given.size(); index++) {
            if (given.key(index).isMade()) {
                balance = balance.add(BigInteger.valueOf(given.value(index)));
            }
        }
        return balance;
    }

    /** What each replica may still count down, as far as it is known; negative where a grant is still on its way. */
    Map<ReplicaId, BigInteger> balances() {
        Map<ReplicaId, BigInteger> balances = new TreeMap<>();
        for (int index = 0; index < given.size(); index++) {
            Grant grant = given.key(index);
            BigInteger amount = BigInteger.valueOf(given.value(index));
            balances.merge(grant.to(), amount, BigInteger::add);
            if (!grant.isMade()) {
                balances.merge(grant.from(), amount.negate(), BigInteger::add);
            }
        }
        used.replicas()
                .forEach(replica -> balances.merge(
                        replica, BigInteger.valueOf(used.get(replica)).negate(), BigInteger::add));
        return balances;
    }

    /** The join; this very object if the other adds nothing. */
    @Override
    public Rights join(Rights other) {
        MaxVector<Grant> joinedGiven = given.join(other.given);
        Tally joinedUsed = used.join(other.used);
        return joinedGiven == given && joinedUsed == used ? this : new Rights(joinedGiven, joinedUsed);
    }

    @Override
    public boolean isBottom() {
        return given.size() == 0 && used.isBottom();
    }

    static WireFormat<Rights> format() {
        WireFormat<Tally> tally = Tally.format();
        return new WireFormat<>() {
            @Override
            public void write(Rights rights, WireOutput out) {
                out.writeSize(rights.given.size());
                for (int index = 0; index < rights.given.size(); index++) {
                    out.writeReplica(rights.given.key(index).from());
                    out.writeReplica(rights.given.key(index).to());
                    out.writeCount(rights.given.value(index));
                }
                tally.write(rights.used, out);
            }

            @Override
            public Rights read(WireInput in) {
                Map<Grant, Long> given = new HashMap<>();
                for (int left = in.readSize(); left > 0; left--) {
                    Grant grant = new Grant(in.readReplica(), in.readReplica());
                    if (given.put(grant, in.readPositive()) != null) {
                        throw WireInput.corrupt("rights of " + grant.from() + " for " + grant.to() + " twice");
                    }
                }
                return new Rights(MaxVector.copyOf(given), tally.read(in));
            }
        };
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Rights other && given.equals(other.given) && used.equals(other.used);
    }

    @Override
    public int hashCode() {
        return 31 * given.hashCode() + used.hashCode();
    }

    @Override
    public String toString() {
        return "given " + given + ", used " + used;
    }
}
