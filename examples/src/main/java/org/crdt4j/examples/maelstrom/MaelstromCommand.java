// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.maelstrom;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crdt4j.examples.console.Job;

/** {@code crdt maelstrom WORKLOAD}: a node that talks to Maelstrom by standard input and output. */
public final class MaelstromCommand {

    private MaelstromCommand() {}

    /**
     * Runs a node until its input ends.
     *
     * @param arguments the name of the workload
     * @param out takes messages
     * @param err takes complaints
     * @return the exit code: 0 the input has ended, 1 it was not from Maelstrom, 2 wrong usage
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return run(arguments, System.in, out, err);
    }

    static int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        Optional<Workload> workload = arguments.size() == 1 ? Workload.named(arguments.get(0)) : Optional.empty();
        if (workload.isEmpty()) {
            err.println("usage: crdt maelstrom WORKLOAD; WORKLOAD is one of "
                    + Arrays.stream(Workload.values()).map(Workload::label).collect(Collectors.joining(", ")));
            return Job.USAGE;
        }
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try (var node = new MaelstromNode(workload.get(), out::println)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    node.receive(line);
                }
            }
            return Job.DONE;
        } catch (JsonProcessingException e) {
            err.println("crdt: a line is not a message of Maelstrom: " + e.getOriginalMessage());
            return Job.FAILED;
        } catch (IOException e) {
            err.println("crdt: " + e.getMessage());
            return Job.FAILED;
        }
    }
}
