// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.WireFormat;

/** States and deltas of every type, there and back. */
final class RoundTripTest {

    private static final Codec CODEC = TypeCase.codec();

    @Property(tries = 100)
    void statesAndDeltas_comeBackEqual(@ForAll long seed) {
        for (TypeCase<?, ?> each : TypeCase.all()) {
            checkHistory(each, new Random(seed));
        }
    }

    private static <T extends Crdt<D, ?>, D extends Delta<D>> void checkHistory(TypeCase<T, D> each, Random random) {
        TypeCase.History<T, D> history = each.history(random, 30);
        history.deltas().forEach(delta -> checkRoundTrip(each, delta));
        for (T object : history.objects()) {
            checkRoundTrip(each, object.state());
            checkRoundTrip(each, object.deltaSince(VersionVector.of(new ReplicaId(0x0123456789ABCDEFL, 0), 3)));
        }
    }

    private static <D extends Delta<D>> void checkRoundTrip(TypeCase<?, D> each, D delta) {
        byte[] message = CODEC.encode(each.type(), delta);
        D decoded = CODEC.decode(each.type(), message);
        assertEquals(delta, decoded, each::toString);
        assertArrayEquals(message, CODEC.encode(each.type(), decoded), each::toString);
    }

    @Property(tries = 100)
    void equalStates_areEncodedEqually_howeverTheyCameAbout(@ForAll long seed) {
        for (TypeCase<?, ?> each : TypeCase.all()) {
            checkDeterminism(each, new Random(seed));
        }
    }

    private static <T extends Crdt<D, ?>, D extends Delta<D>> void checkDeterminism(
            TypeCase<T, D> each, Random random) {
        TypeCase.History<T, D> history = each.history(random, 30);
        List<D> deltas = new ArrayList<>(history.deltas());
        T one = each.create(7);
        deltas.forEach(one::join);
        Collections.shuffle(deltas, random);
        T other = each.create(8);
        deltas.forEach(delta -> other.join(CODEC.decode(each.type(), CODEC.encode(each.type(), delta))));
        assertEquals(one.state(), other.state(), each::toString);
        assertArrayEquals(
                CODEC.encode(each.type(), one.state()), CODEC.encode(each.type(), other.state()), each::toString);
        T third = each.create(9);
        history.objects().forEach(object -> third.join(object.state()));
        third.join(one.state());
        assertArrayEquals(
                CODEC.encode(each.type(), one.state()), CODEC.encode(each.type(), third.state()), each::toString);
    }

    @Property
    void contexts_comeBackEqual(@ForAll long seed) {
        Random random = new Random(seed);
        MutableCausalContext context = new MutableCausalContext();
        for (int left = random.nextInt(50); left > 0; left--) {
            long low = random.nextInt(4) == 0 ? random.nextLong(1, Long.MAX_VALUE) : random.nextInt(1, 100);
            long high = Math.min(Long.MAX_VALUE - random.nextInt(3), low) + random.nextInt(3);
            context.addInterval(replica(random), Math.min(low, high), Math.max(low, high));
        }
        CausalContext snapshot = context.snapshot();
        byte[] message = CODEC.encode(WireFormat.context(), snapshot);
        assertEquals(snapshot, CODEC.decode(WireFormat.context(), message));
    }

    @Property
    void versionVectors_comeBackEqual(@ForAll long seed) {
        Random random = new Random(seed);
        Map<ReplicaId, Long> entries = new HashMap<>();
        for (int left = random.nextInt(50); left > 0; left--) {
            entries.put(replica(random), random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63));
        }
        VersionVector vector = VersionVector.copyOf(entries);
        byte[] message = CODEC.encode(WireFormat.versionVector(), vector);
        assertEquals(vector, CODEC.decode(WireFormat.versionVector(), message));
    }

    private static ReplicaId replica(Random random) {
        return new ReplicaId(random.nextInt(20) * 0x1234567812345678L, random.nextInt(2) * Integer.MAX_VALUE);
    }
}
