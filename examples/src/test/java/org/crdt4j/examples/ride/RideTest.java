// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.ride;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.crdt4j.examples.console.Captured;
import org.crdt4j.examples.fleet.Arrival;
import org.crdt4j.examples.fleet.LocalSites;
import org.crdt4j.examples.input.CsvInput;
import org.crdt4j.examples.input.InputException;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RideTest {

    private static final long NOON = 1_441_540_800;

    @TempDir
    Path directory;

    private Instant now = Instant.ofEpochSecond(NOON);
    private final Replica north = replica("north");
    private final Replica south = replica("south");
    private final VehicleMap northern = new VehicleMap(north);
    private final VehicleMap southern = new VehicleMap(south);

    private Replica replica(String name) {
        return Replica.builder(name)
                .codec(VehicleMap.CODEC)
                .time(() -> now)
                .ticker(() -> TimeUnit.SECONDS.toNanos(now.getEpochSecond()))
                .open();
    }

    private void meet() {
        north.deltasSince(south.version()).forEach(south::receive);
        south.deltasSince(north.version()).forEach(north::receive);
    }

    private static Fix fix(long second, String lat) {
        return new Fix(NOON + second, lat, "-97.7");
    }

    @Test
    void newestPosition_winsWhateverTheOrderOfArrival() {
        assertEquals(VehicleMap.Outcome.APPLIED, northern.report("7", fix(-10, "30.2")));
        assertEquals(VehicleMap.Outcome.STALE, northern.report("7", fix(-60, "30.1")));
        assertEquals(VehicleMap.Outcome.APPLIED, southern.report("7", fix(-30, "30.15")));
        meet();
        assertEquals(Map.of("7", fix(-10, "30.2")), northern.last());
        assertEquals(northern.last(), southern.last());
        assertEquals(VehicleMap.Outcome.STALE, southern.report("7", fix(-20, "30.18")));
    }

    @Test
    void equalTimes_giveTheSamePlaceEverywhere() {
        northern.report("7", fix(0, "30.1"));
        southern.report("7", fix(0, "30.2"));
        meet();
        assertEquals(northern.last(), southern.last());
        assertEquals(VehicleMap.Outcome.EQUAL, northern.report("7", fix(0, "30.1")));
    }

    @Test
    void silentVehicle_isNoLongerShownButItsLastPlaceIsKept() {
        northern.report("7", fix(0, "30.1"));
        northern.report("8", fix(0, "30.1"));
        meet();
        now = now.plusSeconds(200);
        southern.report("8", fix(190, "30.3"));
        assertEquals(List.of(10L, 200L), southern.ages(NOON + 200));
        now = now.plusSeconds(101);
        southern.tidy();
        assertEquals(List.of(111L), southern.ages(NOON + 301));
        assertEquals(fix(0, "30.1"), southern.last().get("7"));
    }

    @Test
    void recordedPositions_equalTheTruthAtEveryCentre() throws Exception {
        var out = new Captured();
        var err = new Captured();
        int exit = RideCommand.run(
                RideCommand.recorded(),
                RideCommand.job(directory, LocalSites.starter(RideSite::new)),
                RideCommand.truth(),
                out,
                err);
        assertEquals(0, exit, out.toString() + err);
        assertTrue(out.toString().contains("260 rows, 0 differ"), out.toString());
        assertTrue(Files.readString(directory.resolve("report.html")).contains("<svg"), "no chart");
    }

    @Test
    void otherPositionsThanThoseOfTheTruth_fail() throws Exception {
        List<Arrival> some = RideCommand.recorded().subList(0, 300);
        var job = RideCommand.job(directory, LocalSites.starter(RideSite::new));
        assertEquals(1, RideCommand.run(some, job, RideCommand.truth(), new Captured(), new Captured()));
        assertEquals(0, RideCommand.run(some, job, Optional.empty(), new Captured(), new Captured()));
    }

    @Test
    void malformedRow_isNamed() {
        String text = "vehicle,epoch_s,lat,lon,trip\n7,noon,30.1,-97.7,1\n";
        String message = assertThrows(
                        InputException.class,
                        () -> PositionFile.positions(CsvInput.read(
                                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                                "in",
                                PositionFile.COLUMNS)))
                .getMessage();
        assertEquals("in, line 2: epoch_s is not a whole number: \"noon\"", message);
    }

    @Test
    void wrongUsage_isOneLineAndExitCodeTwo() {
        var err = new Captured();
        assertEquals(2, RideCommand.run(List.of("--out", directory.toString()), new Captured(), err));
        assertEquals(
                "crdt: --input is missing; usage: crdt run ride --input FILE --out DIR",
                err.toString().strip());
    }
}
