// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.storage;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What the storage does to a disk, so that tests can let each single step fail. */
interface Disk {

    /** The disk that there is. */
    Disk SYSTEM = new Disk() {};

    /** An open file. */
    interface Opened extends Closeable {

        /** Writes all that remains. */
        void write(ByteBuffer bytes, long at) throws IOException;

        /** Reads until the buffer is full, or the file ends. */
        void read(ByteBuffer into, long at) throws IOException;

        long size() throws IOException;

        void truncate(long size) throws IOException;

        /** Returns when everything that was written would survive the loss of power. */
        void force() throws IOException;
    }

    /** Opens a file for reading and writing, and makes it if it is not there. */
    default Opened open(Path file) throws IOException {
        return new Channel(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** Puts a file in the place of another, or leaves both as they are. */
    default void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes the names in a directory survive the loss of power. */
    default void forceNames(Path directory) throws IOException {
        if (File.separatorChar == '\\') { // Windows opens no directory, and keeps its names by itself
            return;
        }
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /** A file of the system. */
    final class Channel implements Opened {

        private final FileChannel channel;

        Channel(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(ByteBuffer bytes, long at) throws IOException {
            long position = at;
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
        }

        @Override
        public void read(ByteBuffer into, long at) throws IOException {
            long position = at;
            while (into.hasRemaining()) {
                int count = channel.read(into, position);
                if (count < 0) {
                    return;
                }
                position += count;
            }
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
