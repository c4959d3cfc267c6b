// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.dissemination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.dissemination.Outbox.Capacity;
import org.crdt4j.net.dissemination.Outbox.Item;
import org.crdt4j.net.message.Message;
import org.junit.jupiter.api.Test;

/** Three peers: what they get, and what is said to them. */
final class DisseminationTest {
    private static final ReplicaId A = ReplicaId.of(1);
    private static final ReplicaId B = ReplicaId.of(2);
    private static final ReplicaId C = ReplicaId.of(3);
    private static final byte[] DELTA = {1, 2, 3};
    private static final long ID = Recent.id(DELTA);

    private final List<ReplicaId> awake = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final Map<ReplicaId, Outbox> outboxes = new LinkedHashMap<>();
    private final Dissemination dissemination =
            new Dissemination(awake::add, (to, message) -> said.add(to.id() + " " + message));

    DisseminationTest() {
        for (ReplicaId peer : List.of(A, B, C)) {
            outboxes.put(peer, new Outbox(new Capacity(2, 100, 1, 5)));
            dissemination.linked(peer, outboxes.get(peer));
        }
    }

    private List<ReplicaId> got(byte[] body) {
        List<ReplicaId> got = new ArrayList<>();
        outboxes.forEach((peer, outbox) -> {
            Item item = outbox.poll();
            if (item != null) {
                assertSame(body, assertInstanceOf(Item.Push.class, item).body());
                got.add(peer);
            }
        });
        return got;
    }

    private List<String> said() {
        List<String> taken = List.copyOf(said);
        said.clear();
        return taken;
    }

    // --- a small cluster

    @Test
    void localDelta_goesToAllAndAnotherOnToAllOthers() {
        dissemination.spread(DELTA, null, 0);
        assertEquals(List.of(A, B, C), awake);
        assertEquals(List.of(A, B, C), got(DELTA));
        dissemination.pushed(DELTA, B, true, 0);
        assertEquals(List.of(A, C), got(DELTA));
        dissemination.unlinked(C);
        dissemination.pushed(DELTA, A, true, 0);
        assertEquals(List.of(B), got(DELTA));
    }

    @Test
    void deltaThatIsNoNews_goesNowhere() {
        dissemination.pushed(DELTA, A, false, 0);
        dissemination.pushed(DELTA, B, false, 0);
        assertEquals(List.of(), got(DELTA));
        assertEquals(List.of(), said());
        assertEquals(Long.MAX_VALUE, dissemination.deadline());
    }

    @Test
    void deltaThatDoesNotFit_collapsesIntoADigest() {
        for (int i = 0; i < 3; i++) {
            dissemination.spread(DELTA, null, 0);
        }
        assertEquals(3, dissemination.collapses());
        assertInstanceOf(Item.Digest.class, outboxes.get(A).poll());
    }

    // --- a large one

    @Test
    void secondCopy_prunesTheLinkItCameBy() {
        dissemination.prune(true);
        dissemination.pushed(DELTA, A, true, 0);
        assertEquals(List.of(B, C), got(DELTA));
        dissemination.pushed(DELTA, B, false, 0);
        assertEquals(List.of("2 Prune[]"), said());
        dissemination.pushed(DELTA, B, false, 0);
        assertEquals(List.of(), said(), "once is enough");
        byte[] next = {9};
        dissemination.spread(next, null, 0);
        assertEquals(List.of(A, C), got(next));
        assertEquals(1, dissemination.lazyPeers());
    }

    @Test
    void copyOfWhatCameByComparing_prunesNothing() {
        dissemination.prune(true);
        dissemination.pushed(DELTA, A, false, 0);
        assertEquals(List.of(), said());
        dissemination.pushed(DELTA, B, false, 0);
        assertEquals(List.of("2 Prune[]"), said());
    }

    @Test
    void prunedPeer_hearsWhatThereIsInsteadAfterAWhile() {
        dissemination.pruned(B);
        byte[] next = {9};
        dissemination.spread(DELTA, null, 1000);
        dissemination.spread(next, null, 2000);
        assertNull(outboxes.get(B).poll());
        long due = dissemination.deadline();
        assertEquals(1000 + 50_000_000, due);
        dissemination.tick(due - 1);
        assertEquals(List.of(), said());
        dissemination.tick(due);
        assertEquals(List.of("2 Have[ids=[" + ID + ", " + Recent.id(next) + "]]"), said());
        assertEquals(Long.MAX_VALUE, dissemination.deadline());
    }

