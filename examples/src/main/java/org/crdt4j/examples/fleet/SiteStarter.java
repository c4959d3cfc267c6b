// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.crdt4j.examples.process.ChildProcess;
import org.crdt4j.examples.process.LineChannel;

/** Starts sites. */
@FunctionalInterface
public interface SiteStarter {

    /** From so many events on it pays to let the virtual machine compile thoroughly. */
    int LONG_RUN = 200_000;

    /**
     * Starts a site with an empty replica.
     *
     * @param label its name
     * @param directory where its files go, exists
     * @return the line to its {@link SiteServer}
     * @throws IOException if it cannot be started
     */
    LineChannel start(String label, Path directory) throws IOException;

    /**
     * Starts each site as a process of its own.
     *
     * @param main the class of the site, whose {@code main} calls {@link SiteServer#main}
     * @param events how many there are
     * @return the starter
     */
    static SiteStarter processes(Class<? extends Site> main, int events) {
        // Several beside each other on a small machine: modest in threads, and for a short run in compiling too.
        List<String> flags = new ArrayList<>(List.of("-Xmx512m", "-XX:+UseSerialGC"));
        if (events < LONG_RUN) {
            flags.add("-XX:TieredStopAtLevel=1");
        }
        return (label, directory) -> ChildProcess.start(
                "site " + label, flags, main, List.of(label, directory.toString()), directory.resolve("errors.log"));
    }
}
