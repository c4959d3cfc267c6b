// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;

/**
 * What was handed out never changes: neither deltas and states, whatever they are joined with later, nor values.
 *
 * @param <T> the live objects
 * @param <D> their deltas
 * @param <C> their reports of what changed
 * @param <O> their operations
 */
public final class SnapshotLaws<T extends Crdt<D, C>, D extends Delta<D>, C, O> implements Law<T, D, C, O> {

    private static final String NAME = "SnapshotLaws";
    private static final int EVERY = 4;

    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Snapshot<D>(D delta, byte[] bytes) {}

    private record Seen(Object value, String text) {}

    private final Map<Integer, Snapshot<D>> snapshots = new HashMap<>();
    private final Map<Integer, Seen> values = new HashMap<>();
    private int steps;

    /** The laws for one history. */
    public SnapshotLaws() {}

    @Override
    public void stepped(Simulation<T, D, C, O> run) {
        run.forEachParcel((name, delta) -> {
            if (!snapshots.containsKey(name)) {
                snapshots.put(name, new Snapshot<>(delta, bytes(run, delta)));
            }
        });
        if (run.isTimeToLook() && steps++ % EVERY == 0) {
            for (Member<T, D, C> member : run.members()) {
                Object value = member.object().value();
                values.put(steps * run.members().size() + member.index(), new Seen(value, value.toString()));
            }
        }
    }

    private static <D extends Delta<D>> byte[] bytes(Simulation<?, D, ?, ?> run, D delta) {
        return run.subject().codec().encode(run.subject().type(), delta);
    }

    @Override
    public void ended(Simulation<T, D, C, O> run) {
        snapshots.forEach((name, snapshot) -> {
            byte[] now = bytes(run, snapshot.delta);
            if (!Arrays.equals(snapshot.bytes, now)) {
                HexFormat hex = HexFormat.of();
                throw new LawViolation(
                        NAME,
                        "parcel " + name + " is what it was, but is now " + snapshot.delta,
                        hex.formatHex(snapshot.bytes),
                        hex.formatHex(now));
            }
        });
        for (Seen seen : values.values()) {
            if (!seen.text.equals(seen.value.toString())) {
                throw new LawViolation(NAME, "a value that was handed out is what it was", seen.text, seen.value);
            }
        }
    }
}
