// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.CrdtException;
import org.crdt4j.error.IncompatibleTypeException;
import org.jspecify.annotations.Nullable;

/**
 * Turns deltas, states and whatever else has a {@link WireFormat} into bytes and back.
 *
 * <p><b>Values</b> of the application, such as elements, keys and the content of registers, may be: strings, boxed primitives,
 * {@code BigInteger}, {@code BigDecimal}, {@code Instant}, {@code UUID}, {@code byte[]} (not as a key or an element, for it is equal to
 * itself only), and lists, sets, maps and optionals of values. Classes of the application are registered under a number that must
 * be the same at every replica and never change: enums go by name, records component by component and back through their
 * constructor, other classes field by field (through Kryo; they need a constructor without parameters). Collections come back
 * immutable. Null may stand in a list, as a value of a map and inside registered classes. Nothing of a message ever names a class.
 *
 * <p><b>Bytes</b> are deterministic: what is equal is encoded equally, as long as equal values of the application are of the same
 * classes. The first byte is the version of the format, or says that the rest is {@linkplain #compressed() compressed};
 * docs/wire-format.md describes it.
 *
 * <p><b>Input</b> may be hostile. Whatever is not a valid message is refused with a {@link CorruptDataException} or, if it is beyond
 * the {@link Limits}, with a {@link org.crdt4j.error.LimitExceededException}, before memory is taken for it. Nothing is ever looked up
 * by name, and no class is loaded because of a message.
 *
 * <p>Immutable and thread-safe.
 */
public final class Codec {

    /** The version of the format, the first byte of every message. */
    public static final int FORMAT_VERSION = 1;

    private static final byte[] NO_BUFFER = {};
    private static final Codec STANDARD = builder().build();

    private final ValueClasses classes;
    private final Limits limits;
    private final boolean compressing;

    /* what one message was put together in, for the next: most of what encoding would otherwise allocate */
    private final AtomicReference<byte[]> spare = new AtomicReference<>(NO_BUFFER);

    private Codec(ValueClasses classes, Limits limits, boolean compressing) {
        this.classes = classes;
        this.limits = limits;
        this.compressing = compressing;
    }

    /**
     * A codec for values that need no registration, with the default limits.
     *
     * @return the codec
     */
    public static Codec standard() {
        return STANDARD;
    }

    /**
     * A codec that also knows classes of the application, or has other limits.
     *
     * @return a builder, which starts like {@link #standard}
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * This codec, but what it encodes is compressed where that makes it shorter: messages from 256 bytes on, by deflate.
     *
     * <p>Every codec reads both forms, so replicas may differ in this. UUIDs as text become about half as long, records and prose a
     * third to a sixth. Encoding takes several times as long, decoding about three times. The limits hold for the message
     * as it was before, and for what comes compressed they are checked before and while it is expanded.
     *
     * <p>Equal values are still encoded equally by one version of the Java runtime; another may compress differently. Where a
     * message is encrypted afterwards, its length tells more about its content than it did before: leave this off where a stranger
     * may put values beside a secret and watch lengths.
     *
     * @return a codec with the same classes and limits
     */
    public Codec compressed() {
        return compressing ? this : new Codec(classes, limits, true);
    }

    /**
     * This codec, but what it encodes is not compressed. That is how every codec begins.
     *
     * @return a codec with the same classes and limits
     */
    public Codec plain() {
        return compressing ? new Codec(classes, limits, false) : this;
    }

    /**
     * What a message may at most contain.
     *
     * @return the limits
     */
    public Limits limits() {
        return limits;
    }

    /**
     * Encodes a value.
     *
     * @param <T> the kind of value
     * @param format how it is written
     * @param value the value
     * @return a message
     * @throws IllegalArgumentException if an application value is of a class that is not registered
     * @throws org.crdt4j.error.LimitExceededException if the message would be beyond the limits
     */
    public <T> byte[] encode(WireFormat<T> format, T value) {
        return encode(null, format, value);
    }

    /**
     * Encodes a delta or a state, with the name of its type.
     *
     * @param <D> the kind of delta
     * @param type the type
     * @param delta the delta
     * @return a message
     * @throws IllegalArgumentException if an application value is of a class that is not registered
     * @throws org.crdt4j.error.LimitExceededException if the message would be beyond the limits
     */
    public <D extends Delta<D>> byte[] encode(CrdtType<?, D, ?> type, D delta) {
        return encode(type.name(), type.format(), delta);
    }

    private <T> byte[] encode(@Nullable String name, WireFormat<T> format, T value) {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(value, "value");
        try (MessageWriter out = new MessageWriter(limits, classes, spare.getAndSet(NO_BUFFER))) {
            if (name != null) {
                out.writeText(name);
            }
            format.write(value, out);
            byte[] message = out.toByteArray(compressing);
            spare.set(out.release());
            return message;
        }
    }

    /**
     * Decodes a value. Times of writes are not checked: what comes from other replicas belongs to {@link #decode(WireFormat, byte[],
     * HybridTimestamp)}.
     *
     * @param <T> the kind of value
     * @param format how it was written
     * @param message the whole message
     * @return the value
     * @throws CorruptDataException if this is not a message of this format
     * @throws org.crdt4j.error.LimitExceededException if the message is beyond the limits
     */
    public <T> T decode(WireFormat<T> format, byte[] message) {
        return decode(null, format, message, null).value();
    }

