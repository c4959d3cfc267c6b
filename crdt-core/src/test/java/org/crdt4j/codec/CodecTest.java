// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.Stamped;
import org.crdt4j.counter.GrowOnlyCounter;
import org.crdt4j.counter.PnCounter;
import org.crdt4j.counter.Tally;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.IncompatibleTypeException;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.register.LastWriterWinsRegister;
import org.crdt4j.set.AddWinsSet;
import org.junit.jupiter.api.Test;

/** The codec as its users see it. */
final class CodecTest {

    private static final Codec CODEC = Codec.standard();
    private static final HybridTimestamp NOON = HybridTimestamp.of(1_000_000, 7);

    private static Causal<DotFun<Stamped<String>>> registerAt(HybridTimestamp... times) {
        HybridClock clock = new HybridClock(InstantSource.fixed(Instant.EPOCH));
        LastWriterWinsRegister<String> register =
                new LastWriterWinsRegister<>(ReplicaContext.of(ReplicaId.of(1), clock));
        for (int index = 0; index < times.length; index++) {
            LastWriterWinsRegister<String> other =
                    new LastWriterWinsRegister<>(ReplicaContext.of(ReplicaId.of(index + 2), clock));
            register.join(other.assign("v", times[index]));
        }
        return register.state();
    }

    @Test
    void deltaOfAnotherType_isRefused() {
        Tally tally = Tally.of(ReplicaId.of(1), 5);
        byte[] message = CODEC.encode(GrowOnlyCounter.type(), tally);
        assertEquals(tally, CODEC.decode(GrowOnlyCounter.type(), message));
        IncompatibleTypeException refusal =
                assertThrows(IncompatibleTypeException.class, () -> CODEC.decode(PnCounter.type(), message));
        assertTrue(refusal.getMessage().contains("grow-only-counter"), refusal::getMessage);
        assertTrue(refusal.getMessage().contains("pn-counter"), refusal::getMessage);
    }

    @Test
    void nameOfAnotherType_isShownOnlyIfItLooksLikeOne() {
        for (String name : List.of("x\ny", "<b>", "n".repeat(5_000), "")) {
            byte[] message = Crafted.message(out -> Text.write(name, out));
            IncompatibleTypeException refusal =
                    assertThrows(IncompatibleTypeException.class, () -> CODEC.decode(PnCounter.type(), message));
            assertTrue(refusal.getMessage().contains("something else"), refusal::getMessage);
        }
    }

    @Test
    void latestTimestamp_isTold() {
        HybridTimestamp later = HybridTimestamp.of(2_000_000, 0);
        WireFormat<Causal<DotFun<Stamped<String>>>> format =
                LastWriterWinsRegister.<String>type().format();
        byte[] message = CODEC.encode(format, registerAt(NOON, later, HybridTimestamp.ZERO));
        assertEquals(later, CODEC.decode(format, message, later).latestTimestamp());
        byte[] named = CODEC.encode(LastWriterWinsRegister.<String>type(), registerAt(later, NOON));
        assertEquals(
                later,
                CODEC.decode(LastWriterWinsRegister.<String>type(), named, later)
                        .latestTimestamp());
        byte[] timeless = CODEC.encode(GrowOnlyCounter.type(), Tally.empty());
        assertEquals(
                HybridTimestamp.ZERO,
                CODEC.decode(GrowOnlyCounter.type(), timeless, NOON).latestTimestamp());
    }

    @Test
    void timestampsAfterTheLatestAccepted_areRefused() {
        WireFormat<Causal<DotFun<Stamped<String>>>> format =
                LastWriterWinsRegister.<String>type().format();
        for (HybridTimestamp late : List.of(NOON.next(), new HybridTimestamp(-1))) {
            byte[] message = CODEC.encode(format, registerAt(HybridTimestamp.ZERO, late));
            assertThrows(LimitExceededException.class, () -> CODEC.decode(format, message, NOON));
            assertEquals(registerAt(HybridTimestamp.ZERO, late), CODEC.decode(format, message));
        }
        byte[] message = CODEC.encode(format, registerAt(NOON));
        assertEquals(registerAt(NOON), CODEC.decode(format, message, NOON).value());
    }

