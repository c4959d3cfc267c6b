// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SecretTransportTest extends TransportContract {

    @Override
    Transport transport() {
        return new SecretTransport(KeyRing.of(new byte[32]));
    }

    @Test
    void nothingIsWritten_beforeTheHandshake() throws Exception {
        try (Transport.Endpoint door = transport().bind(PeerAddress.parse("127.0.0.1:0"));
                Transport.Connection near = transport().connect(door.address(), Duration.ofSeconds(30))) {
            assertThrows(IOException.class, () -> near.write(new byte[1], 0, 1));
        }
    }

    @Test
    void ring_keepsItsBounds_andItsSecrets() {
        KeyRing ring = KeyRing.of(new byte[16]);
        assertThrows(IllegalArgumentException.class, KeyRing::of);
        assertThrows(IllegalArgumentException.class, () -> ring.add(new byte[15]));
        assertThrows(IllegalStateException.class, () -> ring.remove(new byte[16]));
        for (int length = 16; length < 24; length++) {
            ring.add(new byte[length]);
        }
        assertEquals("8 secrets", ring.toString());
        assertThrows(IllegalStateException.class, () -> ring.add(new byte[24]));
        ring.remove(new byte[16]);
        ring.add(new byte[24]);
        assertEquals(8, ring.secrets().size());
    }
}
