// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.dissemination;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one peer. Putting something in never blocks and never takes more than a fixed amount of memory: when the peer is too
 * slow, the waiting pushes collapse into one digest, from which the peer learns to ask for what it missed. So a slow peer costs this
 * node a bounded buffer, and itself one exchange.
 *
 * <p>Not thread-safe. Every operation takes constant time.
 */
public final class Outbox {

    /**
     * What fits.
     *
     * @param pushes how many pushes
     * @param bytes how many bytes of pushes
     * @param answers how many answers; each is lazy and takes next to nothing until its turn
     * @param window how many parts of answers may be under way before the peer has acknowledged some
     */
    public record Capacity(int pushes, int bytes, int answers, int window) {

        /** Checks that something fits. */
        public Capacity {
            if (pushes < 1 || bytes < 1 || answers < 1 || window < 1) {
                throw new IllegalArgumentException("an outbox must hold something: " + pushes + " pushes, " + bytes
                        + " bytes, " + answers + " answers, a window of " + window);
            }
        }
    }

    /** What comes out. */
    public sealed interface Item {

        /**
         * A fresh delta.
         *
         * @param body shared by all outboxes, never changed
         */
        @SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
        record Push(byte[] body) implements Item {}

        /** The replica's digest, to be made when it is sent. */
        record Digest() implements Item {}

        /**
         * The rest of an answer. Whoever takes it sends the next part, then gives the rest back to {@link Outbox#resume}.
         *
         * @param parts what is left, at least one part
         */
        record Answer(Iterator<byte[]> parts) implements Item {}
    }

    /** After so many pushes in a row something else gets its turn: an answer must not starve behind a busy writer. */
    private static final int PUSHES_IN_A_ROW = 64;

    private final Capacity capacity;
    private final Deque<byte[]> pushes = new ArrayDeque<>();
    private final Deque<Iterator<byte[]>> answers = new ArrayDeque<>();
    private int pushBytes;
    private int pushesInARow;
    private boolean digest;
    private boolean collapsed;
    private boolean answerInHand;
    private int underWay;

    /**
     * An empty outbox.
     *
     * @param capacity what fits
     */
    public Outbox(Capacity capacity) {
        this.capacity = capacity;
    }

    /**
     * Adds a fresh delta. While the outbox is collapsed there is no point in keeping it: the digest that is due covers it.
     *
     * @param body the delta; not copied
     * @return false if it did not fit and a digest stands in for it
     */
    public boolean push(byte[] body) {
        if (collapsed) {
            return false;
        }
        if (pushes.size() >= capacity.pushes() || pushBytes + body.length > capacity.bytes()) {
            pushes.clear();
            pushBytes = 0;
            collapsed = true;
            digest = true;
            return false;
        }
        pushes.add(body);
        pushBytes += body.length;
        return true;
    }

    /** Asks for a digest; several that wait are one. */
    public void digest() {
        digest = true;
    }

    /**
     * Adds an answer, to be given before those that wait: what a peer asks while it gets a long answer is what it needs for that
     * answer to be of use. If there are too many already, a digest takes its place: the peer will ask again.
     *
     * @param parts at least one part
     * @return false if it did not fit and a digest stands in for it
     */
    public boolean answer(Iterator<byte[]> parts) {
        if (answers.size() >= capacity.answers()) {
            digest = true;
            return false;
        }
        answers.addFirst(parts);
        return true;
    }

    /**
     * Gives the rest of an answer back, before {@link #poll} is called again.
     *
     * @param parts at least one part
     */
    public void resume(Iterator<byte[]> parts) {
        answers.addFirst(parts);
        answerInHand = false;
    }

    /**
     * The peer has taken parts of answers.
     *
     * @param parts how many
     * @return false if there were not so many under way
     */
    public boolean acknowledged(int parts) {
        if (parts > underWay) {
            return false;
        }
        underWay -= parts;
        return true;
    }

    /**
     * Whether the peer is being given an answer.
     *
     * @return true until the last part is out
     */
    public boolean isAnswering() {
        return answerInHand || !answers.isEmpty();
    }

    /**
     * Whether an answer waits for the peer to acknowledge what it got.
     *
     * @return true if it does
     */
    public boolean isBlocked() {
        return !answers.isEmpty() && underWay >= capacity.window();
    }

    /** Drops the answers, because there is no time left for them. */
    public void dropAnswers() {
        answers.clear();
    }

    /**
     * Takes out what is to be sent next: pushes before all else, but not for ever.
     *
     * @return the item, or null if nothing waits
     */
    public @Nullable Item poll() {
        answerInHand = false;
        boolean answerDue = !answers.isEmpty() && underWay < capacity.window();
        if (!pushes.isEmpty() && (pushesInARow < PUSHES_IN_A_ROW || !(digest || answerDue))) {
            byte[] body = pushes.remove();
            pushBytes -= body.length;
            pushesInARow++;
            return new Item.Push(body);
        }
        pushesInARow = 0;
        if (digest) {
            digest = false;
            collapsed = false;
            return new Item.Digest();
        }
        if (!answerDue) {
            return null;
        }
        underWay++;
        answerInHand = true;
        return new Item.Answer(answers.remove());
    }

    /**
     * How many bytes of pushes wait.
     *
     * @return the number
     */
    public int pushBytes() {
        return pushBytes;
    }
}
