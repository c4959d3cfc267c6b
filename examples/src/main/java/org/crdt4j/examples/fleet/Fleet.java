// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.crdt4j.testkit.proxy.FaultProxy;
import org.crdt4j.testkit.proxy.FrameFaults;

/** The sites of a run. All of them work at the same time; whoever asks waits for all. Not thread-safe. */
public final class Fleet implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 5;
    private static final int SEEDS = 3;

    private final Map<String, SiteClient> sites = new LinkedHashMap<>();
    private final List<FaultProxy> proxies = new ArrayList<>();

    /* Within a side everybody hears everybody. */
    private List<List<String>> sides = List.of();

    private Fleet() {}

    /**
     * Starts sites and connects them.
     *
     * @param directories where the files of each site go, by the names of the sites
     * @param starter starts a site
     * @param faults what happens to messages between the sites
     * @return the fleet
     * @throws IOException if a site cannot be started
     */
    static Fleet start(Map<String, Path> directories, SiteStarter starter, FrameFaults faults) throws IOException {
        var fleet = new Fleet();
        try {
            for (Map.Entry<String, Path> entry : directories.entrySet()) {
                String label = entry.getKey();
                fleet.sites.put(label, new SiteClient(label, starter.start(label, entry.getValue())));
            }
            fleet.sides = List.of(fleet.labels());
            fleet.connect(faults);
            return fleet;
        } catch (IOException | RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    /* Everybody dials a site by way of its proxy, since that is the address that the site advertises. */
    private void connect(FrameFaults faults) throws IOException {
        List<String> addresses = new ArrayList<>();
        for (SiteClient site : sites.values()) {
            FaultProxy proxy = FaultProxy.listen(faults.withSeed(faults.seed() + proxies.size()));
            proxies.add(proxy);
            List<String> fields = new ArrayList<>(List.of(proxy.address()));
            fields.addAll(addresses.subList(0, Math.min(SEEDS, addresses.size())));
            proxy.forwardTo(site.call("start", fields).get(0));
            addresses.add(proxy.address());
        }
    }

    /**
     * The sites.
     *
     * @return their names, in the order in which they were started
     */
    public List<String> labels() {
        return List.copyOf(sites.keySet());
    }

    /**
     * Delivers events, to each site its own in their order.
     *
     * @param arrivals the events
     * @throws IOException if a site fails
     */
    void deliver(List<Arrival> arrivals) throws IOException {
        Map<String, List<String>> parts = new LinkedHashMap<>();
        sites.keySet().forEach(label -> parts.put(label, new ArrayList<>()));
        for (Arrival arrival : arrivals) {
            List<String> part = parts.get(arrival.site());
            if (part == null) {
                throw new IllegalArgumentException("no site " + arrival.site());
            }
            part.add(String.join(SiteServer.UNIT_SEPARATOR, arrival.fields()));
        }
        parts.values().removeIf(List::isEmpty);
        for (Map.Entry<String, List<String>> part : parts.entrySet()) {
            site(part.getKey()).ask("events", part.getValue());
        }
        for (String label : parts.keySet()) {
            site(label).answer();
        }
    }

    private SiteClient site(String label) {
        SiteClient site = sites.get(label);
        if (site == null) {
            throw new IllegalArgumentException("no site " + label);
        }
        return site;
    }

    /**
     * Asks one site.
     *
     * @param label its name
     * @param question see {@link Site#answer}
     * @param fields more about the question
     * @return the answer
     * @throws IOException if the site fails
     */
    public List<String> ask(String label, String question, List<String> fields) throws IOException {
        return site(label).call(question, fields);
    }

    /**
     * Asks all sites the same, at the same time.
     *
     * @param question see {@link Site#answer}
     * @param fields more about the question
     * @return the answers by the names of the sites
     * @throws IOException if a site fails
     */
    public Map<String, List<String>> askAll(String question, List<String> fields) throws IOException {
        for (SiteClient site : sites.values()) {
            site.ask(question, fields);
        }
        Map<String, List<String>> answers = new LinkedHashMap<>();
        for (SiteClient site : sites.values()) {
            answers.put(site.label(), site.answer());
        }
        return answers;
    }

    /**
     * Cuts all links between two sides.
     *
     * @param isWest whether a site of this name is on the one side
     * @throws IOException if a site fails
     */
    void cut(Predicate<String> isWest) throws IOException {
        sides = List.of(
                sites.keySet().stream().filter(isWest).toList(),
                sites.keySet().stream().filter(isWest.negate()).toList());
        for (SiteClient site : sites.values()) {
            boolean west = isWest.test(site.label());
            site.ask(
                    "cut",
                    sites.keySet().stream()
                            .filter(other -> isWest.test(other) != west)
                            .toList());
        }
        for (SiteClient site : sites.values()) {
            site.answer();
        }
    }

    void heal() throws IOException {
        sides = List.of(labels());
        askAll("heal", List.of());
    }

    /**
     * Waits until all sites have seen the same events, which is then everything that any of them has done.
     *
     * @return how long it took
     * @throws IOException if a site fails, or if they do not agree in time
     */
    public Duration converge() throws IOException {
        return converge(sites.keySet());
    }

    /**
     * Waits until all sites that hear each other have seen the same events.
     *
     * @throws IOException if a site fails, or if they do not agree in time
     */
    public void convergeWithinSides() throws IOException {
        for (List<String> side : sides) {
            converge(side);
        }
    }

    private Duration converge(Collection<String> labels) throws IOException {
        long start = System.nanoTime();
        while (true) {
            Map<String, List<String>> status = askAll("status", List.of());
            status.keySet().retainAll(labels);
            long versions = status.values().stream()
                    .map(fields -> fields.get(0))
                    .distinct()
                    .count();
            if (versions <= 1) {
                return Duration.ofNanos(System.nanoTime() - start);
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IOException("the sites did not agree within " + PATIENCE.toSeconds() + " s");
            }
            pauseUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
        }
    }

    Map<String, Long> bytesSent() throws IOException {
        Map<String, Long> bytes = new LinkedHashMap<>();
        askAll("status", List.of()).forEach((label, fields) -> bytes.put(label, Long.valueOf(fields.get(1))));
        return bytes;
    }

    /** What has happened to messages between the sites. */
    FrameFaults.Counts faults() {
        return proxies.stream().map(FaultProxy::counts).reduce(FrameFaults.Counts.NONE, FrameFaults.Counts::plus);
    }

    void write() throws IOException {
        askAll("write", List.of());
    }

    static void pauseUntil(long nanoTime) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(nanoTime - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        // At the same time, for each takes leave of the others.
        sites.values().parallelStream().forEach(SiteClient::close);
        proxies.forEach(FaultProxy::close);
    }
}
