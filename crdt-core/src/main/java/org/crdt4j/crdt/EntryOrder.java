// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.ReplicaId;
import org.jspecify.annotations.Nullable;

/**
 * The one order in which the entries of a dot map are written: that of their smallest dots. Keys without dots come first; where dots
 * do not tell keys apart, the bytes of the keys do.
 */
final class EntryOrder<K, S extends DotStore<S>> implements DotConsumer {

    /* Everything about a row of the map is in arrays of numbers: how many dots it has, and which is the smallest. The event numbers of one
     * replica are nearly always dense, so that a row's number is its place: sorting is then one pass. */

    private static final int SPARSE = 4;
    private static final int FEW = 8;

    private final DotMap<K, S> map;
    private final WireOutput out;
    private final int[] dots;
    private final int[] groups;
    private final long[] counters;
    private final int[] rows;
    private ReplicaId[] origins = new ReplicaId[FEW];
    private int known;
    private int recent;
    private @Nullable Map<ReplicaId, Integer> groupsByOrigin;

    /* the smallest dot of the present row */
    private int count;
    private int group;
    private long counter;

    EntryOrder(DotMap<K, S> map, WireOutput out) {
        this.map = map;
        this.out = out;
        int size = map.size();
        dots = new int[size];
        groups = new int[size];
        counters = new long[size];
        rows = new int[size];
        for (int row = 0; row < size; row++) {
            count = 0;
            group = -1;
            counter = 0;
            map.forEachDot(row, this);
            dots[row] = count;
            groups[row] = group;
            counters[row] = counter;
        }
        order();
    }

    @Override
    public void accept(ReplicaId origin, long number) {
        int found = groupOf(origin);
        if (count++ > 0) {
            int order = found == group ? 0 : origins[group].compareTo(origin);
            if (order < 0 || (order == 0 && number >= counter)) {
                return;
            }
        }
        group = found;
        counter = number;
    }

    private int groupOf(ReplicaId origin) {
        if (recent < known && origins[recent] == origin) {
            return recent;
        }
        recent = groupsByOrigin == null ? search(origin) : groupsByOrigin.getOrDefault(origin, known);
        if (recent == known) {
            add(origin);
        }
        return recent;
    }

    private int search(ReplicaId origin) {
        int found = 0;
        while (found < known && !origins[found].equals(origin)) {
            found++;
        }
        return found;
    }

    private void add(ReplicaId origin) {
        if (known == origins.length) {
            origins = Arrays.copyOf(origins, 2 * known);
        }
        origins[known++] = origin;
        if (groupsByOrigin != null) {
            groupsByOrigin.put(origin, known - 1);
        } else if (known > FEW) {
            groupsByOrigin = new HashMap<>();
            for (int each = 0; each < known; each++) {
                groupsByOrigin.put(origins[each], each);
            }
        }
    }

    /* puts the rows of each group together, those without dots first, and then each group in order */
    private void order() {
        int[] sizes = new int[known + 1];
        for (int each : groups) {
            sizes[each + 1]++;
        }
        int[] ends = new int[known + 1];
        int end = sizes[0];
        for (int each : byOrigin()) {
            ends[each + 1] = end;
            end += sizes[each + 1];
        }
        for (int row = 0; row < rows.length; row++) {
            rows[ends[groups[row] + 1]++] = row;
        }
        for (int each = 0; each <= known; each++) {
            orderGroup(ends[each] - sizes[each], ends[each]);
        }
    }

    private int[] byOrigin() {
        return IntStream.range(0, known)
                .boxed()
                .sorted((one, other) -> origins[one].compareTo(origins[other]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void orderGroup(int from, int to) {
        if (to - from < 2) {
            return;
        }
        long least = Long.MAX_VALUE;
        long greatest = 0;
        for (int at = from; at < to; at++) {
            least = Math.min(least, counters[rows[at]]);
            greatest = Math.max(greatest, counters[rows[at]]);
        }
        if ((greatest - least) / SPARSE > to - from || !place(from, to, least, (int) (greatest - least) + 1)) {
            sort(from, to);
        }
    }

    /* whether every number occurs but once; otherwise nothing has been done */
    private boolean place(int from, int to, long least, int places) {
        int[] rowsByNumber = new int[places];
        for (int at = from; at < to; at++) {
            int place = (int) (counters[rows[at]] - least);
            if (rowsByNumber[place] != 0) {
                return false;
            }
            rowsByNumber[place] = rows[at] + 1;
        }
        int at = from;
        for (int row : rowsByNumber) {
            if (row != 0) {
                rows[at++] = row - 1;
            }
        }
        return true;
    }

    private void sort(int from, int to) {
        Map<Integer, byte[]> keyBytes = new HashMap<>();
        int[] sorted = Arrays.stream(rows, from, to)
                .boxed()
                .sorted((one, other) -> compare(one, other, keyBytes))
                .mapToInt(Integer::intValue)
                .toArray();
        System.arraycopy(sorted, 0, rows, from, sorted.length);
    }

    private int compare(int one, int other, Map<Integer, byte[]> keyBytes) {
        int byCounter = Long.compare(counters[one], counters[other]);
        return byCounter != 0
                ? byCounter
                : Arrays.compareUnsigned(
                        keyBytes.computeIfAbsent(one, this::keyBytes), keyBytes.computeIfAbsent(other, this::keyBytes));
    }

    private byte[] keyBytes(int row) {
        return out.keyBytes(map.key(row));
    }

    int size() {
        return rows.length;
    }

    /** The key of the entry at a place. */
    K key(int place) {
        return map.key(rows[place]);
    }

    /** The store of the entry at a place. */
    S store(int place) {
        return map.store(rows[place]);
    }

    /** How many dots there are in the store at a place. */
    int dots(int place) {
        return dots[rows[place]];
    }

    /** Gives the dots of the store at a place. */
    void forEachDot(int place, DotConsumer action) {
        map.forEachDot(rows[place], action);
    }

    /** The place after those entries, from one on, that have one dot each, which follow each other. The entry itself must have one dot. */
    int endOfRun(int place) {
        int first = rows[place];
        int end = place + 1;
        while (end < rows.length) {
            int row = rows[end];
            if (dots[row] != 1 || groups[row] != groups[first] || counters[row] - counters[first] != end - place) {
                break;
            }
            end++;
        }
        return end;
    }
}
