// SPDX-License-Identifier: Apache-2.0
package org.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.codec.Limits;
import org.crdt4j.counter.PnCounter;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.map.LastWriterWinsMap;
import org.crdt4j.replica.Replica;
import org.crdt4j.set.AddWinsSet;
import org.junit.jupiter.api.Test;

/** What happens with odd, large and many things. The page on types says it in words. */
class ExtremesTest {

    /* ten million take a heap of 5 GiB: the profile `extremes` asks for them */
    private static final int ELEMENTS = Integer.getInteger("crdt4j.elements", 1_000_000);
    private static final int REPLICAS = 10_000;
    private static final double OTHER_NAN = Double.longBitsToDouble(0x7FF8_0000_0000_0001L);

    private static ReplicaContext context(long replica) {
        return ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH));
    }

    private static <D extends Delta<D>> D sent(CrdtType<?, D, ?> type, D delta) {
        return Codec.standard().decode(type, Codec.standard().encode(type, delta));
    }

    @Test
    void notANumber_isOneElement_whateverItsBits() {
        AddWinsSet<Double> dublin = new AddWinsSet<>(context(1));
        AddWinsSet<Double> madrid = new AddWinsSet<>(context(2));
        dublin.add(Double.NaN);
        madrid.add(OTHER_NAN);
        dublin.join(sent(AddWinsSet.type(), madrid.state()));
        assertEquals(1, dublin.size());
        assertTrue(dublin.contains(OTHER_NAN));
        dublin.remove(OTHER_NAN);
        madrid.join(sent(AddWinsSet.type(), dublin.state()));
        assertEquals(Set.of(), madrid.value());
    }

    @Test
    void zeros_ofEitherSign_areTwoKeys() {
        LastWriterWinsMap<Double, String> dublin = new LastWriterWinsMap<>(context(1));
        LastWriterWinsMap<Double, String> madrid = new LastWriterWinsMap<>(context(2));
        dublin.put(0.0, "zero");
        dublin.put(-0.0, "from below");
        madrid.join(sent(LastWriterWinsMap.type(), dublin.state()));
        assertEquals(Map.of(0.0, "zero", -0.0, "from below"), madrid.value());
    }

    @Test
    void elementThatIsChangedAfterwards_isLostHere_andIsAsItWasElsewhere() {
        AddWinsSet<List<String>> dublin = new AddWinsSet<>(context(1));
        AddWinsSet<List<String>> madrid = new AddWinsSet<>(context(2));
        List<String> order = new ArrayList<>(List.of("tea"));
        byte[] message = Codec.standard().encode(AddWinsSet.<List<String>>type(), dublin.add(order));
        order.add("milk");
        madrid.join(Codec.standard().decode(AddWinsSet.<List<String>>type(), message));
        assertEquals(Set.of(List.of("tea")), madrid.value());
        assertFalse(dublin.contains(List.of("tea")));
        assertFalse(dublin.contains(List.of("tea", "milk")));
    }

    @Test
    void valueOfAMegabyte_fits_andOneByteMoreIsRefusedBeforeAnythingChanges() {
        int room = Limits.defaults().maxValueBytes();
        Replica dublin = Replica.builder("dublin").open();
        Replica madrid = Replica.builder("madrid").open();
        dublin.<String>register("text").assign("x".repeat(room - 4));
        madrid.receive(dublin.deltasSince(madrid.version()).get(0));
        String tooLong = "x".repeat(room);
        assertThrows(
                LimitExceededException.class,
                () -> dublin.<String>register("text").assign(tooLong));
        for (Replica replica : List.of(dublin, madrid)) {
            assertEquals(
                    room - 4,
                    replica.<String>register("text").value().orElseThrow().length());
        }
    }

    private static AddWinsSet<Integer> filled(long replica, int from, int to) {
        AddWinsSet<Integer> set = new AddWinsSet<>(context(replica));
        for (int element = from; element < to; element++) {
            set.add(element);
        }
        return set;
    }

    @Test
    void setsOfMillions_join() {
        AddWinsSet<Integer> dublin = filled(1, 0, ELEMENTS);
        dublin.join(filled(2, ELEMENTS / 2, ELEMENTS + ELEMENTS / 2).state());
        assertEquals(ELEMENTS + ELEMENTS / 2, dublin.size());
        Causal<DotMap<Integer, DotSet>> removal = dublin.remove(ELEMENTS - 1);
        AddWinsSet<Integer> madrid = filled(1, ELEMENTS - 1, ELEMENTS);
        madrid.join(removal);
        assertFalse(dublin.contains(ELEMENTS - 1));
        dublin.checkInvariants();
    }

    @Test
    void messageBeyondTheLimits_isRefusedByTheSender() {
        AddWinsSet<Integer> set = filled(1, 0, 2_000);
        Codec narrow =
                Codec.builder().limits(Limits.defaults().withMaxItems(1_999)).build();
        assertThrows(LimitExceededException.class, () -> narrow.encode(AddWinsSet.<Integer>type(), set.state()));
    }

    @Test
    void vectorsOfTenThousandReplicas() {
        VersionVector even = VersionVector.empty();
        VersionVector odd = VersionVector.empty();
        for (int replica = 1; replica <= REPLICAS; replica += 2) {
            odd = odd.with(ReplicaId.of(replica), replica);
            even = even.with(ReplicaId.of(replica + 1L), replica);
        }
        VersionVector both = even.join(odd);
        assertEquals(REPLICAS, both.size());
        assertTrue(both.covers(odd) && !odd.covers(both));
        byte[] message = Codec.standard().encode(WireFormat.versionVector(), both);
        assertEquals(both, Codec.standard().decode(WireFormat.versionVector(), message));
        assertTrue(message.length < 14 * REPLICAS, () -> message.length + " bytes");
    }

    @Test
    void objectsOfTenThousandReplicas() {
        PnCounter counter = new PnCounter(context(REPLICAS + 1));
        AddWinsSet<Integer> set = new AddWinsSet<>(context(REPLICAS + 1));
        for (int replica = 1; replica <= REPLICAS; replica++) {
            counter.join(new PnCounter(context(replica)).increment(Long.MAX_VALUE));
            set.join(new AddWinsSet<Integer>(context(replica)).add(replica % 7));
        }
        assertEquals(BigInteger.valueOf(Long.MAX_VALUE).multiply(BigInteger.valueOf(REPLICAS)), counter.bigValue());
        assertThrows(ArithmeticException.class, counter::value);
        assertEquals(Set.of(0, 1, 2, 3, 4, 5, 6), set.value());
        assertEquals(counter.state(), sent(PnCounter.type(), counter.state()));
        assertEquals(set.state(), sent(AddWinsSet.type(), set.state()));
        Set<Integer> seven = set.value();
        seven.forEach(set::add);
        assertEquals(
                7,
                set.state().store().entries().stream()
                        .mapToInt(entry -> entry.getValue().size())
                        .sum());
    }
}
