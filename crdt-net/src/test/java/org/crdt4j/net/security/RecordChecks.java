// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.crdt4j.net.message.RefusedException;
import org.crdt4j.net.reason.RejectReason;

/** What must hold of whatever opens records, so that a faulty one can be shown to fail. */
final class RecordChecks {
    private static final byte[] SECRET = new byte[32];

    /** Opens records under {@link #SECRET}. */
    interface Opening {
        byte[] open(byte[] record) throws RefusedException;
    }

    /** Makes openings with a fresh start. */
    interface Openings {
        Opening fresh(byte[] secret);
    }

    private RecordChecks() {}

    private static List<byte[]> records(int count) {
        Sealer sealer = new Sealer(SECRET.clone());
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(sealer.seal(content(i), 0, content(i).length));
        }
        return records;
    }

    private static byte[] content(int i) {
        return new byte[] {(byte) i, 1, 2, 3, 4};
    }

    static void recordsInOrder_areOpened(Openings openings) throws RefusedException {
        Opening opening = openings.fresh(SECRET.clone());
        List<byte[]> records = records(5);
        for (int i = 0; i < 5; i++) {
            assertArrayEquals(content(i), opening.open(records.get(i)));
        }
    }

    static void everyChangedBit_isNoticed(Openings openings) {
        byte[] record = records(1).get(0);
        for (int bit = 8 * RecordKey.HEADER; bit < 8 * record.length; bit++) {
            byte[] changed = record.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            refused(openings.fresh(SECRET.clone()), changed, "bit " + bit);
        }
    }

    static void repeatedRecord_isNoticed(Openings openings) throws RefusedException {
        for (int repeated = 0; repeated < 3; repeated++) {
            Opening opening = openings.fresh(SECRET.clone());
            List<byte[]> records = records(3);
            for (byte[] record : records) {
                opening.open(record);
            }
            refused(opening, records.get(repeated), "repeated " + repeated);
        }
    }

    static void missingRecord_isNoticed(Openings openings) throws RefusedException {
        Opening opening = openings.fresh(SECRET.clone());
        List<byte[]> records = records(3);
        opening.open(records.get(0));
        refused(opening, records.get(2), "record 2 after record 0");
    }

    static void recordUnderAnotherKey_isNoticed(Openings openings) {
        byte[] other = SECRET.clone();
        other[31] = 1;
        refused(openings.fresh(other), records(1).get(0), "another key");
    }

    private static void refused(Opening opening, byte[] record, String what) {
        RefusedException refusal = assertThrows(RefusedException.class, () -> opening.open(record), what);
        assertEquals(RejectReason.BAD_SEAL, refusal.reason(), what);
    }
}
