// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.ReplicaContext;

/** One replica of a case: its name, its identity, its clock. */
public final class Site {

    private final String name;
    private final ReplicaId replica;
    private final List<String> replicas;
    private final HybridClock clock;
    private long millis;

    private Site(String name, int index, List<String> replicas) {
        this.name = name;
        this.replica = identity(index);
        this.replicas = replicas;
        Duration anySkew = Duration.ofMillis(HybridTimestamp.MAX_MILLIS);
        clock = new HybridClock(() -> Instant.ofEpochMilli(millis), anySkew, HybridTimestamp.ZERO);
    }

    static Site of(String name, List<String> replicas) {
        return new Site(name, replicas.indexOf(name), replicas);
    }

    /** Somebody who makes no operation, but looks at what others have. */
    static Site observer(List<String> replicas) {
        return new Site("observer", replicas.size(), replicas);
    }

    private static ReplicaId identity(int index) {
        return ReplicaId.of(1L + index);
    }

    /**
     * The name of this replica.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The identity of this replica.
     *
     * @return the identity
     */
    public ReplicaId replica() {
        return replica;
    }

    /**
     * The identity of any replica of the case.
     *
     * @param other its name
     * @return its identity
     * @throws MalformedCaseException if the case has no such replica
     */
    public ReplicaId replica(String other) {
        if (!replicas.contains(other)) {
            throw new MalformedCaseException("no replica " + other + " among " + replicas);
        }
        return identity(replicas.indexOf(other));
    }

    /**
     * The name of any replica of the case.
     *
     * @param other its identity
     * @return its name
     */
    public String name(ReplicaId other) {
        return replicas.get((int) other.id() - 1);
    }

    /**
     * The hybrid clock of this replica, on top of a physical one that shows the last {@code ts} of this replica.
     *
     * @return the clock
     */
    public HybridClock clock() {
        return clock;
    }

    /**
     * The surroundings of an object that stands alone.
     *
     * @return new surroundings, for one object
     */
    public ReplicaContext context() {
        return ReplicaContext.of(replica(), clock);
    }

    void setPhysicalClock(HybridTimestamp time) {
        millis = time.millis();
    }
}
