// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;

/**
 * Bytes stand for deltas: what is decoded is what was encoded, and what is equal is encoded equally, however it came about. About
 * half of all histories send every parcel through the codec, with or without this law.
 *
 * @param <T> the live objects
 * @param <D> their deltas
 * @param <C> their reports of what changed
 * @param <O> their operations
 */
public final class CodecLaws<T extends Crdt<D, C>, D extends Delta<D>, C, O> implements Law<T, D, C, O> {

    private static final String NAME = "CodecLaws";

    /** The laws for one history. */
    public CodecLaws() {}

    @Override
    public void ended(Simulation<T, D, C, O> run) {
        Codec codec = run.subject().codec();
        CrdtType<T, D, C> type = run.subject().type();
        List<D> parcels = run.parcels();
        for (int index = 0; index < parcels.size(); index++) {
            D parcel = parcels.get(index);
            byte[] bytes = codec.encode(type, parcel);
            D decoded = codec.decode(type, bytes);
            if (!decoded.equals(parcel)) {
                throw new LawViolation(NAME, "what is decoded is what was encoded", parcel, decoded);
            }
            same("what was decoded is encoded as before", bytes, codec.encode(type, decoded));
            D next = parcels.get((index + 1) % parcels.size());
            same(
                    "what is equal is encoded equally: " + parcel + " and " + next + ", joined either way",
                    codec.encode(type, parcel.join(next)),
                    codec.encode(type, next.join(parcel)));
        }
        byte[] first = codec.encode(type, run.members().get(0).object().state());
        for (Member<T, D, C> member : run.members()) {
            D state = member.object().state();
            same("replicas with equal states encode them equally: " + state, first, codec.encode(type, state));
        }
    }

    private static void same(String claim, byte[] expected, byte[] actual) {
        if (!Arrays.equals(expected, actual)) {
            HexFormat hex = HexFormat.of();
            throw new LawViolation(NAME, claim, hex.formatHex(expected), hex.formatHex(actual));
        }
    }
}
