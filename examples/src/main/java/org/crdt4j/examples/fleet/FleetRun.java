// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.fleet;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.crdt4j.examples.console.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Conducts the sites through recorded events: all get theirs in order of arrival, slice by slice; the link between the two sides is
 * cut after 35 % of the events and healed after 70 %; at the end every site writes what it knows.
 */
public final class FleetRun {

    private static final double CUT_FROM = 0.35;
    private static final double CUT_TO = 0.70;

    /**
     * How to run.
     *
     * @param slices into how many slices the events are cut
     * @param pace how long a slice takes at least
     * @param isWest the names of the sites on the one side of the link that is cut
     */
    public record Settings(int slices, Duration pace, Predicate<String> isWest) {}

    private final Fleet fleet;
    private final Settings settings;
    private final Story story;
    private final Progress progress;
    private final Map<String, Integer> delivered = new LinkedHashMap<>();

    private FleetRun(Fleet fleet, Settings settings, Story story, Progress progress) {
        this.fleet = fleet;
        this.settings = settings;
        this.story = story;
        this.progress = progress;
        fleet.labels().forEach(label -> delivered.put(label, 0));
    }

    /**
     * Runs.
     *
     * @param arrivals all events in order of their arrival
     * @param fleet the sites, each with an empty replica
     * @param settings how
     * @param story what is particular to the system
     * @param progress shows how it goes on
     * @return what happened; the sites have written their files
     * @throws IOException if a site fails, or if they do not agree on a version in time
     */
    static RunResult run(List<Arrival> arrivals, Fleet fleet, Settings settings, Story story, Progress progress)
            throws IOException {
        return new FleetRun(fleet, settings, story, progress).run(arrivals);
    }

    /**
     * What is delivered while the link is cut.
     *
     * @param <T> anything
     * @param all one for each arrival, in their order
     * @return a part of them
     */
    public static <T> List<T> whileCut(List<T> all) {
        return all.subList(cutFrom(all.size()), cutTo(all.size()));
    }

    /**
     * When the link is cut.
     *
     * @param all how many arrivals there are
     * @return after how many
     */
    public static int cutFrom(int all) {
        return (int) (all * CUT_FROM);
    }

    /**
     * When the link is healed.
     *
     * @param all how many arrivals there are
     * @return after how many
     */
    public static int cutTo(int all) {
        return (int) (all * CUT_TO);
    }

    private RunResult run(List<Arrival> arrivals) throws IOException {
        long start = System.nanoTime();
        progress.phase("opening");
        story.open(fleet);
        fleet.converge();
        int cutAt = cutFrom(arrivals.size());
        int healAt = cutTo(arrivals.size());
        feed(arrivals, 0, cutAt, "running");
        RunResult.@Nullable Cut cut = null;
        if (cutAt > 0 && healAt > cutAt) {
            fleet.cut(settings.isWest());
            feed(arrivals, cutAt, healAt, "running, link cut");
            cut = heal(arrivals, cutAt, healAt);
            feed(arrivals, healAt, arrivals.size(), "running");
        } else {
            feed(arrivals, cutAt, arrivals.size(), "running");
        }
        progress.phase("settling");
        Duration settled = fleet.converge();
        story.close(fleet);
        fleet.converge();
        Map<String, Long> bytes = fleet.bytesSent();
        progress.phase("writing");
        fleet.write();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new RunResult(delivered, took, cut, settled, bytes, fleet.faults(), List.of());
    }

    private void feed(List<Arrival> arrivals, int from, int to, String phase) throws IOException {
        progress.phase(phase);
        int step = Math.max(1, arrivals.size() / settings.slices());
        for (int start = from; start < to; start += step) {
            int end = Math.min(to, start + step);
            long begin = System.nanoTime();
            List<Arrival> slice = arrivals.subList(start, end);
            long time = slice.get(slice.size() - 1).time();
            fleet.deliver(slice);
            slice.forEach(arrival -> delivered.merge(arrival.site(), 1, Integer::sum));
            Fleet.pauseUntil(begin + settings.pace().toNanos());
            progress.done(end, arrivals.size());
            story.after(fleet, end, time);
        }
    }

    private RunResult.Cut heal(List<Arrival> arrivals, int cutAt, int healAt) throws IOException {
        fleet.convergeWithinSides();
        story.beforeHealing(fleet);
        progress.phase("healing");
        long start = System.nanoTime();
        fleet.heal();
        fleet.converge();
        Duration healing = Duration.ofNanos(System.nanoTime() - start);
        long from = arrivals.get(cutAt - 1).time();
        long to = arrivals.get(healAt - 1).time();
        story.after(fleet, healAt, to);
        return new RunResult.Cut(from, to, healAt - cutAt, healing);
    }
}
