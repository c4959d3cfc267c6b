// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A disk that is full from one step on: of a write, the first half may still get there. */
final class FailingDisk implements Disk {

    private long stepsLeft;
    private boolean failed;

    FailingDisk(long stepsLeft) {
        this.stepsLeft = stepsLeft;
    }

    void failAfter(long steps) {
        stepsLeft = steps;
    }

    boolean hasFailed() {
        return failed;
    }

    private boolean isFull() {
        failed |= stepsLeft-- <= 0;
        return failed;
    }

    private void step() throws IOException {
        if (isFull()) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public Opened open(Path file) throws IOException {
        Opened opened = Disk.super.open(file);
        return new Opened() {
            @Override
            public void write(ByteBuffer bytes, long at) throws IOException {
                if (isFull()) {
                    opened.write(bytes.slice(bytes.position(), bytes.remaining() / 2), at);
                    throw new IOException("No space left on device");
                }
                opened.write(bytes, at);
            }

            @Override
            public void read(ByteBuffer into, long at) throws IOException {
                opened.read(into, at);
            }

            @Override
            public long size() throws IOException {
                return opened.size();
            }

            @Override
            public void truncate(long size) throws IOException {
                step();
                opened.truncate(size);
            }

            @Override
            public void force() throws IOException {
                step();
                opened.force();
            }

            @Override
            public void close() throws IOException {
                opened.close();
            }
        };
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step();
        Disk.super.rename(from, to);
    }

    @Override
    public void forceNames(Path directory) throws IOException {
        step();
        Disk.super.forceNames(directory);
    }
}
