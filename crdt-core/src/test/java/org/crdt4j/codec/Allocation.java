// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the present thread has taken of the heap. */
final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    private static final int ROUNDS = 40;

    /**
     * The bytes that some work takes, without what is needed only the first times, like the loading of classes.
     *
     * @param enough how few are no longer of interest
     */
    static long of(long enough, Runnable work) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > enough; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    /** Checks that some work takes only so many bytes, compiled or not. */
    static void assertAtMost(long most, Runnable work, Object what) {
        long allocated = of(most, work);
        assertTrue(allocated <= most, () -> what + ": " + allocated + " bytes, more than " + most);
    }

    /** Bytes since the thread began. */
    static long soFar() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
