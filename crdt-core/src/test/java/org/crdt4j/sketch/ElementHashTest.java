// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The very hashes, as the reference implementation of XXH3 gives them. If this test fails, elements that were added before are no longer
 * found: do not change the expectations.
 */
final class ElementHashTest {

    @Test
    void texts() {
        assertEquals(new ElementHash(0x88526A212666D48BL, 0xAAE6C06B3FDC16A1L), ElementHash.of("ann"));
        assertEquals(new ElementHash(0xD9265CC53BB2B9AEL, 0x6131B78F753823CDL), ElementHash.of(""));
        assertEquals(
                new ElementHash(0x23262C845AD08CDDL, 0xB535B00C1E2BE023L),
                ElementHash.of("gr\u00FC\u00DFe \uD83D\uDE00"));
        assertEquals(new ElementHash(0x67DB0C703CFB7EACL, 0xDFE96DA68B1E2C90L), ElementHash.of("x".repeat(300)));
        assertEquals(new ElementHash(0x9432FC693A194C62L, 0x5AE11932A2E886E9L), ElementHash.of("\uD800"));
    }

    @Test
    void numbers() {
        assertEquals(new ElementHash(0x6F3529F448E3238BL, 0xF3796603D7F5338FL), ElementHash.of(5));
        assertEquals(new ElementHash(0x82CCA3C34FF15754L, 0x7A6734E496DEFC91L), ElementHash.of(-1));
    }

    @Test
    void identifiers() {
        assertEquals(
                new ElementHash(0x0F4F50FFAEAA10BCL, 0x422BB5C946AB79BEL),
                ElementHash.of(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff")));
    }

    @Test
    void bytes() {
        assertEquals(new ElementHash(0x4960F44E932A643BL, 0xD2D8BB78E85462CEL), ElementHash.of(new byte[] {1, 2, 3}));
        assertEquals(new ElementHash(0x499E6A3D71EEE307L, 0xD8A906987DFB34E2L), ElementHash.of(new byte[0]));
    }
}
