// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.pekko;

import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.cluster.ddata.ORSet;
import org.apache.pekko.cluster.ddata.protobuf.ReplicatedDataSerializer;
import org.crdt4j.benchmarks.subject.WireSubject;

/** An {@link ORSet} through Pekko's own protobuf serializer, which compresses sets with gzip and offers no other form. */
public final class PekkoSetWire implements WireSubject {

    private final ActorSystem system = ActorSystem.create(
            "wire",
            ConfigFactory.parseString("pekko.loglevel=OFF, pekko.stdout-loglevel=OFF, pekko.actor.provider=local")
                    .withFallback(ConfigFactory.load()));
    private final ReplicatedDataSerializer serializer = new ReplicatedDataSerializer((ExtendedActorSystem) system);
    private final Object set;
    private final String manifest;

    /** The state to encode, as a Pekko set gave it. */
    public PekkoSetWire(Object state) {
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
