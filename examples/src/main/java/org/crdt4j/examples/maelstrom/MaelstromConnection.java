// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.maelstrom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.crdt4j.net.transport.PeerAddress;
import org.crdt4j.net.transport.Transport;

/** One end of a connection. Pieces are read in the order of their numbers, whatever the order in which they come. */
final class MaelstromConnection implements Transport.Connection {

    /* A message is under way for at most a second or so. If later ones are here and it is not, it is lost. */
    private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int PIECE = 32 << 10;
    private static final long MOST_WAITING = 64 << 20;

    private final MaelstromTransport transport;
    private final String name;
    private final String peer;

    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeMap<Long, byte[]> waiting = new TreeMap<>();
    private long waitingBytes;
    private long nextToRead;
    private long nextToWrite;
    private boolean isAccepted;
    private boolean isBroken;

    MaelstromConnection(MaelstromTransport transport, String name, String peer) {
        this.transport = transport;
        this.name = name;
        this.peer = peer;
    }

    String name() {
        return name;
    }

    String peer() {
        return peer;
    }

    @Override
    public PeerAddress remote() {
        return MaelstromTransport.address(peer);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void acceptedByPeer() {
        change(() -> isAccepted = true);
    }

    void brokenByPeer() {
        change(() -> isBroken = true);
        transport.ended(this);
    }

    /** Takes a piece; the last one is empty. What is not one breaks the connection. */
    void receive(JsonNode message) {
        long number = message.path("number").asLong(-1);
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(message.path("bytes").asText());
        } catch (IllegalArgumentException e) {
            close();
            return;
        }
        change(() -> {
            if (number >= nextToRead && waiting.putIfAbsent(number, bytes) == null) {
                waitingBytes += bytes.length;
                isBroken |= waitingBytes > MOST_WAITING;
            }
        });
    }

    void awaitAcceptance(Duration timeout) throws IOException {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (!isAccepted && !isBroken) {
                if (left <= 0) {
                    throw new IOException(peer + " does not answer");
                }
                left = changed.awaitNanos(left);
            }
            checkStands();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private void checkStands() throws IOException {
        if (isBroken) {
            throw new IOException("the connection with " + peer + " is broken");
        }
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        lock.lock();
        try {
            byte[] piece = awaitPiece();
            if (piece.length == 0) {
                return -1;
            }
            int count = Math.min(piece.length, buffer.length);
            System.arraycopy(piece, 0, buffer, 0, count);
            waitingBytes -= count;
            if (count == piece.length) {
                waiting.remove(nextToRead);
                nextToRead++;
            } else {
                waiting.put(nextToRead, Arrays.copyOfRange(piece, count, piece.length));
            }
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private byte[] awaitPiece() throws IOException, InterruptedException {
        long left = LOST_NANOS;
        while (true) {
            checkStands();
            byte[] piece = waiting.get(nextToRead);
            if (piece != null) {
                return piece;
            }
            if (waiting.isEmpty()) {
                left = LOST_NANOS;
                changed.await();
            } else if (left <= 0) {
                throw new IOException("a message of " + peer + " was lost");
            } else {
                left = changed.awaitNanos(left);
            }
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int at = 0; at < length; at += PIECE) {
            int from = offset + at;
            send(Arrays.copyOfRange(bytes, from, from + Math.min(PIECE, length - at)));
        }
    }

    @Override
    public void finish() throws IOException {
        send(new byte[0]);
    }

    private void send(byte[] piece) throws IOException {
        ObjectNode message = MaelstromTransport.message(name, "piece");
        lock.lock();
        try {
            checkStands();
            message.put("number", nextToWrite++)
                    .put("bytes", Base64.getEncoder().encodeToString(piece));
        } finally {
            lock.unlock();
        }
        transport.send(this, message);
    }

    @Override
    public void close() {
        change(() -> isBroken = true);
        transport.ended(this);
    }
}
