// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.register;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.crdt4j.crdt.Lattice;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.error.IncompatibleTypeException;

/**
 * The stages through which something goes, for a {@link StageRegister}: some names, which comes before which, and for any two the
 * first stage that comes after both. Immutable.
 *
 * <pre>{@code
 * Stages.builder()
 *         .path("created", "authorised", "captured", "disputed")
 *         .path("created", "rejected", "disputed")
 *         .build()
 * }</pre>
 */
public final class Stages implements Lattice<String> {

    /* joins.get(a).get(b) is the least stage that is not before a or b; all pairs are computed once, and that is the check. */

    private final String first;
    private final Map<String, Set<String>> notBefore;
    private final Map<String, Map<String, String>> joins;

    private Stages(String first, Map<String, Set<String>> notBefore, Map<String, Map<String, String>> joins) {
        this.first = first;
        this.notBefore = notBefore;
        this.joins = joins;
    }

    /**
     * Starts with no stage.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * All stages.
     *
     * @return their names, as they were declared
     */
    public Set<String> names() {
        return joins.keySet();
    }

    /**
     * Whether a stage is reached when another is.
     *
     * @param reached the stage that something is in
     * @param stage the stage in question
     * @return whether {@code reached} is {@code stage} or comes after it
     */
    public boolean includes(String reached, String stage) {
        check(reached);
        return Objects.requireNonNull(notBefore.get(check(stage))).contains(reached);
    }

    String check(String stage) {
        if (!joins.containsKey(Objects.requireNonNull(stage, "stage"))) {
            throw new IllegalArgumentException("'" + stage + "' is none of the stages " + joins.keySet());
        }
        return stage;
    }

    /** The stage in which everything begins. */
    @Override
    public String bottom() {
        return first;
    }

    /** The first stage that comes after both, or is one of them. */
    @Override
    public String join(String one, String other) {
        check(one);
        check(other);
        return Objects.requireNonNull(Objects.requireNonNull(joins.get(one)).get(other));
    }

    @Override
    public WireFormat<String> format() {
        return new WireFormat<>() {
            @Override
            public void write(String stage, WireOutput out) {
                out.writeValue(check(stage));
            }

            @Override
            public String read(WireInput in) {
                Object stage = in.readValue();
                if (!(stage instanceof String name) || !joins.containsKey(name)) {
                    throw new IncompatibleTypeException("'" + stage + "' is none of the stages " + joins.keySet()
                            + ": all replicas must know the same stages");
                }
                return name;
            }
        };
    }

    @Override
    public String toString() {
        return joins.keySet().toString();
    }

    /** Takes the stages and their order, and checks them. Not thread-safe. */
    public static final class Builder {

        private final Map<String, Set<String>> next = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Declares stages that follow one another. Stages of several paths are the same if they have the same name.
         *
         * @param stages their names, in order, one at least
         * @return this builder
         */
        public Builder path(String... stages) {
            if (stages.length == 0) {
                throw new IllegalArgumentException("a path needs a stage");
            }
            for (String stage : stages) {
                next.computeIfAbsent(Objects.requireNonNull(stage, "stage"), name -> new LinkedHashSet<>());
            }
            for (int index = 1; index < stages.length; index++) {
                Objects.requireNonNull(next.get(stages[index - 1])).add(stages[index]);
            }
            return this;
        }

        /**
         * Computes the joins.
         *
         * @return the stages
         * @throws IllegalArgumentException if a stage comes after itself, if there is not one first stage, or if of all stages that
         *     come after some two none is the first; the message names them
         */
        public Stages build() {
            Map<String, Set<String>> notBefore = new LinkedHashMap<>();
            next.keySet().forEach(stage -> notBefore.put(stage, reachable(stage)));
            Map<String, Map<String, String>> joins = new LinkedHashMap<>();
            for (String one : next.keySet()) {
                Map<String, String> row = new LinkedHashMap<>();
                next.keySet().forEach(other -> row.put(other, join(one, other, notBefore)));
                joins.put(one, row);
            }
            return new Stages(first(notBefore), notBefore, joins);
        }

        private Set<String> reachable(String from) {
            Set<String> reached = new LinkedHashSet<>();
            List<String> open = new ArrayList<>(List.of(from));
            while (!open.isEmpty()) {
                for (String stage : Objects.requireNonNull(next.get(open.remove(open.size() - 1)))) {
                    if (stage.equals(from)) {
                        throw new IllegalArgumentException(
                                "'" + from + "' comes after itself: stages must not go round");
                    }
                    if (reached.add(stage)) {
                        open.add(stage);
                    }
                }
            }
            reached.add(from);
            return reached;
        }

        private static String first(Map<String, Set<String>> notBefore) {
            return notBefore.keySet().stream()
                    .filter(stage ->
                            Objects.requireNonNull(notBefore.get(stage)).size() == notBefore.size())
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no stage comes before all others of "
                            + notBefore.keySet() + ": declare one in which everything begins"));
        }

        /* the first is the one from which all the others can be reached */
        private static String join(String one, String other, Map<String, Set<String>> notBefore) {
            Set<String> after = new LinkedHashSet<>(Objects.requireNonNull(notBefore.get(one)));
            after.retainAll(Objects.requireNonNull(notBefore.get(other)));
            return after.stream()
                    .filter(stage ->
                            Objects.requireNonNull(notBefore.get(stage)).containsAll(after))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + one + "' and '" + other + "' have "
                            + (after.isEmpty()
                                    ? "no stage after both"
                                    : "no first one among the stages after both, "
                                            + after.stream()
                                                    .sorted(Comparator.naturalOrder())
                                                    .toList())
                            + ": declare what is to be when both happen concurrently"));
        }
    }
}
