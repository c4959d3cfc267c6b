// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.set.AddWinsSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Several threads use one replica at once. How they interleave is different every time; what must come out is not: every change counts
 * once, every listener hears every change once and in order, and nobody waits for ever.
 */
class ReplicaThreadsTest {

    private static final int WRITERS = 3;
    private static final int ROUNDS = 400;
    private static final long TIMEOUT_SECONDS = 120;

    private final InMemoryStorage storage = new InMemoryStorage();
    private final Replica eu =
            Replica.builder("eu").id(ReplicaId.of(1)).storage(storage).open();
    private final Replica us = Replica.builder("us").id(ReplicaId.of(2)).open();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Runs all at once and waits for them. */
    private void together(List<Callable<Void>> tasks) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Void>> running = new ArrayList<>();
        for (Callable<Void> task : tasks) {
            running.add(threads.submit(() -> {
                start.await();
                return task.call();
            }));
        }
        start.countDown();
        for (Future<Void> future : running) {
            future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Hears a set and puts together what it should be. It is told by one thread at a time, each time another. */
    private static final class SetFollower {

        private final Set<String> elements = new HashSet<>();
        private VersionVector version = VersionVector.empty();
        private boolean begun;

        synchronized void begin(Set<String> first) {
            assertFalse(begun, "the first call comes once");
            begun = true;
            elements.addAll(first);
        }

        synchronized void hear(ObjectChange<SetChange<String>> news) {
            assertTrue(begun, "changes come after the first call");
            news.change()
                    .added()
                    .forEach(element -> assertTrue(elements.add(element), () -> element + " was there already"));
            news.change()
                    .removed()
                    .forEach(element -> assertTrue(elements.remove(element), () -> element + " was not there"));
            assertTrue(news.version().covers(version), "the version never falls");
            version = news.version();
        }

        synchronized Set<String> elements() {
            return Set.copyOf(elements);
        }
    }

    /** Hears a counter: each value must be the one after the last. */
    private static final class CountFollower {

        private BigInteger value = BigInteger.ZERO;

        synchronized void hear(ObjectChange<ValueChange<BigInteger>> news) {
            assertEquals(value, news.change().before(), "no change is left out or told twice");
            value = news.change().after();
        }

        synchronized long value() {
            return value.longValueExact();
        }
    }

    /** Hears the pushes: the numbers of the events must follow one another. */
    private static final class PushFollower {

        private final List<byte[]> pushes = new ArrayList<>();
        private long last;

        synchronized void hear(byte[] bytes) {
            Message.Push push = (Message.Push) Talk.decode(bytes);
            assertEquals(last + 1, push.first(), "events are sent in order, each once");
            last = push.last();
            pushes.add(bytes);
        }

        synchronized List<byte[]> pushes() {
            return List.copyOf(pushes);
        }
    }

    private void write(Replica replica, String who) {
        ReplicatedSet<String> tags = replica.set("tags");
        for (int round = 0; round < ROUNDS; round++) {
            String element = who + round;
            tags.addAll(List.of("left-" + element, "right-" + element));
            replica.counter("sold").increment(2);
            replica.<String, Integer>map("prices").put(who, round);
            replica.register("title").assign(element);
            if (round % 2 == 0) {
                replica.object("tags", AddWinsSet.<String>type()).update(set -> {
                    set.remove("left-" + element);
                    set.remove("right-" + element);
                });
                replica.counter("sold").decrement();
            }
        }
    }

    /* what all writers together leave: the elements of odd rounds, and of two at a time one less in even rounds */
    private static Set<String> expectedTags(Set<String> writers) {
        Set<String> expected = new HashSet<>();
        for (String who : writers) {
            for (int round = 1; round < ROUNDS; round += 2) {
                expected.add("left-" + who + round);
                expected.add("right-" + who + round);
            }
        }
        return expected;
    }

    private static long expectedSold(int writers) {
        return writers * (2L * ROUNDS - ROUNDS / 2);
    }

    /* both elements of a pair come and go together, whatever view they are seen in */
    private static void assertPairs(Iterable<String> elements) {
        Set<String> seen = new HashSet<>();
        elements.forEach(seen::add);
        seen.stream()
                .filter(element -> element.startsWith("left-"))
                .forEach(element -> assertTrue(seen.contains("right-" + element.substring(5)), element));
        assertEquals(0, seen.size() % 2);
    }

    private Void read(AtomicInteger writing) {
        Set<String> tags = eu.<String>set("tags").elements();
        Map<String, Integer> prices = eu.<String, Integer>map("prices").entries();
        VersionVector version = VersionVector.empty();
        do {
            assertPairs(tags);
            assertPairs(tags.stream().toList());
            assertPairs(tags.parallelStream().collect(Collectors.toSet()));
            assertPairs(eu.<String>set("tags").snapshot());
            Set<String> keys = Set.copyOf(prices.keySet().stream().toList());
            assertTrue(prices.keySet().containsAll(keys), "keys only come");
            assertFalse(prices.values().stream().toList().contains(-1));
            assertTrue(eu.counter("sold").value() >= 0);
            assertTrue(eu.register("title").toString().startsWith("title="));
            assertTrue(eu.version().covers(version), "the version never falls");
            version = eu.version();
            assertTrue(Set.of("prices", "sold", "tags", "title", "visits").containsAll(eu.names()));
        } while (writing.get() > 0);
        return null;
    }

    private Void comeAndGo(AtomicInteger writing) {
        do {
            SetFollower follower = new SetFollower();
            Subscription subscription = eu.<String>set("tags").onChange(follower::begin, follower::hear);
            eu.counter("visits").increment();
            subscription.close();
        } while (writing.get() > 0);
        return null;
    }

    private Callable<Void> writer(AtomicInteger writing, Runnable work) {
        return () -> {
            try {
                work.run();
            } finally {
                writing.decrementAndGet();
            }
            return null;
        };
    }

    @Test
    void writersReadersListenersAndPeers_atOneReplica_loseNothing() throws Exception {
        Replica asia = Replica.builder("asia").id(ReplicaId.of(3)).open();
        List<byte[]> fromUs = Talk.pushes(us, replica -> write(replica, "us"));
        Collections.shuffle(fromUs, new Random(11));
        AtomicInteger writing = new AtomicInteger(WRITERS + 1);
        SetFollower tags = new SetFollower();
        CountFollower sold = new CountFollower();
        PushFollower pushes = new PushFollower();
        eu.<String>set("tags").onChange(tags::begin, tags::hear);
        eu.counter("sold").onChange(sold::hear);
        eu.onPush(pushes::hear);
        List<Callable<Void>> tasks = new ArrayList<>();
        Set<String> writers = new HashSet<>(Set.of("us"));
        for (int number = 0; number < WRITERS; number++) {
            String who = "eu" + number + "-";
            writers.add(who);
            tasks.add(writer(writing, () -> write(eu, who)));
        }
        tasks.add(writer(writing, () -> {
            fromUs.forEach(eu::receive);
            us.deltasSince(VersionVector.empty()).forEach(eu::receive);
        }));
        tasks.add(() -> read(writing));
        tasks.add(() -> comeAndGo(writing));
        tasks.add(() -> {
            do {
                Talk.deliver(eu, asia, eu.digest());
                asia.checkInvariants();
            } while (writing.get() > 0);
            return null;
        });
        together(tasks);

        assertEquals(0, eu.stats().listenerFailures(), "a listener found a change left out, doubled or out of order");
        eu.checkInvariants();
        assertEquals(expectedTags(writers), eu.set("tags").snapshot());
        assertEquals(expectedTags(writers), tags.elements());
        assertEquals(expectedSold(WRITERS + 1), eu.counter("sold").value());
        assertEquals(expectedSold(WRITERS + 1), sold.value());
        writers.forEach(
                who -> assertEquals(Optional.of(ROUNDS - 1), eu.map("prices").get(who)));
        assertEquals(us.version().get(us.id()), eu.version().get(us.id()));
        assertEquals(eu.version().get(eu.id()), pushes.last);
        assertSame(asia, pushes.pushes());
    }

    /* whoever gets everything, in whatever way, has the same; and so has the replica itself when it is opened again */
    private void assertSame(Replica asia, List<byte[]> pushes) {
        Replica listener = Replica.builder("listener").open();
        pushes.forEach(listener::receive);
        Talk.among(eu, us, asia, listener);
        eu.close();
        Replica again = Replica.builder("eu").storage(storage).open();
        for (Replica replica : List.of(us, asia, listener, again)) {
            replica.checkInvariants();
            assertEquals(eu.version(), replica.version());
            assertEquals(eu.set("tags").snapshot(), replica.set("tags").snapshot());
            assertEquals(eu.map("prices").snapshot(), replica.map("prices").snapshot());
            assertEquals(eu.register("title").value(), replica.register("title").value());
            assertEquals(eu.counter("sold").value(), replica.counter("sold").value());
            assertEquals(0, replica.stats().divergences());
        }
    }

    /* would stop for ever if pushes or listeners were called under a lock */
    @Test
    void replicasThatCallEachOther_doNotBlockEachOther() throws Exception {
        eu.onPush(us::receive);
        us.onPush(eu::receive);
        eu.counter("sold").onChange(change -> us.counter("echo").increment());
        us.counter("sold").onChange(change -> eu.counter("echo").increment());
        AtomicInteger writing = new AtomicInteger(4);
        together(List.of(
                writer(writing, () -> write(eu, "eu0-")),
                writer(writing, () -> write(us, "us0-")),
                writer(writing, () -> write(eu, "eu1-")),
                writer(writing, () -> write(us, "us1-"))));
        Talk.among(eu, us);
        Talk.among(eu, us);
        assertEquals(eu.version(), us.version());
        assertEquals(expectedSold(4), eu.counter("sold").value());
        assertEquals(expectedSold(4), us.counter("sold").value());
        assertEquals(
                expectedTags(Set.of("eu0-", "eu1-", "us0-", "us1-")),
                eu.set("tags").snapshot());
        assertEquals(eu.set("tags").snapshot(), us.set("tags").snapshot());
        assertEquals(eu.counter("echo").value(), us.counter("echo").value());
        assertEquals(0, eu.stats().listenerFailures() + us.stats().listenerFailures());
    }

    @Test
    void listenerThatIsSlow_keepsNobodyFromWriting() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<Object> heard = Collections.synchronizedList(new ArrayList<>());
        eu.counter("sold").onChange(change -> {
            heard.add(change.change().after());
            entered.countDown();
            try {
                assertTrue(go.await(TIMEOUT_SECONDS, TimeUnit.SECONDS));
            } catch (InterruptedException interruption) {
                throw new AssertionError(interruption);
            }
        });
        Future<?> first = threads.submit(() -> eu.counter("sold").increment());
        assertTrue(entered.await(TIMEOUT_SECONDS, TimeUnit.SECONDS));
        threads.submit(() -> eu.counter("sold").increment()).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        assertEquals(2, eu.counter("sold").value());
        assertEquals(List.of(BigInteger.ONE), heard, "the second change waits for its turn");
        go.countDown();
        first.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        assertEquals(List.of(BigInteger.ONE, BigInteger.TWO), heard);
    }
}
