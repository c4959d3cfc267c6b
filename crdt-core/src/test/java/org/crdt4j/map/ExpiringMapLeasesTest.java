// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.Stamped;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.ReplicaContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@link ExpiringMap} in lock step with a model of what each replica has heard, and when by its own clock. Monotonic clocks begin anywhere
 * and run at different speeds; wall clocks stand still.
 */
class ExpiringMapLeasesTest {

    private static final int HISTORIES = 300;
    private static final List<String> KEYS = List.of("a", "b");

    /** When an entry is shown; all but the first are mistakes, which must not pass. */
    enum Rule {
        SILENCE_FOR_THE_LEASE,
        RENEWAL_IS_NO_SIGN_OF_LIFE,
        CLOCKS_ARE_COMPARED,
        TIME_PASSES_BY_ITSELF,
        OLD_NEWS_ARE_A_SIGN_OF_LIFE,
        EXPIRED_FOR_GOOD
    }

    /** A write as it travels. */
    private record Write(
            String key, HybridTimestamp time, Dot dot, Optional<String> value, long lease, long authorsNow) {

        boolean isNewerThan(Write other) {
            int byTime = time.compareTo(other.time);
            return byTime != 0 ? byTime > 0 : dot.compareTo(other.dot) > 0;
        }
    }

    /** What a replica has heard last of a key. */
    private static final class Heard {

        private final Write write;
        private long at;
        private boolean expired;

        Heard(Write write, long at) {
            this.write = write;
            this.at = at;
        }

        boolean isOver(long now) {
            return now - at >= write.lease;
        }
    }

    private record Parcel(Causal<DotMap<String, DotFun<Stamped<Leased<String>>>>> delta, List<Write> writes) {}

    private static final class Site {

        private final Rule rule;
        private final ExpiringMap<String, String> map;
        private final Map<String, Heard> heard = new HashMap<>();
        private Map<String, String> mirror = Map.of();
        private long nanos;

        Site(int index, Rule rule, Random random) {
            this.rule = rule;
            nanos = random.nextBoolean() ? Long.MAX_VALUE - random.nextInt(1_000_000) : random.nextLong();
            map = new ExpiringMap<>(
                    ReplicaContext.of(ReplicaId.of(index), new HybridClock(() -> Instant.EPOCH), () -> nanos));
            map.observe(change -> mirror = cast(LastWriterWinsMapLawsTest.reported(mirror, change)));
        }

        @SuppressWarnings("unchecked")
        private static Map<String, String> cast(Object value) {
            return (Map<String, String>) value;
        }

        Parcel written(String key, Causal<DotMap<String, DotFun<Stamped<Leased<String>>>>> delta) {
            DotFun<Stamped<Leased<String>>> writes = delta.store().get(key);
            if (delta.isBottom() || writes == null) {
                return new Parcel(delta, List.of());
            }
            Leased<String> leased = writes.value(0).value();
            Write write = new Write(
                    key,
                    writes.value(0).time(),
                    writes.dot(0),
                    Optional.ofNullable(leased).map(Leased::value),
                    leased == null ? 0 : TimeUnit.MILLISECONDS.toNanos(leased.leaseMillis()),
                    nanos);
            Parcel parcel = new Parcel(delta, List.of(write));
            hear(parcel);
            return parcel;
        }

        void hear(Parcel parcel) {
            for (Write write : parcel.writes) {
                Heard last = heard.get(write.key);
                boolean isNews = last == null || write.isNewerThan(last.write);
                if (!isNews) {
                    last.at = rule == Rule.OLD_NEWS_ARE_A_SIGN_OF_LIFE ? nanos : last.at;
                    continue;
                }
                boolean isRenewal = last != null && last.write.value.equals(write.value);
                boolean keepsAge = rule == Rule.RENEWAL_IS_NO_SIGN_OF_LIFE && isRenewal;
                long at = keepsAge ? last.at : rule == Rule.CLOCKS_ARE_COMPARED ? write.authorsNow : nanos;
                Heard now = new Heard(write, at);
                now.expired = last != null && last.expired && rule == Rule.EXPIRED_FOR_GOOD;
                heard.put(write.key, now);
            }
        }

        void expire() {
            map.expire();
            heard.values().forEach(last -> last.expired |= last.isOver(nanos));
        }

        List<Write> newest() {
            return heard.values().stream().map(last -> last.write).toList();
        }

        Map<String, String> expected() {
            Map<String, String> shown = new HashMap<>();
            heard.forEach((key, last) -> {
                boolean isOver = last.expired || (rule == Rule.TIME_PASSES_BY_ITSELF && last.isOver(nanos));
                if (!isOver) {
                    last.write.value.ifPresent(value -> shown.put(key, value));
                }
            });
            return shown;
        }
    }

    /* what went wrong, or null */
    private static String run(long seed, Rule rule) {
        Random random = new Random(seed);
        List<Site> sites = new ArrayList<>();
        for (int index = 0; index < 3; index++) {
            sites.add(new Site(index + 1, rule, random));
        }
        List<Parcel> parcels = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            Site site = sites.get(random.nextInt(3));
            act(site, sites, parcels, random);
            site.map.checkInvariants();
            if (!site.map.value().equals(site.mirror)) {
                return "step " + step + ": shown " + site.map.value() + ", reported " + site.mirror;
            }
            if (!site.map.value().equals(site.expected())
                    || site.map.size() != site.expected().size()) {
                return "step " + step + ": shown " + site.map.value() + ", not " + site.expected();
            }
        }
        return null;
    }

    private static void act(Site site, List<Site> sites, List<Parcel> parcels, Random random) {
        String key = KEYS.get(random.nextInt(KEYS.size()));
        switch (random.nextInt(9)) {
            case 0, 1 ->
                parcels.add(site.written(
                        key, site.map.put(key, "v" + random.nextInt(9), Duration.ofMillis(1 + random.nextInt(9)))));
            case 2 -> parcels.add(site.written(key, site.map.renew(key)));
            case 3 -> parcels.add(site.written(key, site.map.remove(key)));
            case 4, 5 -> {
                if (!parcels.isEmpty()) {
                    Parcel parcel = parcels.get(random.nextInt(parcels.size()));
                    site.map.join(parcel.delta);
                    site.hear(parcel);
                }
            }
            case 6 -> {
                Site other = sites.get(random.nextInt(3));
                site.map.join(other.map.state());
                site.hear(new Parcel(other.map.state(), other.newest()));
            }
            case 7 -> site.nanos += TimeUnit.MICROSECONDS.toNanos(random.nextInt(6_000));
            default -> site.expire();
        }
    }

    @Test
    void map_showsWhatWasNotSilentForItsLease() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            assertEquals(null, run(seed, Rule.SILENCE_FOR_THE_LEASE), "seed " + seed);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SILENCE_FOR_THE_LEASE")
    void otherRule_isCaught(Rule rule) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            if (Objects.nonNull(run(seed, rule))) {
                return;
            }
        }
        fail(rule + " was not told apart in " + HISTORIES + " histories");
    }
}
