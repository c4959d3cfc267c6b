// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.crdt4j.replica.Storage;
import org.jspecify.annotations.Nullable;

/**
 * A disk that forgets what was not forced when the power fails, that can fail at any step, and that can be copied. Of the records that
 * were not forced, the first ones may survive, and half of the next; a half is found out when the disk is opened again, as {@link
 * org.crdt4j.net.storage.DurableStorage} does.
 */
final class SimulatedDisk implements Storage {
    private static final int NEVER = Integer.MAX_VALUE;

    private final RandomGenerator random;
    private final List<byte[]> records = new ArrayList<>();
    private byte @Nullable [] snapshot;
    private int forced;
    private int stepsLeft = NEVER;
    private boolean torn;

    SimulatedDisk(RandomGenerator random) {
        this.random = random;
    }

    /** What is on this disk now, on another. */
    SimulatedDisk copy() {
        SimulatedDisk copy = new SimulatedDisk(random);
        copy.records.addAll(records.subList(0, forced));
        copy.forced = forced;
        copy.snapshot = snapshot;
        copy.torn = torn;
        return copy;
    }

    /** Lets the power fail within the steps to come. */
    void failAfter(int steps) {
        stepsLeft = steps;
    }

    /** The power fails no more. */
    void repair() {
        stepsLeft = NEVER;
    }

    /** The power is gone, whether it failed in a step or between two; and it comes back. */
    void loseWhatWasNotForced() {
        repair();
        int survivors = forced + random.nextInt(records.size() - forced + 1);
        torn |= survivors < records.size() && random.nextBoolean();
        records.subList(survivors, records.size()).clear();
        forced = survivors;
    }

    private boolean fails() {
        return stepsLeft != NEVER && stepsLeft-- <= 0;
    }

    @Override
    public Optional<byte[]> loadSnapshot() {
        return Optional.ofNullable(snapshot).map(byte[]::clone);
    }

    @Override
    public List<byte[]> loadRecords() {
        return records.stream().map(byte[]::clone).toList();
    }

    @Override
    public boolean mayHaveForgotten() {
        return torn;
    }

    @Override
    public void append(byte[] record) {
        records.add(record.clone());
        if (fails()) {
            throw new PowerFailure();
        }
    }

    @Override
    public void force() {
        if (forced < records.size() && fails()) {
            throw new PowerFailure();
        }
        forced = records.size();
    }

    @Override
    public void replaceBy(byte[] newSnapshot) {
        if (fails()) {
            throw new PowerFailure();
        }
        snapshot = newSnapshot.clone();
        records.clear();
        forced = 0;
        torn = false;
    }

    @Override
    public void close() {
        force();
    }
}
