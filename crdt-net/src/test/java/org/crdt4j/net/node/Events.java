// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.member.MemberState;
import org.crdt4j.net.reason.RejectReason;

/** Remembers what a node tells, and lets a test wait for it. */
final class Events implements NodeListener {
    private final List<ReplicaId> linked = new ArrayList<>();
    private final List<ReplicaId> unlinked = new ArrayList<>();
    private final Map<ReplicaId, MemberStatus> members = new HashMap<>();
    private final List<RejectReason> rejected = new ArrayList<>();
    private final List<RejectReason> rejectedBy = new ArrayList<>();

    @Override
    public synchronized void linked(ReplicaId peer, String name) {
        linked.add(peer);
        notifyAll();
    }

    @Override
    public synchronized void unlinked(ReplicaId peer, String name) {
        unlinked.add(peer);
        notifyAll();
    }

    @Override
    public synchronized void memberChanged(MemberStatus member) {
        members.put(member.id(), member);
        notifyAll();
    }

    @Override
    public synchronized void rejected(RejectReason reason, String remote) {
        rejected.add(reason);
        notifyAll();
    }

    @Override
    public synchronized void rejectedBy(RejectReason reason, String remote) {
        rejectedBy.add(reason);
        notifyAll();
    }

    boolean awaitLinked(long peer, int times) throws InterruptedException {
        return await(() -> count(linked, ReplicaId.of(peer)) >= times);
    }

    boolean awaitUnlinked(long peer, int times) throws InterruptedException {
        return await(() -> count(unlinked, ReplicaId.of(peer)) >= times);
    }

    /** Waits until a member is believed to be in a state, in an incarnation or a higher one. */
    boolean awaitMember(long member, MemberState state, long incarnation) throws InterruptedException {
        return await(() -> {
            MemberStatus status = members.get(ReplicaId.of(member));
            return status != null && status.state() == state && status.incarnation() >= incarnation;
        });
    }

    boolean awaitRejected(RejectReason reason, int times) throws InterruptedException {
        return await(() -> count(rejected, reason) >= times);
    }

    boolean awaitRejectedBy(RejectReason reason, int times) throws InterruptedException {
        return await(() -> count(rejectedBy, reason) >= times);
    }

    synchronized List<RejectReason> rejected() {
        return List.copyOf(rejected);
    }

    private static long count(List<?> list, Object wanted) {
        return list.stream().filter(wanted::equals).count();
    }

    private synchronized boolean await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        }
        return true;
    }
}
