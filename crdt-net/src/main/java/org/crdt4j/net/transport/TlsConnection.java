// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.crdt4j.net.reason.RejectReason;
import org.jspecify.annotations.Nullable;

/*
 * In TLS 1.3 the side that dials is done before the other has looked at its certificate. A refusal then arrives where the first
 * answer is read. So what read() throws is told apart as carefully as what the handshake throws.
 */
/** One connection with TLS 1.3 over a socket. Closing it closes the socket at once: an orderly end of TLS could wait for ever. */
final class TlsConnection implements Transport.Connection {
    private static final String[] PROTOCOLS = {"TLSv1.3"};
    private static final String ALERT = "received fatal alert: ";

    private final SSLContext context;
    private final TcpTransport.Line line;
    private final boolean dialed;
    private volatile @Nullable SSLSocket tls;

    TlsConnection(SSLContext context, TcpTransport.Line line, boolean dialed) {
        this.context = context;
        this.line = line;
        this.dialed = dialed;
    }

    @Override
    public Credentials authenticate(byte[] introduction) throws IOException {
        try {
            SSLSocket socket = layer(line.socket());
            socket.startHandshake();
            X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            // The trust manager is not asked again when a session is resumed.
            certificate.checkValidity();
            TlsCredentials credentials = TlsCredentials.of(certificate);
            tls = socket;
            return credentials;
        } catch (SSLException e) {
            line.finish();
            throw refusal(e);
        } catch (GeneralSecurityException e) {
            line.finish();
            throw AuthenticationException.here(RejectReason.BAD_CERTIFICATE, e.getMessage(), e);
        }
    }

    /* the socket below stays open when a handshake fails: what the other end has sent meanwhile must not reset the connection */
    private SSLSocket layer(Socket socket) throws IOException {
        SSLSocket layered = (SSLSocket)
                (dialed
                        ? context.getSocketFactory()
                                .createSocket(
                                        socket,
                                        line.remote().host(),
                                        line.remote().port(),
                                        false)
                        : context.getSocketFactory().createSocket(socket, null, false));
        layered.setUseClientMode(dialed);
        if (!dialed) {
            layered.setNeedClientAuth(true);
        }
        layered.setEnabledProtocols(PROTOCOLS);
        return layered;
    }

    @Override
    public PeerAddress remote() {
        return line.remote();
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        SSLSocket open = tls;
        if (open == null) {
            // The alert is on its way. What still comes is thrown away by the caller, for a reset would overtake the
            // alert.
            return line.read(buffer);
        }
        try {
            return open.getInputStream().read(buffer);
        } catch (SSLException e) {
            throw refusal(e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        open().getOutputStream().write(bytes, offset, length);
    }

    @Override
    public void finish() throws IOException {
        open().shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        line.close();
    }

    private SSLSocket open() throws IOException {
        SSLSocket open = tls;
        if (open == null) {
            throw new IOException("the handshake of TLS is not done");
        }
        return open;
    }

    private static IOException refusal(SSLException e) {
        if (hasCause(e, EOFException.class)) {
            return AuthenticationException.here(RejectReason.TRUNCATED, e.getMessage(), e);
        } else if (e.getCause() instanceof IOException broken && !(broken instanceof SSLException)) {
            return broken;
        }
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        boolean alert = message.contains(ALERT);
        if (alert && message.contains("bad_record_mac")) {
            return AuthenticationException.there(RejectReason.BAD_SEAL, e.getMessage(), e);
        }
        if (hasCause(e, javax.crypto.AEADBadTagException.class)) {
            return AuthenticationException.here(RejectReason.BAD_SEAL, e.getMessage(), e);
        }
        // An authority that is not trusted is called unknown_ca by the other side.
        boolean certificate = message.contains("certificate") || message.contains("unknown_ca");
        RejectReason reason = certificate || hasCause(e, CertificateException.class)
                ? RejectReason.BAD_CERTIFICATE
                : RejectReason.UNPROTECTED;
        return alert
                ? AuthenticationException.there(reason, e.getMessage(), e)
                : AuthenticationException.here(reason, e.getMessage(), e);
    }

    private static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
