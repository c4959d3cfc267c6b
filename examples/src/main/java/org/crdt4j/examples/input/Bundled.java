// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.input;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Recorded data and ground truths that come in the jar. */
public final class Bundled {

    private Bundled() {}

    /**
     * Opens a file.
     *
     * @param beside a class in the package of the file
     * @param name the name of the file
     * @return its bytes
     * @throws IOException if it is missing
     */
    public static InputStream open(Class<?> beside, String name) throws IOException {
        InputStream in = beside.getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException(name + " is missing in the jar");
        }
        return in;
    }

    /**
     * Reads a ground truth.
     *
     * @param beside a class in the package of the file
     * @param name the name of the file, a gzipped CSV
     * @param keys the columns that name a row
     * @param values the columns to compare
     * @return the truth
     * @throws IOException if it is missing
     */
    public static Table truth(Class<?> beside, String name, List<String> keys, List<String> values) throws IOException {
        try (InputStream in = new GZIPInputStream(open(beside, name))) {
            return Table.read(in, keys, values);
        }
    }
}