    @Test
    void announcedDelta_isAskedForOfOneAfterTheOtherIfItDoesNotCome() {
        dissemination.prune(true);
        dissemination.announced(B, List.of(ID), 0);
        dissemination.announced(C, List.of(ID), 100);
        dissemination.tick(Missing.PATIENCE_NANOS - 1);
        assertEquals(List.of(), said());
        dissemination.tick(Missing.PATIENCE_NANOS);
        assertEquals(List.of("2 Graft[id=" + ID + "]"), said());
        dissemination.tick(2 * Missing.PATIENCE_NANOS);
        assertEquals(List.of("3 Graft[id=" + ID + "]"), said());
        assertEquals(Long.MAX_VALUE, dissemination.deadline(), "the rest is left to anti-entropy");
        assertEquals(2, dissemination.grafts());
    }

    @Test
    void announcedDeltaThatComes_isNotAskedFor() {
        dissemination.prune(true);
        dissemination.announced(B, List.of(ID), 0);
        dissemination.pushed(DELTA, A, true, 10);
        assertEquals(Long.MAX_VALUE, dissemination.deadline());
        dissemination.announced(C, List.of(ID), 20);
        assertEquals(Long.MAX_VALUE, dissemination.deadline(), "known already");
    }

    @Test
    void announcerThatIsGone_isNotAsked() {
        dissemination.announced(B, List.of(ID), 0);
        dissemination.unlinked(B);
        assertEquals(Long.MAX_VALUE, dissemination.deadline());
        dissemination.announced(B, List.of(ID), 0);
        assertEquals(Long.MAX_VALUE, dissemination.deadline(), "nor is a stranger");
    }

    @Test
    void graft_bringsTheDeltaAndAllThatFollow() {
        dissemination.pruned(B);
        dissemination.spread(DELTA, A, 0);
        got(DELTA);
        dissemination.grafted(B, ID);
        assertEquals(List.of(B), got(DELTA));
        byte[] next = {9};
        dissemination.spread(next, null, 0);
        assertEquals(List.of(A, B, C), got(next));
        dissemination.grafted(C, 4711);
        assertInstanceOf(Item.Digest.class, outboxes.get(C).poll(), "nobody knows what that was");
    }

    @Test
    void firstCopyByAPrunedLink_mendsIt() {
        dissemination.prune(true);
        dissemination.pruned(B);
        dissemination.pushed(DELTA, B, true, 0);
        assertEquals(0, dissemination.lazyPeers());
    }

    // --- bounds

    @Test
    void peerThatHearsTooMuch_getsADigestInstead() {
        dissemination.pruned(B);
        for (int i = 0; i < 1025; i++) {
            dissemination.spread(new byte[] {(byte) i, (byte) (i >> 8)}, A, 0);
            outboxes.get(C).poll();
        }
        assertInstanceOf(Item.Digest.class, outboxes.get(B).poll());
        dissemination.tick(Long.MAX_VALUE - 1);
        assertEquals(List.of(), said());
    }

    @Test
    void inventedDeltas_areAskedForUpToABound() {
        for (long id = 0; id < 10_000; id++) {
            dissemination.announced(B, List.of(id), 0);
        }
        dissemination.tick(Missing.PATIENCE_NANOS);
        assertEquals(1024, said().size());
    }

    @Test
    void recent_keepsABoundedNumberAndABoundedAmount() {
        Recent recent = new Recent();
        for (int i = 0; i < 10; i++) {
            recent.add(i, new byte[1 << 20]);
        }
        assertTrue(recent.contains(0));
        assertNull(recent.body(5), "4 MiB are kept");
        assertEquals(1 << 20, recent.body(6).length);
        for (int i = 10; i < 10_000; i++) {
            recent.add(i, DELTA);
        }
        assertTrue(!recent.contains(0) && recent.contains(9_000));
        assertNull(recent.body(8_975));
        assertSame(DELTA, recent.body(8_976));
    }

    @Test
    void names_differ() {
        assertEquals(Recent.id(DELTA.clone()), ID);
        assertNotEquals(Recent.id(new byte[] {1, 2, 4}), ID);
        assertNotEquals(Recent.id(new byte[] {1, 2}), ID);
        assertNotEquals(Recent.id(new byte[] {0}), Recent.id(new byte[] {0, 0}));
    }

    @Test
    void have_isNeitherEmptyNorEndless() {
        assertThrows(IllegalArgumentException.class, () -> new Message.Have(List.of()));
    }
}
