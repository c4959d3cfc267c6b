// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.Stamped;
import org.crdt4j.causality.VersionVector;
import org.jspecify.annotations.Nullable;

/**
 * How a kind of value is written and read. Formats are put together from those of this interface; a type rarely needs its own.
 *
 * @param <T> the kind of value
 */
public interface WireFormat<T> {

    /**
     * Writes a value.
     *
     * @param value the value
     * @param out where to
     */
    void write(T value, WireOutput out);

    /**
     * Reads a value.
     *
     * @param in where from
     * @return the value
     * @throws org.crdt4j.error.CrdtException if the input is not valid
     */
    T read(WireInput in);

    /**
     * Application values of registered classes.
     *
     * @param <V> what the application knows them to be
     * @return the format
     */
    @SuppressWarnings("unchecked")
    static <V> WireFormat<V> value() {
        return new WireFormat<>() {
            @Override
            public void write(V value, WireOutput out) {
                out.writeValue(value);
            }

            @Override
            public V read(WireInput in) {
                return (V) in.readValue();
            }
        };
    }

    /**
     * Application values by which others are found: elements, keys.
     *
     * @param <K> what the application knows them to be
     * @return the format, which refuses what has no equality of its own
     */
    @SuppressWarnings("unchecked")
    static <K> WireFormat<K> key() {
        return new WireFormat<>() {
            @Override
            public void write(K key, WireOutput out) {
                out.writeKey(key);
            }

            @Override
            public K read(WireInput in) {
                return (K) in.readKey();
            }
        };
    }

    /**
     * Times.
     *
     * @return the format
     */
    static WireFormat<HybridTimestamp> timestamp() {
        return new WireFormat<>() {
            @Override
            public void write(HybridTimestamp time, WireOutput out) {
                out.writeTimestamp(time);
            }

            @Override
            public HybridTimestamp read(WireInput in) {
                return in.readTimestamp();
            }
        };
    }

    /**
     * Values that may be absent.
     *
     * @param <V> the values
     * @param format how a value is written
     * @return the format
     */
    static <V> WireFormat<Optional<V>> optional(WireFormat<V> format) {
        return new WireFormat<>() {
            @Override
            public void write(Optional<V> value, WireOutput out) {
                out.writeCount(value.isPresent() ? 1 : 0);
                value.ifPresent(present -> format.write(present, out));
            }

            @Override
            public Optional<V> read(WireInput in) {
                return in.readFlag() ? Optional.of(format.read(in)) : Optional.empty();
            }
        };
    }

    /**
     * Plain sets of application values, in the order of their bytes.
     *
     * @param <E> the elements
     * @return the format
     */
    static <E> WireFormat<Set<E>> set() {
        return KeyedFormat.set();
    }

    /**
     * Plain maps, in the order of the bytes of their keys.
     *
     * @param <K> the keys, application values
     * @param <V> the values
     * @param values how a value is written
     * @return the format
     */
    static <K, V> WireFormat<Map<K, V>> map(WireFormat<V> values) {
        return KeyedFormat.map(values);
    }

    /**
     * Version vectors.
     *
     * @return the format
     */
    static WireFormat<VersionVector> versionVector() {
        return new WireFormat<>() {
            @Override
            public void write(VersionVector vector, WireOutput out) {
                out.writeSize(vector.size());
                vector.forEach((origin, counter) -> {
                    out.writeReplica(origin);
                    out.writeCount(counter);
                });
            }

            @Override
            public VersionVector read(WireInput in) {
                Map<ReplicaId, Long> entries = new HashMap<>();
                for (int left = in.readSize(); left > 0; left--) {
                    ReplicaId origin = in.readReplica();
                    if (entries.put(origin, in.readPositive()) != null) {
                        throw WireInput.corrupt("a version vector with " + origin + " twice");
                    }
                }
                return VersionVector.copyOf(entries);
            }
        };
    }

    /**
     * Causal contexts, as intervals.
     *
     * @return the format
     */
    static WireFormat<CausalContext> context() {
        return new ContextFormat();
    }

