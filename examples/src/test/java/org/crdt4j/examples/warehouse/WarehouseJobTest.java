// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crdt4j.examples.console.Captured;
import org.crdt4j.examples.fleet.FleetJob;
import org.crdt4j.examples.fleet.LocalSites;
import org.crdt4j.examples.fleet.SiteStarter;
import org.crdt4j.examples.input.Comparison;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job with all regions in this process. */
class WarehouseJobTest {

    private static final int EXIT_DONE = 0;
    private static final int EXIT_FAILED = 1;

    @TempDir
    Path directory;

    private final Captured out = new Captured();
    private final Captured err = new Captured();

    private FleetJob job(SiteStarter starter) {
        return WarehouseCommand.job(directory, starter);
    }

    private Path site(SalesRegion region) {
        return directory.resolve("sites").resolve(region.label());
    }

    private int demo(SiteStarter starter) throws Exception {
        return WarehouseCommand.demo(GroundTruth.movements(), job(starter), Duration.ZERO, out, err);
    }

    private int run(List<Movement> movements, SiteStarter starter) throws Exception {
        return WarehouseCommand.run(movements, job(starter), out, err);
    }

    private static List<Movement> movements(int count) {
        List<Movement> movements = new ArrayList<>();
        List<String> countries = List.of("United Kingdom", "France", "Spain", "USA", "Atlantis");
        for (int index = 0; index < count; index++) {
            movements.add(new Movement(
                    "sku" + index % 7,
                    countries.get(index % countries.size()),
                    index % 11 == 0 ? 2 : -1 - index % 3,
                    LocalDateTime.of(2011, 1, 1, 0, 0).plusMinutes(index)));
        }
        return movements;
    }

    @Test
    void wholeSampleWithTheLinkCut_equalsTheTruthOnEveryReplica() throws Exception {
        int exit = demo(LocalSites.starter(WarehouseSite::new));
        String report = out.toString();
        assertEquals(EXIT_DONE, exit, report + err);
        for (SalesRegion region : SalesRegion.values()) {
            GroundTruth.Verdict verdict = GroundTruth.compare(site(region));
            assertTrue(verdict.holds(), region + " " + verdict);
            assertEquals(
                    List.of(3_051, 6_577, 3_051, 953),
                    verdict.comparisons().stream().map(Comparison::rows).toList());
            assertEquals(982, verdict.everOversold());
        }
        assertTrue(report.contains("953 articles"), report);
        assertTrue(Files.readString(directory.resolve("report.html")).contains("<svg"), "no chart");
    }

    @Test
    void otherMovementsThanThoseOfTheTruth_failTheDemo() throws Exception {
        List<Movement> some = GroundTruth.movements().subList(0, 500);
        assertEquals(
                EXIT_FAILED,
                WarehouseCommand.demo(some, job(LocalSites.starter(WarehouseSite::new)), Duration.ZERO, out, err));
        assertTrue(out.toString().contains("TRUTH: NO"), out.toString());
        assertTrue(Files.readString(directory.resolve("report.html")).contains("The replicas differ"), "wrong verdict");
    }

    @Test
    void smallFile_isBookedByAllRegionsAlike() throws Exception {
        List<Movement> movements = movements(400);
        assertEquals(EXIT_DONE, run(movements, LocalSites.starter(WarehouseSite::new)), out.toString() + err);
        Path stock = directory.resolve("stock.csv");
        long sum = Files.readAllLines(stock).stream()
                .skip(1)
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(',') + 1)))
                .sum();
        assertEquals(movements.stream().mapToLong(Movement::units).sum(), sum);
        for (SalesRegion region : SalesRegion.values()) {
            Path other = site(region);
            for (String name : RegionFiles.ALL) {
                assertEquals(-1, Files.mismatch(directory.resolve(name), other.resolve(name)));
            }
        }
    }

    @Test
    void fewMovementsOrNone_areEnough() throws Exception {
        for (int count : new int[] {0, 1, 2, 3}) {
            assertEquals(
                    EXIT_DONE,
                    run(movements(count), LocalSites.starter(WarehouseSite::new)),
                    () -> count + " movements: " + err);
            assertEquals(
                    Math.min(count, 7) + 1,
                    Files.readAllLines(directory.resolve("stock.csv")).size());
        }
    }

    @Test
    void regionThatWritesSomethingElse_failsTheRunAndLeavesNoResults() throws Exception {
        Files.writeString(directory.resolve("stock.csv"), "of an earlier run\n");
        SiteStarter starter = LocalSites.starter(WarehouseSite::new, (region, line) -> {
            if (region.equals(SalesRegion.OVERSEAS.label()) && line.equals("write")) {
                tamper(SalesRegion.OVERSEAS);
                return Optional.empty();
            }
            return Optional.of(line);
        });
        assertEquals(EXIT_FAILED, run(movements(100), starter));
        assertTrue(err.toString().contains("crdt: the replicas disagree"), err.toString());
        assertTrue(out.toString().contains("stock.csv of overseas differs"), out.toString());
        assertFalse(Files.exists(directory.resolve("stock.csv")));
    }

    private void tamper(SalesRegion region) {
        try {
            for (String name : RegionFiles.ALL) {
                Files.writeString(site(region).resolve(name), "sku\n");
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void regionThatFails_failsTheRunWithItsReason() {
        SiteStarter starter = LocalSites.starter(
                WarehouseSite::new,
                (region, line) -> Optional.of(
                        region.equals(SalesRegion.MEDITERRANEAN.label()) && line.equals("correct") ? "dance" : line));
        String message = assertThrows(IOException.class, () -> run(movements(100), starter))
                .getMessage();
        assertTrue(message.startsWith("site mediterranean failed: "), message);
        assertTrue(message.contains("unknown command dance"), message);
    }
}
