// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.crdt4j.examples.console.Job;
import org.crdt4j.examples.console.Options;
import org.crdt4j.examples.console.UsageException;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.net.storage.DurableStorage;
import org.crdt4j.net.transport.PeerAddress;
import org.crdt4j.replica.Replica;

/** The options with which commands open a replica and its node. */
public final class NodeOptions {

    /** Those of the node. */
    public static final String USAGE =
            "[--listen HOST:PORT] [--seeds HOST:PORT,...] [--cluster NAME] [--secret-file FILE]";

    private static final int HIGHEST_PORT = 65_535;

    private NodeOptions() {}

    /**
     * The names of the options of the node, and others.
     *
     * @param others the others
     * @return all
     */
    public static Set<String> names(String... others) {
        Set<String> names = new TreeSet<>(Set.of("--listen", "--seeds", "--cluster", "--secret-file"));
        names.addAll(Arrays.asList(others));
        return names;
    }

    /**
     * A port that an option names.
     *
     * @param options the options
     * @param option its name
     * @return the port, empty without that option
     * @throws UsageException if it is no port
     */
    public static OptionalInt port(Options options, String option) throws UsageException {
        Optional<String> text = options.find(option);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int port = Integer.parseInt(text.get());
            if (port >= 0 && port <= HIGHEST_PORT) {
                return OptionalInt.of(port);
            }
        } catch (NumberFormatException e) {
            throw new UsageException(option + ": not a port: " + text.get());
        }
        throw new UsageException(option + ": not a port: " + text.get());
    }

    /**
     * A replica as the options want it.
     *
     * @param options with {@code --name}, and {@code --dir} if it is to be durable
     * @return the replica
     * @throws UsageException if an option cannot be used
     */
    public static Replica replica(Options options) throws UsageException {
        var builder = Replica.builder(options.get("--name"));
        Optional<String> directory = options.find("--dir");
        if (directory.isPresent()) {
            builder.storage(DurableStorage.open(Job.directory(directory.get())));
        }
        return builder.open();
    }

    /**
     * A node as the options want it.
     *
     * @param options with {@link #USAGE}
     * @param replica what it keeps in touch
     * @return the node
     * @throws UsageException if an option cannot be used
     * @throws IOException if the secret cannot be read
     */
    public static GossipNode node(Options options, Replica replica) throws UsageException, IOException {
        GossipNode.Builder builder = GossipNode.builder(replica);
        PeerAddress listen = address("--listen", options.find("--listen").orElse("127.0.0.1:0"));
        builder.listen(listen.host(), listen.port());
        if (options.find("--seeds").isPresent()) {
            List<String> seeds = Arrays.stream(options.get("--seeds").split(","))
                    .map(String::strip)
                    .toList();
            for (String seed : seeds) {
                address("--seeds", seed);
            }
            builder.seeds(seeds);
        }
        options.find("--cluster").ifPresent(builder::cluster);
        Optional<String> secret = options.find("--secret-file");
        if (secret.isPresent()) {
            builder.secret(secret(Path.of(secret.get())));
        }
        return builder.start();
    }

    private static PeerAddress address(String option, String text) throws UsageException {
        try {
            return PeerAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }

    private static byte[] secret(Path file) throws UsageException, IOException {
        if (!Files.isReadable(file)) {
            throw new UsageException("--secret-file: " + file + " cannot be read");
        }
        return Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
    }
}
