// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.crdt4j.error.CrdtException;
import org.crdt4j.examples.console.Job;
import org.crdt4j.examples.console.Options;
import org.crdt4j.examples.console.UsageException;
import org.crdt4j.examples.shell.NodeOptions;
import org.crdt4j.inspector.Inspector;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.replica.Replica;

/**
 * {@code crdt inspect}: a page about a cluster. With {@code --seeds} it joins a running cluster as one more replica, which only looks; without, it
 * shows a sample of three replicas that change all the time.
 */
public final class InspectCommand {

    /** What comes after the command. */
    public static final String USAGE = "[--port PORT] [--name NAME] " + NodeOptions.USAGE;

    private static final Set<String> OPTIONS = NodeOptions.names("--port", "--name");
    private static final int PORT = 8274;

    private InspectCommand() {}

    /**
     * Serves the page until the input ends.
     *
     * @param arguments the options
     * @param out takes the address of the page
     * @param err takes complaints
     * @return the exit code: 0 the input has ended, 1 it could not be served, 2 wrong usage
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return run(arguments, System.in, out, err);
    }

    static int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        return Job.guarded("inspect " + USAGE, err, () -> {
            Options options = Options.parse(arguments, OPTIONS);
            int port = NodeOptions.port(options, "--port").orElse(PORT);
            try {
                if (options.find("--seeds").isPresent()) {
                    look(options, port, in, out);
                } else {
                    sample(port, in, out);
                }
                return Job.DONE;
            } catch (CrdtException | IllegalStateException | IllegalArgumentException e) {
                throw new IOException(e.getMessage(), e);
            } catch (UncheckedIOException e) {
                throw new IOException(e.getMessage(), e);
            }
        });
    }

    private static void look(Options options, int port, InputStream in, PrintStream out)
            throws IOException, UsageException {
        String name = options.find("--name").orElse("inspector");
        try (Replica replica = Replica.builder(name).open();
                GossipNode node = NodeOptions.node(options, replica)) {
            serve(node, port, in, out);
        }
    }

    private static void sample(int port, InputStream in, PrintStream out) throws IOException {
        try (SampleCluster cluster = SampleCluster.start()) {
            out.println(
                    "A sample of three replicas that change all the time; --seeds HOST:PORT shows your own cluster.");
            serve(cluster.node(), port, in, out);
        }
    }

    private static void serve(GossipNode node, int port, InputStream in, PrintStream out) throws IOException {
        try (Inspector inspector = Inspector.attach(node).listen(port)) {
            out.println("Open " + inspector.url() + " in a browser. It ends with Ctrl-D or Ctrl-C.");
            in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
