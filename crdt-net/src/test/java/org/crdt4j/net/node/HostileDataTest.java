// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.DeflaterOutputStream;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.codec.Limits;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.net.message.Frame;
import org.crdt4j.net.message.Message.Data;
import org.crdt4j.net.reason.RejectReason;
import org.crdt4j.net.transport.InMemoryNetwork;
import org.crdt4j.net.transport.Transport;
import org.crdt4j.replica.Replica;
import org.crdt4j.set.AddWinsSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A member of the cluster that sends valid frames with poisoned content to a node with a real replica. Nothing of it is applied, it is
 * counted by reason, memory stays bounded, and honest replicas go on.
 */
final class HostileDataTest extends LiveNodes {
    private static final ReplicaId FORGED = ReplicaId.of(99);

    /** Bytes that the JVM may allocate for one hostile message of at most a few kilobytes, reading and refusing it included. */
    private static final long ALLOCATION = 8 << 20;

    private final Events events = new Events();
    private final List<Replica> replicas = new ArrayList<>();
    private Replica victim;
    private Replica honest;
    private GossipNode node;
    private RawPeer hostile;

    @Override
    Transport newTransport() {
        return new InMemoryNetwork(new java.util.Random(1)).transport();
    }

    @Override
    ThreadFactory newThreads(String prefix) {
        return Threads.platform(prefix);
    }

    private Replica replica(long id) {
        Replica replica = Replica.builder("replica-" + id).id(ReplicaId.of(id)).open();
        replicas.add(replica);
        return replica;
    }

    @BeforeEach
    void startAnHonestPair() throws Exception {
        victim = replica(1);
        honest = replica(2);
        victim.set("tags").add("before");
        node = start(builder(Participant.of(victim)).listener(events));
        assertTrue(start(builder(Participant.of(honest)), node).awaitPeers(1, PATIENCE));
        hostile = RawPeer.greeted(transport(), node.address(), 66);
    }

    @AfterEach
    void honestReplicasGoOn_andNothingWasApplied() throws Exception {
        CompletableFuture<Boolean> heard = new CompletableFuture<>();
        victim.<String>set("tags").onChange(change -> heard.complete(true));
        honest.set("tags").add("after");
        assertTrue(heard.get(30, TimeUnit.SECONDS));
        assertTrue(victim.set("tags").contains("before") && victim.set("tags").contains("after"));
        assertEquals(List.of("tags"), List.copyOf(victim.names()));
        hostile.close();
        replicas.forEach(Replica::close);
    }

    // --- messages by hand

    private static byte[] message(Consumer<WireOutput> content) {
        return Codec.standard().encode(format(content), "");
    }

    private static WireFormat<String> format(Consumer<WireOutput> content) {
        return new WireFormat<>() {
            @Override
            public void write(String nothing, WireOutput out) {
                content.accept(out);
            }

            @Override
            public String read(WireInput in) {
                throw new UnsupportedOperationException("only for writing");
            }
        };
    }

    /** A push of events of the forged replica, from {@code first} on, on the object "poison". */
    private static byte[] push(ReplicaId origin, long first, byte[] content) {
        return message(out -> {
            out.writeCount(5);
            out.writeReplica(origin);
            out.writeCount(first);
            out.writeCount(0);
            out.writeCount(first - 1);
            out.writeValue("poison");
            out.writeValue(AddWinsSet.<Object>type().name());
            WireFormat.versionVector().write(VersionVector.empty(), out);
            WireFormat.context().write(CausalContext.empty(), out);
            out.writeBytes(content);
        });
    }

    private void send(byte[] body) throws IOException {
        Frame.<IOException>encode(Data.Kind.PUSH, body, hostile::send);
    }

    private void refused(RejectReason reason, byte[] body) throws Exception {
        long before = allocated();
        send(body);
        assertTrue(events.awaitRejected(reason, 1), () -> "stats " + node.stats());
        long taken = allocated() - before;
        assertTrue(taken <= ALLOCATION + 8L * body.length, () -> taken + " bytes for " + body.length);
        assertEquals(1, node.stats().rejects(reason), () -> "stats " + node.stats());
    }

    /** What a replica of another making pushes when it is updated. */
    private static byte[] pushOf(Replica replica, Consumer<Replica> update) {
        List<byte[]> pushes = new ArrayList<>();
        try (replica) {
            replica.onPush(pushes::add);
            update.accept(replica);
        }
        return pushes.get(0);
    }

