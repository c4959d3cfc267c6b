// SPDX-License-Identifier: Apache-2.0
package org.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A public package is exported, an inner one never. */
final class ModuleExportsTest {
    private static final Set<String> INNER = Set.of("org.crdt4j.internal", "org.crdt4j.codec.kryo");

    @Test
    void exports_areThePackagesWithPublicTypesButTheInnerOnes() throws IOException {
        Set<String> expected = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(HouseRulesTest.ROOT).stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getPackageName)
                        .filter(name -> !INNER.contains(name))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, exportsOfTheModule());
    }

    private static Set<String> exportsOfTheModule() throws IOException {
        try (InputStream bytes = Files.newInputStream(Path.of("target", "classes", "module-info.class"))) {
            return ModuleDescriptor.read(bytes).exports().stream()
                    .filter(export -> !export.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
