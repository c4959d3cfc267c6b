// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Java process of its own with the class path of this one; lines go to its standard input and come from its standard output. It is
 * meant to end when its input ends, so it does not outlive its parent, whatever happens to that.
 */
public final class ChildProcess implements LineChannel {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private final Path log;
    private final Process process;
    private final BufferedWriter out;

    /* An empty one at the end, which is left there for whoever asks again. */
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

    private volatile @Nullable IOException readFailure;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        out = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts a process.
     *
     * @param name what to call it in complaints
     * @param flags what its virtual machine is told
     * @param main the class whose {@code main} it runs
     * @param arguments the arguments of that method
     * @param log where its error output goes
     * @return the running process
     * @throws IOException if it cannot be started
     */
    public static ChildProcess start(String name, List<String> flags, Class<?> main, List<String> arguments, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        var child = new ChildProcess(name, log, process);
        child.listen();
        return child;
    }

    private void listen() {
        var thread = new Thread(this::readLines, name + "-output");
        thread.setDaemon(true);
        thread.start();
    }

    private void readLines() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException e) {
            readFailure = e;
        } finally {
            lines.add(Optional.empty());
        }
    }

    @Override
    public void send(String line) throws IOException {
        try {
            out.write(line);
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            throw new IOException(gone(), e);
        }
    }

    @Override
    public String receive(Duration timeout) throws IOException {
        Optional<String> line;
        try {
            line = lines.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + name, e);
        }
        if (line == null) {
            throw new IOException(name + " does not answer within " + timeout.toMillis() / 1e3 + " s");
        }
        if (line.isEmpty()) {
            lines.add(line);
            throw new IOException(gone(), readFailure);
        }
        return line.get();
    }

    private String gone() {
        return name + " has ended unexpectedly; see " + log;
    }

    @Override
    public void close() {
        try (out) {
            out.flush();
        } catch (IOException e) {
            process.destroy();
        }
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