    /**
     * A store with its context: the deltas and states of causal types.
     *
     * @param <S> the kind of store
     * @param store how the store is written
     * @return the format
     */
    static <S extends DotStore<S>> WireFormat<Causal<S>> causal(WireFormat<S> store) {
        return new WireFormat<>() {
            @Override
            public void write(Causal<S> value, WireOutput out) {
                context().write(value.context(), out);
                store.write(value.store(), out);
            }

            @Override
            public Causal<S> read(WireInput in) {
                CausalContext context = context().read(in);
                S content = store.read(in);
                content.forEachDot(new Inside(context));
                return new Causal<>(content, context);
            }
        };
    }

    /**
     * Dot sets.
     *
     * @return the format
     */
    static WireFormat<DotSet> dotSet() {
        return new WireFormat<>() {
            @Override
            public void write(DotSet set, WireOutput out) {
                out.writeSize(set.size());
                set.forEachDot(out::writeDot);
            }

            @Override
            public DotSet read(WireInput in) {
                Dot[] dots = new Dot[in.readSize()];
                for (int index = 0; index < dots.length; index++) {
                    dots[index] = readDotAfter(index == 0 ? null : dots[index - 1], in);
                }
                return DotSet.of(dots);
            }
        };
    }

    private static Dot readDotAfter(@Nullable Dot before, WireInput in) {
        Dot dot = in.readDot(Dot::new);
        if (before != null && before.compareTo(dot) >= 0) {
            throw WireInput.corrupt("dots that are not ascending");
        }
        return dot;
    }

    /**
     * Values by dots.
     *
     * @param <V> the values
     * @param value how a value is written
     * @return the format
     */
    static <V> WireFormat<DotFun<V>> dotFun(WireFormat<V> value) {
        return new WireFormat<>() {
            @Override
            public void write(DotFun<V> store, WireOutput out) {
                out.writeSize(store.size());
                for (int index = 0; index < store.size(); index++) {
                    out.writeDot(store.dot(index).replica(), store.dot(index).counter());
                    value.write(store.value(index), out);
                }
            }

            @Override
            public DotFun<V> read(WireInput in) {
                int size = in.readSize();
                if (size == 1) {
                    Dot dot = in.readDot(Dot::new);
                    return DotFun.of(dot, value.read(in));
                }
                List<Dot> dots = new ArrayList<>(size);
                List<V> values = new ArrayList<>(size);
                for (int index = 0; index < size; index++) {
                    dots.add(readDotAfter(index == 0 ? null : dots.get(index - 1), in));
                    values.add(value.read(in));
                }
                return DotFun.of(dots, values);
            }
        };
    }

    /**
     * Written values with their time; no value means a removal.
     *
     * @param <V> the values
     * @return the format
     */
    static <V> WireFormat<Stamped<V>> stamped() {
        return stamped(value());
    }

    /**
     * Written values with their time; no value means a removal.
     *
     * @param <V> the values
     * @param format how a value is written
     * @return the format
     */
    static <V> WireFormat<Stamped<V>> stamped(WireFormat<V> format) {
        return new WireFormat<>() {
            @Override
            public void write(Stamped<V> stamped, WireOutput out) {
                out.writeTimestamp(stamped.time());
                V written = stamped.value();
                out.writeCount(written == null ? 0 : 1);
                if (written != null) {
                    format.write(written, out);
                }
            }

            @Override
            public Stamped<V> read(WireInput in) {
                HybridTimestamp time = in.readTimestamp();
                return new Stamped<>(time, in.readFlag() ? format.read(in) : null);
            }
        };
    }

    /**
     * A store for each key.
     *
     * @param <K> the keys
     * @param <S> the store of a key
     * @param store how a key's store is written
     * @return the format
     */
    static <K, S extends DotStore<S>> WireFormat<DotMap<K, S>> dotMap(WireFormat<S> store) {
        return new DotMapFormat<>(new DotMapFormat.OneByOne<>(store));
    }

    /**
     * A set of dots for each key; the dots of consecutive keys take nearly no bytes.
     *
     * @param <K> the keys
     * @return the format
     */
    static <K> WireFormat<DotMap<K, DotSet>> dotSetMap() {
        return new DotMapFormat<>(new DotRuns());
    }
}
