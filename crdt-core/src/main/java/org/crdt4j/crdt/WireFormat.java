// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.ArrayList;
import java.util.List;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;

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
     * Version vectors.
     *
     * @return the format
     */
    static WireFormat<VersionVector> versionVector() {
        return new WireFormat<>() {
            @Override
            public void write(VersionVector vector, WireOutput out) {
                out.writeCount(vector.size());
                vector.forEach((origin, counter) -> {
                    out.writeReplica(origin);
                    out.writeCount(counter);
                });
            }

            @Override
            public VersionVector read(WireInput in) {
                VersionVector vector = VersionVector.empty();
                for (int left = in.readSize(); left > 0; left--) {
                    ReplicaId origin = in.readReplica();
                    if (vector.get(origin) > 0) {
                        throw WireInput.corrupt("a version vector with " + origin + " twice");
                    }
                    vector = vector.with(origin, in.readCount());
                }
                return vector;
            }
        };
    }

    /**
     * Causal contexts, as intervals.
     *
     * @return the format
     */
    static WireFormat<CausalContext> context() {
        return new WireFormat<>() {
            @Override
            public void write(CausalContext context, WireOutput out) {
                List<ReplicaId> origins = context.origins();
                out.writeCount(origins.size());
                int[] intervals = new int[origins.size()];
                context.forEachInterval((origin, low, high) -> intervals[origins.indexOf(origin)]++);
                int[] at = {-1};
                long[] end = {0};
                context.forEachInterval((origin, low, high) -> {
                    if (at[0] < 0 || !origins.get(at[0]).equals(origin)) {
                        at[0]++;
                        end[0] = 0;
                        out.writeReplica(origin);
                        out.writeCount(intervals[at[0]]);
                    }
                    out.writeCount(low - end[0] - 1);
                    out.writeCount(high - low);
                    end[0] = high;
                });
            }

            @Override
            public CausalContext read(WireInput in) {
                MutableCausalContext context = new MutableCausalContext();
                for (int origins = in.readSize(); origins > 0; origins--) {
                    ReplicaId origin = in.readReplica();
                    long end = 0;
                    for (int intervals = in.readSize(); intervals > 0; intervals--) {
                        long low = end + in.readCount() + 1;
                        long high = low + in.readCount();
                        if (low <= end || high < low) {
                            throw WireInput.corrupt("an interval of event numbers beyond all bounds");
                        }
                        context.addInterval(origin, low, high);
                        end = high;
                    }
                }
                return context.snapshot();
            }
        };
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
                content.forEachDot((origin, counter) -> {
                    if (!context.covers(origin, counter)) {
                        throw WireInput.corrupt("dot " + origin + ":" + counter + " outside the message's own context");
                    }
                });
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
                out.writeCount(set.size());
                set.forEachDot(out::writeDot);
            }

            @Override
            public DotSet read(WireInput in) {
                Dot[] dots = new Dot[in.readSize()];
                for (int index = 0; index < dots.length; index++) {
                    dots[index] = in.readDot(Dot::new);
                }
                return DotSet.of(dots);
            }
        };
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
                out.writeCount(store.size());
                for (int index = 0; index < store.size(); index++) {
                    out.writeDot(store.dot(index).replica(), store.dot(index).counter());
                    value.write(store.value(index), out);
                }
            }

            @Override
            public DotFun<V> read(WireInput in) {
                int size = in.readSize();
                List<Dot> dots = new ArrayList<>();
                List<V> values = new ArrayList<>();
                for (int index = 0; index < size; index++) {
                    Dot dot = in.readDot(Dot::new);
                    if (index > 0 && dots.get(index - 1).compareTo(dot) >= 0) {
                        throw WireInput.corrupt("dots that are not ascending");
                    }
                    dots.add(dot);
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
        WireFormat<V> format = value();
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
                return new Stamped<>(in.readTimestamp(), in.readCount() == 0 ? null : format.read(in));
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
        return new DotMapFormat<>(new DotMapFormat.DotRuns());
    }
}
