// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * The sales regions, each with a replica of its own, and the countries they serve. A country that no region lists goes to the region
 * that the CRC-32 of its name picks, so that every run on every machine sends it to the same one.
 *
 * <p>The regions are very unequal because the shop is: it sells 93 % of its lines in the United Kingdom.
 */
public enum SalesRegion {
    /** Great Britain, Ireland and the islands around. */
    BRITISH_ISLES(Side.WEST, "United Kingdom", "EIRE", "Channel Islands"),

    /** The mainland north of the Alps, with Scandinavia and the Baltic. */
    NORTHERN_EUROPE(
            Side.EAST,
            "Austria",
            "Belgium",
            "Czech Republic",
            "Denmark",
            "European Community",
            "Finland",
            "France",
            "Germany",
            "Iceland",
            "Lithuania",
            "Netherlands",
            "Norway",
            "Poland",
            "Sweden",
            "Switzerland"),

    /** The countries around the Mediterranean, with Portugal. */
    MEDITERRANEAN(Side.EAST, "Cyprus", "Greece", "Israel", "Italy", "Lebanon", "Malta", "Portugal", "Spain"),

    /** Everywhere else, and customers whose country is not known. */
    OVERSEAS(
            Side.WEST,
            "Australia",
            "Bahrain",
            "Brazil",
            "Canada",
            "Hong Kong",
            "Japan",
            "RSA",
            "Saudi Arabia",
            "Singapore",
            "USA",
            "United Arab Emirates",
            "Unspecified");

    /** The two sides that do not hear each other while the link is cut; within a side everybody does. */
    public enum Side {
        /** The British Isles and overseas. */
        WEST,
        /** The European mainland. */
        EAST
    }

    private static final Map<String, SalesRegion> BY_COUNTRY = Arrays.stream(values())
            .flatMap(region -> region.countries.stream().map(country -> Map.entry(country, region)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final Side side;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> countries;

    SalesRegion(Side side, String... countries) {
        this.side = side;
        this.countries = Set.of(countries);
    }

    /**
     * The region that serves a country.
     *
     * @param country the country as the data spells it
     * @return its region, for every name the same each time
     */
    public static SalesRegion of(String country) {
        SalesRegion listed = BY_COUNTRY.get(country);
        if (listed != null) {
            return listed;
        }
        var checksum = new CRC32();
        checksum.update(country.getBytes(StandardCharsets.UTF_8));
        return values()[(int) (checksum.getValue() % values().length)];
    }

    /**
     * The region of a label.
     *
     * @param label what {@link #label} gives
     * @return the region
     * @throws IllegalArgumentException if there is no such region
     */
    public static SalesRegion labelled(String label) {
        return Arrays.stream(values())
                .filter(region -> region.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no region " + label));
    }

    /**
     * The side of the link.
     *
     * @return on which side the region is while the link is cut
     */
    public Side side() {
        return side;
    }

    /**
     * The countries.
     *
     * @return those that the region lists
     */
    public Set<String> countries() {
        return countries;
    }

    /**
     * The name for people, files and replicas.
     *
     * @return such as {@code british-isles}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
