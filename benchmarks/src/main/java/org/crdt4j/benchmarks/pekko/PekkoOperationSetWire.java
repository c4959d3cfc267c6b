// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.pekko;

import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.typed.crdt.ORSet;
import org.apache.pekko.persistence.typed.serialization.ReplicatedEventSourcingSerializer;
import org.crdt4j.benchmarks.subject.WireSubject;

/** An operation-based {@link ORSet} through Pekko's own protobuf serializer, as it is written to a snapshot. */
public final class PekkoOperationSetWire implements WireSubject {

    private final ActorSystem system = ActorSystem.create(
            "wire",
            ConfigFactory.parseString("pekko.loglevel=OFF, pekko.stdout-loglevel=OFF, pekko.actor.provider=local")
                    .withFallback(ConfigFactory.load()));
    private final ReplicatedEventSourcingSerializer serializer =
            new ReplicatedEventSourcingSerializer((ExtendedActorSystem) system);
    private final Object set;
    private final String manifest;

    /** The state to encode, as a set of Pekko gave it. */
    public PekkoOperationSetWire(Object state) {
        this.set = state;
        this.manifest = serializer.manifest(set);
    }

    @Override
    public byte[] encode() {
        return serializer.toBinary(set);
    }

    @Override
    public Object decode(byte[] bytes) {
        return serializer.fromBinary(bytes, manifest);
    }

    @Override
    public int size(Object decoded) {
        return ((ORSet<?>) decoded).size();
    }

    @Override
    @SuppressWarnings("unchecked") // decode() reads sets of strings only
    public boolean contains(Object decoded, String element) {
        return ((ORSet<String>) decoded).contains(element);
    }

    /** Stops the actor system that the serializer needs. */
    @Override
    public void close() {
        system.terminate();
    }
}
