// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultProxyTest {

    private static final int HELLO = 1;
    private static final int PUSH = 3;
    private static final int END = 6;
    private static final int FRAGMENT = 11;
    private static final int MESSAGES = 400;

    private ServerSocket node;

    @BeforeEach
    void listen() throws IOException {
        node = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        node.close();
    }

    private FaultProxy proxy(FrameFaults faults) throws IOException {
        FaultProxy proxy = FaultProxy.listen(faults);
        proxy.forwardTo(node.getInetAddress().getHostAddress() + ":" + node.getLocalPort());
        return proxy;
    }

    private static Socket dial(FaultProxy proxy) throws IOException {
        String address = proxy.address();
        int colon = address.lastIndexOf(':');
        return new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    private static byte[] frame(int type, int number) {
        return ByteBuffer.allocate(16)
                .putShort((short) 0xC4D4)
                .put((byte) 1)
                .put((byte) type)
                .putInt(4)
                .putInt(0)
                .putInt(number)
                .array();
    }

    /** The numbers of all frames that come, until the sender has closed. */
    private static List<Integer> receive(Socket end) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        byte[] bytes = end.getInputStream().readAllBytes();
        for (int at = 0; at < bytes.length; at += 16) {
            numbers.add(ByteBuffer.wrap(bytes, at + 12, 4).getInt());
        }
        return numbers;
    }

    private List<Integer> sent(FaultProxy proxy, int type) throws IOException {
        try (Socket near = dial(proxy);
                Socket far = node.accept()) {
            for (int number = 0; number < MESSAGES; number++) {
                near.getOutputStream().write(frame(type, number));
            }
            near.shutdownOutput();
            return receive(far);
        }
    }

    private static List<Integer> all() {
        List<Integer> numbers = new ArrayList<>();
        for (int number = 0; number < MESSAGES; number++) {
            numbers.add(number);
        }
        return numbers;
    }

    @Test
    void noFaults_passEverythingInOrder() throws Exception {
        try (FaultProxy proxy = proxy(FrameFaults.NONE)) {
            assertEquals(all(), sent(proxy, PUSH));
            assertEquals(new FrameFaults.Counts(MESSAGES, 0, 0, 0), proxy.counts());
        }
    }

    @Test
    void lostMessages_areMissing() throws Exception {
        try (FaultProxy proxy = proxy(new FrameFaults(1, 0.25, 0, 0))) {
            List<Integer> received = sent(proxy, PUSH);
            long lost = proxy.counts().lost();
            assertTrue(lost > 50 && lost < 150, "lost " + lost);
            assertEquals(MESSAGES - lost, received.size());
            List<Integer> sorted = new ArrayList<>(received);
            Collections.sort(sorted);
            assertEquals(sorted, received);
        }
    }

    @Test
    void repeatedAndOvertakenMessages_areAllThere() throws Exception {
        try (FaultProxy proxy = proxy(new FrameFaults(2, 0, 0.2, 0.2))) {
            List<Integer> received = sent(proxy, PUSH);
            FrameFaults.Counts counts = proxy.counts();
            assertEquals(MESSAGES + counts.twice(), received.size());
            assertTrue(counts.overtaken() > 0 && counts.twice() > 0, counts.toString());
            List<Integer> sorted = new ArrayList<>(received);
            Collections.sort(sorted);
            assertTrue(!sorted.equals(received), "nothing was overtaken");
            assertEquals(all(), sorted.stream().distinct().toList());
        }
    }

    @Test
    void greetingsAndAnswers_alwaysPass() throws Exception {
        for (int type : new int[] {HELLO, END}) {
            try (FaultProxy proxy = proxy(new FrameFaults(3, 1, 0, 0))) {
                assertEquals(all(), sent(proxy, type));
            }
        }
    }

    @Test
    void messageInPieces_isLostAsAWhole() throws Exception {
        try (FaultProxy proxy = proxy(new FrameFaults(4, 1, 0, 0));
                Socket near = dial(proxy);
                Socket far = node.accept()) {
            near.getOutputStream().write(frame(FRAGMENT, 1));
            near.getOutputStream().write(frame(FRAGMENT, 2));
            near.getOutputStream().write(frame(PUSH, 3));
            near.getOutputStream().write(frame(END, 4));
            near.shutdownOutput();
            assertEquals(List.of(4), receive(far));
            assertEquals(new FrameFaults.Counts(2, 1, 0, 0), proxy.counts());
        }
    }

    @Test
    void otherBytes_passAsTheyAre() throws Exception {
        byte[] text = "anything else, such as an encrypted connection".getBytes(StandardCharsets.UTF_8);
        try (FaultProxy proxy = proxy(new FrameFaults(5, 1, 0, 0));
                Socket near = dial(proxy);
                Socket far = node.accept()) {
            near.getOutputStream().write(text);
            near.shutdownOutput();
            assertArrayEquals(text, far.getInputStream().readAllBytes());
        }
    }

    @Test
    void oneDirectionCut_swallowsThatOneOnly() throws Exception {
        try (FaultProxy proxy = proxy(FrameFaults.NONE);
                Socket near = dial(proxy);
                Socket far = node.accept()) {
            proxy.cut(FaultProxy.Direction.TO_NODE);
            near.getOutputStream().write(frame(PUSH, 1));
            far.getOutputStream().write(frame(PUSH, 2));
            byte[] answer = new byte[16];
            new DataInputStream(near.getInputStream()).readFully(answer);
            assertArrayEquals(frame(PUSH, 2), answer);
            near.shutdownOutput();
            assertEquals(List.of(), receive(far));
        }
    }

    @Test
    void healing_breaksWhatThereWas() throws Exception {
        try (FaultProxy proxy = proxy(FrameFaults.NONE);
                Socket near = dial(proxy);
                Socket far = node.accept()) {
            near.getOutputStream().write(frame(PUSH, 1));
            new DataInputStream(far.getInputStream()).readFully(new byte[16]);
            proxy.heal();
            assertThrows(SocketException.class, () -> near.getInputStream().read());
            assertEquals(all(), sent(proxy, PUSH));
        }
    }

    @Test
    void delay_holdsEverythingBackAndLosesNothing() throws Exception {
        try (FaultProxy proxy = proxy(FrameFaults.NONE)) {
            proxy.delay(Duration.ofMillis(100));
            long start = System.nanoTime();
            assertEquals(all(), sent(proxy, PUSH));
            assertTrue(System.nanoTime() - start >= 100_000_000, "came at once");
        }
    }

    @Test
    void rate_stretchesEverythingAndLosesNothing() throws Exception {
        try (FaultProxy proxy = proxy(FrameFaults.NONE)) {
            proxy.limit(32_000);
            long start = System.nanoTime();
            assertEquals(all(), sent(proxy, PUSH));
            // 6,400 bytes at 32,000 a second; the first piece may pass at once
            assertTrue(System.nanoTime() - start >= 150_000_000, "came faster than allowed");
            assertThrows(IllegalArgumentException.class, () -> proxy.limit(0));
        }
    }

    @Test
    void partsOutsideOfZeroToOne_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> new FrameFaults(1, -0.1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new FrameFaults(1, 0, 1.1, 0));
        assertThrows(IllegalArgumentException.class, () -> new FrameFaults(1, 0, 0, Double.NaN));
    }
}
