// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Says that a directory is in use. The system releases it with the process, however that ends. */
final class DirectoryLock implements Closeable {

    private static final String NAME = "lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock of(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = tryLock(channel) != null;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        if (!locked) {
            throw new IllegalStateException(
                    "the storage in " + directory
                            + " is in use: close the replica that has it open, in this process or in another, or take another directory");
        }
        return new DirectoryLock(channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException held) { // by this process
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
