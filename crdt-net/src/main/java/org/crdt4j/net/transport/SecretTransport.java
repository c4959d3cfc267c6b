// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * Puts a shared secret over another transport: both ends prove that they know it, and each byte is encrypted and authenticated with
 * AES-256-GCM under keys of that one connection. Everybody who knows the secret is trusted alike.
 */
public final class SecretTransport implements Transport {
    private final Transport carrier;
    private final KeyRing secrets;
    private final SecureRandom random;

    /**
     * Over TCP, to any address.
     *
     * @param secrets what the node knows; may change meanwhile
     */
    public SecretTransport(KeyRing secrets) {
        this(secrets, TcpTransport.insecure());
    }

    /**
     * Over any transport.
     *
     * @param secrets what the node knows; may change meanwhile
     * @param carrier moves the sealed bytes
     */
    public SecretTransport(KeyRing secrets, Transport carrier) {
        this.secrets = secrets;
        this.carrier = carrier;
        random = new SecureRandom();
    }

    @Override
    public Endpoint bind(PeerAddress address) throws IOException {
        return new Door(this, carrier.bind(address));
    }

    @Override
    public Connection connect(PeerAddress address, Duration timeout) throws IOException {
        return new SecretConnection(carrier.connect(address, timeout), secrets, random, true);
    }

    @Override
    public void check(PeerAddress address) {
        carrier.check(address);
    }

    private record Door(SecretTransport transport, Endpoint carrier) implements Endpoint {

        @Override
        public PeerAddress address() {
            return carrier.address();
        }

        @Override
        public Connection accept() throws IOException {
            return new SecretConnection(carrier.accept(), transport.secrets, transport.random, false);
        }

        @Override
        public void close() throws IOException {
            carrier.close();
        }
    }
}
