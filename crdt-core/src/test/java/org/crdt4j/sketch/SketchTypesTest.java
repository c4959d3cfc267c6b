// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.error.IncompatibleTypeException;
import org.crdt4j.replica.BuiltinTypes;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The types by their names, as peers tell them, and what becomes of them without the library that is optional. */
final class SketchTypesTest {

    private static Replica replica(String name, long id) {
        return Replica.builder(name)
                .id(ReplicaId.of(id))
                .time(() -> Instant.ofEpochMilli(1_000))
                .open();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "distinct-count(4)",
                "distinct-count(12)",
                "distinct-count(18)",
                "bloom-filter(64,1)",
                "bloom-filter(9600,7)",
                "bloom-filter(268435456,30)"
            })
    void name_givesItsType(String name) {
        assertEquals(Optional.of(name), BuiltinTypes.find(name).map(CrdtType::name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "distinct-count",
                "distinct-count()",
                "distinct-count(3)",
                "distinct-count(19)",
                "distinct-count(012)",
                "distinct-count(+9)",
                "distinct-count(-9)",
                "distinct-count(12",
                "distinct-count(12) ",
                "distinct-count(2147483648)",
                "bloom-filter(0,7)",
                "bloom-filter(9601,7)",
                "bloom-filter(9600,0)",
                "bloom-filter(9600,31)",
                "bloom-filter(9600)",
                "bloom-filter(9600, 7)",
                "bloom-filter(09600,7)",
                "bloom-filter(268435520,7)",
                "bloom-filter(99999999999999999999,7)",
                "observed-remove-map(distinct-count(12))"
            })
    void absurdName_givesNone(String name) {
        assertEquals(Optional.empty(), BuiltinTypes.find(name));
    }

    @Test
    void replica_learnsSketchesFromItsPeer() {
        Replica dublin = replica("dublin", 1);
        Replica madrid = replica("madrid", 2);
        dublin.object("visitors", DistinctCount.type(10)).update(count -> count.add("ann"));
        dublin.object("seen", BloomFilter.type(500, 0.02)).update(filter -> filter.add("ann"));
        dublin.deltasSince(madrid.version()).forEach(madrid::receive);
        assertEquals(Set.of("visitors", "seen"), Set.copyOf(madrid.names()));
        madrid.object("visitors", DistinctCount.type(10)).update(count -> count.add("bob"));
        madrid.deltasSince(dublin.version()).forEach(dublin::receive);
        assertEquals(2L, dublin.object("visitors", DistinctCount.type(10)).read(DistinctCount::value));
        boolean found = madrid.object("seen", BloomFilter.type(500, 0.02)).read(filter -> filter.mightContain("ann"));
        assertTrue(found);
    }

    /** What an application sees whose class path lacks the library. */
    public static final class WithoutLibrary implements Callable<List<String>> {

        @Override
        public List<String> call() {
            Replica dublin = replica("dublin", 1);
            dublin.set("tags").add("new");
            return List.of(
                    dublin.set("tags").snapshot().toString(),
                    String.valueOf(BuiltinTypes.find("distinct-count(9)").isPresent()),
                    refusal(() ->
                            dublin.object("visitors", DistinctCount.type()).update(count -> count.add("ann"))),
                    refusal(() ->
                            dublin.object("seen", BloomFilter.type(9, 0.1)).update(filter -> filter.add("ann"))),
                    refusal(() -> new DistinctCount(12)),
                    dublin.names().toString());
        }

        private static String refusal(Runnable action) {
            return assertThrows(IncompatibleTypeException.class, action::run).getMessage();
        }
    }

    @Test
    void withoutTheLibrary_sketchesAreRefusedAndOtherTypesWork() throws Exception {
        URL[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("hash4j"))
                .map(SketchTypesTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass("com.dynatrace.hash4j.hashing.Hashing"));
            Object application = loader.loadClass(WithoutLibrary.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            List<?> seen = (List<?>) ((Callable<?>) application).call();
            String refusal =
                    "sketches need com.dynatrace.hash4j:hash4j, which crdt4j does not bring along: add it to the"
                            + " dependencies of this application; a named module also requires com.dynatrace.hash4j";
            assertEquals(List.of("[new]", "true", refusal, refusal, refusal, "[tags]"), seen);
        }
    }

    private static URL url(String entry) {
        try {
            URI place = new File(entry).toURI();
            return place.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
