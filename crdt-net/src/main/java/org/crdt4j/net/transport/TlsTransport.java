// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * TLS 1.3 over TCP, with a certificate at both ends. No older version is spoken. Who may connect is up to the trust manager of the
 * context; that a certificate is of the replica that uses it is up to the node, see {@link TlsCredentials}.
 *
 * <p>Whoever accepts a connection does not wait for its handshake: that is done by {@link Transport.Connection#authenticate}.
 */
public final class TlsTransport implements Transport {
    private final SSLContext context;
    private final TcpTransport wires = TcpTransport.insecure();

    /**
     * A transport with the keys and the trusted authorities of a context.
     *
     * @param context initialised with a key manager and a trust manager
     */
    public TlsTransport(SSLContext context) {
        this.context = context;
    }

    @Override
    public Endpoint bind(PeerAddress address) throws IOException {
        return new Door(context, wires.listen(address));
    }

    @Override
    public Connection connect(PeerAddress address, Duration timeout) throws IOException {
        return new TlsConnection(context, wires.dial(address, timeout), true);
    }

    /** Does nothing: with TLS any address will do. */
    @Override
    public void check(PeerAddress address) {}

    private record Door(SSLContext context, TcpTransport.Door wires) implements Endpoint {

        @Override
        public PeerAddress address() {
            return wires.address();
        }

        @Override
        public Connection accept() throws IOException {
            return new TlsConnection(context, wires.accept(), false);
        }

        @Override
        public void close() throws IOException {
            wires.close();
        }
    }
}
