// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Marks that are edited in place until somebody gets a snapshot of them; registers are then copied once, by the next edit. Not thread-safe. */
final class LiveMarks {

    /* Exactly one of few and all counts: all as soon as it is there, never again few. shared says that a delta has the registers too.
     * snapshot and estimate, where they are known, are those of the marks as they are now. */

    private static final long UNKNOWN = -1;

    private final Shape shape;
    private final Set<Integer> few = new HashSet<>();
    private @Nullable Registers all;
    private boolean shared;
    private @Nullable Marks snapshot;
    private long estimate = UNKNOWN;

    LiveMarks(Shape shape) {
        this.shape = shape;
    }

    /** The marks of a delta, to be edited. */
    static LiveMarks of(Marks marks) {
        LiveMarks live = new LiveMarks(marks.shape());
        live.all = marks.all();
        live.shared = true;
        for (int mark : marks.few()) {
            live.few.add(mark);
        }
        live.snapshot = marks;
        return live;
    }

    /** Adds what another says. Returns whether that changed anything. */
    boolean add(Marks marks) {
        if (!shape.equals(marks.shape())) {
            throw new IllegalArgumentException("marks of a " + marks.shape().typeName() + " cannot be joined to a "
                    + shape.typeName() + ": give all replicas the same parameters");
        }
        boolean grew = false;
        for (int mark : marks.few()) {
            grew |= mark(mark);
        }
        Registers theirs = marks.all();
        if (theirs != null) {
            grew |= merge(theirs);
        }
        if (grew) {
            snapshot = null;
            estimate = UNKNOWN;
        }
        return grew;
    }

    private boolean mark(int mark) {
        if (all != null) {
            return edited(all).mark(mark);
        }
        if (!few.add(mark)) {
            return false;
        }
        if (few.size() > shape.limit()) {
            spread();
        }
        return true;
    }

    /* registers that came from elsewhere stand for more marks than are kept one by one, so they are news to whoever has none */
    private boolean merge(Registers theirs) {
        boolean fresh = all == null;
        boolean grew = edited(all == null ? spread() : all).merge(theirs);
        return grew || fresh;
    }

    private Registers spread() {
        Registers spread = shape.newRegisters();
        few.forEach(spread::mark);
        few.clear();
        all = spread;
        shared = false;
        return spread;
    }

    private Registers edited(Registers present) {
        if (!shared) {
            return present;
        }
        Registers copy = present.copy();
        all = copy;
        shared = false;
        return copy;
    }

    /** Whether a bit is set; only filters are asked this. */
    boolean has(int bit) {
        return all == null ? few.contains(bit) : ((BitRegisters) all).has(bit);
    }

    /** About how many elements have left these marks. */
    long estimate() {
        if (estimate == UNKNOWN) {
            estimate = all == null ? shape.estimate(few.size()) : all.estimate();
        }
        return estimate;
    }

    /** The marks as a value. Takes O(1) if they are registers or have not changed, else O(n log n) of those kept one by one. */
    Marks snapshot() {
        Marks taken = snapshot;
        if (taken == null) {
            shared = true;
            taken = all == null ? Marks.of(shape, few.stream().mapToInt(Integer::intValue)) : Marks.of(shape, all);
            snapshot = taken;
        }
        return taken;
    }

    void check() {
        boolean sound = all == null ? few.size() <= shape.limit() : few.isEmpty() && all.isReachable();
        if (!sound || !few.stream().allMatch(shape::isMark)) {
            throw new IllegalStateException("marks that no " + shape.typeName() + " can have");
        }
    }
}
