// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.delivery;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.crdt4j.benchmarks.report.Measure;
import org.crdt4j.benchmarks.report.Results;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.op.CausalDelivery;
import org.crdt4j.op.Saved;
import org.openjdk.jol.info.GraphLayout;

/** W9's memory: how many operations wait at most, and the heap that each takes beside its own objects. Exact, and needs no JMH. */
public final class BufferProbe {

    private BufferProbe() {}

    /** Arguments: the file to write, how many operations. */
    public static void main(String[] arguments) throws IOException {
        int size = Integer.parseInt(arguments[1]);
        JsonArray entries = new JsonArray();
        for (DeliveryScenario.Order order : DeliveryScenario.Order.values()) {
            DeliveryScenario scenario = DeliveryScenario.of(order, size);
            Peak peak = peak(scenario.arrivals);
            long bytes = heapBeyondOperations(scenario.arrivals.subList(0, peak.arrived));
            entries.add(Results.count(Measure.DELIVERY_WAITING, size, order.name(), peak.pending));
            entries.add(Results.entry(Measure.DELIVERY_HEAP, size, order.name(), bytes));
        }
        Files.writeString(Path.of(arguments[0]), new Gson().toJson(entries));
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
