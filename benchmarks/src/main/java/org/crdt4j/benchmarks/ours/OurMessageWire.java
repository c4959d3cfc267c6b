// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.ours;

import java.util.Map;
import org.crdt4j.benchmarks.subject.MessageWire;
import org.crdt4j.codec.Codec;
import org.crdt4j.counter.PnCounter;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.map.LastWriterWinsMap;
import org.crdt4j.set.AddWinsSet;

/**
 * Deltas and states of this library, without the name of the type, as a replica sends them.
 *
 * @param <D> the deltas of the type
 */
public final class OurMessageWire<D extends Delta<D>> implements MessageWire {

    private final Codec codec = Codec.standard();
    private final CrdtType<?, D, ?> type;
    private final D delta;

    private OurMessageWire(CrdtType<?, D, ?> type, D delta) {
        this.type = type;
        this.delta = delta;
    }

    private static <T extends Crdt<D, ?>, D extends Delta<D>> T live(CrdtType<T, D, ?> type) {
        return type.create(OurReplicas.context(OurReplicas.id(0)));
    }

    /** The delta of one add. */
    public static MessageWire add(String element) {
        return new OurMessageWire<>(
                AddWinsSet.<String>type(), live(AddWinsSet.<String>type()).add(element));
    }

    /** The delta of the last of a thousand increments. */
    public static MessageWire increment() {
        PnCounter counter = live(PnCounter.type());
        for (int i = 1; i < 1_000; i++) {
            counter.increment(1);
        }
        return new OurMessageWire<>(PnCounter.type(), counter.increment(1));
    }

    /** The delta of one put. */
    public static MessageWire put(String key, String value) {
        return new OurMessageWire<>(
                LastWriterWinsMap.<String, String>type(),
                live(LastWriterWinsMap.<String, String>type()).put(key, value));
    }

    /** The state of a map. */
    public static MessageWire map(Map<String, Object> entries) {
        LastWriterWinsMap<String, Object> map = live(LastWriterWinsMap.<String, Object>type());
        entries.forEach(map::put);
        return new OurMessageWire<>(LastWriterWinsMap.<String, Object>type(), map.state());
    }

    @Override
    public Object content() {
        return delta;
    }

    @Override
    public byte[] encode() {
        return codec.encode(type.format(), delta);
    }

    @Override
    public Object decode(byte[] bytes) {
        return codec.decode(type.format(), bytes);
    }
}
