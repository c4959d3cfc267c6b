// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.console;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A stream that remembers what was printed. */
public final class Captured extends PrintStream {

    private final ByteArrayOutputStream bytes;

    public Captured() {
        this(new ByteArrayOutputStream());
    }

    private Captured(ByteArrayOutputStream bytes) {
        super(bytes, true, StandardCharsets.UTF_8);
        this.bytes = bytes;
    }

    @Override
    public String toString() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
