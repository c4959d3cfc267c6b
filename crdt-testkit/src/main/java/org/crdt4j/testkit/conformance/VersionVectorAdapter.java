// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import org.crdt4j.causality.CausalOrder;
import org.crdt4j.causality.VersionVector;

/** Adapts the version vector, which is no type of its own: each replica raises its own entry. */
final class VersionVectorAdapter implements TypeAdapter<VersionVector> {

    @Override
    public Subject<VersionVector> create(Site site) {
        return new LiveVector(site);
    }

    @Override
    public CausalOrder order(VersionVector a, VersionVector b) {
        return a.compare(b);
    }

    private static final class LiveVector implements Subject<VersionVector> {

        private final Site site;
        private VersionVector vector = VersionVector.empty();

        LiveVector(Site site) {
            this.site = site;
        }

        @Override
        public VersionVector perform(Operation operation) {
            if (!operation.name().equals("inc")) {
                throw new MalformedCaseException("a version vector has no operation " + operation.name());
            }
            long raised = Math.addExact(vector.get(site.replica()), operation.amount());
            VersionVector delta = VersionVector.of(site.replica(), raised);
            vector = vector.with(site.replica(), raised);
            return delta;
        }

        @Override
        public boolean receive(VersionVector message) {
            boolean isNew = !vector.covers(message);
            vector = vector.join(message);
            return isNew;
        }

        @Override
        public VersionVector state() {
            return vector;
        }

        @Override
        public Object value() {
            Map<String, Object> entries = new LinkedHashMap<>();
            vector.forEach((origin, counter) -> entries.put(site.name(origin), counter));
            return Values.plain(entries);
        }
    }
}
