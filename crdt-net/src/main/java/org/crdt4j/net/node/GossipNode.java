// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.crdt4j.net.message.Frame;
import org.crdt4j.net.message.Identity;
import org.crdt4j.net.transport.KeyRing;
import org.crdt4j.net.transport.PeerAddress;
import org.crdt4j.net.transport.SecretTransport;
import org.crdt4j.net.transport.TcpTransport;
import org.crdt4j.net.transport.TlsTransport;
import org.crdt4j.net.transport.Transport;
import org.crdt4j.replica.Replica;
import org.crdt4j.replica.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a replica in touch with others over the network.
 *
 * <pre>{@code
 * try (var node = GossipNode.builder(replica).listen("127.0.0.1", 7401).seeds("127.0.0.1:7402").start()) { ... }
 * }</pre>
 *
 * <p>Each local change is pushed to all peers at once and passed on by those for whom it is news. Pushes may get lost; so peers
 * compare now and then what they have, and fetch what they lack. A node needs the address of any one other, its seed: from there it
 * learns who else is there, and the others learn of it. They find out together who is alive, see {@link #members()}. A node that is away, cut off, or slow catches up when it is back. An
 * update never waits for the network.
 *
 * <p>Without {@link Builder#tls} or {@link Builder#secret} data is plain text, so a node keeps to the loopback interface unless
 * {@link Builder#insecure()} is called.
 *
 * <p>Closing the node does not close the replica. Thread-safe.
 */
public final class GossipNode implements AutoCloseable {
    private final Participant participant;
    private final Driver driver;
    private final PeerAddress address;
    private final Links links;
    private final Subscription pushes;
    private final NodeRecorder recorder;
    private final AtomicBoolean closed = new AtomicBoolean();

    private GossipNode(
            Participant participant, Driver driver, PeerAddress address, Subscription pushes, NodeRecorder recorder) {
        this.participant = participant;
        this.recorder = recorder;
        this.driver = driver;
        this.address = address;
        this.pushes = pushes;
        links = new Links(driver);
    }

    /**
     * Prepares a node.
     *
     * @param replica what it keeps in touch; must be open as long as the node is
     * @return a builder
     */
    public static Builder builder(Replica replica) {
        return new Builder(Participant.of(replica));
    }

    static Builder builder(Participant replica) {
        return new Builder(replica);
    }

    /**
     * The replica that the node keeps in touch.
     *
     * @return what {@link #builder} was given
     */
    public Replica replica() {
        if (participant instanceof Participant.Real real) {
            return real.replica();
        }
        throw new IllegalStateException("a participant of a test is no replica");
    }

    /**
     * Where the node listens.
     *
     * @return the address with the real port; its text is what others take as a seed
     */
    public PeerAddress address() {
        return address;
    }

    /**
     * The peers with a link now.
     *
     * @return the peers, ordered by identity
     */
    public List<PeerStatus> peers() {
        return driver.stepFor((engine, now) -> {
            List<PeerStatus> peers = new ArrayList<>();
            for (Link link : engine.roster().links()) {
                Identity peer = Objects.requireNonNull(link.peer);
                Duration silent = Duration.ofNanos(now - link.liveness.lastHeard());
                peers.add(new PeerStatus(
                        peer.replica(), peer.name(), link.remote, link.dialed, silent, link.outbox.pushBytes()));
            }
            return List.copyOf(peers);
        });
    }

    /**
     * The members of the cluster that this node knows of, itself included, with or without a link, also those that are dead or have
     * left as long as they are remembered.
     *
     * @return the members, ordered by identity
     */
    public List<MemberStatus> members() {
        return driver.stepFor((engine, now) -> engine.members().all());
    }

    /**
     * Waits for peers.
     *
     * @param count how many must have a link at the same time
     * @param timeout how long to wait
     * @return whether they have; false also if the thread was interrupted, which stays set, or the node closed
     */
    public boolean awaitPeers(int count, Duration timeout) {
        return driver.awaitUntil(timeout, () -> driver.engine().roster().size() >= count);
    }

    /**
     * What the node has counted.
     *
     * @return the numbers now
     */
    public NodeStats stats() {
        return driver.stepFor((engine, now) -> engine.stats());
    }

    /**
     * The links, to cut and heal them on purpose.
     *
     * @return the links
     */
    public Links links() {
        return links;
    }

    /**
     * Leaves the cluster for good: all peers are told, so that nobody waits for this node, suspects it or dials it; then like {@link
     * #close()}. The replica may come back later by another node.
     */
    public void leave() {
        close(true);
    }

    /**
     * Goes away, perhaps for a moment only: takes no more pushes of the replica, sends what is queued and a farewell as far as {@link NodeTimers#close()} allows,
     * closes all connections and waits for the node's threads. Closing again does nothing. Unless it is back within seconds, the
     * others believe it to be dead, and dial it now and then for as long as they remember it; see {@link #leave()}.
     */
    @Override
    public void close() {
        close(false);
    }

    private void close(boolean forGood) {
        if (closed.compareAndSet(false, true)) {
            recorder.stop();
            pushes.close();
            driver.close(forGood);
        }
    }

    /** Prepares a node. Not thread-safe. */
    public static final class Builder {
        private final Participant replica;
        private final List<PeerAddress> seeds = new ArrayList<>();
        private final List<NodeListener> listeners = new ArrayList<>();
        private PeerAddress listen = new PeerAddress("127.0.0.1", 0);
        private @Nullable PeerAddress advertised;
        private String cluster = "crdt4j";
        private Duration interval = Duration.ofSeconds(1);
        private Duration longestInterval = Duration.ofSeconds(10);
        private Duration firstReconnect = Duration.ofMillis(50);
        private Duration longestReconnect = Duration.ofSeconds(1);
        private NodeTimers timers = NodeTimers.standard();
        private NodeLimits limits = NodeLimits.standard();
        private @Nullable Transport transport;
        private @Nullable SSLContext tls;
        private @Nullable KeyRing secrets;
        private boolean insecure;
        private @Nullable ThreadFactory threads;
        private @Nullable RandomGenerator random;

        private Builder(Participant replica) {
            this.replica = replica;
        }

        /**
         * Sets where to listen, 127.0.0.1 and a port that the system chooses unless set.
         *
         * @param host the interface
         * @param port the port, 0 to let the system choose
         * @return this builder
         */
        public Builder listen(String host, int port) {
            listen = new PeerAddress(host, port);
            return this;
        }

        /**
         * Sets the address under which others reach this node, if it is not the one where it listens: behind a translation of
         * addresses, for example. Unless set, a node that listens on all interfaces leaves it to its peers at which address they
         * see it.
         *
         * @param host the host, as others see it
         * @param port the port, as others see it
         * @return this builder
         */
        public Builder advertise(String host, int port) {
            advertised = new PeerAddress(host, port);
            return this;
        }

        /**
         * Adds addresses where other nodes may be. The node's own does no harm, so all nodes can have the same list.
         *
         * @param addresses as {@code host:port} or {@code [ipv6]:port}
         * @return this builder
         */
        public Builder seeds(String... addresses) {
            return seeds(Arrays.asList(addresses));
        }

        /**
         * Adds addresses where other nodes may be.
         *
         * @param addresses as {@code host:port} or {@code [ipv6]:port}
         * @return this builder
         */
        public Builder seeds(List<String> addresses) {
            addresses.stream().map(PeerAddress::parse).forEach(seeds::add);
            return this;
        }

        /**
         * Sets the name of the cluster, "crdt4j" unless set. Nodes of different clusters refuse each other.
         *
         * @param newCluster up to 255 bytes in UTF-8
         * @return this builder
         */
        public Builder cluster(String newCluster) {
            cluster = Objects.requireNonNull(newCluster, "cluster");
            return this;
        }

        /**
         * Sets how often the node compares with peers while things change, every second unless set; and the longest interval to
         * ten times as much. This bounds how long a lost push stays lost.
         *
         * @param newInterval between two rounds
         * @return this builder
         */
        public Builder interval(Duration newInterval) {
            return interval(newInterval, newInterval.multipliedBy(10));
        }

        /**
         * Sets how often the node compares with peers.
         *
         * @param newInterval between two rounds while things change
         * @param longest when nothing has changed for long
         * @return this builder
         */
        public Builder interval(Duration newInterval, Duration longest) {
            interval = newInterval;
            longestInterval = longest;
            return this;
        }

        /**
         * Sets how long to wait before a seed is dialed again: after the first failure 50 ms, then twice as long each time up to one
         * second, unless set. About half of it is random.
         *
         * @param first after the first failure
         * @param longest never longer than this
         * @return this builder
         */
        public Builder reconnect(Duration first, Duration longest) {
            firstReconnect = first;
            longestReconnect = longest;
            return this;
        }

        /**
         * Sets how patient the node is.
         *
         * @param newTimers the timers
         * @return this builder
         */
        public Builder timers(NodeTimers newTimers) {
            timers = Objects.requireNonNull(newTimers, "timers");
            return this;
        }

        /**
         * Sets how much the node takes on.
         *
         * @param newLimits the limits
         * @return this builder
         */
        public Builder limits(NodeLimits newLimits) {
            limits = Objects.requireNonNull(newLimits, "limits");
            return this;
        }

        /**
         * Encrypts with TLS 1.3 and demands a certificate of every peer, signed by an authority that the context trusts. The name of
         * the replica must be among the subject alternative names of its certificate, as a DNS name or as a URI {@code crdt4j:name}.
         * A certificate, and a name, stay with the first replica that the node has seen with it, until
         * {@link Links#forget(String)}. Names of hosts are not checked. The node may then use any address.
         *
         * @param context initialised with a key manager and a trust manager
         * @return this builder
         */
        public Builder tls(SSLContext context) {
            tls = Objects.requireNonNull(context, "context");
            return this;
        }

        /**
         * Encrypts, and demands of every peer that it knows the same secret. Everybody who knows it is trusted alike. The node may then
         * use any address.
         *
         * @param secret at least 16 bytes, best 32 random ones; no password, for passwords can be guessed
         * @return this builder
         */
        public Builder secret(byte[] secret) {
            return secrets(KeyRing.of(secret));
        }

        /**
         * Like {@link #secret}, with secrets that can be replaced while the node runs.
         *
         * @param ring the secrets; a peer must know one of them
         * @return this builder
         */
        public Builder secrets(KeyRing ring) {
            secrets = Objects.requireNonNull(ring, "ring");
            return this;
        }

        /**
         * Lets the node listen on, and dial, any address over plain TCP: whoever can reach the port, or the cable, can read all data
         * and change it. For networks in which every process is trusted.
         *
         * @return this builder
         */
        public Builder insecure() {
            insecure = true;
            return this;
        }

        /**
         * Sets how bytes get from node to node, plain TCP on the loopback interface unless set.
         *
         * @param newTransport the transport
         * @return this builder
         */
        public Builder transport(Transport newTransport) {
            transport = Objects.requireNonNull(newTransport, "transport");
            return this;
        }

        private Transport protectedTransport() {
            long chosen = Stream.of(insecure, tls != null, secrets != null)
                    .filter(choice -> choice)
                    .count();
            if (chosen > 1) {
                throw new IllegalStateException("choose one of tls(), secret() and insecure()");
            }
            if (transport != null && (insecure || tls != null)) {
                throw new IllegalStateException("a transport of your own decides about encryption itself; leave out "
                        + (insecure ? "insecure()" : "tls()"));
            }
            if (secrets != null) {
                return transport != null ? new SecretTransport(secrets, transport) : new SecretTransport(secrets);
            } else if (transport != null) {
                return transport;
            } else if (tls != null) {
                return new TlsTransport(tls);
            }
            return insecure ? TcpTransport.insecure() : TcpTransport.loopback();
        }

        /**
         * Sets where threads come from: virtual ones on JDK 21 and later, daemons elsewhere, unless set. A node has two, and two for
         * each connection.
         *
         * @param newThreads makes a thread that is not started
         * @return this builder
         */
        public Builder threads(ThreadFactory newThreads) {
            threads = Objects.requireNonNull(newThreads, "threads");
            return this;
        }

        /**
         * Adds somebody who hears what happens to the links.
         *
         * @param listener the listener
         * @return this builder
         */
        public Builder listener(NodeListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Sets where jitter and the choice of peers come from, for tests that are to be repeated.
         *
         * @param newRandom the source; used by one thread at a time
         * @return this builder
         */
        public Builder random(RandomGenerator newRandom) {
            random = Objects.requireNonNull(newRandom, "random");
            return this;
        }

        /**
         * Starts the node: it listens when this returns, and dials its seeds.
         *
         * @return the node
         * @throws IllegalStateException if an address is beyond the loopback interface and the transport does not encrypt
         * @throws UncheckedIOException if it cannot listen
         */
        public GossipNode start() {
            Frame.checkName("the name of the cluster", cluster);
            Frame.checkName("the name of the replica", replica.name());
            Transport carrier = protectedTransport();
            carrier.check(listen);
            seeds.forEach(carrier::check);
            NodeConfig config = new NodeConfig(
                    cluster,
                    listen,
                    seeds,
                    interval,
                    longestInterval,
                    firstReconnect,
                    longestReconnect,
                    timers,
                    limits);
            RandomGenerator source = random != null ? random : new SplittableRandom(new SecureRandom().nextLong());
            ThreadFactory factory = threads != null ? threads : Threads.cheapest("crdt4j-" + replica.name() + "-");
            NodeRecorder recorder = new NodeRecorder(replica.name());
            List<NodeListener> all = new ArrayList<>(listeners);
            all.add(recorder);
            Driver driver = new Driver(
                    new NodeSetup(config, advertised, replica, carrier, factory, System::nanoTime, source), all);
            // First the pushes: what changes from now on reaches whoever gets a link from now on.
            Subscription pushes = replica.onPush(body -> driver.step((engine, now) -> engine.pushed(body, now)));
            try {
                PeerAddress address = driver.start().address();
                recorder.start(driver, replica);
                return new GossipNode(replica, driver, address, pushes, recorder);
            } catch (IOException e) {
                pushes.close();
                throw new UncheckedIOException(e);
            }
        }
    }
}
