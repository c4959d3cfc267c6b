// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.storage;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed at random points under load: every update that was acknowledged counts afterwards, once. {@code
 * -Dcrdt4j.kills=200} kills it more often, {@code -Dcrdt4j.seed} repeats the points.
 */
final class KilledProcessTest {

    private static final int KILLS = Integer.getInteger("crdt4j.kills", 6);
    private static final long SEED = Long.getLong("crdt4j.seed", 20_261_123L);
    private static final int MAX_LETTERS = 4_000;

    @TempDir
    Path directory;

    private final long[] counted = new long[KilledProcess.THREADS];
    private final long[] begun = new long[KilledProcess.THREADS];
    private final long[] acknowledged = new long[KilledProcess.THREADS];
    private long allAcknowledged;

    private Process start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-Dkryo.unsafe=false",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProcess.class.getName(),
                        directory.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void runAndKill(int letters) throws IOException, InterruptedException {
        Process process = start();
        try (InputStream output = process.getInputStream()) {
            for (int read = 0; read < letters; read++) {
                int letter = output.read();
                assertTrue(letter >= 0, "the process ended by itself");
                note(letter);
            }
            process.toHandle().destroyForcibly(); // leaves the stream open
            for (int letter = output.read(); letter >= 0; letter = output.read()) {
                note(letter);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void note(int letter) {
        if (letter >= 'a') {
            begun[letter - 'a']++;
        } else {
            acknowledged[letter - 'A']++;
            allAcknowledged++;
        }
    }

    private void count(String when) {
        DurableStorage storage = DurableStorage.open(directory);
        try (Replica replica = Replica.builder("killed").storage(storage).open()) {
            for (int thread = 0; thread < counted.length; thread++) {
                long value = replica.counter(KilledProcess.counter(thread)).value();
                long least = counted[thread] + acknowledged[thread];
                long most = counted[thread] + begun[thread];
                assertTrue(
                        value >= least && value <= most,
                        when + ": " + value + " counted by thread " + thread + ", but from " + least + " to " + most);
                counted[thread] = value;
                begun[thread] = 0;
                acknowledged[thread] = 0;
            }
        }
    }

    @Test
    void killedProcess_losesNothingThatWasAcknowledged_andCountsNothingTwice() throws Exception {
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            runAndKill(random.nextInt(MAX_LETTERS));
            count("kill " + kill + " of seed " + SEED + " (-Dcrdt4j.seed=" + SEED + ")");
        }
        long sum = 0;
        for (long value : counted) {
            sum += value;
        }
        assertTrue(sum >= allAcknowledged && sum <= allAcknowledged + (long) KILLS * counted.length);
        System.out.println(
                KILLS + " kills of seed " + SEED + ": " + allAcknowledged + " acknowledged, " + sum + " counted");
    }
}
