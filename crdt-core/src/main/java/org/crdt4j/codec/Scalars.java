// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import static java.util.Map.entry;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.error.LimitExceededException;

/** The values without parts that need no registration. Strings stand apart, in {@link Text}. */
final class Scalars {

    /* one of the tags whose meaning is all there is */
    private record Constant<V>(V value) implements ValueFormat<V> {

        @Override
        public void write(V written, ValueWriter out) {}

        @Override
        public V read(ValueReader in) {
            return value;
        }
    }

    private record Scalar<V>(BiConsumer<V, ByteWriter> writer, Function<ByteReader, V> reader)
            implements ValueFormat<V> {

        @Override
        public void write(V value, ValueWriter out) {
            writer.accept(value, out.bytes());
        }

        @Override
        public V read(ValueReader in) {
            return reader.apply(in.bytes());
        }
    }

    /* byte arrays have no equality of their own, so they cannot be keys */
    private static final class Bytes implements ValueFormat<byte[]> {

        @Override
        public void write(byte[] value, ValueWriter out) {
            if (out.isKey()) {
                throw new IllegalArgumentException("a byte array is equal to itself only, so it cannot be a key or an"
                        + " element: wrap it in a record that defines equals");
            }
            out.bytes().writeCounted(value);
        }

        @Override
        public byte[] read(ValueReader in) {
            if (in.isKey()) {
                throw WireInput.corrupt("a byte array as a key or an element");
            }
            return in.bytes().readCounted();
        }
    }

    static final Map<Integer, ValueFormat<?>> FORMATS = Map.ofEntries(
            entry(Tag.FALSE, new Constant<>(false)),
            entry(Tag.TRUE, new Constant<>(true)),
            entry(Tag.BYTE, new Scalar<Byte>((value, out) -> out.write(value), in -> (byte) in.read())),
            entry(Tag.SHORT, new Scalar<Short>((value, out) -> out.writeZigzag(value), in ->
                    (short) inRange(in.readZigzag(), Short.MIN_VALUE, Short.MAX_VALUE))),
            entry(Tag.INTEGER, new Scalar<Integer>((value, out) -> out.writeZigzag(value), in ->
                    (int) inRange(in.readZigzag(), Integer.MIN_VALUE, Integer.MAX_VALUE))),
            entry(Tag.LONG, new Scalar<Long>((value, out) -> out.writeZigzag(value), ByteReader::readZigzag)),
            entry(
                    Tag.FLOAT,
                    new Scalar<Float>(
                            (value, out) -> out.writeFixed(Float.floatToIntBits(value), 4),
                            in -> Float.intBitsToFloat((int) in.readFixed(4)))),
            entry(
                    Tag.DOUBLE,
                    new Scalar<Double>(
                            (value, out) -> out.writeFixed(Double.doubleToLongBits(value), 8),
                            in -> Double.longBitsToDouble(in.readFixed(8)))),
            entry(Tag.CHARACTER, new Scalar<Character>((value, out) -> out.writeFixed(value, 2), in ->
                    (char) in.readFixed(2))),
            entry(Tag.BIG_INTEGER, new Scalar<>(Scalars::writeBigInteger, Scalars::readBigInteger)),
            entry(Tag.BIG_DECIMAL, new Scalar<>(Scalars::writeBigDecimal, Scalars::readBigDecimal)),
            entry(Tag.BYTES, new Bytes()),
            entry(Tag.INSTANT, new Scalar<>(Scalars::writeInstant, Scalars::readInstant)),
            entry(
                    Tag.UUID,
                    new Scalar<UUID>(
                            (value, out) -> {
                                out.writeFixed(value.getMostSignificantBits(), 8);
                                out.writeFixed(value.getLeastSignificantBits(), 8);
                            },
                            in -> new UUID(in.readFixed(8), in.readFixed(8)))));

    static final Map<Class<?>, Integer> TAGS = Map.ofEntries(
            entry(Byte.class, Tag.BYTE),
            entry(Short.class, Tag.SHORT),
            entry(Integer.class, Tag.INTEGER),
            entry(Long.class, Tag.LONG),
            entry(Float.class, Tag.FLOAT),
            entry(Double.class, Tag.DOUBLE),
            entry(Character.class, Tag.CHARACTER),
            entry(BigInteger.class, Tag.BIG_INTEGER),
            entry(BigDecimal.class, Tag.BIG_DECIMAL),
            entry(byte[].class, Tag.BYTES),
            entry(Instant.class, Tag.INSTANT),
            entry(UUID.class, Tag.UUID));

    private Scalars() {}

    private static long inRange(long number, long low, long high) {
        if (number < low || number > high) {
            throw WireInput.corrupt("the number " + number + " does not fit its type");
        }
        return number;
    }

    private static void writeBigInteger(BigInteger value, ByteWriter out) {
        out.writeCounted(value.toByteArray());
    }

    private static BigInteger readBigInteger(ByteReader in) {
        byte[] bytes = in.readCounted();
        BigInteger value = bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
        if (!Arrays.equals(bytes, value.toByteArray())) {
            throw WireInput.corrupt("an integer that is not in its shortest form");
        }
        return value;
    }

    private static void writeBigDecimal(BigDecimal value, ByteWriter out) {
        checkScale(value.scale(), out.limits());
        out.writeZigzag(value.scale());
        writeBigInteger(value.unscaledValue(), out);
    }

    private static BigDecimal readBigDecimal(ByteReader in) {
        int scale = (int) inRange(in.readZigzag(), Integer.MIN_VALUE, Integer.MAX_VALUE);
        checkScale(scale, in.limits());
        return new BigDecimal(readBigInteger(in), scale);
    }

    /* the few bytes of 1E+2000000000 would become two billion digits in the first sum */
    private static void checkScale(int scale, Limits limits) {
        if (Math.abs((long) scale) > limits.maxValueBytes()) {
            throw new LimitExceededException("a decimal with a scale of " + scale
                    + ", more digits than maxValueBytes = " + limits.maxValueBytes());
        }
    }

    private static void writeInstant(Instant value, ByteWriter out) {
        out.writeZigzag(value.getEpochSecond());
        out.writeVarint(value.getNano());
    }

    private static Instant readInstant(ByteReader in) {
        long seconds = in.readZigzag();
        long nanos = inRange(in.readCount(), 0, 999_999_999);
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException beyond) {
            throw WireInput.corrupt("an instant beyond all time");
        }
    }
}
