// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.fleet;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crdt4j.examples.console.Progress;
import org.crdt4j.testkit.proxy.FrameFaults;

/**
 * The whole job: starts the sites, runs them, compares what they have written, and hands it out.
 *
 * @param sites the names of the sites
 * @param files the names of the files that each site writes
 * @param out where the results go: those on which all sites agree, and in {@code sites} those of each
 * @param starter starts a site
 * @param faults what happens to messages between the sites
 */
public record FleetJob(List<String> sites, List<String> files, Path out, SiteStarter starter, FrameFaults faults) {

    /** Messages between the sites of an example: of a hundred, two are lost, two come twice, and two are overtaken. */
    public static final FrameFaults FAULTS = new FrameFaults(20_100, 0.02, 0.02, 0.02);

    /**
     * Does the job.
     *
     * @param arrivals all events in order of their arrival
     * @param settings how to run
     * @param story what is particular to the system
     * @param err shows how it goes on
     * @return what happened; if the sites do not agree, {@code out} has no results
     * @throws IOException if a site fails or a file cannot be written
     */
    public RunResult run(List<Arrival> arrivals, FleetRun.Settings settings, Story story, PrintStream err)
            throws IOException {
        Map<String, Path> directories = new LinkedHashMap<>();
        for (String site : sites) {
            directories.put(site, Files.createDirectories(directory(site)));
        }
        clear(directories.values());
        var progress = new Progress(err, Progress.isTerminal());
        progress.phase("starting");
        try (Fleet fleet = Fleet.start(directories, starter, faults)) {
            RunResult result = FleetRun.run(arrivals, fleet, settings, story, progress);
            List<Path> compared = List.copyOf(directories.values());
            List<String> differences = Agreement.differences(compared, files);
            if (differences.isEmpty()) {
                handOut(compared.get(0));
            }
            return result.withDisagreements(differences);
        } finally {
            progress.clear();
        }
    }

    /**
     * The directory of a site.
     *
     * @param site its name
     * @return where its own results go
     */
    public Path directory(String site) {
        return out.resolve("sites").resolve(site);
    }

    private void clear(Collection<Path> directories) throws IOException {
        for (String name : files) {
            Files.deleteIfExists(out.resolve(name));
            for (Path directory : directories) {
                Files.deleteIfExists(directory.resolve(name));
            }
        }
    }

    private void handOut(Path directory) throws IOException {
        for (String name : files) {
            Files.copy(directory.resolve(name), out.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
