// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.crdt4j.benchmarks.delivery.DeliveryScenario.Order;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.op.CausalDelivery;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** W9 delivers what its benchmark says: everything once, and at once where the order is right. */
class DeliveryScenarioTest {

    private static final int SIZE = 5_000;

    @ParameterizedTest
    @EnumSource
    void everyOrder_deliversEverythingOnce(Order order) {
        DeliveryScenario scenario = DeliveryScenario.of(order, SIZE);
        CausalDelivery<String> delivery = W9Delivery.delivery();
        int delivered = 0;
        VersionVector made = VersionVector.empty();
        for (Tagged<String> operation : scenario.arrivals) {
            delivered += W9Delivery.receive(delivery, operation);
            made = made.with(operation.dot().replica(), operation.dot().counter());
        }
        assertEquals(SIZE, delivered);
        assertEquals(made, delivery.delivered());
        assertEquals(order == Order.REPEATED ? SIZE * 13 / 10 : SIZE, scenario.arrivals.size());
    }

    @ParameterizedTest
    @EnumSource
    void buffer_isAsLargeAsTheDisorder(Order order) {
        DeliveryScenario scenario = DeliveryScenario.of(order, SIZE);
        int pending = BufferProbe.peak(scenario.arrivals).pending();
        switch (order) {
            case IN_ORDER -> assertEquals(0, pending);
            case NEARLY -> assertTrue(pending > 0 && pending < 1_000, "pending " + pending);
            case REVERSED -> assertTrue(pending > SIZE - DeliveryScenario.ORIGINS, "pending " + pending);
            case RANDOM, REPEATED -> assertTrue(pending > SIZE / 2, "pending " + pending);
        }
        assertTrue(scenario.dependencies > scenario.arrivals.size(), "more than one dependency each");
    }
}
