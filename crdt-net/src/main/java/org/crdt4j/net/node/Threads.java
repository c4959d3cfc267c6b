// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** Where a node's threads come from. Two of them wait on each connection, so they should be cheap where that is possible. */
final class Threads {
    private Threads() {}

    /** Virtual threads where the JDK has them (21 and later), daemon threads elsewhere. */
    static ThreadFactory cheapest(String prefix) {
        try {
            // By reflection, for this is compiled for 17.
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object named = type.getMethod("name", String.class, long.class).invoke(builder, prefix, 0L);
            return (ThreadFactory) type.getMethod("factory").invoke(named);
        } catch (ReflectiveOperationException | UnsupportedOperationException e) {
            return isMissing(e) ? platform(prefix) : failed(e);
        }
    }

    static ThreadFactory platform(String prefix) {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, prefix + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }

    /* JDK 17 has no such method; 19 and 20 have it, and throw unless a preview is enabled. */
    private static boolean isMissing(Exception e) {
        return e instanceof NoSuchMethodException
                || e instanceof ClassNotFoundException
                || (e instanceof InvocationTargetException && e.getCause() instanceof UnsupportedOperationException);
    }

    private static ThreadFactory failed(Exception e) {
        throw new IllegalStateException("this JDK has virtual threads that cannot be made", e);
    }
}
