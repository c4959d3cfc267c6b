// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.WireFormat;

/**
 * Three consumers count a log of 10,000 events in four partitions that are handed from one to another. Events come again and out of
 * order, consumers crash and go on with what they stored, and now and then one joins what another one stored.
 */
final class SourceLogSimulation {

    /** What a consumer might get wrong. */
    enum Mistake {
        NONE,
        /** The number of an event is how many were taken before it, not its place in the log. */
        OFFSET_TAKEN_FOR_COUNT,
        /** The position is stored at another time than the value. */
        POSITION_SAVED_APART,
        /** The operation also says how much was seen before. */
        MADE_OF_WHAT_WAS_SEEN
    }

    static final int PARTITIONS = 4;
    static final int LENGTH = 2_500;
    private static final int CONSUMERS = 3;
    private static final int STEPS = 300;
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Codec CODEC = Codec.standard();
    private static final WireFormat<SourceState<OpPnCounter.Add, Sums>> FORMAT = SourceState.format(OpPnCounter.type());

    private final Random random;
    private final Mistake mistake;
    private final long[][] amounts = new long[PARTITIONS][LENGTH];
    private final Site[] sites = new Site[CONSUMERS];
    private final Site[] owners = new Site[PARTITIONS];
    private final int[] cursors = new int[PARTITIONS];
    private long given;
    private long mostWaiting;

    SourceLogSimulation(long seed, Mistake mistake) {
        this.random = new Random(seed);
        this.mistake = mistake;
        for (long[] partition : amounts) {
            for (int offset = 0; offset < LENGTH; offset++) {
                partition[offset] = random.nextLong(-3, 100);
            }
        }
        for (int index = 0; index < CONSUMERS; index++) {
            sites[index] = new Site(ReplicaId.of(index + 1));
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            owners[partition] = sites[random.nextInt(CONSUMERS)];
        }
    }

    static SourcePartition source(int partition) {
        return new SourcePartition("sales", partition);
    }

    private static HybridClock clock() {
        return new HybridClock(() -> NOON);
    }

    private final class Site {

        SourceConsumer<OpPnCounter, OpPnCounter.Add, Sums> consumer;
        byte[] stored;

        Site(ReplicaId id) {
            consumer = new SourceConsumer<>(OpPnCounter.type(), id, clock());
            store();
        }

        void store() {
            stored = CODEC.encode(FORMAT, consumer.save());
        }

        void crash() {
            long[] positions = new long[PARTITIONS];
            for (int partition = 0; partition < PARTITIONS; partition++) {
                positions[partition] = consumer.position(source(partition));
            }
            SourceState<OpPnCounter.Add, Sums> saved = CODEC.decode(FORMAT, stored);
            consumer = new SourceConsumer<>(
                    OpPnCounter.type(), saved, clock(), CausalDelivery.Limits.DEFAULT, java.util.Optional.empty());
            for (int partition = 0; partition < PARTITIONS; partition++) {
                if (mistake == Mistake.POSITION_SAVED_APART) {
                    consumer.skipTo(source(partition), positions[partition]);
                }
                if (owners[partition] == this) {
                    cursors[partition] = (int) consumer.position(source(partition));
                }
            }
        }

        void join(Site other) {
            other.store();
            consumer.join(CODEC.decode(FORMAT, other.stored));
        }

        void take(int partition, int offset) {
            given++;
            long place = mistake == Mistake.OFFSET_TAKEN_FOR_COUNT ? consumer.position(source(partition)) : offset;
            long amount = amounts[partition][offset]
                    + (mistake == Mistake.MADE_OF_WHAT_WAS_SEEN
                            ? consumer.replica().object().value() & 1
                            : 0);
            consumer.accept(
                    new SourceId("sales", partition, place),
                    NOON.minusMillis(offset),
                    counter -> counter.increment(amount));
            mostWaiting = Math.max(mostWaiting, consumer.replica().pending());
        }
    }

    /* throws an AssertionError if an event was lost or counted twice */
    SourceLogSimulation run() {
        for (int step = 0; step < STEPS; step++) {
            step();
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            Site owner = owners[partition];
            for (int offset = (int) owner.consumer.position(source(partition)); offset < LENGTH; offset++) {
                owner.take(partition, offset);
            }
        }
        for (int round = 0; round < 2; round++) {
            for (Site to : sites) {
                for (Site from : sites) {
                    to.join(from);
                }
            }
        }
        check();
        return this;
    }

    private void step() {
        int draw = random.nextInt(100);
        Site site = sites[random.nextInt(CONSUMERS)];
        if (draw < 3) {
            site.crash();
        } else if (draw < 8) {
            site.store();
        } else if (draw < 11) {
            site.join(sites[random.nextInt(CONSUMERS)]);
        } else if (draw < 14) {
            handOver(random.nextInt(PARTITIONS), site);
        } else {
            read(random.nextInt(PARTITIONS));
        }
    }

    /* half of the time the new owner reads where the former one was: what it lacks before that, it waits for */
    private void handOver(int partition, Site to) {
        owners[partition] = to;
        if (random.nextBoolean()) {
            cursors[partition] = (int) to.consumer.position(source(partition));
        }
    }

    private void read(int partition) {
        int end = Math.min(LENGTH, cursors[partition] + 1 + random.nextInt(80));
        List<Integer> batch = new ArrayList<>();
        for (int offset = cursors[partition]; offset < end; offset++) {
            batch.add(offset);
            if (random.nextInt(100) < 30) {
                batch.add(random.nextInt(offset + 1));
            }
        }
        Collections.shuffle(batch, random);
        batch.forEach(offset -> owners[partition].take(partition, offset));
        cursors[partition] = end;
    }

    private void check() {
        long truth = 0;
        for (long[] partition : amounts) {
            for (long amount : partition) {
                truth += amount;
            }
        }
        for (Site site : sites) {
            site.consumer.replica().checkInvariants();
            assertEquals(truth, site.consumer.replica().object().value(), "the total");
            assertEquals(List.of(), site.consumer.missing());
            SourceState<OpPnCounter.Add, Sums> saved = site.consumer.save();
            assertEquals(0, saved.delivery().pending().size(), "events that wait");
            assertEquals(PARTITIONS, saved.delivery().delivered().size(), "one number a partition");
            assertEquals(PARTITIONS, saved.starts().size());
            assertTrue(CODEC.encode(FORMAT, saved).length < 300, "10,000 events leave no trace");
        }
    }

    long given() {
        return given;
    }

    long mostWaiting() {
        return mostWaiting;
    }
}
