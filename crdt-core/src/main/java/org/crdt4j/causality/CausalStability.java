// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which events are <em>causally stable</em> at a replica: all members have delivered them, and whatever can still arrive here was made
 * after its author had delivered them. What only tells such events from concurrent ones can then be forgotten.
 *
 * <p>An event is stable when each member is known to have delivered it. What a member has delivered is learnt from its {@linkplain
 * #delivered(Dot, VersionVector) operations}, and from what it {@linkplain #observe says}; the latter counts as soon as the member's own
 * operations up to that moment have been delivered here, because until then one of them may be concurrent.
 *
 * <p><strong>A silent member holds up everything</strong>: of no event is it known that the member has it. {@link #lag} says who is
 * behind. A member that only reads has to say now and then what it has delivered. One that is gone for good has to be {@linkplain
 * #retire retired}. The members have to be complete: an author that nobody has named becomes a member with its first operation, but what was
 * stable before that may be concurrent with it.
 *
 * <p>Memory: one number for each pair of a member and an origin, and at most two vectors a member that do not count yet; a number for
 * each retired member, for ever. Not thread-safe.
 *
 * <p>Baquero, Almeida, Shoker, "Pure Operation-Based Replicated Data Types", 2017.
 */
public final class CausalStability {

    /* Each origin has a column. A member's row holds what it is known to have delivered, column by column; what lies beyond the end of
     * a row is 0. The row of this replica is exactly what was delivered here. The stable vector is the least of all rows, column by
     * column, and never less than it was: a newcomer starts with a state that has all that is stable.
     *
     * A vector that a member announced is held until this replica's row reaches the member's own entry of it. Members may announce faster than
     * their operations come, so the first one that is held stays, beside the latest: one of the two counts in the end. */

    private final ReplicaId self;
    private final Map<ReplicaId, Integer> columns = new HashMap<>();
    private final List<ReplicaId> origins = new ArrayList<>();
    private final Map<ReplicaId, Row> rows = new HashMap<>();
    private final Map<ReplicaId, Long> retired = new TreeMap<>();
    private final Row own;
    private VersionVector stable = VersionVector.empty();

    /**
     * Begins with members of whom nothing is known.
     *
     * @param self this replica, a member in any case
     * @param members all replicas that make operations or need to have them
     */
    public CausalStability(ReplicaId self, Collection<ReplicaId> members) {
        this.self = Objects.requireNonNull(self, "self");
        own = row(self);
        members.forEach(this::row);
    }

    /**
     * Goes on where it was saved.
     *
     * @param self this replica
     * @param snapshot what {@link #snapshot} gave
     */
    public CausalStability(ReplicaId self, Snapshot snapshot) {
        this(self, snapshot.members().keySet());
        stable = snapshot.stable();
        retired.putAll(snapshot.retired());
        snapshot.members().forEach((member, vector) -> raise(row(member), vector));
        settleRetired();
    }

    private Row row(ReplicaId member) {
        return rows.computeIfAbsent(member, ignored -> new Row());
    }

    /**
     * Takes note of an operation that was delivered here. Its author had delivered its dependencies and its own operations before it.
     *
     * @param dot the operation, in causal order
     * @param dependencies what it depends on, of other replicas
     */
    public void delivered(Dot dot, VersionVector dependencies) {
        ReplicaId author = dot.replica();
        Row member = retired.containsKey(author) ? rows.get(author) : row(author);
        if (member != null) {
            dependencies.forEach((origin, counter) -> member.raise(column(origin), counter));
            member.raise(column(author), dot.counter());
        }
        own.raise(column(author), dot.counter());
        release(author);
    }

    /**
     * Takes note of what a member has delivered, as the member says. What a replica says that is no member is passed over.
     *
     * @param member who says so; this replica itself after it took over a state
     * @param delivered what it has delivered, its own operations included
     */
    public void observe(ReplicaId member, VersionVector delivered) {
        Row row = rows.get(member);
        if (row == null) {
            return;
        }
        if (row == own) {
            raise(own, delivered);
            List.copyOf(rows.keySet()).forEach(this::release);
        } else {
            row.hold(delivered);
            release(member);
        }
    }

    private void raise(Row row, VersionVector vector) {
        vector.forEach((origin, counter) -> row.raise(column(origin), counter));
    }

    private int column(ReplicaId origin) {
        Integer known = columns.get(origin);
        if (known != null) {
            return known;
        }
        columns.put(origin, origins.size());
        origins.add(origin);
        return origins.size() - 1;
    }

    /* what was held back because operations of the member had not come yet */
    private void release(ReplicaId member) {
        Row row = rows.get(member);
        if (row == null || row == own) {
            return;
        }
        long reached = own.get(column(member));
        for (VersionVector due = row.take(member, reached); due != null; due = row.take(member, reached)) {
            raise(row, due);
        }
        Long last = retired.get(member);
        if (last != null && last <= reached) {
            rows.remove(member);
        }
    }

    private void settleRetired() {
        List.copyOf(retired.keySet()).forEach(this::release);
    }

    /**
     * What is causally stable. It never goes back.
     *
     * @return of each replica, the last of its operations that is stable, in O(members * origins)
     */
    public VersionVector stable() {
        long[] least = new long[origins.size()];
        Arrays.fill(least, Long.MAX_VALUE);
        for (Row row : rows.values()) {
            for (int column = 0; column < least.length; column++) {
                least[column] = Math.min(least[column], row.get(column));
            }
        }
        stable = stable.join(vector(least));
        return stable;
    }

    private VersionVector vector(long[] numbers) {
        Map<ReplicaId, Long> entries = new HashMap<>();
        for (int column = 0; column < numbers.length; column++) {
            entries.put(origins.get(column), numbers[column]);
        }
        return VersionVector.copyOf(entries);
    }

    /**
     * How far a member is behind: how many operations one of the members is known to have delivered, and this one is not.
     *
     * @param member the member
     * @return the number of operations, {@link Long#MAX_VALUE} if more than fit, in O(members * origins)
     * @throws IllegalArgumentException if it is no member
     */
    public long lag(ReplicaId member) {
        Row behind = rows.get(member);
        if (behind == null) {
            throw new IllegalArgumentException(member + " is no member: " + members());
        }
        long lag = 0;
        for (int column = 0; column < origins.size(); column++) {
            long highest = 0;
            for (Row row : rows.values()) {
                highest = Math.max(highest, row.get(column));
            }
            lag += highest - behind.get(column);
            if (lag < 0) {
                return Long.MAX_VALUE;
            }
        }
        return lag;
    }

    /**
     * Who has to have delivered an operation before it is stable.
     *
     * @return the members, this replica included, ascending
     */
    public Set<ReplicaId> members() {
        return new TreeSet<>(rows.keySet());
    }

    /**
     * Adds a member. It has to start with a state that contains all that is {@linkplain #stable() stable} at any member by then; nothing
     * more becomes stable until it is heard of.
     *
     * @param member the newcomer
     * @return whether it was no member yet
     * @throws IllegalArgumentException if it has been retired: whoever comes back takes the next incarnation
     */
    public boolean join(ReplicaId member) {
        if (retired.containsKey(member)) {
            throw new IllegalArgumentException(member + " has been retired; it has to take its next incarnation");
        }
        if (rows.containsKey(member)) {
            return false;
        }
        stable();
        row(member);
        return true;
    }

    /**
     * Removes a member for good. It holds up the others until the last of its operations was delivered here, no longer. What it
     * makes after that one must never be delivered anywhere.
     *
     * @param member who is gone
     * @param last the number of its last operation, 0 if it made none
     * @throws IllegalArgumentException if it is this replica, or was retired with another number
     */
    public void retire(ReplicaId member, long last) {
        if (member.equals(self)) {
            throw new IllegalArgumentException("a replica cannot retire itself: " + member);
        }
        Long before = retired.putIfAbsent(member, last);
        if (before != null && before != last) {
            throw new IllegalArgumentException(
                    member + " was retired with " + before + " operations, so not with " + last);
        }
        release(member);
    }

    /**
     * What has to survive a restart. What members announced that does not count yet is left out; they will say it again.
     *
     * @return an immutable copy
     */
    public Snapshot snapshot() {
        Map<ReplicaId, VersionVector> members = new TreeMap<>();
        rows.forEach((member, row) -> members.put(member, vector(row.numbers(origins.size()))));
        return new Snapshot(stable(), members, retired);
    }

    @Override
    public String toString() {
        return "CausalStability[" + stable() + " stable at " + members() + "]";
    }

    /** What one member is known to have delivered. */
    private static final class Row {

        private long[] numbers = {};
        private @Nullable VersionVector first;
        private @Nullable VersionVector latest;

        long get(int column) {
            return column < numbers.length ? numbers[column] : 0;
        }

        void raise(int column, long counter) {
            if (column >= numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.max(column + 1, 2 * numbers.length));
            }
            numbers[column] = Math.max(numbers[column], counter);
        }

        long[] numbers(int length) {
            return Arrays.copyOf(numbers, length);
        }

        void hold(VersionVector announced) {
            if (first == null) {
                first = announced;
            } else {
                latest = latest == null ? announced : latest.join(announced);
            }
        }

        /* the next vector that may count, now that so many operations of the member were delivered here */
        @Nullable
        VersionVector take(ReplicaId member, long reached) {
            VersionVector due = first;
            if (due == null || due.get(member) > reached) {
                return null;
            }
            first = latest;
            latest = null;
            return due;
        }
    }

    /**
     * What survives a restart.
     *
     * @param stable what is stable
     * @param members what each member is known to have delivered
     * @param retired the number of the last operation of each member that was retired
     */
    public record Snapshot(VersionVector stable, Map<ReplicaId, VersionVector> members, Map<ReplicaId, Long> retired) {

        /**
         * Copies the maps.
         *
         * @param stable what is stable
         * @param members what each member is known to have delivered
         * @param retired the number of the last operation of each member that was retired
         */
        public Snapshot {
            Objects.requireNonNull(stable, "stable");
            members = Map.copyOf(members);
            retired = Map.copyOf(retired);
        }
    }
}
