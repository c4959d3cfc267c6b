// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.log;

import java.math.BigInteger;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.crdt.LogEntry;

/** The events of a ledger in order, each with what it left of the stock. Units above 0 were restocked, below 0 reserved. */
final class Decisions {

    /* A decision depends on the events before it alone, through one number: what they left. So an event at the end is decided from the
     * last line. One that comes late has all after it decided again, until what they leave is what it was. */

    private static final int FEW = 1_000;

    private final List<Line> lines = new ArrayList<>();

    private static final class Line implements Comparable<Line> {

        private final LogEntry<Long> entry;
        private boolean decided;
        private boolean accepted;
        private BigInteger left = BigInteger.ZERO;

        Line(LogEntry<Long> entry) {
            this.entry = entry;
        }

        /* whether anything is different from what it was */
        boolean decide(BigInteger stock) {
            BigInteger rest = stock.add(BigInteger.valueOf(entry.item()));
            boolean suffices = rest.signum() >= 0;
            BigInteger now = suffices ? rest : stock;
            boolean isSame = decided && accepted == suffices && left.equals(now);
            decided = true;
            accepted = suffices;
            left = now;
            return !isSame;
        }

        boolean isReservation() {
            return entry.item() < 0;
        }

        Reservation reservation() {
            return new Reservation(entry.dot(), entry.time(), -entry.item(), accepted);
        }

        @Override
        public int compareTo(Line other) {
            return entry.compareTo(other.entry);
        }
    }

    static Decisions of(Collection<LogEntry<Long>> entries) {
        Decisions decisions = new Decisions();
        decisions.addAll(entries);
        return decisions;
    }

    /** What is left of the stock. */
    BigInteger available() {
        return lines.isEmpty() ? BigInteger.ZERO : lines.get(lines.size() - 1).left;
    }

    /** The time of the last event, the beginning of time if there is none. */
    HybridTimestamp latest() {
        return lines.isEmpty()
                ? HybridTimestamp.ZERO
                : lines.get(lines.size() - 1).entry.time();
    }

    /** Whether it is cheaper to begin anew than to add these one by one. */
    boolean isWorthRebuilding(List<LogEntry<Long>> entries) {
        return entries.size() > FEW
                && !lines.isEmpty()
                && entries.stream().anyMatch(entry -> entry.compareTo(lines.get(lines.size() - 1).entry) < 0);
    }

    /** Adds events, none of which is here; gives the reservations among them, and those that were here and are decided otherwise. */
    Difference addAll(Collection<LogEntry<Long>> entries) {
        List<Line> fresh = new ArrayList<>();
        entries.forEach(entry -> fresh.add(new Line(entry)));
        fresh.sort(null);
        int first = lines.size();
        for (Line line : fresh) {
            boolean isLast = lines.isEmpty() || lines.get(lines.size() - 1).compareTo(line) < 0;
            int position = isLast ? lines.size() : -1 - Collections.binarySearch(lines, line);
            lines.add(position, line);
            first = Math.min(first, position);
        }
        return decideFrom(first, fresh.size());
    }

    private Difference decideFrom(int first, int undecided) {
        Difference difference = new Difference(new ArrayList<>(), new ArrayList<>());
        BigInteger stock = first == 0 ? BigInteger.ZERO : lines.get(first - 1).left;
        int open = undecided;
        for (int index = first; index < lines.size(); index++) {
            Line line = lines.get(index);
            boolean isNew = !line.decided;
            boolean before = line.accepted;
            boolean isSame = !line.decide(stock);
            if (isNew && line.isReservation()) {
                difference.made.add(line.reservation());
            } else if (line.accepted != before && line.isReservation()) {
                difference.changed.add(line.reservation());
            }
            open -= isNew ? 1 : 0;
            if (isSame && open == 0) {
                break;
            }
            stock = line.left;
        }
        return difference;
    }

    /** The reservations that are new, and those whose decision changed, as they are now; both in order. */
    record Difference(List<Reservation> made, List<Reservation> changed) {}

    /** The reservations of the events before a time, or of the others, in order. */
    List<Reservation> reservations(HybridTimestamp watermark, boolean before) {
        int count = countBefore(watermark);
        return (before ? lines.subList(0, count) : lines.subList(count, lines.size()))
                .stream().filter(Line::isReservation).map(Line::reservation).toList();
    }

    private int countBefore(HybridTimestamp watermark) {
        int low = 0;
        int high = lines.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (lines.get(middle).entry.time().compareTo(watermark) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The decision on a reservation that is here. */
    Reservation find(LogEntry<Long> entry) {
        return lines.get(Collections.binarySearch(lines, new Line(entry))).reservation();
    }

    /** All reservations, in order. */
    List<Reservation> reservations() {
        return lines.stream().filter(Line::isReservation).map(Line::reservation).toList();
    }

    /** What the events left one after another, for checks. */
    List<BigInteger> lefts() {
        return new AbstractList<>() {
            @Override
            public BigInteger get(int index) {
                return lines.get(index).left;
            }

            @Override
            public int size() {
                return lines.size();
            }
        };
    }
}
