// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.WireFormat;
import org.jspecify.annotations.Nullable;

/** The causal delivery of production, restarted from bytes. */
final class RealDelivery implements DeliverySubject {

    private final HybridClock clock;
    private final CausalDelivery.Limits limits;
    private CausalDelivery<String> delivery;

    RealDelivery(ReplicaId self, HybridClock clock, CausalDelivery.Limits limits) {
        this.clock = clock;
        this.limits = limits;
        this.delivery = new CausalDelivery<>(Saved.of(self), clock, limits);
    }

    CausalDelivery<String> delivery() {
        return delivery;
    }

    @Override
    public boolean receive(Tagged<String> operation, int bytes) {
        return delivery.receive(operation, bytes);
    }

    @Override
    public @Nullable Tagged<String> poll() {
        return delivery.poll();
    }

    @Override
    public boolean advance(VersionVector joined) {
        return delivery.advance(joined);
    }

    @Override
    public Tagged<String> tag(String operation, ReplicaId self) {
        return delivery.tag(operation);
    }

    @Override
    public VersionVector dependencies() {
        return delivery.save().dependencies();
    }

    @Override
    public VersionVector delivered() {
        return delivery.delivered();
    }

    @Override
    public int pending() {
        return delivery.pending();
    }

    @Override
    public long pendingBytes() {
        return delivery.pendingBytes();
    }

    @Override
    public CausalContext missing() {
        return delivery.missing();
    }

    @Override
    public void restart() {
        WireFormat<Saved<String>> format = Saved.format(WireFormat.value());
        byte[] stored = Codec.standard().encode(format, delivery.save());
        delivery = new CausalDelivery<>(Codec.standard().decode(format, stored), clock, limits);
    }

    @Override
    public void checkInvariants() {
        delivery.checkInvariants();
    }
}
