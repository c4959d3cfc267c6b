// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting until a replica has seen what another one had seen. */
class AwaitTest {

    private static final Duration LONG = Duration.ofDays(1_000_000);

    private final Replica eu = Replica.builder("eu").id(ReplicaId.of(1)).open();
    private final Replica us = Replica.builder("us").id(ReplicaId.of(2)).open();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Lets a thread wait; returns when it does. */
    private Future<Boolean> waiting(VersionVector version) {
        int before = us.stats().waiting();
        Future<Boolean> outcome = threads.submit(() -> us.await(version, LONG));
        while (us.stats().waiting() == before && !outcome.isDone()) {
            Thread.onSpinWait();
        }
        return outcome;
    }

    private static <R> R outcome(Future<R> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    @Test
    void whatWasSeen_needsNoWaiting() throws Exception {
        assertTrue(us.await(VersionVector.empty(), Duration.ZERO));
        eu.set("tags").add("x");
        Talk.exchange(eu, us);
        assertTrue(us.await(eu.version(), Duration.ZERO));
    }

    @Test
    void whatWasNotSeen_isNotThereInTime() throws Exception {
        eu.set("tags").add("x");
        assertFalse(us.await(eu.version(), Duration.ZERO));
        assertFalse(us.await(eu.version(), Duration.ofNanos(-1)));
        assertFalse(us.await(eu.version(), Duration.ofNanos(1)));
        assertEquals(0, us.stats().waiting());
    }

    @Test
    void writeElsewhere_isReadAfterWaiting() throws Exception {
        byte[] push = Talk.push(eu, replica -> replica.set("tags").add("x"));
        Future<Boolean> seen = waiting(VersionVector.parse(eu.version().toText()));
        us.receive(push);
        assertTrue(outcome(seen));
        assertEquals(Set.of("x"), us.set("tags").snapshot());
        assertEquals(0, us.stats().waiting());
    }

    @Test
    void pushAfterAHole_isNotEnough() throws Exception {
        eu.counter("stock").increment();
        VersionVector first = eu.version();
        byte[] push = Talk.push(eu, replica -> replica.set("tags").add("x"));
        Future<Boolean> seenAll = waiting(eu.version());
        Future<Boolean> seenFirst = waiting(first);
        us.receive(push);
        assertEquals(2, us.stats().waiting());
        assertFalse(seenAll.isDone() || seenFirst.isDone());
        Talk.exchange(eu, us);
        assertTrue(outcome(seenAll));
        assertTrue(outcome(seenFirst));
    }

    @Test
    void close_endsTheWaiting() throws Exception {
        eu.set("tags").add("x");
        Future<Boolean> seen = waiting(eu.version());
        us.close();
        ExecutionException failure = assertThrows(ExecutionException.class, () -> outcome(seen));
        assertInstanceOf(IllegalStateException.class, failure.getCause());
        assertThrows(IllegalStateException.class, () -> us.await(eu.version(), LONG));
        assertTrue(us.await(us.version(), LONG), "what was seen stays seen");
    }

    @Test
    void interrupt_endsTheWaiting() throws Exception {
        eu.set("tags").add("x");
        List<Boolean> interrupted = new ArrayList<>();
        Thread thread = new Thread(() -> {
            try {
                us.await(eu.version(), LONG);
            } catch (InterruptedException expected) {
                interrupted.add(true);
            }
        });
        thread.start();
        thread.interrupt();
        thread.join();
        assertEquals(List.of(true), interrupted);
        assertEquals(0, us.stats().waiting());
    }

    @Test
    void withinAnUpdate_waitingWouldBeForEver() {
        eu.set("tags").add("x");
        us.update(tx -> assertThrows(IllegalStateException.class, () -> us.await(eu.version(), LONG)));
        assertEquals(0, us.stats().waiting());
    }

    @Test
    void manyWaiters_areWokenByWhatTheyWaitFor() throws Exception {
        List<Future<Boolean>> outcomes = new ArrayList<>();
        List<byte[]> pushes = Talk.pushes(eu, replica -> {
            for (int number = 0; number < 20; number++) {
                replica.counter("stock").increment();
                outcomes.add(waiting(replica.version()));
            }
        });
        for (int number = 0; number < pushes.size(); number++) {
            us.receive(pushes.get(number));
            assertTrue(outcome(outcomes.get(number)));
            assertTrue(number == 19 || !outcomes.get(number + 1).isDone());
        }
    }
}
