// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.crdt4j.examples.process.ChildProcess;
import org.crdt4j.examples.process.LineChannel;

/** Starts regions. */
@FunctionalInterface
interface RegionStarter {

    /** From so many movements on it pays to let the virtual machine compile thoroughly. */
    int LONG_RUN = 200_000;

    /**
     * Starts a region with an empty replica.
     *
     * @param region which one
     * @param directory where its files go, exists
     * @return the line to its {@link RegionServer}
     * @throws IOException if it cannot be started
     */
    LineChannel start(SalesRegion region, Path directory) throws IOException;

    /**
     * Starts each region as a process of its own.
     *
     * @param movements how many will be booked
     * @return the starter
     */
    static RegionStarter processes(int movements) {
        // Several beside each other on a small machine: modest in threads, and for a short run in compiling too.
        List<String> flags = new ArrayList<>(List.of("-Xmx512m", "-XX:+UseSerialGC"));
        if (movements < LONG_RUN) {
            flags.add("-XX:TieredStopAtLevel=1");
        }
        return (region, directory) -> ChildProcess.start(
                "region " + region.label(),
                flags,
                RegionMain.class,
                List.of(region.label(), directory.toString()),
                directory.resolve("errors.log"));
    }
}
