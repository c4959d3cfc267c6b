// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.crdt4j.error.CrdtException;
import org.crdt4j.examples.console.Job;
import org.crdt4j.examples.console.Options;
import org.crdt4j.examples.console.Progress;
import org.crdt4j.inspector.Inspector;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.replica.Replica;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** {@code crdt node}: a durable replica, a gossip node, and a shell for a person or a script. */
public final class NodeCommand {

    /** What comes after the command. */
    public static final String USAGE = "--name NAME [--dir DIR] " + NodeOptions.USAGE + " [--inspect PORT]";

    private static final Set<String> OPTIONS = NodeOptions.names("--name", "--dir", "--inspect");

    private NodeCommand() {}

    /**
     * Runs a node until its input ends. In a terminal there are completion, history and help; else the input is a script, which ends at its
     * first mistake.
     *
     * @param arguments the options
     * @param out takes what commands say
     * @param err takes complaints, one line each
     * @return the exit code: 0 the input has ended, 1 a command of a script failed, or the node, 2 wrong usage
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return run(arguments, System.in, Progress.isTerminal(), out, err);
    }

    static int run(List<String> arguments, InputStream in, boolean terminal, PrintStream out, PrintStream err) {
        return Job.guarded("node " + USAGE, err, () -> {
            Options options = Options.parse(arguments, OPTIONS);
            OptionalInt port = NodeOptions.port(options, "--inspect");
            try (Replica replica = NodeOptions.replica(options);
                    GossipNode node = NodeOptions.node(options, replica);
                    Inspector inspector = Inspector.attach(node);
                    var shell = new Shell(replica, node, out::println)) {
                err.println("crdt: " + replica.name() + " listens on " + node.address());
                if (port.isPresent()) {
                    err.println(
                            "crdt: open " + inspector.listen(port.getAsInt()).url() + " in a browser");
                }
                return terminal ? talk(shell, err) : obey(shell, in, err);
            } catch (CrdtException | IllegalStateException | IllegalArgumentException e) {
                throw new IOException(e.getMessage(), e);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
    }

    private static int obey(Shell shell, InputStream in, PrintStream err) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            try {
                if (!shell.execute(line)) {
                    break;
                }
            } catch (ShellException e) {
                err.println("crdt: line " + number + ": " + e.getMessage());
                return Job.FAILED;
            }
        }
        return Job.DONE;
    }

    private static int talk(Shell shell, PrintStream err) throws IOException {
        try (Terminal terminal = TerminalBuilder.builder().build()) {
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .completer((line, parsed, candidates) -> shell.candidates(
                                    parsed.words().subList(0, parsed.wordIndex()))
                            .forEach(word -> candidates.add(new Candidate(word))))
                    .build();
            boolean goesOn = true;
            while (goesOn) {
                goesOn = once(shell, reader, err);
            }
            return Job.DONE;
        }
    }

    private static boolean once(Shell shell, LineReader reader, PrintStream err) {
        try {
            return shell.execute(reader.readLine("crdt> "));
        } catch (ShellException e) {
            err.println(e.getMessage());
            return true;
        } catch (UserInterruptException e) {
            return true; // the line is given up
        } catch (EndOfFileException e) {
            return false;
        }
    }
}
