// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class InMemoryTransportTest extends TransportContract {

    @Override
    Transport transport() {
        return new InMemoryNetwork(new Random(1)).transport();
    }

    @Test
    void lostWrites_areTheSameForTheSameSeed() throws Exception {
        String first = survivors(5);
        assertEquals(first, survivors(5));
        assertTrue(first.length() > 50 && first.length() < 150, () -> first.length() + " of 200 arrived");
    }

    private static String survivors(long seed) throws Exception {
        InMemoryNetwork network = new InMemoryNetwork(new Random(seed));
        network.lose(0.5);
        try (Transport.Endpoint door = network.transport().bind(PeerAddress.parse("x:0"));
                Transport.Connection near = network.transport().connect(door.address(), Duration.ofSeconds(1));
                Transport.Connection far = door.accept()) {
            for (int i = 0; i < 200; i++) {
                near.write(new byte[] {(byte) i}, 0, 1);
            }
            near.finish();
            StringBuilder arrived = new StringBuilder();
            byte[] buffer = new byte[1];
            while (far.read(buffer) > 0) {
                arrived.append((char) (buffer[0] & 0xFF));
            }
            return arrived.toString();
        }
    }

    @Test
    void networks_areWorldsApart() throws IOException {
        PeerAddress address = PeerAddress.parse("x:7");
        try (Transport.Endpoint door =
                new InMemoryNetwork(new Random(1)).transport().bind(address)) {
            Transport other = new InMemoryNetwork(new Random(1)).transport();
            assertThrows(IOException.class, () -> other.connect(door.address(), Duration.ofSeconds(1)));
        }
    }

    @Test
    void impossibleShare_isRefused() {
        InMemoryNetwork network = new InMemoryNetwork(new Random(1));
        assertThrows(IllegalArgumentException.class, () -> network.lose(1.1));
        assertThrows(IllegalArgumentException.class, () -> network.lose(Double.NaN));
    }
}
