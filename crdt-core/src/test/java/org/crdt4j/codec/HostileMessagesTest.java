// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.counter.GrowOnlyCounter;
import org.crdt4j.counter.ResettableCounter;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.CrdtException;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.log.Reservations;
import org.crdt4j.map.LastWriterWinsMap;
import org.crdt4j.register.MultiValueRegister;
import org.crdt4j.set.AddWinsSet;
import org.junit.jupiter.api.Test;

/** What a hostile peer would put into the place of replicas, dots, contexts and sizes. */
final class HostileMessagesTest {

    private static final Codec CODEC = Codec.standard();
    private static final WireFormat<?> SET = AddWinsSet.<Object>type().format();
    private static final WireFormat<?> MAP =
            LastWriterWinsMap.<Object, Object>type().format();
    private static final WireFormat<?> REGISTER =
            MultiValueRegister.<Object>type().format();

    private static void assertCorrupt(String reason, WireFormat<?> format, byte[] message) {
        CorruptDataException refusal = assertThrows(CorruptDataException.class, () -> CODEC.decode(format, message));
        assertTrue(refusal.getMessage().contains(reason), refusal::toString);
    }

    private static void assertCorrupt(String reason, WireFormat<?> format, Consumer<ByteWriter> content) {
        assertCorrupt(reason, format, Crafted.message(content));
    }

    @Test
    void emptyMessage_isCorrupt() {
        assertCorrupt("1 more byte", SET, new byte[0]);
    }

    @Test
    void otherVersions_areCorrupt() {
        byte[] message = CODEC.encode(WireFormat.versionVector(), VersionVector.empty());
        assertEquals(Codec.FORMAT_VERSION, message[0]);
        for (int version = 0; version < 256; version++) {
            message[0] = (byte) version;
            if (version != Codec.FORMAT_VERSION && version != Compression.MARK) {
                assertCorrupt("format version is " + version, WireFormat.versionVector(), message);
            }
        }
    }

    @Test
    void trailingBytes_areCorrupt() {
        assertCorrupt("too many", WireFormat.versionVector(), Crafted.octets(0, 0));
    }

    @Test
    void messageBeyondTheLimit_isNotEvenLookedAt() {
        Codec strict = Codec.builder()
                .limits(Limits.defaults().withMaxMessageBytes(1_000))
                .build();
        byte[] message = new byte[1_001];
        Allocation.assertAtMost(
                5_000,
                () -> assertThrows(LimitExceededException.class, () -> strict.decode(SET, message)),
                "a message that is too long");
    }

    @Test
    void replicas_areDefinedOnceAndInTurn() {
        assertCorrupt("replica 1 of 0", WireFormat.versionVector(), out -> {
            out.write(1);
            out.write(1);
        });
        assertCorrupt("defined twice", WireFormat.versionVector(), out -> {
            out.write(2);
            Crafted.firstReplica(out);
            out.write(1);
            out.write(1);
            out.writeFixed(7, 8);
            out.write(0);
            out.write(1);
        });
        assertCorrupt("incarnation", WireFormat.versionVector(), out -> {
            out.write(1);
            out.write(0);
            out.writeFixed(7, 8);
            out.writeVarint(1L << 31);
            out.write(1);
        });
        assertCorrupt("twice", WireFormat.versionVector(), out -> {
            out.write(2);
            Crafted.firstReplica(out);
            out.write(1);
            out.write(0);
            out.write(1);
        });
    }

    @Test
    void logWithOneEventTwice_isCorrupt() {
        assertCorrupt("ascending", Reservations.type().storeFormat(), out -> {
            out.write(1);
            out.write(2);
            Crafted.firstReplica(out);
            for (int octet : new int[] {2, 0, 2, 0, 0, 0, 2}) {
                out.write(octet);
            }
        });
    }

