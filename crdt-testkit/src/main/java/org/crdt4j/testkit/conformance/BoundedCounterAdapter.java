// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.crdt4j.counter.BoundedCounter;
import org.crdt4j.counter.Rights;

/** Bounded counters, whose cases name the replicas that have rights. */
final class BoundedCounterAdapter implements TypeAdapter<Rights> {

    @Override
    public Subject<Rights> create(Site site) {
        BoundedCounter counter = BoundedCounter.type().create(site.context());
        return new Subject<>() {
            @Override
            public Rights perform(Operation operation) {
                return BoundedCounterAdapter.perform(counter, site, operation);
            }

            @Override
            public boolean receive(Rights message) {
                return counter.join(message);
            }

            @Override
            public Rights state() {
                return counter.state();
            }

            @Override
            public Object value() {
                Map<String, BigInteger> rights = new LinkedHashMap<>();
                counter.rights().forEach((replica, amount) -> rights.put(site.name(replica), amount));
                return Map.of("value", counter.bigValue(), "rights", rights);
            }

            @Override
            public void checkInvariants() {
                counter.checkInvariants();
            }
        };
    }

    private static Rights perform(BoundedCounter counter, Site site, Operation operation) {
        return switch (operation.name()) {
            case "inc" -> counter.increment(operation.amount());
            case "dec" -> counter.decrement(operation.amount());
            case "transfer" -> counter.transfer(operation.number(0).longValueExact(), site.replica(operation.text(1)));
            default ->
                throw new MalformedCaseException(
                        "a bounded counter has no operation " + operation.name() + ", only inc, dec, transfer");
        };
    }

    /** Replicas without rights may be missing. */
    @Override
    public Object comparable(Object value) {
        if (!(value instanceof Map<?, ?> map && map.get("rights") instanceof Map<?, ?> rights)) {
            return value;
        }
        Map<Object, Object> some = new LinkedHashMap<>(rights);
        some.values().removeIf(BigInteger.ZERO::equals);
        Map<Object, Object> compared = new LinkedHashMap<>(map);
        compared.put("rights", some);
        return compared;
    }
}
