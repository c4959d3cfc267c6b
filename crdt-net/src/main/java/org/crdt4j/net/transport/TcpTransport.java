// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * Plain TCP over blocking sockets of the JDK. Nothing is encrypted and nobody is authenticated, so it keeps to the loopback interface
 * unless it is told otherwise by name.
 */
public final class TcpTransport implements Transport {
    private static final int BACKLOG = 128;

    private final boolean insecure;

    private TcpTransport(boolean insecure) {
        this.insecure = insecure;
    }

    /**
     * A transport that refuses every address but those of the loopback interface.
     *
     * @return the transport
     */
    public static TcpTransport loopback() {
        return new TcpTransport(false);
    }

    /**
     * A transport that sends plain text anywhere: whoever can reach the port, or the cable, reads and writes along.
     *
     * @return the transport
     */
    public static TcpTransport insecure() {
        return new TcpTransport(true);
    }

    @Override
    public Endpoint bind(PeerAddress address) throws IOException {
        return listen(address);
    }

    Door listen(PeerAddress address) throws IOException {
        InetAddress host = resolve(address);
        ServerSocket socket = new ServerSocket();
        try {
            // A node that restarts must get its port back, although connections of its former life linger.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, address.port()), BACKLOG);
            return new Door(socket, new PeerAddress(address.host(), socket.getLocalPort()));
        } catch (IOException e) {
            socket.close();
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Connection connect(PeerAddress address, Duration timeout) throws IOException {
        return dial(address, timeout);
    }

    Line dial(PeerAddress address, Duration timeout) throws IOException {
        InetAddress host = resolve(address);
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, address.port()), Math.toIntExact(timeout.toMillis()));
            return new Line(socket, address);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void check(PeerAddress address) {
        try {
            resolve(address);
        } catch (UnknownHostException e) {
            if (!insecure) {
                throw new IllegalStateException(refusal(address) + "; it cannot be resolved", e);
            }
        }
    }

    private InetAddress resolve(PeerAddress address) throws UnknownHostException {
        InetAddress host = InetAddress.getByName(address.host());
        if (!insecure && !host.isLoopbackAddress()) {
            throw new IllegalStateException(refusal(address));
        }
        return host;
    }

    private static String refusal(PeerAddress address) {
        return address + " is not on the loopback interface, and this transport sends plain text to whoever connects. "
                + "Use tls() or secret(), or 127.0.0.1, or call insecure() if you trust every process of that network";
    }

    record Door(ServerSocket socket, PeerAddress address) implements Endpoint {

        @Override
        public Line accept() throws IOException {
            Socket accepted = socket.accept();
            try {
                return new Line(
                        accepted, new PeerAddress(accepted.getInetAddress().getHostAddress(), accepted.getPort()));
            } catch (IOException e) {
                accepted.close();
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    static final class Line implements Connection {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private final PeerAddress remote;

        Line(Socket socket, PeerAddress remote) throws IOException {
            this.socket = socket;
            this.remote = remote;
            // Without it a small delta waits for the acknowledgement of the one before, up to 40 ms.
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
            out = socket.getOutputStream();
        }

        Socket socket() {
            return socket;
        }

        @Override
        public PeerAddress remote() {
            return remote;
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            return in.read(buffer);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void finish() throws IOException {
            socket.shutdownOutput();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
