// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.fleet;

import java.io.IOException;
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
import java.util.function.Function;
import org.crdt4j.examples.process.LineChannel;

/** Sites in this process, each with a thread of its own; they gossip over real sockets all the same. */
public final class LocalSites {

    /** What goes wrong on the way to a site. */
    public interface Fault {

        /** The line that the site gets instead, empty if it never gets this one and the sender is told that all is done. */
        Optional<String> apply(String site, String line);
    }

    private LocalSites() {}

    public static SiteStarter starter(Function<String, Site> opener) {
        return starter(opener, (site, line) -> Optional.of(line));
    }

    public static SiteStarter starter(Function<String, Site> opener, Fault fault) {
        return (site, directory) -> new Channel(site, new SiteServer(opener.apply(site), directory), fault);
    }

    private static final class Channel implements LineChannel {
        private final String site;
        private final Fault fault;
        private final SiteServer server;
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final Queue<Future<String>> answers = new ArrayDeque<>();

        Channel(String site, SiteServer server, Fault fault) {
            this.site = site;
            this.fault = fault;
            this.server = server;
        }

        @Override
        public void send(String line) {
            Optional<String> changed = fault.apply(site, line);
            answers.add(thread.submit(() -> changed.map(server::answer).orElse(SiteServer.DONE)));
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