    /**
     * Decodes a value, and refuses it if it has a timestamp too far in the future.
     *
     * @param <T> the kind of value
     * @param format how it was written
     * @param message the whole message
     * @param notAfter the latest timestamp that is accepted
     * @return the value, with the latest timestamp in it
     * @throws CorruptDataException if this is not a message of this format
     * @throws org.crdt4j.error.LimitExceededException if the message is beyond the limits or a timestamp later than accepted
     */
    public <T> Decoded<T> decode(WireFormat<T> format, byte[] message, HybridTimestamp notAfter) {
        return decode(null, format, message, Objects.requireNonNull(notAfter, "notAfter"));
    }

    /**
     * Decodes a delta or a state. Times of writes are not checked: what comes from other replicas belongs to {@link
     * #decode(CrdtType, byte[], HybridTimestamp)}.
     *
     * @param <D> the kind of delta
     * @param type the type
     * @param message the whole message
     * @return the delta
     * @throws CorruptDataException if this is not a message with a delta
     * @throws IncompatibleTypeException if the delta is of another type
     * @throws org.crdt4j.error.LimitExceededException if the message is beyond the limits
     */
    public <D extends Delta<D>> D decode(CrdtType<?, D, ?> type, byte[] message) {
        return decode(type.name(), type.format(), message, null).value();
    }

    /**
     * Decodes a delta or a state, and refuses it if it has a timestamp too far in the future.
     *
     * @param <D> the kind of delta
     * @param type the type
     * @param message the whole message
     * @param notAfter the latest timestamp that is accepted
     * @return the delta, with the latest timestamp in it
     * @throws CorruptDataException if this is not a message with a delta
     * @throws IncompatibleTypeException if the delta is of another type
     * @throws org.crdt4j.error.LimitExceededException if the message is beyond the limits or a timestamp later than accepted
     */
    public <D extends Delta<D>> Decoded<D> decode(CrdtType<?, D, ?> type, byte[] message, HybridTimestamp notAfter) {
        return decode(type.name(), type.format(), message, Objects.requireNonNull(notAfter, "notAfter"));
    }

    private <T> Decoded<T> decode(
            @Nullable String name, WireFormat<T> format, byte[] message, @Nullable HybridTimestamp notAfter) {
        Objects.requireNonNull(format, "format");
        byte[] plain = Compression.isCompressed(message) ? Compression.expand(message, limits) : message;
        try (MessageReader in = new MessageReader(plain, limits, classes, notAfter)) {
            if (name != null) {
                checkName(name, in.readText());
            }
            T value = format.read(in);
            in.checkConsumed();
            return new Decoded<>(value, in.latest());
        } catch (CrdtException refusal) {
            throw refusal;
        } catch (RuntimeException fault) {
            /* from equals, hashCode or a format of the application: nobody may be brought down by a message */
            throw new CorruptDataException(
                    "no valid message: " + fault.getClass().getName(), fault);
        }
    }

    private static void checkName(String expected, String found) {
        if (!found.equals(expected)) {
            String shown = found.matches("[\\w().,-]{1,200}") ? found : "something else";
            throw new IncompatibleTypeException("a message for " + shown + ", but this object is a " + expected);
        }
    }

    /** Puts a codec together. Not thread-safe. */
    public static final class Builder {

        /** The least number of a class; those below are kept for this library. */
        public static final int FIRST_ID = 100;

        private final Map<Class<?>, KnownClass> byClass = new HashMap<>();
        private final Map<Integer, Class<?>> byId = new HashMap<>();
        private Limits limits = Limits.defaults();

        private Builder() {}

        /**
         * Registers a class of application values.
         *
         * @param type an enum, a record, or a class with a constructor without parameters
         * @param id its number, at least {@link #FIRST_ID}; the same at every replica, and never used for anything else
         * @return this
         * @throws IllegalArgumentException if the class cannot be used, or the class or the number is taken
         */
        public Builder register(Class<?> type, int id) {
            Objects.requireNonNull(type, "type");
            if (id < FIRST_ID) {
                throw new IllegalArgumentException("ids start at " + FIRST_ID + ": " + id);
            }
            if (byClass.containsKey(type) || byId.containsKey(id)) {
                throw new IllegalArgumentException("registered already: " + type.getName() + " or the id " + id);
            }
            byClass.put(type, KnownClass.of(type, id));
            byId.put(id, type);
            return this;
        }

        /**
         * Sets the limits.
         *
         * @param newLimits what a message may at most contain
         * @return this
         */
        public Builder limits(Limits newLimits) {
            limits = Objects.requireNonNull(newLimits, "newLimits");
            return this;
        }

        /**
         * Builds the codec.
         *
         * @return a codec
         * @throws IllegalArgumentException if the fields of a class cannot be accessed
         */
        public Codec build() {
            return new Codec(new ValueClasses(byClass, limits), limits, false);
        }
    }
}
