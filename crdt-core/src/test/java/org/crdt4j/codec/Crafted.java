// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import java.util.function.Consumer;

/** Messages that no encoder writes. */
final class Crafted {

    private static final Limits ROOMY = Limits.defaults().withMaxMessageBytes(100 << 20);

    private Crafted() {}

    /** A message of the right version. */
    static byte[] message(Consumer<ByteWriter> content) {
        ByteWriter out = new ByteWriter(ROOMY);
        out.write(Codec.FORMAT_VERSION);
        content.accept(out);
        return out.toByteArray();
    }

    /** A message of some bytes, the version not among them. */
    static byte[] octets(int... octets) {
        return message(out -> {
            for (int octet : octets) {
                out.write(octet);
            }
        });
    }

    /** Names the first replica of a message. */
    static void firstReplica(ByteWriter out) {
        out.write(0);
        out.writeFixed(7, 8);
        out.write(0);
    }
}
