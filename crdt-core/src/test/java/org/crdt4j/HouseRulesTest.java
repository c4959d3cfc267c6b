// SPDX-License-Identifier: Apache-2.0
package org.crdt4j;

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
import org.crdt4j.house.Impurity;
import org.jspecify.annotations.NullMarked;

/** The rules of the core, stated once; {@link HouseRulesCatchTest} shows that each can fail. */
@AnalyzeClasses(packages = HouseRulesTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseRulesTest {
    static final String ROOT = "org.crdt4j";

    /** A package and all below it belong to a floor. A new package gets its place here first. */
    private static final Map<String, Integer> FLOORS = Map.ofEntries(
            Map.entry("error", 0),
            Map.entry("internal", 0),
            Map.entry("causality", 1),
            Map.entry("crdt", 2),
            Map.entry("counter", 3),
            Map.entry("flag", 3),
            Map.entry("log", 3),
            Map.entry("map", 3),
            Map.entry("op", 4),
            Map.entry("register", 3),
            Map.entry("sequence", 3),
            Map.entry("set", 3),
            Map.entry("sketch", 3),
            Map.entry("tree", 3),
            Map.entry("codec", 4),
            Map.entry("document", 4),
            Map.entry("replica", 5));

    @ArchTest
    static final ArchRule everyClassHasItsFloor = classes()
            .should(new ArchCondition<>("live in a package that has a floor, never in the root package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean known = FLOORS.containsKey(partOf(type));
                    events.add(new SimpleConditionEvent(type, known, type.getFullName() + " has no floor"));
                }
            });

    @ArchTest
    static final ArchRule dependenciesPointDown = classes()
            .should(new ArchCondition<>("depend on lower floors only, never on a sibling") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                        String target = partOf(dependency.getTargetClass().getBaseComponentType());
                        boolean allowed = target.equals(partOf(type))
                                || !FLOORS.containsKey(target)
                                || FLOORS.get(target) < FLOORS.getOrDefault(partOf(type), 0);
                        events.add(new SimpleConditionEvent(dependency, allowed, dependency.getDescription()));
                    }
                }
            });

    @ArchTest
    static final ArchRule noPackageCycles =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyCodecKryoKnowsKryo = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".codec.kryo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.esotericsoftware..");

    /** An application without sketches needs no hash4j. */
    @ArchTest
    static final ArchRule onlySketchKnowsHash4j = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".sketch")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.dynatrace..");

    @ArchTest
    static final ArchRule onlyCodecKnowsCodecKryo = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".codec..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".codec.kryo..");

    @ArchTest
    static final ArchRule nobodyKnowsNetty = noClasses().should().dependOnClassesThat(Impurity.netty());

    @ArchTest
    static final ArchRule namesSayWhatAClassIs =
            noClasses().should().haveNameMatching(".*(Impl|Manager|Utils?|Helpers?)(\\$.*)?");

    @ArchTest
    static final ArchRule abstractBasesHaveTwoChildren = classes()
            .that()
            .haveSimpleNameStartingWith("Abstract")
            .should(new ArchCondition<>("have two children") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    int children = type.getSubclasses().size();
                    events.add(new SimpleConditionEvent(type, children >= 2, type.getFullName() + ": " + children));
                }
            });

    @ArchTest
    static final ArchRule noThreads = noClasses().should().dependOnClassesThat(Impurity.threading());

    @ArchTest
    static final ArchRule noSockets = noClasses().should().dependOnClassesThat(Impurity.networking());

    @ArchTest
    static final ArchRule noClockRead = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + ".replica.ReplicaBuilder")
            .should()
            .accessTargetWhere(Impurity.clockRead());

    /** A fresh replica id has to differ from all others without being told how; so has what attackers must not guess. */
    @ArchTest
    static final ArchRule noUnseededRandomness = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + ".causality.ReplicaId")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + ".internal.HashSeed")
            .should()
            .accessTargetWhere(Impurity.unseededRandomness());

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .should(new ArchCondition<>("live in a @NullMarked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new SimpleConditionEvent(type, marked, type.getFullName() + " does not"));
                }
            });

    private static String partOf(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(ROOT + ".")) {
            return "";
        }
        String below = name.substring(ROOT.length() + 1);
        return below.contains(".") ? below.substring(0, below.indexOf('.')) : below;
    }
}
