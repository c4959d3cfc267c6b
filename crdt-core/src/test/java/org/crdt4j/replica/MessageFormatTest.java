// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.CrdtException;
import org.crdt4j.error.LimitExceededException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFormatTest {

    private static final ReplicaId EU = ReplicaId.of(7);
    private static final ReplicaId US = new ReplicaId(-8, 3);
    private static final VersionVector VERSION =
            VersionVector.empty().with(EU, 5).with(US, Long.MAX_VALUE);
    private static final VersionVector FLOOR = VersionVector.empty().with(US, 1_000);
    private static final CausalContext CONTEXT = CausalContext.of(VERSION)
            .minus(CausalContext.of(VersionVector.empty().with(EU, 3)));
    private static final Message.AnswerId ANSWER = new Message.AnswerId(EU, (7L << 32) + 1);
    private static final Message.Row ROW =
            new Message.Row("tags", "add-wins-set", VERSION, CONTEXT, new byte[] {1, 2, 3});
    private static final Message.Row BARE =
            new Message.Row("ü", "counter", VersionVector.empty(), CausalContext.empty(), new byte[0]);
    private static final Message.Range WHOLE = new Message.Range(ANSWER, "", "", VERSION);
    private static final Message.Range PART = new Message.Range(ANSWER, "a", "b", VersionVector.empty());

    private static final Message.Links LINKS = new Message.Links(
            VERSION,
            List.of(
                    new AtomicEvents.Event(EU, 1, List.of("a", "b")),
                    new AtomicEvents.Event(US, Long.MAX_VALUE, List.of("b", "c", "d"))));

    /** Each kind of message, as ordinary and as extreme as it can be. */
    static List<Message> samples() {
        return List.of(
                new Message.Digest(VERSION, new Fingerprint(Long.MIN_VALUE, Long.MAX_VALUE), true, false),
                new Message.Digest(VersionVector.empty(), Fingerprint.ZERO, false, true),
                new Message.Pull(VERSION, false),
                new Message.Pull(VersionVector.empty(), true),
                new Message.Rows(ANSWER, 0, VERSION, List.of(ROW, BARE)),
                new Message.Rows(new Message.AnswerId(US, 0), Integer.MAX_VALUE, FLOOR, List.of()),
                new Message.Advance(ANSWER, 0, VersionVector.empty(), VERSION),
                new Message.Advance(ANSWER, Integer.MAX_VALUE, FLOOR, VERSION),
                new Message.Push(EU, 1, 1, 0, BARE),
                new Message.Push(US, 1_000, Long.MAX_VALUE, 999, ROW),
                new Message.AtomicPush(EU, 1, 2, List.of(new Message.Part(0, 2, ROW), new Message.Part(0, 1, BARE))),
                new Message.AtomicPush(
                        US,
                        1_000,
                        Long.MAX_VALUE,
                        List.of(new Message.Part(999, 1_000, BARE), new Message.Part(7, Long.MAX_VALUE, ROW))),
                new Message.Rows(ANSWER, 0, VERSION, List.of(ROW, BARE), LINKS),
                new Message.Rows(ANSWER, 0, VERSION, List.of(), new Message.Links(FLOOR, List.of())),
                new Message.RangeRows(PART, FLOOR, VERSION, List.of(BARE, ROW), LINKS),
                new Message.RangeDigest(WHOLE, FLOOR, new Fingerprint(-1, 1)),
                new Message.RangePull(PART),
                new Message.RangeRows(PART, FLOOR, VERSION, List.of(BARE, ROW)),
                new Message.RangeRows(WHOLE, VersionVector.empty(), VERSION, List.of()),
                new Message.Mark(0, 0, CausalContext.empty(), VersionVector.empty()),
                new Message.Mark(Integer.MAX_VALUE, Long.MAX_VALUE, CONTEXT, FLOOR));
    }

    /* messages are compared part by part, for a row is equal to itself only */
    private static Object parts(Object part) {
        if (part instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        } else if (part instanceof List<?> list) {
            return list.stream().map(MessageFormatTest::parts).toList();
        } else if (part instanceof Message || part instanceof Message.Row || part instanceof Message.Part) {
            List<Object> parts = new ArrayList<>(List.of(part.getClass()));
            for (RecordComponent component : part.getClass().getRecordComponents()) {
                try {
                    parts.add(parts(component.getAccessor().invoke(part)));
                } catch (ReflectiveOperationException impossible) {
                    throw new LinkageError(impossible.getMessage(), impossible);
                }
            }
            return parts;
        }
        return part;
    }

    private static byte[] craft(Consumer<WireOutput> content) {
        return Codec.standard()
                .encode(
                        new WireFormat<Consumer<WireOutput>>() {
                            @Override
                            public void write(Consumer<WireOutput> parts, WireOutput out) {
                                parts.accept(out);
                            }

                            @Override
                            public Consumer<WireOutput> read(WireInput in) {
                                throw new UnsupportedOperationException("written only");
                            }
                        },
                        content);
    }

    private static void assertCorrupt(String reason, byte[] message) {
        CorruptDataException refusal = assertThrows(CorruptDataException.class, () -> Talk.decode(message));
        assertTrue(refusal.getMessage().contains(reason), refusal::toString);
    }

    private static void assertCorrupt(String reason, Consumer<WireOutput> content) {
        assertCorrupt(reason, craft(content));
    }

    private static void writeAnswer(WireOutput out) {
        out.writeReplica(EU);
        out.writeCount(1);
    }

    private static void writeVector(WireOutput out) {
        WireFormat.versionVector().write(VersionVector.empty(), out);
    }

    @Test
    void samples_areOfEveryKind() {
        Set<Class<?>> kinds = new HashSet<>();
        samples().forEach(message -> kinds.add(message.getClass()));
        assertEquals(Set.of(Message.class.getPermittedSubclasses()), kinds);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyMessage_comesBackAsItWas(Message message) {
        byte[] bytes = Talk.encode(message);
        Message back = Talk.decode(bytes);
        assertEquals(parts(message), parts(back));
        assertArrayEquals(bytes, Talk.encode(back));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyBeginningOfAMessage_isCorrupt(Message message) {
        byte[] bytes = Talk.encode(message);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(CorruptDataException.class, () -> Talk.decode(cut), () -> cut.length + " bytes of " + message);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void messageWithSomethingBehindIt_isCorrupt(Message message) {
        byte[] bytes = Talk.encode(message);
        assertCorrupt("1 bytes too many", Arrays.copyOf(bytes, bytes.length + 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 13, 14, 127, 128, (1L << 32) + 1, Long.MAX_VALUE})
    void unknownKind_isCorrupt(long kind) {
        assertCorrupt("unknown kind " + kind, out -> out.writeCount(kind));
    }

    @Test
    void eventThatCannotBe_isCorrupt() {
        assertCorrupt("an event from 0", out -> writePush(out, 0, 0, 0));
        assertCorrupt("after 5", out -> writePush(out, 5, 0, 5));
        assertCorrupt("after 9", out -> writePush(out, 5, 0, 9));
        assertCorrupt("an event from 2", out -> writePush(out, 2, Long.MAX_VALUE - 1, 1));
    }

    @Test
    void eventOnSeveralObjects_hasToMakeSense() {
        assertCorrupt("an event from 0", out -> writeAtomicPush(out, 0, 2, 0, "a", "b"));
        assertCorrupt("that is on 1", out -> writeAtomicPush(out, 5, 2, 0, "a"));
        assertCorrupt("on 'a'", out -> writeAtomicPush(out, 5, 2, 0, "a", "a"));
        assertCorrupt("after 5, on 'a'", out -> writeAtomicPush(out, 5, 2, 5, "a", "b"));
        assertCorrupt("an event from 5 that is 1", out -> writeAtomicPush(out, 5, 0, 0, "a", "b"));
    }

    private static void writeAtomicPush(WireOutput out, long first, long more, long previous, String... names) {
        out.writeCount(10);
        out.writeReplica(EU);
        out.writeCount(first);
        out.writeCount(more);
        out.writeSize(names.length);
        for (String name : names) {
            out.writeCount(previous);
            out.writeCount(1);
            MessageFormat.write(
                    new Message.Row(name, "counter", VersionVector.empty(), CausalContext.empty(), new byte[0]), out);
        }
    }

    private static void writePush(WireOutput out, long first, long more, long previous) {
        out.writeCount(5);
        out.writeReplica(EU);
        out.writeCount(first);
        out.writeCount(more);
        out.writeCount(previous);
        writeRow(out, "tags", "add-wins-set");
    }

    private static void writeRow(WireOutput out, Object name, Object type) {
        out.writeValue(name);
        out.writeValue(type);
        writeVector(out);
        WireFormat.context().write(CausalContext.empty(), out);
        out.writeBytes(new byte[0]);
    }

    @Test
    void countsBeyondAnInt_areCorrupt() {
        long tooMany = Integer.MAX_VALUE + 1L;
        assertCorrupt("a count of " + tooMany, out -> {
            out.writeCount(3);
            writeAnswer(out);
            out.writeCount(tooMany);
        });
        assertCorrupt("a count of " + tooMany, out -> {
            out.writeCount(4);
            writeAnswer(out);
            out.writeCount(tooMany);
        });
        assertCorrupt("a count of " + tooMany, out -> {
            out.writeCount(9);
            out.writeCount(tooMany);
        });
    }

    @Test
    void moreRowsThanBytes_areCorrupt() {
        byte[] message = craft(out -> {
            out.writeCount(3);
            writeAnswer(out);
            out.writeCount(0);
            writeVector(out);
            out.writeCount(1_000_000);
        });
        assertCorrupt("1000000", message);
    }

    @Test
    void flagsThatNobodySets_areCorrupt() {
        assertCorrupt("flags 4", out -> {
            out.writeCount(1);
            writeVector(out);
            out.writeSigned(0);
            out.writeSigned(0);
            out.writeCount(4);
        });
        assertCorrupt("2 as a flag", out -> {
            out.writeCount(2);
            writeVector(out);
            out.writeCount(2);
        });
    }

    @Test
    void rangeThatEndsBeforeItBegins_isCorrupt() {
        for (String high : List.of("a", "b")) {
            assertCorrupt("ends before it begins", out -> {
                out.writeCount(7);
                writeAnswer(out);
                out.writeValue("b");
                out.writeValue(high);
                writeVector(out);
            });
        }
    }

    @Test
    void nameThatIsNoName_isCorrupt() {
        assertCorrupt("without a name", out -> writeRows(out, "", "counter"));
        assertCorrupt("no text", out -> writeRows(out, 7, "counter"));
        assertCorrupt("no text", out -> writeRows(out, "sold", List.of("counter")));
    }

    private static void writeRows(WireOutput out, Object name, Object type) {
        out.writeCount(3);
        writeAnswer(out);
        out.writeCount(0);
        writeVector(out);
        out.writeCount(1);
        writeRow(out, name, type);
    }

    @Test
    void answerOfTooManyMessages_isBeyondTheLimit() {
        Replica replica = Replica.builder("us").open();
        byte[] message = Talk.encode(new Message.Rows(ANSWER, 1 << 20, VERSION, List.of()));
        assertThrows(LimitExceededException.class, () -> replica.receive(message));
        assertEquals(1, replica.stats().refused().get("LimitExceededException"));
        assertEquals(VersionVector.empty(), replica.version());
    }

    @Test
    void markOfAPeer_isCorrupt() {
        Replica replica = Replica.builder("us").open();
        byte[] mark = Talk.encode(new Message.Mark(1, 9, CausalContext.of(VERSION), FLOOR));
        assertThrows(CorruptDataException.class, () -> replica.receive(mark));
        assertEquals(VersionVector.empty(), replica.version());
    }

    /**
     * Whatever a damaged message says, a replica refuses it with its reason and is as it was before, or the message means something
     * else by accident. To replay a failure, decode the bytes that it prints.
     */
    @Test
    void damagedMessages_areRefusedAndChangeNothing() {
        Replica eu = Replica.builder("eu").id(EU).open();
        Replica us = Replica.builder("us").id(US).open();
        List<byte[]> messages = conversation(eu, us);
        Random random = new Random(20_261_123);
        Replica replica = copyOf(us);
        int refused = 0;
        for (int trial = 0; trial < 20_000; trial++) {
            byte[] message = damaged(messages.get(random.nextInt(messages.size())), random);
            byte[] before = replica.digest();
            try {
                replica.receive(message).replies().forEachRemaining(reply -> {});
                replica = copyOf(us);
            } catch (CrdtException refusal) {
                refused++;
                assertArrayEquals(before, replica.digest(), () -> Arrays.toString(message));
            } catch (RuntimeException failure) {
                throw new AssertionError("on " + Arrays.toString(message), failure);
            }
        }
        assertTrue(refused > 10_000, "refused " + refused);
    }

    /* at least one message of each kind that a peer can send */
    private static List<byte[]> conversation(Replica eu, Replica us) {
        us.set("tags").addAll(List.of("x", "y"));
        us.counter("sold").increment(5);
        Talk.among(eu, us);
        List<byte[]> messages = Talk.pushes(eu, replica -> {
            replica.set("tags").add("z");
            replica.set("tags").remove("x");
            replica.counter("sold").increment(-2);
            replica.map("prices").put("apple", 1);
            replica.register("title").assign("Shop");
            replica.update(tx -> {
                tx.counter("sold").increment();
                tx.set("buyers").add("ann");
            });
        });
        messages.add(eu.digest());
        messages.add(Talk.encode(new Message.Pull(us.version(), false)));
        messages.addAll(Talk.answer(eu, us));
        List<byte[]> scan = Talk.replies(eu, Talk.encode(new Message.Pull(us.version(), true)));
        messages.addAll(scan);
        for (byte[] digest : scan) {
            for (byte[] request : Talk.replies(copyOf(us), digest)) {
                messages.add(request);
                messages.addAll(Talk.replies(eu, request));
            }
        }
        Set<Class<?>> kinds = new HashSet<>();
        messages.forEach(message -> kinds.add(Talk.decode(message).getClass()));
        assertEquals(
                Stream.of(Message.class.getPermittedSubclasses())
                        .filter(kind -> kind != Message.Mark.class)
                        .collect(Collectors.toSet()),
                kinds);
        return messages;
    }

    private static Replica copyOf(Replica original) {
        Replica copy = Replica.builder("copy").open();
        original.deltasSince(VersionVector.empty()).forEach(copy::receive);
        return copy;
    }

    private static byte[] damaged(byte[] message, Random random) {
        byte[] damaged = message.clone();
        for (int round = random.nextInt(3); round >= 0; round--) {
            int at = 1 + random.nextInt(damaged.length - 1);
            switch (random.nextInt(4)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[at] = (byte) random.nextInt();
                case 2 -> Arrays.fill(damaged, at, Math.min(damaged.length, at + 8), (byte) 0xFF);
                default -> damaged = Arrays.copyOf(damaged, at + 1);
            }
        }
        return damaged;
    }
}
