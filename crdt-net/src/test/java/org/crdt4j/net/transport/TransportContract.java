// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a node relies on, whatever the transport. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class TransportContract {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Transport transport;
    private Transport.Endpoint door;

    abstract Transport transport();

    @BeforeEach
    void listen() throws IOException {
        transport = transport();
        door = keep(transport.bind(PeerAddress.parse("127.0.0.1:0")));
    }

    @AfterEach
    void closeEverything() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
        threads.shutdown();
        assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS), "a thread still waits on a closed connection");
    }

    @Test
    void endpoint_hasARealPort() throws IOException {
        assertNotEquals(0, door.address().port());
        assertNotEquals(
                door.address(),
                keep(transport.bind(PeerAddress.parse("127.0.0.1:0"))).address());
    }

    @Test
    void bytes_arriveInOrderInBothDirections() throws Exception {
        Pair pair = pair();
        for (int i = 0; i < 1000; i++) {
            pair.near.write(new byte[] {(byte) i, (byte) (i >> 8)}, 0, 2);
            pair.far.write(new byte[] {0, (byte) -i, 0}, 1, 1);
        }
        byte[] there = read(pair.far, 2000);
        byte[] back = read(pair.near, 1000);
        for (int i = 0; i < 1000; i++) {
            assertEquals((byte) i, there[2 * i]);
            assertEquals((byte) (i >> 8), there[2 * i + 1]);
            assertEquals((byte) -i, back[i]);
        }
    }

    @Test
    void manyMegabytes_passThrough() throws Exception {
        Pair pair = pair();
        byte[] sent = new byte[5_000_000];
        new Random(3).nextBytes(sent);
        Future<?> writing = run(() -> {
            pair.near.write(sent, 0, sent.length);
            return null;
        });
        assertArrayEquals(sent, read(pair.far, sent.length));
        writing.get();
    }

    @Test
    void writer_waitsForASlowReader() throws Exception {
        Pair pair = pair();
        // More than any buffer in between: if the writer did not wait, the bytes would pile up or get lost.
        byte[] sent = new byte[20_000_000];
        Future<?> writing = run(() -> {
            pair.near.write(sent, 0, sent.length);
            return null;
        });
        read(pair.far, 1000);
        assertThrows(java.util.concurrent.TimeoutException.class, () -> writing.get(20, TimeUnit.MILLISECONDS));
        read(pair.far, sent.length - 1000);
        writing.get();
    }

    @Test
    void close_isSeenAtTheOtherEndAfterWhatWasWritten() throws Exception {
        for (boolean dialerCloses : new boolean[] {true, false}) {
            Pair pair = pair();
            Transport.Connection closing = dialerCloses ? pair.near : pair.far;
            Transport.Connection other = dialerCloses ? pair.far : pair.near;
            closing.write(new byte[] {1, 2, 3}, 0, 3);
            closing.close();
            closing.close();
            assertArrayEquals(new byte[] {1, 2, 3}, read(other, 3));
            assertEquals(-1, other.read(new byte[10]));
            assertThrows(IOException.class, () -> closing.read(new byte[10]));
            assertThrows(IOException.class, () -> closing.write(new byte[10], 0, 10));
        }
    }

    @Test
    void finish_closesOneDirectionOnly() throws Exception {
        Pair pair = pair();
        pair.near.write(new byte[] {1}, 0, 1);
        pair.near.finish();
        assertArrayEquals(new byte[] {1}, read(pair.far, 1));
        assertEquals(-1, pair.far.read(new byte[10]));
        pair.far.write(new byte[] {2}, 0, 1);
        assertArrayEquals(new byte[] {2}, read(pair.near, 1));
    }

    @Test
    void close_wakesWhoReadsAndWhoWrites() throws Exception {
        Pair pair = pair();
        Future<?> reading = run(() -> pair.near.read(new byte[10]));
        Future<?> writing = run(() -> {
            pair.near.write(new byte[50_000_000], 0, 50_000_000);
            return null;
        });
        // The far end has got something, so the writer is at work.
        read(pair.far, 1);
        pair.near.close();
        assertThrows(java.util.concurrent.ExecutionException.class, reading::get);
        assertThrows(java.util.concurrent.ExecutionException.class, writing::get);
    }

    @Test
    void writingToAClosedEnd_failsSooner_orLater() throws Exception {
        Pair pair = pair();
        pair.far.close();
        assertThrows(IOException.class, () -> {
            // The first writes may go into a buffer.
            for (int i = 0; i < 1000; i++) {
                pair.near.write(new byte[100_000], 0, 100_000);
            }
        });
    }

    @Test
    void nobodyThere_isRefused() throws Exception {
        PeerAddress address = door.address();
        door.close();
        door.close();
        assertThrows(IOException.class, () -> transport.connect(address, PATIENCE));
    }

    @Test
    void closedEndpoint_wakesWhoAccepts_andKeepsWhoIsThere() throws Exception {
        Pair pair = pair();
        Future<?> accepting = run(() -> door.accept());
        door.close();
        assertThrows(java.util.concurrent.ExecutionException.class, accepting::get);
        pair.near.write(new byte[] {1}, 0, 1);
        assertArrayEquals(new byte[] {1}, read(pair.far, 1));
    }

    @Test
    void takenAddress_isRefused_untilItIsFree() throws Exception {
        PeerAddress address = door.address();
        Pair pair = pair();
        assertThrows(IOException.class, () -> transport.bind(address));
        door.close();
        pair.far.close();
        assertEquals(address, keep(transport.bind(address)).address());
    }

    private record Pair(Transport.Connection near, Transport.Connection far) {}

    private Pair pair() throws Exception {
        Future<Transport.Connection> accepted = run(door::accept);
        Transport.Connection near = keep(transport.connect(door.address(), PATIENCE));
        Transport.Connection far = keep(accepted.get());
        Future<Credentials> known = run(() -> far.authenticate(new byte[] {2}));
        near.authenticate(new byte[] {1});
        known.get();
        return new Pair(near, far);
    }

    private <T> Future<T> run(Callable<T> task) {
        return threads.submit(task);
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private static byte[] read(Transport.Connection connection, int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < count) {
            byte[] buffer = new byte[Math.min(count - bytes.size(), 100_000)];
            int read = connection.read(buffer);
            assertTrue(read > 0, "the connection ended early");
            bytes.write(buffer, 0, read);
        }
        return bytes.toByteArray();
    }
}