    @Test
    void faultsOfAForeignFormat_areCorruptData() {
        WireFormat<String> faulty = new WireFormat<>() {
            @Override
            public void write(String value, WireOutput out) {
                out.writeValue(value);
            }

            @Override
            public String read(WireInput in) {
                throw new ArrayIndexOutOfBoundsException(in.readValue().hashCode());
            }
        };
        byte[] message = CODEC.encode(faulty, "x");
        CorruptDataException refusal = assertThrows(CorruptDataException.class, () -> CODEC.decode(faulty, message));
        assertInstanceOf(ArrayIndexOutOfBoundsException.class, refusal.getCause());
    }

    @Test
    void negativeCounts_areMistakesOfTheFormat() {
        WireFormat<Integer> negative = new WireFormat<>() {
            @Override
            public void write(Integer value, WireOutput out) {
                out.writeCount(value);
            }

            @Override
            public Integer read(WireInput in) {
                return (int) in.readCount();
            }
        };
        assertThrows(IllegalArgumentException.class, () -> CODEC.encode(negative, -1));
    }

    @Test
    void standardCodec_isOne() {
        assertSame(Codec.standard(), Codec.standard());
        assertEquals(Limits.defaults(), Codec.standard().limits());
    }

    /** Not static, so it needs its outer object. */
    @SuppressWarnings("ClassCanBeStatic")
    class Inner {}

    static final class NoPlainConstructor {
        final int number;

        NoPlainConstructor(int number) {
            this.number = number;
        }
    }

    static final class OwnList extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
    }

    /** Has fields that only the JDK may touch. */
    static final class OwnRandom extends Random {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void classesThatCannotBeUsed_areRefusedAtOnce() {
        List<Class<?>> unusable = List.of(
                Inner.class,
                NoPlainConstructor.class,
                OwnList.class,
                OwnRandom.class,
                Collection.class,
                Map.class,
                String.class,
                Object.class,
                int.class,
                int[].class,
                Samples.Color[].class,
                Number.class,
                Enum.class,
                Record.class);
        for (Class<?> type : unusable) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Codec.builder().register(type, 100).build(),
                    type::getName);
        }
    }

    @Test
    void numbersOfClasses_areUnique() {
        Codec.Builder builder = Codec.builder().register(Samples.Color.class, 100);
        assertThrows(IllegalArgumentException.class, () -> builder.register(Samples.Point.class, 100));
        assertThrows(IllegalArgumentException.class, () -> builder.register(Samples.Color.class, 101));
        assertThrows(IllegalArgumentException.class, () -> builder.register(Samples.Point.class, 99));
        Codec greatest =
                builder.register(Samples.Point.class, Integer.MAX_VALUE).build();
        Object point = new Samples.Point(1, "a", Samples.Color.RED);
        assertEquals(point, greatest.decode(WireFormat.value(), greatest.encode(WireFormat.value(), point)));
    }

    @Test
    void builder_canGoOnAfterBuilding() {
        Codec.Builder builder = Codec.builder().register(Samples.Color.class, 100);
        Codec first = builder.build();
        builder.register(Samples.Point.class, 101);
        Object point = new Samples.Point(1, "a", Samples.Color.RED);
        assertThrows(IllegalArgumentException.class, () -> first.encode(WireFormat.value(), point));
    }

    @Test
    void codec_servesManyThreads() throws Exception {
        Codec codec = TypeCase.codec();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int task = 0; task < 4; task++) {
                long seed = task;
                tasks.add(() -> encodesAsAlways(codec, seed));
            }
            for (Future<Boolean> each : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
                assertTrue(each.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean encodesAsAlways(Codec codec, long seed) {
        Random random = new Random(seed);
        boolean same = true;
        for (int round = 0; round < 2_000; round++) {
            Samples.Order order = new Samples.Order("order", random.nextInt());
            order.parts = Arrays.asList(TypeCase.value(random), new Samples.Order("part", round));
            byte[] message = codec.encode(WireFormat.value(), order);
            same &= order.equals(codec.decode(WireFormat.value(), message));
        }
        return same;
    }

    @Test
    void setOfAnOlderWriter_needsNoElementClass() {
        AddWinsSet<String> set = new AddWinsSet<>(
                ReplicaContext.of(ReplicaId.of(1), new HybridClock(InstantSource.fixed(Instant.EPOCH))));
        set.add("x");
        byte[] message = CODEC.encode(AddWinsSet.<String>type(), set.state());
        assertEquals(set.state(), CODEC.decode(AddWinsSet.<String>type(), message));
    }
}
