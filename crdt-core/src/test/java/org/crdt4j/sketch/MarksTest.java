// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.error.CorruptDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What marks take, on the wire and of the heap, and which of them are refused. */
final class MarksTest {

    private static final Codec CODEC = Codec.standard();
    private static final CrdtType<DistinctCount, Marks, ?> COUNT = DistinctCount.type(12);
    private static final CrdtType<BloomFilter, Marks, ?> FILTER = BloomFilter.type(1_000, 0.01);

    private static byte[] message(Consumer<WireOutput> writer) {
        return CODEC.encode(
                new WireFormat<Boolean>() {
                    @Override
                    public void write(Boolean value, WireOutput out) {
                        writer.accept(out);
                    }

                    @Override
                    public Boolean read(WireInput in) {
                        throw new UnsupportedOperationException();
                    }
                },
                true);
    }

    private static void assertRefused(CrdtType<?, Marks, ?> type, String reason, Consumer<WireOutput> writer) {
        byte[] message = message(writer);
        String said = assertThrows(CorruptDataException.class, () -> CODEC.decode(type.format(), message))
                .getMessage();
        assertTrue(said.contains(reason), said);
    }

    private static Consumer<WireOutput> few(int size, long first, long... gaps) {
        return out -> {
            out.writeCount(0);
            out.writeSize(size);
            out.writeSigned(first);
            Arrays.stream(gaps).forEach(out::writeCount);
        };
    }

    private static Consumer<WireOutput> registers(byte[] bytes) {
        return out -> {
            out.writeCount(1);
            out.writeBytes(bytes);
        };
    }

    @Test
    void marksThatNoElementLeaves_areRefused() {
        assertEquals(
                Marks.of(new LogLogShape(12), IntStream.of(Integer.MIN_VALUE, -1 & ~63)),
                CODEC.decode(COUNT.format(), message(few(2, Integer.MIN_VALUE, Integer.MAX_VALUE - 64L))));
        String reason = "a mark that no element leaves";
        assertRefused(COUNT, reason, few(1, 39));
        assertRefused(COUNT, reason, few(1, -1));
        assertRefused(COUNT, reason, few(1, Integer.MAX_VALUE + 1L));
        assertRefused(COUNT, reason, few(2, 0, Long.MAX_VALUE));
        assertRefused(COUNT, reason, few(2, Integer.MIN_VALUE, 0xFFFFFFFFL));
        assertRefused(FILTER, reason, few(1, -1));
        assertRefused(FILTER, reason, few(1, 9_600));
        assertRefused(FILTER, reason, few(3, 0, 9_000, 598));
        assertEquals(
                Marks.of(new BloomShape(9_600, 7), IntStream.of(0, 9_001, 9_599)),
                CODEC.decode(FILTER.format(), message(few(3, 0, 9_000, 597))));
    }

    @Test
    void moreMarksThanAreKeptOneByOne_areRefused() {
        long[] gaps = new long[64];
        assertRefused(COUNT, "65 marks one by one", few(65, 0, gaps));
        assertRefused(FILTER, "33 marks one by one", few(33, 0, Arrays.copyOf(gaps, 32)));
        CODEC.decode(FILTER.format(), message(few(32, 0, Arrays.copyOf(gaps, 31))));
    }

    @Test
    void registersOfOtherSize_areRefused() {
        assertRefused(
                COUNT, "2048 bytes of registers, where a distinct-count(12) has 4096", registers(new byte[2_048]));
        assertRefused(FILTER, "1208 bytes of registers", registers(new byte[1_208]));
        assertRefused(FILTER, "0 bytes of registers", registers(new byte[0]));
    }

    @Test
    void registersThatNoElementLeaves_areRefused() {
        String reason = "registers that no element leaves";
        byte[] registers = new byte[4_096];
        assertRefused(COUNT, reason, registers(registers));
        registers[7] = 4 * 12 - 5;
        assertRefused(COUNT, reason, registers(registers));
        registers[7] = 4 * 12 - 4;
        CODEC.decode(COUNT.format(), message(registers(registers)));

        byte[] bits = new byte[1_200];
        Arrays.fill(bits, 0, 4, (byte) -1);
        assertRefused(FILTER, reason, registers(bits));
        bits[1_199] = -128;
        assertEquals(
                Marks.of(new BloomShape(9_600, 7), IntStream.range(0, 32))
                        .join(Marks.of(new BloomShape(9_600, 7), IntStream.of(9_599))),
                CODEC.decode(FILTER.format(), message(registers(bits))));
    }

