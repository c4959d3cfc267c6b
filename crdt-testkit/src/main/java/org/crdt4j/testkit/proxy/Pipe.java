// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.proxy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One direction of one connection: a thread that reads and decides what becomes of each message, and one that writes when it is due. */
final class Pipe {

    /* How a frame begins, as docs/gossip.md says: magic (2), version (1), type (1), length of the payload (4), checksum (4). */
    private static final short MAGIC = (short) 0xC4D4;
    private static final int HEADER = 12;
    private static final int MOST_PAYLOAD = 1 << 20;
    private static final int FRAGMENT = 11;

    /* PUSH, DIGEST, PING and PONG, and all about members and the tree. */
    private static final Set<Integer> BEST_EFFORT = Set.of(3, 4, 7, 8, 17, 18, 19, 20, 21, 22);

    private static final int CHUNK = 8 << 10;
    private static final int MOST_WAITING = 1_024;
    private static final long HELD_BACK_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final FaultProxy proxy;
    private final FaultProxy.Connection connection;
    private final Socket from;
    private final Socket to;
    private final FaultProxy.Direction direction;
    private final SplittableRandom random;
    private final DelayQueue<Parcel> waiting = new DelayQueue<>();
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private long parcels;

    Pipe(
            FaultProxy proxy,
            FaultProxy.Connection connection,
            Socket from,
            Socket to,
            FaultProxy.Direction direction,
            long seed) {
        this.proxy = proxy;
        this.connection = connection;
        this.from = from;
        this.to = to;
        this.direction = direction;
        random = new SplittableRandom(seed);
    }

    void start() {
        FaultProxy.daemon("fault-proxy-read", () -> guarded(this::readAll));
        FaultProxy.daemon("fault-proxy-write", () -> guarded(this::writeAll));
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void guarded(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            proxy.end(connection);
        } catch (IOException e) {
            // One end has gone; the other end learns of it by this.
            proxy.end(connection);
        }
    }

    private void readAll() throws IOException, InterruptedException {
        var in = new DataInputStream(from.getInputStream());
        byte[] header = new byte[HEADER];
        var message = new ByteArrayOutputStream();
        try {
            while (true) {
                in.readFully(header);
                ByteBuffer fields = ByteBuffer.wrap(header);
                int length = fields.getInt(4);
                if (fields.getShort(0) != MAGIC || length < 0 || length > MOST_PAYLOAD) {
                    post(header.clone(), 0);
                    readBytes(in);
                    return;
                }
                byte[] frame = Arrays.copyOf(header, HEADER + length);
                in.readFully(frame, HEADER, length);
                message.writeBytes(frame);
                if (header[3] != FRAGMENT) {
                    decide(message.toByteArray(), header[3]);
                    message.reset();
                }
            }
        } catch (EOFException e) {
            post(new byte[0], 2 * HELD_BACK_NANOS); // the end, after all that is held back
        }
    }

    private void readBytes(DataInputStream in) throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            post(Arrays.copyOf(chunk, count), 0);
        }
        post(new byte[0], 0);
    }

    private void decide(byte[] frame, int type) throws InterruptedException {
        proxy.countMessage();
        if (!BEST_EFFORT.contains(type)) {
            post(frame, 0);
            return;
        }
        FrameFaults faults = proxy.faults();
        if (random.nextDouble() < faults.lost()) {
            proxy.countLost();
            return;
        }
        long heldBack = 0;
        if (random.nextDouble() < faults.overtaken()) {
            proxy.countOvertaken();
            heldBack = HELD_BACK_NANOS;
        }
        post(frame, heldBack);
        if (random.nextDouble() < faults.twice()) {
            proxy.countTwice();
            post(frame, HELD_BACK_NANOS);
        }
    }

    private void post(byte[] bytes, long heldBack) throws InterruptedException {
        room.acquire();
        waiting.add(new Parcel(bytes, System.nanoTime() + proxy.delayNanos() + heldBack, parcels++));
    }

    private void writeAll() throws IOException, InterruptedException {
        OutputStream out = to.getOutputStream();
        while (true) {
            Parcel parcel = waiting.take();
            room.release();
            if (parcel.bytes.length == 0) {
                to.shutdownOutput();
                if (connection.isSecondEnd()) {
                    proxy.end(connection);
                }
                return;
            }
            if (!proxy.isCut(direction)) {
                write(out, parcel.bytes);
            }
        }
    }

    private void write(OutputStream out, byte[] bytes) throws IOException, InterruptedException {
        int written = 0;
        while (written < bytes.length) {
            long rate = proxy.bytesPerSecond();
            int count = (int) Math.min(bytes.length - written, rate);
            out.write(bytes, written, count);
            written += count;
            if (rate < Long.MAX_VALUE) {
                TimeUnit.NANOSECONDS.sleep((long) ((double) count / rate * SECOND));
            }
        }
    }

    /** Bytes that are to be written when they are due; those due at the same time, in the order in which they came. */
    private static final class Parcel implements Delayed {
        private final byte[] bytes;
        private final long due;
        private final long number;

        Parcel(byte[] bytes, long due, long number) {
            this.bytes = bytes;
            this.due = due;
            this.number = number;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Parcel parcel = (Parcel) other;
            return due != parcel.due ? Long.signum(due - parcel.due) : Long.compare(number, parcel.number);
        }
    }
}
