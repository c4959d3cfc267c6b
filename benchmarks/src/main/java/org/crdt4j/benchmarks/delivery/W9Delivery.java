// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.delivery;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.crdt4j.causality.CausalStability;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.op.CausalDelivery;
import org.crdt4j.op.CausalDelivery.Limits;
import org.crdt4j.op.Saved;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** W9: operations of 100 origins through causal delivery, from the first that arrives to the last that is delivered. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class W9Delivery {

    static final Limits UNLIMITED = new Limits(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    static final ReplicaId SELF = ReplicaId.of(1);

    /** All operations; the figure is for all of them. */
    @Benchmark
    public VersionVector deliver(DeliveryScenario scenario, Blackhole effects) {
        CausalDelivery<String> delivery = delivery();
        deliverAll(scenario, delivery, effects);
        return delivery.delivered();
    }

    /** The same, and it is tracked what is stable. */
    @Benchmark
    public VersionVector deliverAndTrack(DeliveryScenario scenario, Blackhole effects) {
        CausalDelivery<String> delivery = delivery();
        CausalStability stability = delivery.trackStability(List.of());
        deliverAll(scenario, delivery, effects);
        return stability.stable();
    }

    /** No delivery: what one has to read of each operation when it arrives, and nothing else. */
    @Benchmark
    public long readOnce(DeliveryScenario scenario) {
        return read(scenario.arrivals);
    }

    /** No delivery: the same, then what whoever lets an operation take effect reads of each, in the order in which they were made. */
    @Benchmark
    public long readTwice(DeliveryScenario scenario) {
        return read(scenario.arrivals) + read(scenario.history);
    }

    private static long read(List<Tagged<String>> operations) {
        long[] sum = new long[1];
        for (Tagged<String> operation : operations) {
            Dot dot = operation.dot();
            sum[0] += dot.replica().id() ^ dot.counter() ^ operation.time().packed();
            operation.dependencies().forEach((id, counter) -> sum[0] += id.id() ^ counter);
        }
        return sum[0];
    }

    private static void deliverAll(DeliveryScenario scenario, CausalDelivery<String> delivery, Blackhole effects) {
        for (Tagged<String> operation : scenario.arrivals) {
            delivery.receive(operation);
            for (Tagged<String> next = delivery.poll(); next != null; next = delivery.poll()) {
                effects.consume(next);
            }
        }
    }

    /** Receives an operation; returns how many could be delivered then. */
    static int receive(CausalDelivery<String> delivery, Tagged<String> operation) {
        delivery.receive(operation);
        int delivered = 0;
        while (delivery.poll() != null) {
            delivered++;
        }
        return delivered;
    }

    static CausalDelivery<String> delivery() {
        HybridClock clock = new HybridClock(() -> Instant.ofEpochMilli(DeliveryScenario.NOON));
        return new CausalDelivery<>(Saved.of(SELF), clock, UNLIMITED);
    }
}
