// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.crdt4j.net.message.Budget;
import org.crdt4j.net.message.Frame;
import org.crdt4j.net.message.Identity;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.message.Message.Data;
import org.crdt4j.net.message.RefusedException;
import org.crdt4j.net.transport.PeerAddress;
import org.crdt4j.net.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Runs an {@link Engine} in the real world: gives it the time and one caller at a time, does what it says, and owns all threads of a
 * node: one that accepts, one that keeps the time, and a reader and a writer a connection. A dialing thread becomes the reader.
 *
 * <p>The lock is held for bookkeeping only, never while something is sent, while the replica works, or while a listener is told.
 */
final class Driver {
    /** After something went wrong that may go wrong again at once. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final NodeSetup setup;
    private final long origin;
    private final Counters counters = new Counters();
    private final Budget unfinished;
    private final NodeLog log;
    private final List<NodeListener> listeners;
    private final Map<Link, Wire> wires = new ConcurrentHashMap<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    private final Lock lock = new ReentrantLock();
    private final Condition timerMoved = lock.newCondition();
    private final Condition changed = lock.newCondition();
    private final Engine engine;
    private final byte[] introduction;
    private Transport.@Nullable Endpoint endpoint;
    private volatile boolean leaving;
    private boolean stopped;

    Driver(NodeSetup setup, List<NodeListener> listeners) {
        this.setup = setup;
        origin = setup.ticker().getAsLong();
        unfinished = new Budget(setup.config().limits().unfinishedBytes());
        Participant self = setup.participant();
        log = new NodeLog(self.name(), this::now);
        this.listeners = Stream.concat(Stream.of(log), listeners.stream()).toList();
        long nonce = setup.random().nextLong();
        Identity identity = new Identity(setup.config().cluster(), self.id(), self.name(), nonce);
        introduction = Frame.introduction(identity);
        engine = new Engine(identity, setup.config(), setup.random(), counters, 0);
    }

    // --- the beginning and the end

    Transport.Endpoint start() throws IOException {
        Transport.Endpoint door = setup.transport().bind(setup.config().listen());
        endpoint = door;
        PeerAddress told = setup.advertised() == null ? door.address() : setup.advertised();
        step((engine, now) -> engine.members().listensAt(told));
        spawn(() -> accept(door));
        spawn(this::keepTime);
        return door;
    }

    /** Leaves in order as far as the time allows, then by force, and waits for the threads. */
    void close(boolean forGood) {
        leaving = true;
        step(forGood ? Engine::leaveForGood : Engine::leave);
        closeEndpoint();
        awaitUntil(setup.config().timers().close(), () -> engine.connections() == 0);
        List.copyOf(wires.values()).forEach(Wire::close);
        step((engine, now) -> {
            stopped = true;
            timerMoved.signalAll();
            changed.signalAll();
        });
        join(setup.config().timers().connect().plusSeconds(1));
    }

    private void closeEndpoint() {
        Transport.Endpoint door = endpoint;
        if (door == null) {
            return;
        }
        try {
            door.close();
        } catch (IOException e) {
            log.defect("closing " + door.address(), e);
        }
    }

