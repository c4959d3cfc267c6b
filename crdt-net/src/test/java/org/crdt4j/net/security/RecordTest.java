// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.crdt4j.net.message.RefusedException;
import org.crdt4j.net.reason.RejectReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sealed records, and that the checks find an opener that does not check. */
final class RecordTest {
    private static final byte[] SECRET = new byte[32];

    private static RecordChecks.Opening production(byte[] secret) {
        Opener opener = new Opener(secret);
        return record -> {
            opener.feed(record, 0, record.length);
            return opener.next();
        };
    }

    @Test
    void production_passes() throws RefusedException {
        RecordChecks.recordsInOrder_areOpened(RecordTest::production);
        RecordChecks.everyChangedBit_isNoticed(RecordTest::production);
        RecordChecks.repeatedRecord_isNoticed(RecordTest::production);
        RecordChecks.missingRecord_isNoticed(RecordTest::production);
        RecordChecks.recordUnderAnotherKey_isNoticed(RecordTest::production);
    }

    /** Seeded fault: decrypts and leaves the tag unread. */
    private static RecordChecks.Opening withoutTag(byte[] secret) {
        long[] number = {0};
        return record -> {
            try {
                ByteBuffer counter = ByteBuffer.allocate(16).put(Hkdf.expand(secret, RecordKey.purpose("nonce"), 12));
                counter.putLong(4, counter.getLong(4) ^ number[0]++).putInt(12, 2);
                Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
                SecretKeySpec key = new SecretKeySpec(Hkdf.expand(secret, RecordKey.purpose("key"), 32), "AES");
                cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(counter.array()));
                return cipher.doFinal(record, 4, record.length - 20);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        };
    }

    @Test
    void faultTagNotChecked_isCaught() throws RefusedException {
        RecordChecks.recordsInOrder_areOpened(RecordTest::withoutTag);
        assertThrows(AssertionError.class, () -> RecordChecks.everyChangedBit_isNoticed(RecordTest::withoutTag));
        assertThrows(AssertionError.class, () -> RecordChecks.recordUnderAnotherKey_isNoticed(RecordTest::withoutTag));
    }

    /** Seeded fault: a record that is not the next is tried as an earlier one. */
    private static RecordChecks.Opening withReplay(byte[] secret) {
        int[] opened = {0};
        return record -> {
            for (int number = opened[0]; number >= 0; number--) {
                Opener opener = new Opener(secret.clone());
                try {
                    skip(opener, secret, number);
                    opener.feed(record, 0, record.length);
                    byte[] content = opener.next();
                    opened[0]++;
                    return content;
                } catch (RefusedException e) {
                    assertEquals(RejectReason.BAD_SEAL, e.reason());
                }
            }
            throw new RefusedException(RejectReason.BAD_SEAL, "never sealed");
        };
    }

    private static void skip(Opener opener, byte[] secret, int count) throws RefusedException {
        Sealer sealer = new Sealer(secret.clone());
        for (int i = 0; i < count; i++) {
            byte[] record = sealer.seal(new byte[1], 0, 1);
            opener.feed(record, 0, record.length);
            opener.next();
        }
    }

    @Test
    void faultReplayAccepted_isCaught() throws RefusedException {
        RecordChecks.recordsInOrder_areOpened(RecordTest::withReplay);
        RecordChecks.everyChangedBit_isNoticed(RecordTest::withReplay);
        assertThrows(AssertionError.class, () -> RecordChecks.repeatedRecord_isNoticed(RecordTest::withReplay));
    }

    @Test
    void keys_areReplacedOnBothSidesAtTheSameRecord() throws RefusedException {
        Sealer sealer = new Sealer(SECRET.clone(), 3);
        Sealer withOneKey = new Sealer(SECRET.clone());
        Opener opener = new Opener(SECRET.clone(), 3);
        for (int i = 0; i < 10; i++) {
            byte[] content = {(byte) i};
            byte[] record = sealer.seal(content, 0, 1);
            opener.feed(record, 0, record.length);
            assertArrayEquals(content, opener.next());
            assertEquals(i < 3, Arrays.equals(record, withOneKey.seal(content, 0, 1)), "record " + i);
        }
    }

    @Test
    void sameContent_neverLooksTheSame() {
        Sealer sealer = new Sealer(SECRET.clone(), 10);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            assertTrue(seen.add(Arrays.toString(sealer.seal(new byte[8], 0, 8))), "record " + i);
        }
        assertNotEquals(0, seen.size());
    }

    @Test
    void piecesOfAnySize_areOpened() throws RefusedException {
        Sealer sealer = new Sealer(SECRET.clone());
        List<byte[]> records = new ArrayList<>();
        ByteBuffer all = ByteBuffer.allocate(300_000);
        for (int length : new int[] {1, 100, 5000, Sealer.LIMIT, 1}) {
            byte[] content = new byte[length];
            Arrays.fill(content, (byte) length);
            records.add(content);
            all.put(sealer.seal(content, 0, length));
        }
        for (int piece : new int[] {1, 7, 1000, 20_000}) {
            Opener opener = new Opener(SECRET.clone());
            List<byte[]> opened = new ArrayList<>();
            for (int start = 0; start < all.position(); start += piece) {
                opener.feed(all.array(), start, Math.min(piece, all.position() - start));
                byte[] next = opener.next();
                while (next != null) {
                    opened.add(next);
                    next = opener.next();
                }
            }
            assertFalse(opener.isWithinRecord());
            assertEquals(records.size(), opened.size(), "pieces of " + piece);
            for (int i = 0; i < opened.size(); i++) {
                assertArrayEquals(records.get(i), opened.get(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 16, (64 << 10) + 17, Integer.MAX_VALUE})
    void lengthThatNoRecordHas_isRefusedAtOnce(int length) throws RefusedException {
        Opener opener = new Opener(SECRET.clone());
        byte[] header = ByteBuffer.allocate(4).putInt(length).array();
        opener.feed(header, 0, 3);
        assertNull(opener.next());
        opener.feed(header, 3, 1);
        RefusedException refusal = assertThrows(RefusedException.class, opener::next);
        assertEquals(RejectReason.OVERSIZE, refusal.reason());
    }
}
