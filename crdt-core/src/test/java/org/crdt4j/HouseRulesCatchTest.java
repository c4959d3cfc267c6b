// SPDX-License-Identifier: Apache-2.0
package org.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import org.crdt4j.house.CompiledSources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule that cannot fail is none: each of {@link HouseRulesTest} meets a class that breaks it. */
final class HouseRulesCatchTest {
    private static final String LOWER = "package org.crdt4j.causality; public class Lower {}";

    @TempDir
    Path directory;

    @Test
    void dependencyOnALowerFloor_isFine() {
        assertEquals(
                List.of(),
                violations(
                        HouseRulesTest.dependenciesPointDown,
                        LOWER,
                        "package org.crdt4j.set; class Upper { org.crdt4j.causality.Lower lower; }"));
    }

    @Test
    void dependencyOnAHigherFloor_isCaught() {
        assertCaught(
                HouseRulesTest.dependenciesPointDown,
                "package org.crdt4j.codec; public class Upper {}",
                "package org.crdt4j.causality; class Lower { org.crdt4j.codec.Upper[] uppers; }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"map", "flag", "register", "sequence"})
    void dependencyOnASibling_isCaught(String sibling) {
        assertCaught(
                HouseRulesTest.dependenciesPointDown,
                "package org.crdt4j.counter; public class Counter {}",
                "package org.crdt4j." + sibling + "; class Curious { org.crdt4j.counter.Counter counter; }");
    }

    @Test
    void packageCycle_isCaught() {
        assertCaught(
                HouseRulesTest.noPackageCycles,
                "package org.crdt4j.codec; public class Front { org.crdt4j.codec.part.Back back; }",
                "package org.crdt4j.codec.part; public class Back { org.crdt4j.codec.Front front; }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.crdt4j", "org.crdt4j.misc"})
    void packageWithoutAFloor_isCaught(String name) {
        assertCaught(HouseRulesTest.everyClassHasItsFloor, "package " + name + "; class Lost {}");
    }

    @Test
    void kryoOutsideItsPackage_isCaught() {
        assertCaught(
                HouseRulesTest.onlyCodecKryoKnowsKryo,
                "package org.crdt4j.codec; class Curious { com.esotericsoftware.kryo.kryo5.Kryo kryo; }");
        assertCaught(
                HouseRulesTest.onlyCodecKnowsCodecKryo,
                "package org.crdt4j.codec.kryo; public class Values {}",
                "package org.crdt4j.replica; class Curious { org.crdt4j.codec.kryo.Values values; }");
    }

    @Test
    void hash4jOutsideOfSketches_isCaught() {
        assertCaught(
                HouseRulesTest.onlySketchKnowsHash4j,
                "package org.crdt4j.set; class Curious { com.dynatrace.hash4j.hashing.Hasher64 hasher; }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.netty.buffer", "org.example.shaded.netty.buffer"})
    void netty_isCaught(String buffers) {
        assertCaught(
                HouseRulesTest.nobodyKnowsNetty,
                "package " + buffers + "; public class Buf {}",
                "package org.crdt4j.codec; class Frame { " + buffers + ".Buf buffer; }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SetImpl", "ReplicaManager", "DotUtil", "DotUtils", "JoinHelper", "JoinHelpers"})
    void emptyNames_areCaught(String name) {
        assertCaught(HouseRulesTest.namesSayWhatAClassIs, "package org.crdt4j.set; class " + name + " {}");
    }

    @Test
    void abstractBaseWithOneChild_isCaught() {
        assertCaught(
                HouseRulesTest.abstractBasesHaveTwoChildren,
                "package org.crdt4j.set; abstract class AbstractSet {}",
                "package org.crdt4j.set; class OnlySet extends AbstractSet {}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thread.onSpinWait()",
                "java.util.concurrent.Executors.newCachedThreadPool()",
                "java.util.concurrent.CompletableFuture.runAsync(() -> {})",
                "new java.util.Timer()"
            })
    void threads_areCaught(String statement) {
        assertCaught(HouseRulesTest.noThreads, classDoing(statement));
    }

    @Test
    void sockets_areCaught() {
        assertCaught(HouseRulesTest.noSockets, classDoing("new java.net.Socket()"));
        assertCaught(HouseRulesTest.noSockets, classDoing("java.nio.channels.SocketChannel.open()"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.currentTimeMillis()",
                "System.nanoTime()",
                "java.time.Instant.now()",
                "java.time.Clock.systemUTC()",
                "java.util.Objects.requireNonNullElseGet(null, java.time.Instant::now)"
            })
    void clocks_areCaught(String statement) {
        assertCaught(HouseRulesTest.noClockRead, classDoing(statement));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new java.util.Random()",
                "Math.random()",
                "java.util.UUID.randomUUID()",
                "java.util.concurrent.ThreadLocalRandom.current()",
                "java.util.Collections.shuffle(new java.util.ArrayList<String>())"
            })
    void unseededRandomness_isCaught(String statement) {
        assertCaught(HouseRulesTest.noUnseededRandomness, classDoing(statement));
    }

    @Test
    void seededRandomnessAndGivenClocks_areFine() {
        String source = classDoing("new java.util.Random(7L).nextInt()");
        assertEquals(List.of(), violations(HouseRulesTest.noUnseededRandomness, source));
        String given =
                "package org.crdt4j.set; class Given { long now(java.time.Clock clock) { return clock.millis(); } }";
        assertEquals(List.of(), violations(HouseRulesTest.noClockRead, given));
    }

    @Test
    void packageWithoutNullMarked_isCaught() {
        assertCaught(HouseRulesTest.everyPackageIsNullMarked, "package org.crdt4j.sketch; class Unmarked {}");
    }

    private static String classDoing(String statement) {
        return "package org.crdt4j.set; class Doer { void act() throws Exception { " + statement + "; } }";
    }

    private void assertCaught(ArchRule rule, String... sources) {
        assertNotEquals(List.of(), violations(rule, sources), rule.getDescription());
    }

    private List<String> violations(ArchRule rule, String... sources) {
        return CompiledSources.violations(directory, rule, sources);
    }
}