    // --- the attacks

    @Test
    void emptyAndRandomBytes_areRefused() throws Exception {
        refused(RejectReason.CORRUPT_DATA, new byte[] {1});
        for (int seed = 0; seed < 200; seed++) {
            byte[] garbage = new byte[1 + seed % 60];
            new java.util.Random(seed).nextBytes(garbage);
            try (RawPeer next = RawPeer.greeted(transport(), node.address(), 1000 + seed)) {
                next.send(Frame.encode(new Data(Data.Kind.END, garbage)));
                next.finish();
                next.awaitEnd();
            }
        }
    }

    @Test
    void deepNesting_isRefused() throws Exception {
        List<Object> nested = new ArrayList<>();
        for (int depth = 0; depth < 900; depth++) {
            nested = new ArrayList<>(List.of(nested));
        }
        Object deep = List.copyOf(nested);
        Codec lenient =
                Codec.builder().limits(Limits.defaults().withMaxDepth(1_000)).build();
        Replica attacker = Replica.builder("attacker").id(FORGED).codec(lenient).open();
        refused(
                RejectReason.LIMIT_EXCEEDED,
                pushOf(attacker, replica -> replica.register("poison").assign(deep)));
    }

    @Test
    void hugeCounts_areRefusedBeforeAnythingIsAllocated() throws Exception {
        refused(RejectReason.CORRUPT_DATA, message(out -> {
            out.writeCount(3);
            out.writeReplica(FORGED);
            out.writeCount(1);
            out.writeCount(0);
            WireFormat.versionVector().write(VersionVector.empty(), out);
            // How many rows follow: none do.
            out.writeCount(Integer.MAX_VALUE);
        }));
    }

    @Test
    void timeFarAhead_isRefused() throws Exception {
        Replica attacker = Replica.builder("attacker")
                .id(FORGED)
                .time(() -> Instant.now().plus(Duration.ofDays(3650)))
                .open();
        refused(
                RejectReason.LIMIT_EXCEEDED,
                pushOf(attacker, replica -> replica.register("poison").assign("forever")));
    }

    /** A class that only the attacker has registered. */
    record Unknown(int number) {}

    @Test
    void unregisteredClass_isRefused() throws Exception {
        Codec own = Codec.builder()
                .register(Unknown.class, Codec.Builder.FIRST_ID + 77)
                .build();
        Replica attacker = Replica.builder("attacker").id(FORGED).codec(own).open();
        refused(
                RejectReason.CORRUPT_DATA,
                pushOf(attacker, replica -> replica.set("poison").add(new Unknown(1))));
    }

    @Test
    void eventOfTheVictimItself_isRefused() throws Exception {
        refused(RejectReason.REFUSED_DATA, push(victim.id(), 1_000_000, new byte[] {1, 0}));
    }

    @Test
    void jumpOfOwnNumbers_isRefused() throws Exception {
        refused(RejectReason.REFUSED_DATA, push(victim.id(), 1L << 62, new byte[] {1, 0}));
    }

    @Test
    void compressionBomb_thatDeclaresGigabytes_isRefusedUnread() throws Exception {
        refused(RejectReason.LIMIT_EXCEEDED, bomb(2_000_000_000L, 1 << 20));
    }

    @Test
    void compressionBomb_thatLiesAboutItsLength_isRefused() throws Exception {
        refused(RejectReason.CORRUPT_DATA, bomb(1000, 60 << 20));
    }

    @Test
    void compressedMessage_thatDeclaresMoreThanItsBytesCanHold_isRefusedBeforeAnythingIsAllocated() throws Exception {
        refused(RejectReason.CORRUPT_DATA, bomb(60 << 20, 10));
    }

    /** A compressed message of many zeros that declares a length of its own choice. */
    private static byte[] bomb(long declared, int zeros) throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write(0x80);
        for (long rest = declared; ; rest >>>= 7) {
            bomb.write((int) (rest < 0x80 ? rest : (rest & 0x7f) | 0x80));
            if (rest < 0x80) {
                break;
            }
        }
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bomb)) {
            deflater.write(new byte[zeros]);
        }
        return bomb.toByteArray();
    }
}
