// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the present thread has taken of the heap. */
final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /* enough for the compiler to find out which objects need not be made at all, on every JDK */
    private static final int ROUNDS = 40;

    /** The bytes that some work takes once it is compiled, without what is needed only the first times. */
    static long of(Runnable work) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    /** Bytes since the thread began. */
    static long soFar() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
