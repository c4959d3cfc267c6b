// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.List;
import java.util.random.RandomGenerator;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.replica.SimulatedHistory.Draft;
import org.crdt4j.replica.SimulatedHistory.Effect;

/**
 * A type of object in a simulation: random mutators, each with what it means by the specification, and the value that a list of
 * effects has.
 */
abstract class SimulatedKind<T extends Crdt<D, C>, D extends Delta<D>, C> {

    private final CrdtType<T, D, C> type;

    SimulatedKind(CrdtType<T, D, C> type) {
        this.type = type;
    }

    /** Calls one random mutator of a live object, and notes in the draft what it means. */
    abstract void mutate(T live, Draft draft, RandomGenerator random, HybridTimestamp now);

    /** The value by the specification. */
    abstract Object expected(List<Effect> effects);

    boolean isDeletable() {
        return true;
    }

    /** Whether all that is reflected has taken effect too. */
    boolean isSettled(Replica replica, String name) {
        return true;
    }

    final ReplicatedObject<T, D, C> in(Replica replica, String name) {
        return replica.object(name, type);
    }

    final Object value(Replica replica, String name) {
        return in(replica, name).read(Crdt::value);
    }

    /** Makes one event of some random mutators, or of a deletion. */
    final void act(Replica replica, String name, Draft draft, RandomGenerator random, HybridTimestamp now) {
        if (isDeletable() && random.nextInt(8) == 0) {
            draft.kill(effect -> true);
            in(replica, name).delete();
            return;
        }
        int mutators = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1;
        in(replica, name).update(live -> {
            for (int left = mutators; left > 0; left--) {
                mutate(live, draft, random, now);
            }
        });
    }

    @Override
    public String toString() {
        return type.name();
    }
}
