// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.message;

import java.io.ByteArrayOutputStream;
import org.crdt4j.net.message.Message.Data;
import org.crdt4j.net.reason.RejectReason;
import org.jspecify.annotations.Nullable;

/** Puts fragments together again. Holds the bytes that have arrived, up to a limit. Not thread-safe. */
public final class Assembler {
    private final int limit;
    private @Nullable ByteArrayOutputStream fragments;

    /**
     * An assembler for one connection.
     *
     * @param limit the most bytes of a whole body
     */
    public Assembler(int limit) {
        this.limit = limit;
    }

    /**
     * Takes what came in a frame.
     *
     * @param data a fragment, or the end of a body
     * @return the whole, or null if fragments are missing
     * @throws RefusedException if the whole is beyond the limit
     */
    public @Nullable Data add(Data data) throws RefusedException {
        byte[] body = data.body();
        int held = fragments == null ? 0 : fragments.size();
        if (body.length > limit - held) {
            throw new RefusedException(RejectReason.OVERSIZE, "a message has more than " + limit + " bytes");
        }
        if (data.kind() == Data.Kind.FRAGMENT) {
            if (fragments == null) {
                fragments = new ByteArrayOutputStream();
            }
            fragments.write(body, 0, body.length);
            return null;
        }
        if (fragments == null) {
            return data;
        }
        fragments.write(body, 0, body.length);
        Data whole = new Data(data.kind(), fragments.toByteArray());
        fragments = null;
        return whole;
    }
}
