// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.map.ObservedRemoveMap;
import org.crdt4j.op.OpAddWinsSet;
import org.crdt4j.register.Stages;
import org.crdt4j.set.AddWinsSet;
import org.crdt4j.sketch.BloomFilter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every registered type has its laws, its golden bytes, its handle and its rows in docs/types.md. */
class CatalogueTest {

    private static final Path TESTS = Path.of("src", "test", "java", "org", "crdt4j");

    static Stream<CrdtType<?, ?, ?>> types() {
        return Stream.concat(
                BuiltinTypes.all().stream(),
                Stream.of(ObservedRemoveMap.of(AddWinsSet.<String>type()), BloomFilter.type(1_000, 0.01)));
    }

    private static String className(CrdtType<?, ?, ?> type) {
        ReplicaContext context = ReplicaContext.of(ReplicaId.of(1), new HybridClock(() -> Instant.EPOCH));
        return type.create(context).getClass().getSimpleName();
    }

    @ParameterizedTest
    @MethodSource("types")
    void hasLaws(CrdtType<?, ?, ?> type) throws IOException {
        String file = className(type) + "LawsTest.java";
        try (Stream<Path> files = Files.walk(TESTS)) {
            List<Path> found = files.filter(path -> path.endsWith(file)).toList();
            assertTrue(found.size() == 1, () -> type.name() + " needs one " + file + ", found " + found);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void hasGoldenBytes(CrdtType<?, ?, ?> type) throws IOException {
        String method = className(type).substring(0, 1).toLowerCase(java.util.Locale.ROOT)
                + className(type).substring(1);
        String source = Files.readString(TESTS.resolve("codec").resolve("GoldenBytesTest.java"));
        assertTrue(
                source.contains("void " + method),
                () -> type.name() + " needs golden bytes: GoldenBytesTest." + method);
    }

    @ParameterizedTest
    @MethodSource("types")
    void isCheckedInSmallScope(CrdtType<?, ?, ?> type) throws IOException {
        String source = Files.readString(TESTS.resolve("replica").resolve("SmallScopeTest.java"));
        assertTrue(
                source.contains(" " + className(type) + "LawsTest.")
                        || source.contains("(" + className(type) + "LawsTest."),
                () -> type.name() + " needs its operations in SmallScopeTest");
    }

    @ParameterizedTest
    @MethodSource("types")
    void hasRowInTheDocumentation(CrdtType<?, ?, ?> type) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "types.md"));
        assertTrue(
                page.lines().anyMatch(line -> line.startsWith("| `" + className(type) + "` | `")),
                () -> type.name() + " needs a row in docs/types.md");
    }

    /* a handle of each kind, by the name of the method that makes it; made as an application makes it */
    private static Map<String, Handle<?, ?>> handles() {
        Replica replica = Replica.builder("catalogue").open();
        Map<Class<?>, Object> arguments = Map.of(
                String.class,
                "name",
                int.class,
                12,
                long.class,
                1_000L,
                double.class,
                0.01,
                Stages.class,
                Stages.builder().path("open", "closed").build(),
                CausalType.class,
                AddWinsSet.<String>type(),
                OpType.class,
                OpAddWinsSet.<String>type());
        Map<String, Handle<?, ?>> handles = new TreeMap<>();
        for (Method method : ReplicaObjects.class.getDeclaredMethods()) {
            if (Handle.class.isAssignableFrom(method.getReturnType())) {
                Object[] values = Stream.of(method.getParameterTypes())
                        .map(arguments::get)
                        .toArray();
                try {
                    handles.put(method.getName(), (Handle<?, ?>) method.invoke(replica, values));
                } catch (ReflectiveOperationException failure) {
                    throw new IllegalStateException(method.getName(), failure);
                }
            }
        }
        return handles;
    }

    @ParameterizedTest
    @MethodSource("types")
    void hasOneHandle(CrdtType<?, ?, ?> type) {
        List<String> makers = handles().entrySet().stream()
                .filter(handle -> handle.getValue().type().name().equals(type.name()))
                .map(Map.Entry::getKey)
                .toList();
        assertEquals(1, makers.size(), () -> type.name() + " needs one method in ReplicaObjects, found " + makers);
    }

    static Stream<String> makers() {
        return handles().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("makers")
    void handleHasRowInTheDocumentation(String maker) throws IOException {
        Handle<?, ?> handle = Objects.requireNonNull(handles().get(maker));
        Class<?> named = handle.getClass().isMemberClass() ? handle.getClass().getSuperclass() : handle.getClass();
        String row = "| `" + maker + "` | `" + named.getSimpleName() + "` | `" + className(handle.type()) + "` |";
        String page = Files.readString(Path.of("..", "docs", "types.md"));
        assertTrue(page.lines().anyMatch(line -> line.startsWith(row)), () -> "docs/types.md needs a row " + row);
    }
}
