// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.CrdtException;
import org.crdt4j.op.PureTypes.Change;
import org.junit.jupiter.api.Test;

/** The bytes of logs: what they are, and what is refused before anything changes. */
final class PureLogFormatTest {

    private static final ReplicaId A = ReplicaId.of(1);
    private static final ReplicaId B = ReplicaId.of(2);
    private static final VersionVector BOTH = VersionVector.of(A, 2).with(B, 1);
    private static final DotFun<Change> KEPT = DotFun.of(new Dot(A, 2), Change.add("x"));
    private static final WireFormat<PureLog<Change>> FORMAT = PureTypes.REMOVE_WINS.stateFormat();
    private static final String GOLDEN =
            "01 02 00 00 00 00 00 00 00 00 01 00 02 01 00 00 00 00 00 00 00 02 00 01" // delivered
                    + " 01 00 01" // stable
                    + " 01 01 01 00 02" // pasts
                    + " 01 00 04 00 81 78"; // kept
    private static final int MUTATIONS = 20_000;

    private static byte[] bytes(PureLog<Change> log) {
        return Codec.standard().encode(FORMAT, log);
    }

    private static void assertRefused(String reason, PureLog<Change> log) {
        byte[] bytes = bytes(log);
        CorruptDataException refused =
                assertThrows(CorruptDataException.class, () -> Codec.standard().decode(FORMAT, bytes));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    @Test
    void goldenBytes() {
        PureLog<Change> log = new PureLog<>(KEPT, BOTH, VersionVector.of(A, 1), Map.of(B, VersionVector.of(A, 2)));
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(GOLDEN);
        assertEquals(GOLDEN, HexFormat.ofDelimiter(" ").formatHex(bytes(log)));
        assertEquals(log, Codec.standard().decode(FORMAT, bytes));
    }

    @Test
    void dotThatWasNotDelivered_isRefused() {
        assertRefused("is kept and was not delivered", log(DotFun.of(new Dot(A, 3), Change.add("x"))));
        assertRefused("is kept and was not delivered", log(DotFun.of(new Dot(ReplicaId.of(9), 1), Change.add("x"))));
    }

    @Test
    void dotThatIsKeptTwice_isRefused() {
        byte[] twice =
                bytes(log(DotFun.of(List.of(new Dot(A, 1), new Dot(A, 2)), List.of(Change.add("x"), Change.add("x")))));
        int first = -1;
        for (int at = 0; at + 1 < twice.length; at++) {
            byte[] changed = twice.clone();
            changed[at]++;
            if (first < 0 && messageOf(changed).contains("not ascending")) {
                first = at;
            }
        }
        assertTrue(first > 0, "no change of a byte makes two equal dots");
    }

    private static String messageOf(byte[] bytes) {
        try {
            return Codec.standard().decode(FORMAT, bytes).toString();
        } catch (CrdtException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    @Test
    void stableThatWasNotDelivered_isRefused() {
        assertRefused(
                "stable operations that were not delivered",
                new PureLog<>(KEPT, BOTH, VersionVector.of(A, 3), Map.of()));
    }

    @Test
    void pastsThatCannotBe_areRefused() {
        assertRefused("says nothing", past(B, VersionVector.empty()));
        assertRefused("says nothing", past(B, VersionVector.of(A, 1)));
        assertRefused("says nothing", past(A, VersionVector.of(A, 2)));
        assertRefused("says nothing", past(ReplicaId.of(9), VersionVector.of(A, 2)));
        assertRefused("had seen what was not delivered", past(B, VersionVector.of(A, 3)));
        assertNull(past(B, VersionVector.of(A, 2)).flaw());
    }

    @Test
    void twoPastsOfOneReplica_areRefused() {
        WireFormat<PureLog<Change>> hostile = new WireFormat<>() {
            @Override
            public void write(PureLog<Change> log, WireOutput out) {
                WireFormat.versionVector().write(log.delivered, out);
                WireFormat.versionVector().write(log.stable, out);
                out.writeSize(2);
                for (int time = 0; time < 2; time++) {
                    out.writeReplica(B);
                    WireFormat.versionVector().write(VersionVector.of(A, 2), out);
                }
                out.writeSize(0);
            }

            @Override
            public PureLog<Change> read(WireInput in) {
                return FORMAT.read(in);
            }
        };
        byte[] bytes = Codec.standard().encode(hostile, log(KEPT));
        CorruptDataException refused =
                assertThrows(CorruptDataException.class, () -> Codec.standard().decode(hostile, bytes));
        assertTrue(refused.getMessage().contains("two pasts"), refused.getMessage());
    }

    private static PureLog<Change> log(DotFun<Change> kept) {
        return new PureLog<>(kept, BOTH, VersionVector.empty(), Map.of());
    }

    private static PureLog<Change> past(ReplicaId origin, VersionVector past) {
        return new PureLog<>(KEPT, BOTH, VersionVector.of(A, 1), Map.of(origin, past));
    }

    /* each damaged message is refused with a reason, or is a log by accident; then it joins and is written as it was read */
    @Test
    void damage_isRefusedOrHarmless() {
        Random random = new Random(20_260_101);
        List<PureLog<Change>> logs = history(random);
        int refused = 0;
        for (int index = 0; index < MUTATIONS; index++) {
            byte[] message = damaged(bytes(logs.get(random.nextInt(logs.size()))), random);
            PureLog<Change> live = logs.get(random.nextInt(logs.size()));
            byte[] before = bytes(live);
            PureOperationLog<Change, Set<String>> object = PureTypes.REMOVE_WINS.create();
            object.join(live);
            try {
                PureLog<Change> read = Codec.standard().decode(FORMAT, message);
                assertEquals(read, Codec.standard().decode(FORMAT, bytes(read)));
                object.join(read);
                object.checkInvariants();
            } catch (CrdtException expected) {
                refused++;
                assertEquals(live, object.state());
            }
            assertArrayEquals(before, bytes(live), () -> HexFormat.of().formatHex(message));
        }
        assertTrue(refused > MUTATIONS / 2 && refused < MUTATIONS, refused + " refused");
    }

    private static byte[] damaged(byte[] message, Random random) {
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            int at = random.nextInt(message.length);
            message[at] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (message[at] + 1);
        }
        return message;
    }

    private static List<PureLog<Change>> history(Random random) {
        List<OpReplica<PureOperationLog<Change, Set<String>>, Change>> replicas = new ArrayList<>();
        for (long id = 1; id <= 3; id++) {
            replicas.add(new OpReplica<>(
                    PureTypes.REMOVE_WINS.create(),
                    ReplicaId.of(id),
                    new HybridClock(() -> Instant.ofEpochMilli(1_000_000))));
        }
        List<PureLog<Change>> logs = new ArrayList<>();
        for (int step = 0; step < 30; step++) {
            OpReplica<PureOperationLog<Change, Set<String>>, Change> author = replicas.get(random.nextInt(3));
            Tagged<Change> sent = author.update(log -> PureOperationLogLawsTest.draw(random));
            replicas.stream()
                    .filter(other -> other != author && random.nextInt(3) > 0)
                    .forEach(other -> other.receive(sent));
            if (step == 15) {
                author.object().compact(author.delivered());
            }
            logs.add(author.object().state());
        }
        return logs;
    }
}
