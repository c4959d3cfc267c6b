// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.time.Duration;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.message.Frame;
import org.crdt4j.net.message.FrameDecoder;
import org.crdt4j.net.message.Identity;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.message.RefusedException;
import org.crdt4j.net.reason.RejectReason;
import org.crdt4j.net.transport.PeerAddress;
import org.crdt4j.net.transport.Transport;
import org.jspecify.annotations.Nullable;

/** The other end of a connection with a node, in the hands of a test: says what it likes, when it likes. */
final class RawPeer implements AutoCloseable {
    private final Transport.Connection connection;
    private final FrameDecoder decoder = new FrameDecoder(Frame.LIMIT);
    private final byte[] buffer = new byte[1 << 16];
    private boolean authenticated;

    RawPeer(Transport.Connection connection) {
        this.connection = connection;
    }

    static RawPeer dial(Transport transport, PeerAddress node) throws IOException {
        return new RawPeer(transport.connect(node, Duration.ofSeconds(30)));
    }

    static Identity identity(long id) {
        return new Identity("crdt4j", ReplicaId.of(id), "raw-" + id, 1000 + id);
    }

    /** Dials and shakes hands. */
    static RawPeer greeted(Transport transport, PeerAddress node, long id) throws IOException, RefusedException {
        RawPeer peer = dial(transport, node);
        peer.send(new Message.Hello(Frame.VERSION, identity(id), 1));
        assertEquals(Message.HelloAck.class, peer.receive().getClass());
        return peer;
    }

    void send(Message message) throws IOException {
        if (message instanceof Message.Hello hello) {
            authenticate(hello.identity());
        } else if (message instanceof Message.HelloAck ack) {
            authenticate(ack.identity());
        }
        send(Frame.encode(message));
    }

    /* with the first message, for only then it is known who this is to be */
    private void authenticate(Identity identity) throws IOException {
        if (!authenticated) {
            authenticated = true;
            connection.authenticate(Frame.introduction(identity));
        }
    }

    void send(byte[] bytes) throws IOException {
        authenticate(identity(66));
        connection.write(bytes, 0, bytes.length);
    }

    void finish() throws IOException {
        connection.finish();
    }

    /** The next message that is not a rumour; fails at the end. */
    Message receive() throws IOException, RefusedException {
        Message message = receiveOrEnd();
        while (message instanceof Message.Rumours) {
            message = receiveOrEnd();
        }
        assertNotNull(message, "the node has closed the connection");
        return message;
    }

    private @Nullable Message receiveOrEnd() throws IOException, RefusedException {
        authenticate(identity(66));
        Message message = decoder.next();
        while (message == null) {
            int count = connection.read(buffer);
            if (count < 0) {
                return null;
            }
            decoder.feed(buffer, 0, count);
            message = decoder.next();
        }
        return message;
    }

    /** Reads to the end of the connection. Returns the reason that the node gave, or null if it gave none. */
    @Nullable
    RejectReason awaitEnd() throws RefusedException {
        RejectReason reason = null;
        try {
            Message message = receiveOrEnd();
            while (message != null) {
                if (message instanceof Message.Reject reject) {
                    reason = reject.reason();
                }
                message = receiveOrEnd();
            }
        } catch (IOException e) {
            // A connection that is torn down is at its end too.
            return reason;
        }
        return reason;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
