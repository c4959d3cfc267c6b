// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PeerAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:7400", "host.example:0", "[::1]:65535"})
    void text_isReadBack(String text) {
        assertEquals(text, PeerAddress.parse(text).toString());
    }

    @Test
    void brackets_areNotPartOfTheHost() {
        assertEquals("::1", PeerAddress.parse("[::1]:1").host());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", ":80", "host:", "host:x", "host:-1", "host:65536", "::1:80", " :80", "[]:80"})
    void nonsense_isRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> PeerAddress.parse(text));
    }
}
