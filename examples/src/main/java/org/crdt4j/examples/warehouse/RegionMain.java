// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The process of one region: serves its standard input until that ends. */
final class RegionMain {

    private RegionMain() {}

    /**
     * Runs a region.
     *
     * @param arguments its label, and the directory of its files
     * @throws IOException if standard input or output breaks
     */
    public static void main(String[] arguments) throws IOException {
        var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var answers = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        try (RegionServer server = RegionServer.open(arguments[0], Path.of(arguments[1]))) {
            server.serve(requests, answers);
        }
    }
}
