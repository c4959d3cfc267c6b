// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.delivery;

import java.util.List;
import java.util.Locale;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.op.CausalDelivery;
import org.crdt4j.op.Saved;
import org.openjdk.jol.info.GraphLayout;

/** W9's memory: how many operations wait at most, and the heap that each takes beside its own objects. Exact, and needs no JMH. */
public final class BufferProbe {

    private BufferProbe() {}

    /** Argument: how many operations. Prints one line for each order. */
    public static void main(String[] arguments) {
        int size = Integer.parseInt(arguments[0]);
        for (DeliveryScenario.Order order : DeliveryScenario.Order.values()) {
            DeliveryScenario scenario = DeliveryScenario.of(order, size);
            Peak peak = peak(scenario.arrivals);
            long bytes = heapBeyondOperations(scenario.arrivals.subList(0, peak.arrived));
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d of %,d operations wait at most, %,d bytes of heap beside them, %d each; %.2f dependencies each%n",
                    order,
                    peak.pending,
                    size,
                    bytes,
                    peak.pending == 0 ? 0 : bytes / peak.pending,
                    (double) scenario.dependencies / scenario.arrivals.size());
        }
    }

    /** The most that were pending, and after how many arrivals. */
    record Peak(int pending, int arrived) {}

    static Peak peak(List<Tagged<String>> arrivals) {
        CausalDelivery<String> delivery = W9Delivery.delivery();
        Peak peak = new Peak(0, 0);
        int arrived = 0;
        for (Tagged<String> operation : arrivals) {
            W9Delivery.receive(delivery, operation);
            arrived++;
            if (delivery.pending() > peak.pending) {
                peak = new Peak(delivery.pending(), arrived);
            }
        }
        return peak;
    }

    private static long heapBeyondOperations(List<Tagged<String>> arrivals) {
        CausalDelivery<String> delivery = W9Delivery.delivery();
        arrivals.forEach(operation -> W9Delivery.receive(delivery, operation));
        Object[] operations =
                delivery.save().pending().stream().map(Saved.Pending::operation).toArray();
        long all = GraphLayout.parseInstance(delivery, operations).totalSize();
        return all - GraphLayout.parseInstance((Object) operations).totalSize();
    }
}
