// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.storage;

import java.io.PrintStream;
import java.nio.file.Path;
import org.crdt4j.replica.Replica;

/** Counts for ever, each thread in a counter of its own. Before an increment it writes a small letter, afterwards a capital one. */
final class KilledProcess {

    static final int THREADS = 4;
    private static final int CHECKPOINT = 200;

    private KilledProcess() {}

    static String counter(int thread) {
        return "counter " + thread;
    }

    public static void main(String[] arguments) {
        PrintStream out = System.out;
        Replica replica = Replica.builder("killed")
                .storage(DurableStorage.open(Path.of(arguments[0])))
                .open();
        for (int number = 0; number < THREADS; number++) {
            int thread = number;
            new Thread(() -> {
                        for (int round = 1; !out.checkError(); round++) {
                            out.write('a' + thread);
                            out.flush();
                            replica.counter(counter(thread)).increment(1);
                            out.write('A' + thread);
                            out.flush();
                            if (thread == 0 && round % CHECKPOINT == 0) {
                                replica.checkpoint();
                            }
                        }
                    })
                    .start();
        }
    }
}
