// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Conducts the regions through the recorded movements: all get theirs in order of time, slice by slice; the link between the two sides is
 * cut after 35 % of the movements and healed after 70 %; at the end every region corrects what is oversold and writes what it knows.
 */
final class WarehouseRun {

    private static final double CUT_FROM = 0.35;
    private static final double CUT_TO = 0.70;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 5;

    /**
     * How to run.
     *
     * @param slices into how many slices the movements are cut
     * @param pace how long a slice takes at least
     * @param watched articles whose stock is sampled after each slice
     */
    record Settings(int slices, Duration pace, List<String> watched) {}

    private final List<RegionClient> regions;
    private final Settings settings;
    private final RunObserver observer;
    private final Map<String, Long> actual = new HashMap<>();
    private final Map<SalesRegion, Integer> booked = new EnumMap<>(SalesRegion.class);

    private WarehouseRun(List<RegionClient> regions, Settings settings, RunObserver observer) {
        this.regions = regions;
        this.settings = settings;
        this.observer = observer;
    }

    /**
     * Runs.
     *
     * @param movements all movements in order of time
     * @param regions one client for each sales region, each with an empty replica
     * @param settings how
     * @param observer is told how it goes on
     * @return what happened; the regions have written their files
     * @throws IOException if a region fails, or if they do not agree on a version in time
     */
    static RunResult run(List<Movement> movements, List<RegionClient> regions, Settings settings, RunObserver observer)
            throws IOException {
        return new WarehouseRun(regions, settings, observer).run(movements);
    }

    static List<Movement> whileCut(List<Movement> movements) {
        return movements.subList(at(movements, CUT_FROM), at(movements, CUT_TO));
    }

    private static int at(List<Movement> movements, double fraction) {
        return (int) (movements.size() * fraction);
    }

    private RunResult run(List<Movement> movements) throws IOException {
        long start = System.nanoTime();
        observer.phase("opening");
        connect();
        open(movements);
        int cutAt = at(movements, CUT_FROM);
        int healAt = at(movements, CUT_TO);
        feed(movements, 0, cutAt, "selling");
        RunResult.@Nullable Cut cut = null;
        if (cutAt > 0 && healAt > cutAt) {
            cutLink();
            feed(movements, cutAt, healAt, "selling, link cut");
            LocalDateTime from = movements.get(cutAt - 1).at();
            cut = heal(from, movements.get(healAt - 1).at(), healAt - cutAt);
            feed(movements, healAt, movements.size(), "selling");
        } else {
            feed(movements, cutAt, movements.size(), "selling");
        }
        observer.phase("settling");
        Duration settled = converge();
        Map<SalesRegion, Integer> corrections = correct();
        Map<SalesRegion, Long> bytes = bytesSent();
        observer.phase("writing");
        everywhere("write");
        return new RunResult(
                booked, Duration.ofNanos(System.nanoTime() - start), cut, settled, corrections, bytes, List.of());
    }

    private void connect() throws IOException {
        List<String> addresses = new ArrayList<>();
        for (RegionClient region : regions) {
            addresses.add(region.call("start", addresses).get(0));
        }
    }

    private void open(List<Movement> movements) throws IOException {
        Map<String, Long> openingStock = OpeningStock.of(movements);
        actual.putAll(openingStock);
        regions.forEach(region -> booked.put(region.region(), 0));
        regions.get(0).open(openingStock);
        converge();
    }

    private void feed(List<Movement> movements, int from, int to, String phase) throws IOException {
        observer.phase(phase);
        int step = Math.max(1, movements.size() / settings.slices());
        for (int start = from; start < to; start += step) {
            int end = Math.min(to, start + step);
            long begin = System.nanoTime();
            book(movements.subList(start, end));
            pauseUntil(begin + settings.pace().toNanos());
            observer.progress(end, movements.size());
            sample(movements.get(end - 1).at());
        }
    }

