// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.Stamped;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.KernelCrdt;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.map.LastWriterWinsMap;

/**
 * A map in which the newest write of a key wins, operation-based (op-based LWW-map).
 *
 * <p>Of concurrent writes to one key the one with the greatest time wins; of equal times the one of the greater replica identity,
 * then the later operation. A removal is a write like any other: it wins over older puts, also over such that it has not seen, and
 * loses against newer ones. Different keys do not touch each other. A write has the time of its tag, and is never older than what its
 * author had seen of the key; or it has a time of its own. Writes that lose are reported to the observer as overruled. The same history
 * with the same times gives the same entries as {@link LastWriterWinsMap}.
 *
 * <p>Its operations need causal delivery, as {@link CausalDelivery} does it.
 *
 * <p>Putting, removing and asking take O(1), a clear O(keys). An operation carries one dot and its time for each write that it
 * overrules. A removed key stays as a tombstone until {@link #compact} is told that its removal is stable. Do not compact a map while
 * writes with older times of their own may still come. Beside the entries the state is two numbers a replica. Keys need {@code equals}
 * and {@code hashCode}; keys and values must be immutable. Not thread-safe.
 *
 * <p>Shapiro, Preguica, Baquero, Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class OpLastWriterWinsMap<K, V>
        extends KernelCrdt<
                LastWriterWinsMap<K, V>,
                Causal<DotMap<K, DotFun<Stamped<V>>>>,
                MapChange<K, RegisterChange<V>>,
                OpLastWriterWinsMap.Operation<K, V>> {

    /* A clear has one dot, which then stands under every key that it removed. That is as good as one each: of each key, the store
     * tells by itself whether it still has what the context says was seen. */

    private static final OpType<
                    OpLastWriterWinsMap<Object, Object>,
                    Operation<Object, Object>,
                    Causal<DotMap<Object, DotFun<Stamped<Object>>>>>
            TYPE = new OpType<>(
                    "op-last-writer-wins-map",
                    LastWriterWinsMap.type().bottom(),
                    OpLastWriterWinsMap::new,
                    OperationFormat.<Operation<Object, Object>>none()
                            .with(
                                    Put.class,
                                    WireFormat.key(),
                                    Put<Object, Object>::key,
                                    WireFormat.value(),
                                    Put<Object, Object>::value,
                                    Standing.format(),
                                    Put<Object, Object>::standing,
                                    Put<Object, Object>::new)
                            .with(
                                    Remove.class,
                                    WireFormat.key(),
                                    Remove<Object, Object>::key,
                                    Standing.format(),
                                    Remove<Object, Object>::standing,
                                    Remove<Object, Object>::new)
                            .with(
                                    Clear.class,
                                    WireFormat.<Object, Standing>map(Standing.format()),
                                    Clear<Object, Object>::keys,
                                    Clear<Object, Object>::new),
                    LastWriterWinsMap.type().format());

    /** An empty map. */
    public OpLastWriterWinsMap() {
        super(LastWriterWinsMap.type());
    }

    /**
     * The type.
     *
     * @param <K> the keys
     * @param <V> the values
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <K, V>
            OpType<OpLastWriterWinsMap<K, V>, Operation<K, V>, Causal<DotMap<K, DotFun<Stamped<V>>>>> type() {
        return (OpType<OpLastWriterWinsMap<K, V>, Operation<K, V>, Causal<DotMap<K, DotFun<Stamped<V>>>>>)
                (OpType<?, ?, ?>) TYPE;
    }

    /**
     * The value of a key.
     *
     * @param key the key
     * @return its value, empty if the key is absent
     */
    public Optional<V> get(Object key) {
        return kernel().get(key);
    }

    /**
     * The number of keys.
     *
     * @return how many have a value
     */
    public int size() {
        return kernel().size();
    }

    /**
     * The entries.
     *
     * @return a read-only live view
     */
    public Map<K, V> entries() {
        return kernel().entries();
    }

    @Override
    public Map<K, V> value() {
        return kernel().value();
    }

    /**
     * Prepares to put a value now.
     *
     * @param key the key
     * @param value its value
     * @return the operation
     */
    public Operation<K, V> put(K key, V value) {
        return new Put<>(key, value, standing(key));
    }

    /**
     * Prepares to put a value as of a given time, for events that carry their own. A write that is older than the present one of the
     * key loses to it here as it does elsewhere.
     *
     * @param key the key
     * @param value its value
     * @param time when the event happened; later than the removals that were compacted
     * @return the operation
     * @throws IllegalArgumentException if the time is not later than that and the key is unknown
     */
    public Operation<K, V> put(K key, V value, HybridTimestamp time) {
        return new Put<>(key, value, standing(key, time));
    }

    /**
     * Prepares to remove a key now. The removal of an absent key counts too, against concurrent and older puts.
     *
     * @param key the key
     * @return the operation
     */
    public Operation<K, V> remove(K key) {
        return new Remove<>(key, standing(key));
    }

    /**
     * Prepares to remove a key as of a given time, for events that carry their own.
     *
     * @param key the key
     * @param time when the event happened; later than the removals that were compacted
     * @return the operation
     * @throws IllegalArgumentException if the time is not later than that and the key is unknown
     */
    public Operation<K, V> remove(K key, HybridTimestamp time) {
        return new Remove<>(key, standing(key, time));
    }

    /**
     * Prepares to remove every key that is there, now; all at the same time.
     *
     * @return the operation; it has no effect if the map is empty
     */
    public Operation<K, V> clear() {
        Map<K, Standing> before = new HashMap<>();
        HybridTimestamp latest = forgottenUntil();
        for (K key : kernel().entries().keySet()) {
            Standing standing = standing(key);
            before.put(key, standing);
            latest = standing.latest().compareTo(latest) > 0 ? standing.latest() : latest;
        }
        EventTime now = EventTime.after(latest);
        before.replaceAll((key, standing) -> new Standing(now, standing.observed()));
        return new Clear<>(before);
    }

    private Standing standing(K key) {
        return Standing.of(EventTime.after(forgottenUntil()), storeOf(kernel()).get(key));
    }

    private Standing standing(K key, HybridTimestamp time) {
        kernel().checkOrder(key, time);
        return Standing.of(EventTime.of(time), storeOf(kernel()).get(key));
    }

    @Override
    protected Causal<DotMap<K, DotFun<Stamped<V>>>> delta(Tagged<Operation<K, V>> operation) {
        return operation.operation().delta(operation.dot(), operation.time());
    }

    /**
     * An operation: it says what was seen at its source, and makes a delta from that.
     *
     * @param <K> the keys
     * @param <V> the values
     */
    public sealed interface Operation<K, V> permits Put, Remove, Clear {

        /**
         * What the operation does.
         *
         * @param dot the operation's own name
         * @param time the time of its tag
         * @return the delta whose join is the effect
         */
        Causal<DotMap<K, DotFun<Stamped<V>>>> delta(Dot dot, HybridTimestamp time);
    }

    private static <K, V> Causal<DotMap<K, DotFun<Stamped<V>>>> of(K key, Causal<DotFun<Stamped<V>>> write) {
        return new Causal<>(DotMap.touching(key, write.store()), write.context());
    }

    /**
     * Puts a value.
     *
     * @param <K> the keys
     * @param <V> the values
     * @param key the key
     * @param value its value
     * @param standing when it was put, and the writes of the key that the source had seen
     */
    public record Put<K, V>(K key, V value, Standing standing) implements Operation<K, V> {

        /**
         * Checks that nothing is missing.
         *
         * @param key the key
         * @param value its value
         * @param standing when it was put, and the writes of the key that the source had seen
         */
        public Put {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(standing, "standing");
        }

        @Override
        public Causal<DotMap<K, DotFun<Stamped<V>>>> delta(Dot dot, HybridTimestamp time) {
            return of(key, standing.delta(value, dot, time));
        }
    }

    /**
     * Removes a key.
     *
     * @param <K> the keys
     * @param <V> the values
     * @param key the key
     * @param standing when it was removed, and the writes of the key that the source had seen
     */
    public record Remove<K, V>(K key, Standing standing) implements Operation<K, V> {

        /**
         * Checks both.
         *
         * @param key the key
         * @param standing when it was removed, and the writes of the key that the source had seen
         */
        public Remove {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(standing, "standing");
        }

        @Override
        public Causal<DotMap<K, DotFun<Stamped<V>>>> delta(Dot dot, HybridTimestamp time) {
            return of(key, standing.delta(null, dot, time));
        }
    }

    /**
     * Removes several keys at once.
     *
     * @param <K> the keys
     * @param <V> the values
     * @param keys the keys, each with when it was removed and the writes of it that the source had seen; copied
     */
    public record Clear<K, V>(Map<K, Standing> keys) implements Operation<K, V> {

        /**
         * Copies the keys.
         *
         * @param keys the keys, each with when it was removed and the writes of it that the source had seen; copied
         */
        public Clear {
            keys = Map.copyOf(keys);
        }

        @Override
        public Causal<DotMap<K, DotFun<Stamped<V>>>> delta(Dot dot, HybridTimestamp time) {
            Map<K, DotFun<Stamped<V>>> removed = new HashMap<>();
            MutableCausalContext context = new MutableCausalContext();
            context.add(dot.replica(), dot.counter());
            keys.forEach((key, standing) -> {
                Causal<DotFun<Stamped<V>>> write = standing.delta(null, dot, time);
                removed.put(key, write.store());
                context.addAll(write.context());
            });
            return new Causal<>(DotMap.of(removed, true), context.snapshot());
        }
    }
}
