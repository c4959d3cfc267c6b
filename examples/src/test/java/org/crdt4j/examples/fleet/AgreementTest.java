// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgreementTest {

    @TempDir
    Path directory;

    private Path region(String name, String stock) throws IOException {
        Path region = Files.createDirectories(directory.resolve(name));
        Files.writeString(region.resolve("stock.csv"), stock);
        return region;
    }

    @Test
    void equalFiles_agree() throws Exception {
        List<Path> regions = List.of(region("a", "x\n"), region("b", "x\n"), region("c", "x\n"));
        assertEquals(List.of(), Agreement.differences(regions, List.of("stock.csv")));
    }

    @Test
    void oneOtherByte_isADifference() throws Exception {
        List<Path> regions = List.of(region("a", "x,1\n"), region("b", "x,1\n"), region("c", "x,2\n"));
        assertEquals(
                List.of("stock.csv of c differs from that of a at byte 2"),
                Agreement.differences(regions, List.of("stock.csv")));
    }

    @Test
    void missingFile_isAnError() throws Exception {
        List<Path> regions = List.of(region("a", "x\n"), Files.createDirectories(directory.resolve("b")));
        assertThrows(IOException.class, () -> Agreement.differences(regions, List.of("stock.csv")));
    }
}