    @Test
    void entriesThatSayNothing_areCorrupt() {
        Consumer<ByteWriter> nothing = out -> {
            out.write(1);
            Crafted.firstReplica(out);
            out.write(0);
        };
        assertCorrupt("nothing", WireFormat.versionVector(), nothing);
        assertCorrupt("nothing", GrowOnlyCounter.type().format(), nothing);
        assertCorrupt("without a dot", WireFormat.context(), nothing);
        assertCorrupt("empty", SET, out -> {
            out.write(0);
            out.write(0);
            out.write(1);
            out.write(1);
            out.write(Tag.TRUE);
        });
        assertCorrupt("a run of 0", SET, Crafted.octets(0, 0, 1, 0, Tag.TRUE));
        assertCorrupt("flag", SET, Crafted.octets(0, 2, 0));
    }

    @Test
    void eventNumbers_startAtOneAndEnd() {
        assertCorrupt("event number 0", WireFormat.dotSet(), out -> {
            out.write(1);
            Crafted.firstReplica(out);
            out.writeZigzag(0);
        });
        assertCorrupt("event number -1", WireFormat.dotSet(), out -> {
            out.write(1);
            Crafted.firstReplica(out);
            out.writeZigzag(-1);
        });
        assertCorrupt("beyond all bounds", SET, out -> {
            out.write(0);
            out.write(0);
            out.write(2);
            out.write(4);
            Crafted.firstReplica(out);
            out.writeZigzag(Long.MAX_VALUE);
            out.write(Tag.TRUE);
            out.write(Tag.FALSE);
        });
    }

