// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.crdt4j.examples.process.LineChannel;

/** Regions in this process, each with a thread of its own; they gossip over real sockets all the same. */
final class LocalRegions {

    /** What goes wrong on the way to a region. */
    interface Fault {

        /** The line that the region gets instead, empty if it never gets this one and the sender is told that all is done. */
        Optional<String> apply(SalesRegion region, String line);
    }

    private LocalRegions() {}

    static RegionStarter starter() {
        return starter((region, line) -> Optional.of(line));
    }

    static RegionStarter starter(Fault fault) {
        return (region, directory) -> new Channel(region, directory, fault);
    }

    private static final class Channel implements LineChannel {
        private final SalesRegion region;
        private final Fault fault;
        private final RegionServer server;
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final Queue<Future<String>> answers = new ArrayDeque<>();

        Channel(SalesRegion region, Path directory, Fault fault) {
            this.region = region;
            this.fault = fault;
            server = RegionServer.open(region.label(), directory);
        }

        @Override
        public void send(String line) {
            Optional<String> changed = fault.apply(region, line);
            answers.add(thread.submit(() -> changed.map(server::answer).orElse(RegionServer.DONE)));
        }

        @Override
        public String receive(Duration timeout) throws IOException {
            try {
                return answers.remove().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | InterruptedException | TimeoutException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() {
            thread.shutdown();
            server.close();
        }
    }
}
