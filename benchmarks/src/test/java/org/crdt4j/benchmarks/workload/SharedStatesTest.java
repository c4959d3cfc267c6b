// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * JMH makes an object of its own for each parameter whose scope is a thread, even where the type is the same. What prepares or clears up
 * would then work on another object than the one that is measured.
 */
class SharedStatesTest {

    private final List<String> separate = new ArrayList<>();
    private int shared;

    @Test
    void statesThatOthersPrepareFrom_areOneObjectForAll() throws Exception {
        for (Class<?> type : ownClasses()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Setup.class) || method.isAnnotationPresent(TearDown.class)) {
                    look(method);
                }
            }
        }
        assertEquals(List.of(), separate);
        assertTrue(shared > 10, "found only " + shared);
    }

    private void look(Method method) {
        for (Class<?> parameter : method.getParameterTypes()) {
            State state = parameter.getAnnotation(State.class);
            if (state != null && state.value() == Scope.Benchmark) {
                shared++;
            } else if (state != null) {
                separate.add(method + ": " + parameter.getSimpleName());
            }
        }
    }

    private static List<Class<?>> ownClasses() throws IOException, URISyntaxException, ClassNotFoundException {
        Path root = Path.of(Contender.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> isOwn(path.toString())).toList()) {
                String name = root.relativize(file).toString().replaceAll("[/\\\\]", ".");
                types.add(Class.forName(
                        name.substring(0, name.length() - ".class".length()), false, Contender.class.getClassLoader()));
            }
        }
        return types;
    }

    private static boolean isOwn(String path) {
        return path.endsWith(".class") && path.contains("benchmarks") && !path.contains("jmh_generated");
    }
}