    private void book(List<Movement> slice) throws IOException {
        Map<SalesRegion, List<Movement>> parts = new EnumMap<>(SalesRegion.class);
        for (Movement movement : slice) {
            SalesRegion region = SalesRegion.of(movement.country());
            parts.computeIfAbsent(region, key -> new ArrayList<>()).add(movement);
            actual.merge(movement.sku(), movement.units(), Math::addExact);
        }
        for (RegionClient region : regions) {
            region.askToBook(parts.getOrDefault(region.region(), List.of()));
        }
        for (RegionClient region : regions) {
            region.answer();
        }
        parts.forEach((region, part) -> booked.merge(region, part.size(), Integer::sum));
    }

    private void sample(LocalDateTime at) throws IOException {
        if (settings.watched().isEmpty()) {
            return;
        }
        List<Long> real = settings.watched().stream()
                .map(sku -> Objects.requireNonNull(actual.get(sku), sku))
                .toList();
        Map<SalesRegion, List<Long>> known = new EnumMap<>(SalesRegion.class);
        everywhere("stock", settings.watched())
                .forEach((region, fields) ->
                        known.put(region, fields.stream().map(Long::valueOf).toList()));
        observer.sample(at, real, known);
    }

    private void cutLink() throws IOException {
        for (RegionClient region : regions) {
            List<String> otherSide = regions.stream()
                    .map(RegionClient::region)
                    .filter(other -> other.side() != region.region().side())
                    .map(SalesRegion::label)
                    .toList();
            region.ask("cut", otherSide);
        }
        for (RegionClient region : regions) {
            region.answer();
        }
    }

    private RunResult.Cut heal(LocalDateTime from, LocalDateTime to, int movements) throws IOException {
        for (SalesRegion.Side side : SalesRegion.Side.values()) {
            converge(region -> region.side() == side);
        }
        Set<String> unnoticed = new HashSet<>();
        actual.forEach((sku, units) -> {
            if (units < 0) {
                unnoticed.add(sku);
            }
        });
        int oversold = unnoticed.size();
        everywhere("oversold").values().forEach(unnoticed::removeAll);
        observer.phase("healing");
        long start = System.nanoTime();
        everywhere("heal");
        converge();
        Duration healing = Duration.ofNanos(System.nanoTime() - start);
        sample(to);
        return new RunResult.Cut(from, to, movements, oversold, unnoticed.size(), healing);
    }

    private Map<SalesRegion, Integer> correct() throws IOException {
        Map<SalesRegion, Integer> noted = new EnumMap<>(SalesRegion.class);
        everywhere("correct").forEach((region, fields) -> noted.put(region, Integer.valueOf(fields.get(0))));
        converge();
        return noted;
    }

    private Map<SalesRegion, Long> bytesSent() throws IOException {
        Map<SalesRegion, Long> bytes = new EnumMap<>(SalesRegion.class);
        everywhere("status").forEach((region, fields) -> bytes.put(region, Long.valueOf(fields.get(1))));
        return bytes;
    }

    /** Waits until all regions have seen the same events, which is then everything that any of them has done. */
    private Duration converge() throws IOException {
        return converge(region -> true);
    }

    private Duration converge(Predicate<SalesRegion> wanted) throws IOException {
        long start = System.nanoTime();
        while (true) {
            long versions = everywhere("status").entrySet().stream()
                    .filter(status -> wanted.test(status.getKey()))
                    .map(status -> status.getValue().get(0))
                    .distinct()
                    .count();
            if (versions == 1) {
                return Duration.ofNanos(System.nanoTime() - start);
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IOException("the regions did not agree within " + PATIENCE.toMinutes() + " minutes");
            }
            pauseUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
        }
    }

    private Map<SalesRegion, List<String>> everywhere(String command) throws IOException {
        return everywhere(command, List.of());
    }

    private Map<SalesRegion, List<String>> everywhere(String command, List<String> fields) throws IOException {
        for (RegionClient region : regions) {
            region.ask(command, fields);
        }
        Map<SalesRegion, List<String>> answers = new EnumMap<>(SalesRegion.class);
        for (RegionClient region : regions) {
            answers.put(region.region(), region.answer());
        }
        return answers;
    }

    private static void pauseUntil(long nanoTime) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(nanoTime - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
