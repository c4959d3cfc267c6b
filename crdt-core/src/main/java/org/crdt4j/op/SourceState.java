// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;

/**
 * All that a {@link SourceConsumer} has to keep: one value, to be stored as one. The positions in the log are part of it, so they never
 * disagree with what was counted.
 *
 * @param <O> the operations
 * @param <S> the states of the object
 * @param state what took effect
 * @param delivery what was delivered, of each partition up to which offset, and what waits
 * @param starts the partitions of which anything is known, each with the offset before which none of its events counts
 * @param window the ids that are remembered, if there is a window
 */
public record SourceState<O, S extends Delta<S>>(
        S state, Saved<O> delivery, Map<SourcePartition, Long> starts, Optional<EventWindow.State> window) {

    /**
     * Copies the map.
     *
     * @param state what took effect
     * @param delivery what was delivered, of each partition up to which offset, and what waits
     * @param starts the partitions of which anything is known, each with the offset before which none of its events counts
     * @param window the ids that are remembered, if there is a window
     */
    public SourceState {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(window, "window");
        starts = Map.copyOf(starts);
    }

    /**
     * How it is written.
     *
     * @param <O> the operations
     * @param <S> the states of the object
     * @param type the type of the object
     * @return the format
     */
    public static <O, S extends Delta<S>> WireFormat<SourceState<O, S>> format(OpType<?, O, S> type) {
        return new Format<>(type.stateFormat(), Saved.format(type.format()));
    }

    private record Format<O, S extends Delta<S>>(
            WireFormat<S> state,
            WireFormat<Saved<O>> delivery,
            WireFormat<SourcePartition> partition,
            WireFormat<Optional<EventWindow.State>> window)
            implements WireFormat<SourceState<O, S>> {

        Format(WireFormat<S> state, WireFormat<Saved<O>> delivery) {
            this(state, delivery, SourcePartition.format(), WireFormat.optional(EventWindow.State.format()));
        }

        @Override
        public void write(SourceState<O, S> value, WireOutput out) {
            state.write(value.state, out);
            delivery.write(value.delivery, out);
            out.writeSize(value.starts.size());
            new TreeMap<>(value.starts).forEach((source, start) -> {
                partition.write(source, out);
                out.writeCount(start);
            });
            window.write(value.window, out);
        }

        @Override
        public SourceState<O, S> read(WireInput in) {
            S joined = state.read(in);
            Saved<O> saved = delivery.read(in);
            TreeMap<SourcePartition, Long> starts = new TreeMap<>();
            for (int left = in.readSize(); left > 0; left--) {
                SourcePartition source = partition.read(in);
                if (!starts.isEmpty() && starts.lastKey().compareTo(source) >= 0) {
                    throw WireInput.corrupt("partitions that are not ascending");
                }
                starts.put(source, in.readCount());
            }
            return new SourceState<>(joined, saved, starts, window.read(in));
        }
    }
}
