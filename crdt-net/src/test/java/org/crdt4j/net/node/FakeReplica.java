// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.IncompatibleTypeException;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.replica.Reaction;
import org.crdt4j.replica.Subscription;

/**
 * The smallest thing that can be gossiped: a set of words that only grows. Its messages are text: {@code P word} pushes, {@code D words}
 * says what there is, {@code d words} the same as a reply, {@code R word} is a part of an answer.
 * {@code N} is noise.
 * {@code L}, {@code T} and {@code X} are refused as too large, as of another type, and by a defect; all else as damaged.
 */
final class FakeReplica implements Participant {
    private final ReplicaId id;
    private final String name;
    private final Set<String> words = new TreeSet<>();
    private final List<String> received = new ArrayList<>();
    private final List<Consumer<byte[]>> sinks = new CopyOnWriteArrayList<>();

    FakeReplica(long id) {
        this(id, "replica-" + id);
    }

    FakeReplica(long id, String name) {
        this.id = ReplicaId.of(id);
        this.name = name;
    }

    @Override
    public ReplicaId id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    void add(String word) {
        synchronized (this) {
            words.add(word);
            notifyAll();
        }
        sinks.forEach(sink -> sink.accept(bytes("P", word)));
    }

    /** Pushes bytes that nobody needs to remember. */
    void shout(int length) {
        byte[] noise = bytes("N", "x".repeat(length));
        sinks.forEach(sink -> sink.accept(noise));
    }

    /** Adds without telling anybody, like a push that got lost. */
    synchronized void addSilently(String word) {
        words.add(word);
        notifyAll();
    }

    @Override
    public synchronized byte[] digest() {
        return bytes("D", String.join(",", words));
    }

    @Override
    public synchronized Reaction receive(byte[] message) {
        String text = new String(message, StandardCharsets.UTF_8);
        received.add(text.length() > 1000 ? text.substring(0, 1000) : text);
        notifyAll();
        String rest = text.length() < 2 ? "" : text.substring(2);
        return switch (text.substring(0, Math.min(2, text.length()))) {
            case "P " -> new Reaction(learn(List.of(rest)), List.<byte[]>of().iterator());
            case "N " -> new Reaction(false, List.<byte[]>of().iterator());
            case "R " -> {
                learn(List.of(rest));
                yield new Reaction(false, List.<byte[]>of().iterator());
            }
            case "D " -> new Reaction(false, answer(split(rest), true));
            case "d " -> new Reaction(false, answer(split(rest), false));
            case "L " -> throw new LimitExceededException("too much");
            case "T " -> throw new IncompatibleTypeException("another type");
            case "X " -> throw new IllegalStateException("a defect");
            default -> throw new CorruptDataException("not a message: " + text);
        };
    }

    private boolean learn(Collection<String> news) {
        boolean grew = words.addAll(news);
        notifyAll();
        return grew;
    }

    private Iterator<byte[]> answer(Set<String> theirs, boolean digestToo) {
        List<byte[]> answer = new ArrayList<>();
        words.stream().filter(word -> !theirs.contains(word)).forEach(word -> answer.add(bytes("R", word)));
        if (digestToo && !words.containsAll(theirs)) {
            answer.add(bytes("d", String.join(",", words)));
        }
        return answer.iterator();
    }

    private static Set<String> split(String text) {
        return text.isEmpty() ? Set.of() : new TreeSet<>(Arrays.asList(text.split(",")));
    }

    private static byte[] bytes(String type, String rest) {
        return (type + " " + rest).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Subscription onPush(Consumer<byte[]> sink) {
        sinks.add(sink);
        return () -> sinks.remove(sink);
    }

    synchronized Set<String> words() {
        return new TreeSet<>(words);
    }

    synchronized List<String> received() {
        return List.copyOf(received);
    }

    /** Waits until the replica satisfies a condition; false after a generous time. */
    synchronized boolean await(Predicate<FakeReplica> condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.test(this)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        }
        return true;
    }

    boolean awaitWords(String... expected) throws InterruptedException {
        return await(replica -> replica.words.containsAll(List.of(expected)));
    }
}
