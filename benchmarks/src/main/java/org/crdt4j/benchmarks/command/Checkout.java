// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.command;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What is measured and on what: the sources' commit, the machine, the JDK. */
final class Checkout {

    private static final String UNKNOWN = "unknown";

    private Checkout() {}

    /** The short hash; with a suffix if files other than results and pages were changed since. */
    static String commit(Path repository) throws BenchException {
        String hash = run(repository, "git", "rev-parse", "--short=7", "HEAD").strip();
        if (hash.isEmpty()) {
            return UNKNOWN;
        }
        String changes = run(repository, "git", "status", "--porcelain", "--", ".", ":!benchmarks/results", ":!docs");
        return changes.isBlank() ? hash : hash + "-modified";
    }

    /** Cores, memory and system. */
    static String machine() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long gibibytes = Math.round(system.getTotalMemorySize() / (double) (1L << 30));
        return Runtime.getRuntime().availableProcessors() + " cores, " + gibibytes + " GiB, " + system.getName();
    }

    /** The version of the JDK in a directory, as its {@code release} file says. */
    static String version(Path jdk) throws BenchException {
        Properties release = new Properties();
        try (var in = Files.newBufferedReader(jdk.resolve("release"))) {
            release.load(in);
        } catch (IOException e) {
            throw BenchException.failure("--jdk: cannot read " + e.getMessage());
        }
        return release.getProperty("JAVA_VERSION", UNKNOWN).replace("\"", "");
    }

    /** What a program prints; nothing if it fails or is not there. */
    private static String run(Path directory, String... command) throws BenchException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? output : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BenchException.failure("interrupted");
        }
    }
}
