// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.CrdtException;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.net.message.Assembler;
import org.crdt4j.net.message.Frame;
import org.crdt4j.net.message.FrameDecoder;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.message.Message.Data;
import org.crdt4j.net.message.RefusedException;
import org.crdt4j.net.reason.RejectReason;
import org.crdt4j.net.transport.AuthenticationException;
import org.crdt4j.net.transport.Credentials;
import org.crdt4j.net.transport.Transport;
import org.crdt4j.replica.Reaction;
import org.jspecify.annotations.Nullable;

/** One connection with its two threads: what the reader does and what the writer does. */
final class Wire {
    private static final int READ_BUFFER = 16 << 10;
    private static final int WRITE_BUFFER = 64 << 10;

    private final Driver driver;
    private final Transport.Connection connection;
    private final Link link;
    private final Assembler assembler;
    private final byte[] pending = new byte[WRITE_BUFFER];
    private int pendingBytes;
    private volatile @Nullable Thread writer;
    private volatile boolean awake;
    private volatile boolean closed;

    Wire(Driver driver, Transport.Connection connection, Link link) {
        this.driver = driver;
        this.connection = connection;
        this.link = link;
        assembler = new Assembler(driver.config().limits().messageBytes(), driver.unfinished());
    }

    // --- the reader

    /** Finds out who is there, starts the writer, and reads until the connection ends. */
    void read() {
        try {
            Credentials credentials = connection.authenticate(driver.introduction());
            driver.step((engine, now) -> engine.authenticated(link, credentials));
            if (driver.start(this, this::write)) {
                readFrames();
            }
        } catch (AuthenticationException e) {
            refuse(e);
        } catch (IOException e) {
            // Closed here or broken there: either way this is the end, which is reported below.
            driver.log().broken(link, e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            driver.log().defect("greeting " + link, e);
            refuse(RejectReason.INTERNAL);
        } finally {
            assembler.release();
            end();
        }
    }

    private void refuse(AuthenticationException e) {
        if (e.isByPeer()) {
            driver.step((engine, now) -> engine.refusedByPeer(link, e.reason(), now));
            return;
        }
        driver.log().refused(link, e.reason(), e.getMessage());
        refuse(e.reason());
        try {
            // The other end may still be reading why. It has until the engine closes the connection.
            byte[] ignored = new byte[1 << 10];
            int count = connection.read(ignored);
            while (count >= 0) {
                driver.counters().bytesIn.add(count);
                count = connection.read(ignored);
            }
        } catch (IOException after) {
            driver.log().broken(link, after);
        }
    }

    private void readFrames() throws IOException {
        FrameDecoder decoder = new FrameDecoder(Frame.GREETING_LIMIT);
        byte[] buffer = new byte[READ_BUFFER];
        int count = connection.read(buffer);
        while (count >= 0) {
            driver.counters().bytesIn.add(count);
            if (!driver.isEnding(link)) {
                decode(decoder, buffer, count);
            }
            count = connection.read(buffer);
        }
        if (decoder.isWithinFrame()) {
            refuse(RejectReason.TRUNCATED);
        }
    }

    private void decode(FrameDecoder decoder, byte[] buffer, int count) {
        try {
            decoder.feed(buffer, 0, count);
            Message message = decoder.next();
            while (message != null) {
                take(message);
                if (link.established) {
                    decoder.limit(Frame.LIMIT);
                }
                message = driver.isEnding(link) ? null : decoder.next();
            }
        } catch (RefusedException e) {
            assembler.release();
            driver.log().refused(link, e.reason(), e.getMessage());
            refuse(e.reason());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            assembler.release();
            driver.log().defect("reading " + link, e);
            refuse(RejectReason.INTERNAL);
        }
    }

    private void take(Message message) throws RefusedException {
        Data frame = driver.received(link, message);
        Data data = frame == null ? null : assembler.add(frame);
        if (data != null) {
            use(data);
            assembler.release();
        }
    }

    private void use(Data data) throws RefusedException {
        driver.counters().messagesIn.increment();
        try {
            Reaction reaction = driver.participant().receive(data.body());
            Iterator<byte[]> replies = reaction.replies().hasNext() ? reaction.replies() : null;
            driver.step((engine, now) -> engine.reacted(link, data, reaction.grew(), replies, now));
        } catch (CorruptDataException e) {
            throw new RefusedException(RejectReason.CORRUPT_DATA, String.valueOf(e.getMessage()));
        } catch (CrdtException e) {
            RejectReason reason =
                    e instanceof LimitExceededException ? RejectReason.LIMIT_EXCEEDED : RejectReason.REFUSED_DATA;
            driver.log().refused(link, reason, e.getMessage());
            driver.step((engine, now) -> engine.dataRefused(link, data, reason));
        }
    }

    private void refuse(RejectReason reason) {
        driver.step((engine, now) -> engine.refuse(link, reason, now));
    }

    // --- the writer

    /** Writes what the engine has for this link until it says that this was all, or the connection ends. */
    void write() {
        writer = Thread.currentThread();
        try {
            boolean more = true;
            while (more && !closed) {
                awake = false;
                Outgoing next = driver.poll(link);
                if (next != null) {
                    more = write(next);
                } else {
                    flush();
                    rest();
                }
            }
        } catch (IOException e) {
            driver.log().broken(link, e);
            close();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            driver.log().defect("writing " + link, e);
            close();
        }
    }

    private void rest() {
        // A permit alone would not do: whatever waits for a lock takes it along.
        while (!awake && !closed) {
            LockSupport.park(this);
        }
    }

    private boolean write(Outgoing next) throws IOException {
        if (next instanceof Outgoing.Ready ready) {
            Message message = ready.message();
            if (message instanceof Data data) {
                append(data.kind(), data.body());
            } else {
                append(Frame.encode(message));
            }
        } else if (next instanceof Outgoing.Digest) {
            append(Data.Kind.DIGEST, driver.participant().digest());
        } else if (next instanceof Outgoing.Part part) {
            writePart(part.parts());
        } else {
            flush();
            connection.finish();
            return false;
        }
        return true;
    }

    private void writePart(Iterator<byte[]> parts) throws IOException {
        byte[] body;
        try {
            body = parts.next();
        } catch (CrdtException e) {
            // What cannot be encoded, such as an object beyond the limits, must not keep the rest from getting through.
            driver.log().defect("making an answer for " + link, e);
            driver.step((engine, now) -> engine.count(RejectReason.INTERNAL, link.remote));
            return;
        }
        boolean more = parts.hasNext();
        append(more ? Data.Kind.PART : Data.Kind.END, body);
        if (more) {
            driver.step((engine, now) -> engine.resume(link, parts));
        }
    }

    private void append(Data.Kind kind, byte[] body) throws IOException {
        if (body.length > driver.config().limits().messageBytes()) {
            // The peer would refuse it and hang up, again and again.
            driver.log().refused(link, RejectReason.TOO_LARGE, body.length + " bytes of the own replica");
            driver.step((engine, now) -> engine.count(RejectReason.TOO_LARGE, link.remote));
            return;
        }
        driver.counters().sent(kind);
        Frame.encode(kind, body, this::append);
    }

    /* Only whole frames are written at a time: what gets lost in a network for tests is then a message, not half of one. */
    private void append(byte[] frame) throws IOException {
        if (pendingBytes + frame.length > WRITE_BUFFER) {
            flush();
        }
        if (frame.length > WRITE_BUFFER) {
            send(frame, frame.length);
        } else {
            System.arraycopy(frame, 0, pending, pendingBytes, frame.length);
            pendingBytes += frame.length;
        }
    }

    private void flush() throws IOException {
        if (pendingBytes > 0) {
            send(pending, pendingBytes);
            pendingBytes = 0;
        }
    }

    private void send(byte[] bytes, int length) throws IOException {
        link.writingSince = driver.now();
        connection.write(bytes, 0, length);
        link.writingSince = Long.MAX_VALUE;
        driver.counters().bytesOut.add(length);
    }

    // --- both

    /** There may be something to write. */
    void wake() {
        awake = true;
        LockSupport.unpark(writer);
    }

    /** Closes the connection and reports that it is gone. */
    void end() {
        close();
        driver.ended(link);
    }

    void close() {
        closed = true;
        try {
            connection.close();
        } catch (IOException e) {
            driver.log().broken(link, e);
        }
        wake();
    }
}
