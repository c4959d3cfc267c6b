// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.message;

import java.util.ArrayDeque;
import java.util.Deque;
import org.crdt4j.net.message.Message.Data;
import org.crdt4j.net.reason.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * Puts fragments together again. Holds the bytes that have arrived, up to a limit of its own and out of a budget that it shares. Not
 * thread-safe.
 */
public final class Assembler {
    /** What a fragment takes beside its bytes, so that many small ones are not free. */
    private static final int OVERHEAD = 64;

    private final int limit;
    private final Budget budget;
    private final Deque<byte[]> fragments = new ArrayDeque<>();
    private int held;
    private long charged;

    /**
     * An assembler for one connection.
     *
     * @param limit the most bytes of a whole body
     * @param budget what all connections together may hold
     */
    public Assembler(int limit, Budget budget) {
        this.limit = limit;
        this.budget = budget;
    }

    /**
     * Takes what came in a frame. After a whole body that was put together, call {@link #release} before the next frame.
     *
     * @param data a fragment, or the end of a body
     * @return the whole, or null if fragments are missing
     * @throws RefusedException if the whole is beyond the limit, or the budget is used up
     */
    public @Nullable Data add(Data data) throws RefusedException {
        byte[] body = data.body();
        if (body.length > limit - held) {
            throw new RefusedException(RejectReason.OVERSIZE, "a message has more than " + limit + " bytes");
        }
        if (data.kind() != Data.Kind.FRAGMENT && held == 0) {
            return data;
        }
        long charge = (long) body.length + OVERHEAD;
        if (!budget.take(charge)) {
            throw new RefusedException(RejectReason.OVER_BUDGET, "the unfinished messages of all peers are too many");
        }
        charged += charge;
        held += body.length;
        fragments.add(body);
        return data.kind() == Data.Kind.FRAGMENT ? null : new Data(data.kind(), whole());
    }

    private byte[] whole() {
        byte[] whole = new byte[held];
        int end = 0;
        for (byte[] next = fragments.poll(); next != null; next = fragments.poll()) {
            System.arraycopy(next, 0, whole, end, next.length);
            end += next.length;
        }
        return whole;
    }

    /** Forgets what is held, and what was put together: nobody needs it any more. */
    public void release() {
        fragments.clear();
        held = 0;
        budget.give(charged);
        charged = 0;
    }
}