    @Test
    void intervals_endAtTheGreatestNumber() {
        CausalContext last = new CausalContext.Builder()
                .add(ReplicaId.of(7), 1, 1)
                .add(ReplicaId.of(7), Long.MAX_VALUE, Long.MAX_VALUE)
                .build();
        assertEquals(last, CODEC.decode(WireFormat.context(), CODEC.encode(WireFormat.context(), last)));
        for (long end : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 1}) {
            assertCorrupt("beyond all bounds", WireFormat.context(), out -> {
                out.write(1);
                Crafted.firstReplica(out);
                out.write(2);
                out.writeVarint(end - 1);
                out.write(0);
                out.write(0);
                out.write(0);
            });
        }
        assertCorrupt("beyond all bounds", WireFormat.context(), out -> {
            out.write(1);
            Crafted.firstReplica(out);
            out.write(1);
            out.writeVarint(Long.MAX_VALUE - 1);
            out.writeVarint(Long.MAX_VALUE);
        });
    }

    @Test
    void whatIsOutOfOrder_isCorrupt() {
        assertCorrupt("not ascending", WireFormat.context(), out -> {
            out.write(2);
            Crafted.firstReplica(out);
            out.write(1);
            out.write(0);
            out.write(0);
            out.write(0);
            out.write(1);
            out.write(5);
            out.write(0);
        });
        Consumer<ByteWriter> sameDotTwice = out -> {
            out.write(2);
            Crafted.firstReplica(out);
            out.writeZigzag(1);
            out.write(0);
            out.writeZigzag(0);
        };
        assertCorrupt("not ascending", WireFormat.dotSet(), sameDotTwice);
        assertCorrupt("not ascending", ResettableCounter.type().format(), out -> {
            out.write(1);
            Crafted.firstReplica(out);
            out.write(1);
            out.write(0);
            out.write(9);
            out.write(2);
            for (int entry = 0; entry < 2; entry++) {
                out.write(0);
                out.writeZigzag(1);
                out.writeZigzag(5);
                out.write(0);
                out.write(0);
            }
        });
        assertCorrupt("not ascending", REGISTER, out -> {
            out.write(0);
            out.write(2);
            Crafted.firstReplica(out);
            out.writeZigzag(2);
            out.write(Tag.TRUE);
            out.write(0);
            out.writeZigzag(-1);
            out.write(Tag.TRUE);
        });
    }

    @Test
    void dotOutsideTheContext_isCorrupt() {
        assertCorrupt("outside the message's own context", SET, out -> {
            out.write(0);
            out.write(0);
            out.write(1);
            out.write(2);
            Crafted.firstReplica(out);
            out.writeZigzag(1);
            out.write(Tag.TRUE);
        });
    }

    @Test
    void counterThatWasResetBeforeItBegan_isCorrupt() {
        int[][] birthsAndResets = {{2, 0}, {3, 0}, {1, 3}, {0, 2}};
        for (int[] each : birthsAndResets) {
            assertCorrupt("before its first event", ResettableCounter.type().format(), out -> {
                out.write(0);
                out.write(1);
                Crafted.firstReplica(out);
                out.writeZigzag(2);
                out.writeZigzag(5);
                out.write(each[0]);
                out.write(each[1]);
                out.writeZigzag(0);
            });
        }
    }

    @Test
    void keyTwice_isCorrupt() {
        assertCorrupt("twice", SET, out -> {
            out.write(1);
            Crafted.firstReplica(out);
            out.write(1);
            out.write(0);
            out.write(1);
            out.write(0);
            out.write(2);
            out.write(4);
            out.write(0);
            out.writeZigzag(1);
            out.write(Tag.TRUE);
            out.write(Tag.TRUE);
        });
    }

    @Test
    void declaredSizes_areComparedWithWhatIsThere() {
        for (CrdtType<?, ?, ?> type :
                TypeCase.all().stream().map(TypeCase::type).toList()) {
            for (int place = 0; place < 6; place++) {
                int zeros = place;
                byte[] message = Crafted.message(out -> {
                    out.write(new byte[zeros]);
                    out.writeVarint(2_000_000_000);
                    out.write(new byte[20]);
                });
                Allocation.assertAtMost(
                        10_000,
                        () -> assertThrows(CrdtException.class, () -> CODEC.decode(type.format(), message), type::name),
                        type);
            }
        }
        byte[] contained = Crafted.octets(0x80, 0x94, 0xEB, 0xDC, 0x07, 1, 2, 3);
        WireFormat<byte[]> bytes = new WireFormat<>() {
            @Override
            public void write(byte[] value, WireOutput out) {
                out.writeBytes(value);
            }

            @Override
            public byte[] read(WireInput in) {
                return in.readBytes();
            }
        };
        assertThrows(CorruptDataException.class, () -> CODEC.decode(bytes, contained));
    }

    /** A million of each would take hours if each were inserted into a sorted array. */
    @Test
    void greatContextsVectorsAndSets_takeLinearTime() {
        int size = 900_000;
        byte[] intervals = Crafted.message(out -> {
            out.write(1);
            Crafted.firstReplica(out);
            out.writeVarint(size);
            for (int index = 0; index < size; index++) {
                out.write(1);
                out.write(0);
            }
        });
        allocatesAtMost(150L * size, WireFormat.context(), intervals);
        int replicas = 60_000;
        byte[] vector = Crafted.message(out -> {
            out.writeVarint(replicas);
            for (int index = 0; index < replicas; index++) {
                out.writeVarint(index);
                out.writeFixed(index * 0x9E3779B97F4A7C15L, 8);
                out.write(0);
                out.write(1);
            }
        });
        allocatesAtMost(400L * replicas, WireFormat.versionVector(), vector);
        allocatesAtMost(400L * replicas, GrowOnlyCounter.type().format(), vector);
        byte[] dots = Crafted.message(out -> {
            out.writeVarint(size);
            Crafted.firstReplica(out);
            out.writeZigzag(1);
            for (int index = 1; index < size; index++) {
                out.write(0);
                out.writeZigzag(1);
            }
        });
        allocatesAtMost(150L * size, WireFormat.dotSet(), dots);
    }

    private static void allocatesAtMost(long most, WireFormat<?> format, byte[] message) {
        Allocation.assertAtMost(most, () -> CODEC.decode(format, message), "a message of " + message.length);
    }

    @Test
    void damageInAMapOfRegisters_isRefusedAsAWhole() {
        assertCorrupt("too many", MAP, Crafted.octets(0, 0, 0, 1));
    }
}
