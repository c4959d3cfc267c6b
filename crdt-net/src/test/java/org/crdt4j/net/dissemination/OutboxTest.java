// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.dissemination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import org.crdt4j.net.dissemination.Outbox.Capacity;
import org.crdt4j.net.dissemination.Outbox.Item;
import org.junit.jupiter.api.Test;

final class OutboxTest {
    private final Outbox outbox = new Outbox(new Capacity(3, 100, 2, 5));

    @Test
    void pushes_comeOutInOrder() {
        byte[] first = new byte[10];
        byte[] second = new byte[20];
        assertTrue(outbox.push(first));
        assertTrue(outbox.push(second));
        assertEquals(30, outbox.pushBytes());
        assertSame(first, push());
        assertSame(second, push());
        assertNull(outbox.poll());
        assertEquals(0, outbox.pushBytes());
    }

    @Test
    void tooManyPushes_collapseIntoADigest() {
        for (int i = 0; i < 3; i++) {
            assertTrue(outbox.push(new byte[1]));
        }
        assertFalse(outbox.push(new byte[1]));
        assertEquals(0, outbox.pushBytes());
        assertFalse(outbox.push(new byte[1]), "what the digest covers is not kept");
        assertInstanceOf(Item.Digest.class, outbox.poll());
        assertNull(outbox.poll());
        assertTrue(outbox.push(new byte[1]), "after the digest pushes are of use again");
    }

    @Test
    void tooManyBytes_collapseIntoADigest() {
        assertTrue(outbox.push(new byte[60]));
        assertFalse(outbox.push(new byte[41]));
        assertInstanceOf(Item.Digest.class, outbox.poll());
        assertNull(outbox.poll());
    }

    @Test
    void severalDigests_areOne() {
        outbox.digest();
        outbox.digest();
        assertInstanceOf(Item.Digest.class, outbox.poll());
        assertNull(outbox.poll());
    }

    @Test
    void tooManyAnswers_leaveADigest() {
        assertTrue(outbox.answer(parts()));
        assertTrue(outbox.answer(parts()));
        assertFalse(outbox.answer(parts()));
        assertInstanceOf(Item.Digest.class, outbox.poll());
    }

    @Test
    void latestAnswer_comesFirst() {
        Iterator<byte[]> first = parts();
        Iterator<byte[]> second = parts();
        assertFalse(outbox.isAnswering());
        outbox.answer(first);
        assertSame(first, answer());
        assertTrue(outbox.isAnswering(), "it is being made");
        outbox.resume(first);
        outbox.answer(second);
        assertSame(second, answer());
        assertSame(first, answer());
        assertNull(outbox.poll());
        assertFalse(outbox.isAnswering());
    }

    @Test
    void droppedAnswers_areGone() {
        outbox.answer(parts());
        outbox.dropAnswers();
        assertNull(outbox.poll());
        assertFalse(outbox.isAnswering());
    }

    @Test
    void answer_waitsForTheWindow() {
        Iterator<byte[]> parts = parts();
        outbox.answer(parts);
        for (int i = 0; i < 5; i++) {
            assertFalse(outbox.isBlocked());
            outbox.resume(answer());
        }
        assertTrue(outbox.isBlocked());
        assertNull(outbox.poll());
        byte[] push = new byte[1];
        outbox.push(push);
        outbox.digest();
        assertSame(push, push());
        assertInstanceOf(Item.Digest.class, outbox.poll(), "only answers wait");
        assertTrue(outbox.acknowledged(2));
        assertSame(parts, answer());
        assertFalse(outbox.acknowledged(5), "four are under way");
    }

    @Test
    void busyWriter_doesNotStarveAnAnswer() {
        outbox.answer(parts());
        int pushes = 0;
        outbox.push(new byte[1]);
        Item item = outbox.poll();
        while (item instanceof Item.Push) {
            pushes++;
            outbox.push(new byte[1]);
            item = outbox.poll();
        }
        assertInstanceOf(Item.Answer.class, item);
        assertEquals(64, pushes);
    }

    private byte[] push() {
        return assertInstanceOf(Item.Push.class, outbox.poll()).body();
    }

    private Iterator<byte[]> answer() {
        return assertInstanceOf(Item.Answer.class, outbox.poll()).parts();
    }

    private static Iterator<byte[]> parts() {
        return List.of(new byte[1], new byte[2]).iterator();
    }
}
