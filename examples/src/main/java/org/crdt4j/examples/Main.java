// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.crdt4j.examples.inspect.InspectCommand;
import org.crdt4j.examples.maelstrom.MaelstromCommand;
import org.crdt4j.examples.shell.NodeCommand;

/** The {@code crdt} command line. */
public final class Main {

    static final int EXIT_DONE = 0;
    static final int EXIT_USAGE = 2;

    private static final List<Command> COMMANDS = List.of(
            new Command(
                    "demo", RunCommand.DEMO_OPTIONS, "an example on recorded data, with a report", RunCommand::demo),
            new Command("run", RunCommand.OPTIONS, "an example on a file of yours", RunCommand::run),
            new Command("conformance", "DIR", "run the JSON conformance cases of a directory", ConformanceCommand::run),
            new Command("node", "--name NAME [...]", "a durable replica with a shell", NodeCommand::run),
            new Command(
                    "inspect",
                    "[--port PORT] [--seeds HOST:PORT] [...]",
                    "a page about a cluster",
                    InspectCommand::run),
            new Command("maelstrom", "WORKLOAD", "a node that the workbench Maelstrom drives", MaelstromCommand::run),
            new Command("bench", "[--quick] [...]", "measure; see crdt bench --help", Main::bench));

    private Main() {}

    /**
     * Runs one command and ends the process with its exit code: 0 done, 1 failed, 2 wrong usage.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), out, err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.isEmpty()) {
            printUsage(err);
            return EXIT_USAGE;
        }
        String name = arguments.get(0);
        if (List.of("help", "--help", "-h").contains(name)) {
            printUsage(out);
            return EXIT_DONE;
        }
        for (Command command : COMMANDS) {
            if (command.name().equals(name)) {
                return command.action().run(arguments.subList(1, arguments.size()), out, err);
            }
        }
        err.println("crdt: no command " + name);
        printUsage(err);
        return EXIT_USAGE;
    }

    /** The benchmarks have an archive of their own, which the {@code crdt} script builds and starts. */
    private static int bench(List<String> options, PrintStream out, PrintStream err) {
        err.println("crdt: bench runs from the crdt script in a copy of the repository only");
        return EXIT_USAGE;
    }

    private static void printUsage(PrintStream to) {
        to.println("usage: crdt COMMAND [OPTIONS]");
        to.println();
        for (Command command : COMMANDS) {
            to.printf("  %-42s %s%n", command.name() + " " + command.options(), command.purpose());
        }
    }

    /**
     * What stands in the list of commands.
     *
     * @param name what a person types
     * @param options what comes after it
     * @param purpose what it does, in a few words
     * @param action does it
     */
    private record Command(String name, String options, String purpose, Action action) {}

    /** What a command does. */
    @FunctionalInterface
    interface Action {

        /**
         * Runs the command.
         *
         * @param options what came after its name
         * @param out takes what it has to say
         * @param err takes its complaints
         * @return the exit code: 0 done, 1 failed, 2 wrong usage
         */
        int run(List<String> options, PrintStream out, PrintStream err);
    }
}
