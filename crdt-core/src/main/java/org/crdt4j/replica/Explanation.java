// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;

/**
 * Why an object is as it is at one replica: what it holds, from whom, up to which event of each, and what it waits for. To be read by
 * people, as {@link #toString} puts it, when two replicas seem to differ or an object seems too large.
 *
 * @param name the object's name
 * @param type the name of its type
 * @param value its value as text, cut off after 200 characters
 * @param bytes the size of its encoded state, without compression; what a replica that has nothing of it is sent
 * @param origins by whom it was changed, ascending
 * @param pendingOperations if it is operation-based, operations that came and cannot take effect yet
 * @param missingOperations those that they wait for
 * @param changedWith other objects that were changed with it in one event, as far as that is remembered
 */
public record Explanation(
        String name,
        String type,
        String value,
        long bytes,
        List<Origin> origins,
        int pendingOperations,
        CausalContext missingOperations,
        Set<String> changedWith) {

    private static final int MAX_VALUE_CHARACTERS = 200;

    /**
     * What one replica has to do with an object.
     *
     * @param replica the replica
     * @param lastEvent the number of its last event that is reflected on the object: it was made by this replica, or one of its dots
     *     replaced or removed
     * @param dots how much of it is still there, 0 also if the type has no dots
     * @param contiguous up to which event of it all is reflected, on every object
     */
    public record Origin(ReplicaId replica, long lastEvent, long dots, long contiguous) {

        /**
         * Whether the object is ahead of others: it has an event of this replica, but not all events before that one have come for the
         * other objects. The next answer of a peer brings them.
         *
         * @return whether the last event is beyond what is reflected without gaps
         */
        public boolean isEarly() {
            return lastEvent > contiguous;
        }

        private String line() {
            String line = "\n  from " + replica + ": last event " + lastEvent + ", " + counted(dots, "dot");
            return isEarly() ? line + "; early, all of its events came up to " + contiguous : line;
        }
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /* callers hold the lock */
    static Explanation of(ObjectEntry<?, ?, ?> entry, ReplicaState state) {
        Set<String> together = new TreeSet<>(
                state.atomicEvents().unit(entry.name(), VersionVector.empty()).names());
        together.remove(entry.name());
        return new Explanation(
                entry.name(),
                entry.type().name(),
                text(entry),
                entry.row(VersionVector.empty(), state.codec()).content().length,
                origins(entry, state.version()),
                entry.operations().map(operations -> operations.pending()).orElse(0),
                entry.operations().map(operations -> operations.missing()).orElse(CausalContext.empty()),
                together);
    }

    private static String text(ObjectEntry<?, ?, ?> entry) {
        try {
            String text = String.valueOf(entry.crdt().value());
            return text.length() <= MAX_VALUE_CHARACTERS ? text : text.substring(0, MAX_VALUE_CHARACTERS) + "...";
        } catch (ArithmeticException tooLarge) {
            return "(" + tooLarge.getMessage() + ")";
        }
    }

    private static List<Origin> origins(ObjectEntry<?, ?, ?> entry, VersionVector version) {
        Map<ReplicaId, Long> dots = new HashMap<>();
        entry.forEachDot((origin, counter) -> dots.merge(origin, 1L, Long::sum));
        List<Origin> origins = new ArrayList<>();
        entry.clock()
                .vector()
                .forEach((origin, event) ->
                        origins.add(new Origin(origin, event, dots.getOrDefault(origin, 0L), version.get(origin))));
        return List.copyOf(origins);
    }

    /**
     * The live dots of all origins together: what the object's metadata grows with.
     *
     * @return their number, 0 if the type has no dots
     */
    public long dots() {
        return origins.stream().mapToLong(Origin::dots).sum();
    }

    /**
     * All of it on some lines, for people; the form may change.
     *
     * @return the text
     */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(name + ", " + type + ": " + counted(bytes, "byte") + ", " + counted(dots(), "dot"));
        text.append("\n  value ").append(value);
        origins.forEach(origin -> text.append(origin.line()));
        if (pendingOperations > 0) {
            text.append("\n  ")
                    .append(counted(pendingOperations, "operation"))
                    .append(" waiting for ")
                    .append(missingOperations);
        }
        if (!changedWith.isEmpty()) {
            text.append("\n  changed together with ").append(String.join(", ", changedWith));
        }
        return text.toString();
    }
}
