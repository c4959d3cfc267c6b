// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether all sites have written the same. */
final class Agreement {

    private Agreement() {}

    /**
     * Compares the files of all sites byte by byte.
     *
     * @param directories one directory a site
     * @param names the files to compare
     * @return a line for each file that differs from that of the first site; empty if all are identical
     * @throws IOException if a file is missing or cannot be read
     */
    static List<String> differences(List<Path> directories, List<String> names) throws IOException {
        List<String> differences = new ArrayList<>();
        Path first = directories.get(0);
        for (Path other : directories.subList(1, directories.size())) {
            for (String name : names) {
                long position = Files.mismatch(first.resolve(name), other.resolve(name));
                if (position >= 0) {
                    differences.add(name + " of " + other.getFileName() + " differs from that of " + first.getFileName()
                            + " at byte " + position);
                }
            }
        }
        return differences;
    }
}
