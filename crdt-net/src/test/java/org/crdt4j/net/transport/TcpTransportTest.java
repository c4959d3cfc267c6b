// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TcpTransportTest extends TransportContract {

    @Override
    Transport transport() {
        return TcpTransport.loopback();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:0", "192.0.2.1:7400", "[::]:0", "[2001:db8::1]:7400"})
    void plainTextBeyondLoopback_isRefusedUnlessAskedFor(String text) {
        PeerAddress address = PeerAddress.parse(text);
        Transport careful = TcpTransport.loopback();
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> careful.check(address));
        assertTrue(refusal.getMessage().contains("insecure()"), refusal.getMessage());
        assertThrows(IllegalStateException.class, () -> careful.bind(address));
        assertThrows(IllegalStateException.class, () -> careful.connect(address, Duration.ofSeconds(1)));
        assertDoesNotThrow(() -> TcpTransport.insecure().check(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:0", "127.8.8.8:1", "[::1]:7400", "localhost:80"})
    void loopback_isFine(String text) {
        assertDoesNotThrow(() -> TcpTransport.loopback().check(PeerAddress.parse(text)));
    }

    @Test
    void insecure_listensEverywhere() throws Exception {
        try (Transport.Endpoint door = TcpTransport.insecure().bind(PeerAddress.parse("0.0.0.0:0"));
                Transport.Connection near = TcpTransport.loopback()
                        .connect(new PeerAddress("127.0.0.1", door.address().port()), Duration.ofSeconds(30));
                Transport.Connection far = door.accept()) {
            near.write(new byte[] {1}, 0, 1);
            assertTrue(far.read(new byte[1]) == 1);
        }
    }
}