    /* what the library itself can make of one register, step by step */
    @ParameterizedTest
    @ValueSource(ints = {4, 5, 12})
    void reachableRegisters_areThoseThatTheLibraryMakes(int precision) {
        Set<Byte> made = new TreeSet<>(Set.of((byte) 0));
        Deque<Byte> open = new ArrayDeque<>(made);
        while (!open.isEmpty()) {
            byte register = open.remove();
            for (int zeros = 0; zeros <= 64 - precision; zeros++) {
                byte[] bytes = new byte[1 << precision];
                bytes[0] = register;
                long hash = zeros == 64 - precision ? 0 : 1L << (63 - precision - zeros);
                byte next = UltraLogLog.wrap(bytes).add(hash).getState()[0];
                if (made.add(next)) {
                    open.add(next);
                }
            }
        }
        for (int register = Byte.MIN_VALUE; register <= Byte.MAX_VALUE; register++) {
            byte[] bytes = new byte[1 << precision];
            bytes[0] = (byte) register;
            bytes[1] = -1;
            boolean reachable = new LogLogRegisters(bytes).isReachable();
            assertEquals(made.contains((byte) register), reachable, "register " + (register & 0xFF));
        }
    }

    @Test
    void marksOfTheLibrary_areAllowed() {
        Shape shape = new LogLogShape(12);
        Random random = new Random(1);
        for (int shift = 0; shift < 64; shift++) {
            for (int round = 0; round < 100; round++) {
                int token = UltraLogLog.computeToken(random.nextLong() >>> shift);
                assertTrue(shape.isMark(token), () -> "token " + token);
            }
        }
        assertTrue(shape.isMark(UltraLogLog.computeToken(0)));
        assertTrue(shape.isMark(UltraLogLog.computeToken(-1)));
    }

    /* a wrong mark in an object is a mistake of this library, and its check finds it */
    @Test
    void marksThatNoElementLeaves_areNoticedByTheCheck() {
        DistinctCount count = new DistinctCount(12);
        count.join(Marks.of(new LogLogShape(12), IntStream.of(63)));
        assertThrows(IllegalStateException.class, count::checkInvariants);
        BloomFilter filter = new BloomFilter(1_000, 0.01);
        filter.join(Marks.of(new BloomShape(9_600, 7), new BitRegisters(new BloomShape(9_600, 7), new long[150])));
        assertThrows(IllegalStateException.class, filter::checkInvariants);
    }

    @Test
    void deltaOfOneAdd_staysSmall() {
        DistinctCount count = new DistinctCount(18);
        BloomFilter filter = new BloomFilter(1_000_000, 0.01);
        for (int element = 0; element < 5_000; element++) {
            count.add(element);
            filter.add(element);
        }
        assertEquals(1 << 18, CODEC.encode(DistinctCount.type(18).format(), count.state()).length, 8);
        assertTrue(CODEC.encode(DistinctCount.type(18).format(), count.add("new")).length <= 8);
        int bytes = CODEC.encode(BloomFilter.type(1_000_000, 0.01).format(), filter.add("new")).length;
        assertTrue(bytes <= 3 + 7 * 4, () -> bytes + " bytes");
    }

    /* counts bytes, not time: an add must not copy all registers */
    @Test
    void addingToManyElements_copiesNothing() {
        DistinctCount count = new DistinctCount(18);
        BloomFilter filter = new BloomFilter(1_000_000, 0.01);
        for (int element = 0; element < 20_000; element++) {
            count.add(element);
            filter.add(element);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int element = 0; element < 1_000; element++) {
            count.add("more" + element);
            filter.add("more" + element);
            filter.mightContain(element);
        }
        long each = (threads.getCurrentThreadAllocatedBytes() - before) / 1_000;
        assertTrue(each < 10_000, () -> each + " bytes an element");
    }
}
