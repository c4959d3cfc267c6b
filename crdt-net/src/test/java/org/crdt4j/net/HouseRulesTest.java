// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import org.crdt4j.house.Impurity;
import org.jspecify.annotations.NullMarked;

/** The rules of the network module, stated once; {@link HouseRulesCatchTest} shows that each can fail. */
@AnalyzeClasses(packages = HouseRulesTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseRulesTest {
    static final String ROOT = "org.crdt4j.net";

    /** Which package of this module may use which others. A new package gets its line here first. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry(
                    "node",
                    Set.of(
                            "antientropy",
                            "dissemination",
                            "member",
                            "membership",
                            "message",
                            "reason",
                            "storage",
                            "transport")),
            Map.entry("metrics", Set.of("member", "node", "reason")),
            Map.entry("antientropy", Set.of("message")),
            Map.entry("dissemination", Set.of("message")),
            Map.entry("membership", Set.of("member", "message", "reason")),
            Map.entry("security", Set.of("message", "reason")),
            Map.entry("transport", Set.of("message", "reason", "security")),
            Map.entry("message", Set.of("member", "reason")),
            Map.entry("member", Set.of()),
            Map.entry("reason", Set.of()),
            Map.entry("storage", Set.of()));

    private static final String[] PROTOCOLS = {
        ROOT + ".antientropy..",
        ROOT + ".dissemination..",
        ROOT + ".membership..",
        ROOT + ".message..",
        ROOT + ".security.."
    };

    @ArchTest
    static final ArchRule everyClassHasItsPlace = classes()
            .should(new ArchCondition<>("live in a package that has a place, never in the root package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean known = MAY_USE.containsKey(partOf(type));
                    events.add(new SimpleConditionEvent(type, known, type.getFullName() + " has no place"));
                }
            });

    @ArchTest
    static final ArchRule dependenciesPointDown = classes()
            .should(new ArchCondition<>("depend only on the packages that theirs may use") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    Set<String> mayUse = MAY_USE.getOrDefault(partOf(type), Set.of());
                    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                        String target = partOf(dependency.getTargetClass().getBaseComponentType());
                        boolean allowed = target.isEmpty() || target.equals(partOf(type)) || mayUse.contains(target);
                        events.add(new SimpleConditionEvent(dependency, allowed, dependency.getDescription()));
                    }
                }
            });

    @ArchTest
    static final ArchRule noPackageCycles =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule protocolsHaveNoThread =
            noClasses().that().resideInAnyPackage(PROTOCOLS).should().dependOnClassesThat(Impurity.threading());

    @ArchTest
    static final ArchRule protocolsHaveNoSocket =
            noClasses().that().resideInAnyPackage(PROTOCOLS).should().dependOnClassesThat(Impurity.networking());

    @ArchTest
    static final ArchRule protocolsDrawNoUnseededRandomness =
            noClasses().that().resideInAnyPackage(PROTOCOLS).should().accessTargetWhere(Impurity.unseededRandomness());

    @ArchTest
    static final ArchRule onlyNodeReadsAClock = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".node..")
            .should()
            .accessTargetWhere(Impurity.clockRead());

    /** A transport runs on threads, but the node hands it their factory. */
    @ArchTest
    static final ArchRule onlyNodeCreatesThreads = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".node..")
            .should()
            .accessTargetWhere(Impurity.threadCreation());

    @ArchTest
    static final ArchRule nobodyKnowsNetty = noClasses().should().dependOnClassesThat(Impurity.netty());

    @ArchTest
    static final ArchRule onlyItsBinderKnowsMicrometer = noClasses()
            .that()
            .doNotHaveSimpleName("MicrometerMetrics")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule nobodyKnowsKryo =
            noClasses().should().dependOnClassesThat().resideInAPackage("com.esotericsoftware..");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs =
            noClasses().should().haveNameMatching(".*(Impl|Manager|Utils?|Helpers?)(\\$.*)?");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .should(new ArchCondition<>("live in a @NullMarked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new SimpleConditionEvent(type, marked, type.getFullName() + " does not"));
                }
            });

    /** The first package below the module's root; empty for the root itself and for what is not ours. */
    private static String partOf(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(ROOT + ".")) {
            return "";
        }
        String below = name.substring(ROOT.length() + 1);
        return below.contains(".") ? below.substring(0, below.indexOf('.')) : below;
    }
}
