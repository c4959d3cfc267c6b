// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crdt4j.examples.warehouse.SalesRegion.Side;
import org.junit.jupiter.api.Test;

class SalesRegionTest {

    @Test
    void eachListedCountry_belongsToOneRegion() {
        Set<String> seen = new HashSet<>();
        for (SalesRegion region : SalesRegion.values()) {
            for (String country : region.countries()) {
                assertTrue(seen.add(country), country);
                assertEquals(region, SalesRegion.of(country));
            }
        }
        assertEquals(38, seen.size());
    }

    @Test
    void recordedCountries_areAllListed() throws Exception {
        Set<String> recorded =
                GroundTruth.movements().stream().map(Movement::country).collect(Collectors.toSet());
        Set<String> listed = Arrays.stream(SalesRegion.values())
                .flatMap(region -> region.countries().stream())
                .collect(Collectors.toSet());
        recorded.removeAll(listed);
        assertEquals(Set.of(), recorded);
    }

    @Test
    void unknownCountry_goesToTheRegionOfItsChecksum() {
        // CRC-32 of "Atlantis" is 0xb664c82a; the last two bits choose among the four regions.
        assertEquals(SalesRegion.MEDITERRANEAN, SalesRegion.of("Atlantis"));
        // Of "Åland", in UTF-8, it is 0xd6fcf89f.
        assertEquals(SalesRegion.OVERSEAS, SalesRegion.of("Åland"));
    }

    @Test
    void unknownCountries_reachEveryRegion() {
        Set<SalesRegion> reached = IntStream.range(0, 100)
                .mapToObj(number -> SalesRegion.of("Country " + number))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(SalesRegion.class)));
        assertEquals(EnumSet.allOf(SalesRegion.class), reached);
    }

    @Test
    void bothSidesOfTheLink_haveTwoRegions() {
        assertEquals(
                2,
                Arrays.stream(SalesRegion.values())
                        .filter(region -> region.side() == Side.WEST)
                        .count());
        assertEquals(4, SalesRegion.values().length);
    }
}
