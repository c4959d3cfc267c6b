// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.Locale;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.reason.RejectReason;
import org.crdt4j.replica.Replica;
import org.crdt4j.replica.ReplicaStats;
import org.jspecify.annotations.Nullable;

/** Writes what happens to a node into the JDK's flight recorder. While nothing is recorded, it costs next to nothing. */
final class NodeRecorder implements NodeListener {

    /** A peer has a link, or has none any more. */
    @Name("crdt4j.Link")
    @Label("Link")
    @Category("crdt4j")
    @Description("A peer has a link, or has none any more")
    @StackTrace(false)
    static final class LinkEvent extends Event {
        @Label("Node")
        String node = "";

        @Label("Peer")
        String peer = "";

        @Label("Replica")
        String replica = "";

        @Label("Linked")
        boolean linked;
    }

    /** A member is believed to be in another state. */
    @Name("crdt4j.Member")
    @Label("Member")
    @Category("crdt4j")
    @Description("A member of the cluster is new, or is believed to be in another state or place than before")
    @StackTrace(false)
    static final class MemberEvent extends Event {
        @Label("Node")
        String node = "";

        @Label("Member")
        String member = "";

        @Label("Replica")
        String replica = "";

        @Label("State")
        String state = "";

        @Label("Address")
        String address = "";
    }

    /** Something was refused. */
    @Name("crdt4j.Reject")
    @Label("Reject")
    @Category("crdt4j")
    @Description("The node refused bytes, a peer or a connection, or was refused by a peer")
    @StackTrace(false)
    static final class RejectEvent extends Event {
        @Label("Node")
        String node = "";

        @Label("Reason")
        String reason = "";

        @Label("Remote")
        String remote = "";

        @Label("By Peer")
        boolean byPeer;
    }

    /** Where node and replica stand. */
    @Name("crdt4j.Statistics")
    @Label("Statistics")
    @Category("crdt4j")
    @Description("What a node and its replica have counted since they were opened")
    @Period("1 s")
    @StackTrace(false)
    static final class StatisticsEvent extends Event {
        @Label("Node")
        String node = "";

        @Label("Peers")
        int peers;

        @Label("Objects")
        int objects;

        @Label("Own Events")
        long events;

        @Label("Events Behind")
        long behind;

        @Label("Divergences")
        @Description("Should be 0: peers of the same version that had other content")
        long divergences;

        @Label("Bytes In")
        @DataAmount
        long bytesIn;

        @Label("Bytes Out")
        @DataAmount
        long bytesOut;

        @Label("Rejects")
        long rejects;
    }

    private final String node;
    private @Nullable Runnable statistics;

    NodeRecorder(String node) {
        this.node = node;
    }

    @Override
    public void linked(ReplicaId peer, String name) {
        link(peer, name, true);
    }

    @Override
    public void unlinked(ReplicaId peer, String name) {
        link(peer, name, false);
    }

    private void link(ReplicaId peer, String name, boolean linked) {
        LinkEvent event = new LinkEvent();
        if (event.isEnabled()) {
            event.node = node;
            event.peer = name;
            event.replica = peer.toString();
            event.linked = linked;
            event.commit();
        }
    }

    @Override
    public void memberChanged(MemberStatus member) {
        MemberEvent event = new MemberEvent();
        if (event.isEnabled()) {
            event.node = node;
            event.member = member.name();
            event.replica = member.id().toString();
            event.state = member.state().name().toLowerCase(Locale.ROOT);
            event.address = String.valueOf(member.address());
            event.commit();
        }
    }

    @Override
    public void rejected(RejectReason reason, String remote) {
        reject(reason, remote, false);
    }

    @Override
    public void rejectedBy(RejectReason reason, String remote) {
        reject(reason, remote, true);
    }

    private void reject(RejectReason reason, String remote, boolean byPeer) {
        RejectEvent event = new RejectEvent();
        if (event.isEnabled()) {
            event.node = node;
            event.reason = reason.name().toLowerCase(Locale.ROOT);
            event.remote = remote;
            event.byPeer = byPeer;
            event.commit();
        }
    }

    /** From now on the figures are recorded each second, while anybody records. */
    void start(Driver driver, Participant participant) {
        if (participant instanceof Participant.Real real && FlightRecorder.isAvailable()) {
            Runnable hook = () -> record(driver, real.replica());
            FlightRecorder.addPeriodicEvent(StatisticsEvent.class, hook);
            statistics = hook;
        }
    }

    private void record(Driver driver, Replica replica) {
        ReplicaStats mine = replica.stats();
        NodeStats stats = driver.stepFor((engine, now) -> engine.stats());
        StatisticsEvent event = new StatisticsEvent();
        event.node = node;
        event.peers = driver.stepFor((engine, now) -> engine.roster().size());
        event.objects = mine.objects();
        event.events = mine.localEvents();
        event.behind =
                mine.behind().values().stream().mapToLong(Long::longValue).sum();
        event.divergences = mine.divergences();
        event.bytesIn = stats.bytesIn();
        event.bytesOut = stats.bytesOut();
        event.rejects =
                stats.rejects().values().stream().mapToLong(Long::longValue).sum();
        event.commit();
    }

    void stop() {
        if (statistics != null) {
            FlightRecorder.removePeriodicEvent(statistics);
            statistics = null;
        }
    }
}
