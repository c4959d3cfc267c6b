// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

import java.security.GeneralSecurityException;

final class TlsTransportTest extends TransportContract {

    @Override
    Transport transport() {
        try {
            Authority authority = new Authority("test");
            return new TlsTransport(authority.context(authority.issue("both ends")));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