    private void join(Duration patience) {
        long deadline = setup.ticker().getAsLong() + patience.toNanos();
        boolean interrupted = false;
        for (Thread thread : threads) {
            long left = deadline - setup.ticker().getAsLong();
            if (thread == Thread.currentThread() || left <= 0) {
                continue;
            }
            try {
                // At least 1, for 0 would mean for ever.
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void spawn(Runnable task) {
        threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        Thread thread = setup.threads().newThread(task);
        threads.add(thread);
        try {
            thread.start();
        } catch (RuntimeException | OutOfMemoryError e) {
            // Nobody needs to wait for a thread that never ran.
            threads.remove(thread);
            throw e;
        }
    }

    // --- what the threads do

    private void accept(Transport.Endpoint door) {
        while (!leaving) {
            try {
                connected(door.accept(), null);
            } catch (IOException | RuntimeException e) {
                if (!leaving) {
                    // Out of file handles, perhaps: those who are connected go on, and some of them will leave.
                    log.defect("accepting connections on " + door.address(), e);
                    awaitUntil(PAUSE, () -> leaving);
                }
            }
        }
    }

    private void startDialing(PeerAddress seed) {
        try {
            spawn(() -> dial(seed));
        } catch (RuntimeException | OutOfMemoryError e) {
            log.defect("starting a thread to dial " + seed, e);
            step((engine, now) -> engine.dialFailed(seed, now));
        }
    }

    private void dial(PeerAddress seed) {
        Transport.Connection connection;
        try {
            connection = setup.transport().connect(seed, setup.config().timers().connect());
        } catch (IOException | RuntimeException e) {
            log.unreachable(seed, e);
            step((engine, now) -> engine.dialFailed(seed, now));
            return;
        }
        Wire wire = connected(connection, seed);
        if (wire != null) {
            wire.read();
        }
    }

    /* whoever dialed reads; for an accepted connection a reader is started; the reader starts the writer */
    private @Nullable Wire connected(Transport.Connection connection, @Nullable PeerAddress seed) {
        Wire wire = stepFor((engine, now) -> {
            Link link = seed == null ? engine.accepted(connection.remote(), now) : engine.dialed(seed, now);
            if (link == null) {
                return null;
            }
            Wire added = new Wire(this, connection, link);
            wires.put(link, added);
            return added;
        });
        if (wire == null) {
            close(connection);
            return null;
        }
        return seed != null || start(wire, wire::read) ? wire : null;
    }

    /** Starts a thread for a connection. False if there is none to be had: then this connection goes, the node stays. */
    boolean start(Wire wire, Runnable task) {
        try {
            spawn(task);
            return true;
        } catch (RuntimeException | OutOfMemoryError e) {
            log.defect("starting a thread for a connection", e);
            wire.end();
            return false;
        }
    }

    private void close(Transport.Connection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            log.defect("closing a connection", e);
        }
    }

    private void keepTime() {
        boolean running = true;
        while (running) {
            try {
                step(Engine::tick);
                running = awaitDeadline();
            } catch (InterruptedException | RuntimeException e) {
                // Without this thread nobody would be dialed, pinged or compared with any more.
                log.defect("keeping the time", e);
                running = !awaitUntil(PAUSE, () -> stopped);
            }
        }
    }

    /* false when there is no more time to keep */
    private boolean awaitDeadline() throws InterruptedException {
        lock.lock();
        try {
            long wait = engine.deadline() - now();
            while (wait > 0 && !stopped) {
                timerMoved.awaitNanos(wait);
                wait = engine.deadline() - now();
            }
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    // --- the engine

    /** An event that has no result. */
    @FunctionalInterface
    interface Step {
        void run(Engine engine, long now);
    }

    /** An event that has a result, or is refused. */
    @FunctionalInterface
    interface Question<T extends @Nullable Object, E extends Exception> {
        T ask(Engine engine, long now) throws E;
    }

    void step(Step step) {
        stepFor((engine, now) -> {
            step.run(engine, now);
            return null;
        });
    }

    <T extends @Nullable Object, E extends Exception> T stepFor(Question<T, E> step) throws E {
        T result;
        List<Action> actions;
        lock.lock();
        try {
            result = step.ask(engine, now());
            if (engine.outputs().takeDeadlineMoved()) {
                timerMoved.signalAll();
                changed.signalAll();
            }
            actions = engine.outputs().take();
        } finally {
            lock.unlock();
        }
        actions.forEach(this::perform);
        return result;
    }

    @Nullable
    Data received(Link link, Message message) throws RefusedException {
        return stepFor((engine, now) -> engine.received(link, message, now));
    }

    @Nullable
    Outgoing poll(Link link) {
        return stepFor((engine, now) -> engine.poll(link));
    }

    boolean isEnding(Link link) {
        return stepFor((engine, now) -> link.phase == Link.Phase.ENDING || link.phase == Link.Phase.ENDED);
    }

    /** The connection of a wire is gone. */
    void ended(Link link) {
        wires.remove(link);
        step((engine, now) -> {
            engine.closed(link, now);
            changed.signalAll();
        });
    }

    private void perform(Action action) {
        if (action instanceof Action.Wake wake) {
            with(wake.link(), Wire::wake);
        } else if (action instanceof Action.Close close) {
            with(close.link(), Wire::close);
        } else if (action instanceof Action.Dial dial) {
            startDialing(dial.seed());
        } else if (action instanceof Action.Tell tell) {
            listeners.forEach(listener -> tell(listener, tell.event()));
        }
    }

    private void with(Link link, Consumer<Wire> use) {
        Wire wire = wires.get(link);
        if (wire != null) {
            use.accept(wire);
        }
    }

    private void tell(NodeListener listener, Consumer<NodeListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            log.defect("a listener", e);
        }
    }

    /** A condition of the engine's state, evaluated under the lock. */
    @FunctionalInterface
    interface State {
        boolean holds();
    }

    /** Waits until a state holds, or the patience ends. */
    boolean awaitUntil(Duration patience, State state) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!state.holds() && left > 0 && !stopped) {
                left = changed.awaitNanos(left);
            }
            return state.holds();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return state.holds();
        } finally {
            lock.unlock();
        }
    }

    long now() {
        return setup.ticker().getAsLong() - origin;
    }

    Engine engine() {
        return engine;
    }

    byte[] introduction() {
        return introduction.clone();
    }

    NodeConfig config() {
        return setup.config();
    }

    Budget unfinished() {
        return unfinished;
    }

    Participant participant() {
        return setup.participant();
    }

    Counters counters() {
        return counters;
    }

    NodeLog log() {
        return log;
    }
}
