// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The whole job: starts the regions, runs them, compares what they have written, and hands it out. */
final class WarehouseJob {

    private WarehouseJob() {}

    /**
     * Does the job.
     *
     * @param movements all movements in order of time
     * @param out where the results go: those on which all regions agree, and in {@code regions} those of each
     * @param settings how to run
     * @param starter starts the regions
     * @param observer is told how it goes on
     * @return what happened; if the regions do not agree, {@code out} has no results
     * @throws IOException if a region fails or a file cannot be written
     */
    static RunResult run(
            List<Movement> movements,
            Path out,
            WarehouseRun.Settings settings,
            RegionStarter starter,
            RunObserver observer)
            throws IOException {
        Map<SalesRegion, Path> directories = new EnumMap<>(SalesRegion.class);
        for (SalesRegion region : SalesRegion.values()) {
            directories.put(region, Files.createDirectories(directory(out, region)));
        }
        clear(out, directories.values());
        List<RegionClient> clients = new ArrayList<>();
        try {
            observer.phase("starting");
            for (Map.Entry<SalesRegion, Path> entry : directories.entrySet()) {
                SalesRegion region = entry.getKey();
                clients.add(new RegionClient(region, starter.start(region, entry.getValue())));
            }
            RunResult result = WarehouseRun.run(movements, clients, settings, observer);
            List<Path> compared = List.copyOf(directories.values());
            List<String> differences = Agreement.differences(compared, RegionFiles.ALL);
            if (differences.isEmpty()) {
                handOut(compared.get(0), out);
            }
            return result.withDisagreements(differences);
        } finally {
            // At the same time, for each takes leave of the others.
            clients.parallelStream().forEach(RegionClient::close);
        }
    }

    /**
     * The directory of a region.
     *
     * @param out where all results go
     * @param region the region
     * @return where its own go
     */
    static Path directory(Path out, SalesRegion region) {
        return out.resolve("regions").resolve(region.label());
    }

    private static void clear(Path out, Collection<Path> directories) throws IOException {
        for (String name : RegionFiles.ALL) {
            Files.deleteIfExists(out.resolve(name));
            for (Path directory : directories) {
                Files.deleteIfExists(directory.resolve(name));
            }
        }
    }

    private static void handOut(Path directory, Path out) throws IOException {
        for (String name : RegionFiles.ALL) {
            Files.copy(directory.resolve(name), out.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
