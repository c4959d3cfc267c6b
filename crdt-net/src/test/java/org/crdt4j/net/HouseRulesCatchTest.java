// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import org.crdt4j.house.CompiledSources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule that cannot fail is none: each of {@link HouseRulesTest} meets a class that breaks it. */
final class HouseRulesCatchTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"node, membership", "node, transport", "dissemination, message", "transport, message"})
    void dependencyDown_isFine(String from, String to) {
        assertEquals(List.of(), violations(HouseRulesTest.dependenciesPointDown, dependency(from, to)));
    }

    @ParameterizedTest
    @CsvSource({
        "membership, node",
        "membership, transport",
        "antientropy, dissemination",
        "message, transport",
        "transport, node",
        "storage, message"
    })
    void dependencyUpOrSideways_isCaught(String from, String to) {
        assertCaught(HouseRulesTest.dependenciesPointDown, dependency(from, to));
    }

    @Test
    void packageCycle_isCaught() {
        assertCaught(
                HouseRulesTest.noPackageCycles,
                "package org.crdt4j.net.node; public class Front { org.crdt4j.net.node.part.Back back; }",
                "package org.crdt4j.net.node.part; public class Back { org.crdt4j.net.node.Front front; }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.crdt4j.net", "org.crdt4j.net.misc"})
    void packageWithoutAPlace_isCaught(String name) {
        assertCaught(HouseRulesTest.everyClassHasItsPlace, "package " + name + "; class Lost {}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"antientropy", "dissemination", "membership", "message"})
    void impureProtocol_isCaught(String part) {
        assertCaught(HouseRulesTest.protocolsHaveNoThread, classDoing(part, "Thread.currentThread()"));
        assertCaught(HouseRulesTest.protocolsHaveNoSocket, classDoing(part, "new java.net.Socket()"));
        assertCaught(HouseRulesTest.onlyNodeReadsAClock, classDoing(part, "System.nanoTime()"));
        assertCaught(HouseRulesTest.protocolsDrawNoUnseededRandomness, classDoing(part, "new java.util.Random()"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new Thread(() -> {})",
                "java.util.concurrent.Executors.newFixedThreadPool(1)",
                "new java.util.concurrent.ForkJoinPool()",
                "new java.util.Timer()"
            })
    void threadBornOutsideOfNode_isCaught(String statement) {
        assertCaught(HouseRulesTest.onlyNodeCreatesThreads, classDoing("transport", statement));
    }

    @Test
    void threadInNodeOrFromAFactory_isFine() {
        assertEquals(
                List.of(),
                violations(HouseRulesTest.onlyNodeCreatesThreads, classDoing("node", "new Thread(() -> {})")));
        String source = "package org.crdt4j.net.transport; class Reader {"
                + " void start(java.util.concurrent.ThreadFactory threads) { threads.newThread(() -> {}).start(); } }";
        assertEquals(List.of(), violations(HouseRulesTest.onlyNodeCreatesThreads, source));
    }

    @Test
    void foreignLibraries_areCaught() {
        assertCaught(
                HouseRulesTest.nobodyKnowsNetty,
                "package io.netty.buffer; public class Buf {}",
                "package org.crdt4j.net.message; class Frame { io.netty.buffer.Buf buffer; }");
        assertCaught(
                HouseRulesTest.nobodyKnowsKryo,
                "package org.crdt4j.net.message; class Frame { com.esotericsoftware.kryo.kryo5.Kryo kryo; }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NodeImpl", "PeerManager", "FrameUtils", "DialHelper"})
    void emptyNames_areCaught(String name) {
        assertCaught(HouseRulesTest.namesSayWhatAClassIs, "package org.crdt4j.net.node; class " + name + " {}");
    }

    @Test
    void packageWithoutNullMarked_isCaught() {
        assertCaught(HouseRulesTest.everyPackageIsNullMarked, "package org.crdt4j.net.node.part; class Unmarked {}");
    }

    private static String[] dependency(String from, String to) {
        return new String[] {
            "package org.crdt4j.net." + to + "; public class Used {}",
            "package org.crdt4j.net." + from + "; class User { org.crdt4j.net." + to + ".Used used; }"
        };
    }

    private static String classDoing(String part, String statement) {
        return "package org.crdt4j.net." + part + "; class Doer { void act() throws Exception { " + statement + "; } }";
    }

    private void assertCaught(ArchRule rule, String... sources) {
        assertNotEquals(List.of(), violations(rule, sources), rule.getDescription());
    }

    private List<String> violations(ArchRule rule, String... sources) {
        return CompiledSources.violations(directory, rule, sources);
    }
}
