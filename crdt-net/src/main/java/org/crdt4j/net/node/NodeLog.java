// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.crdt4j.net.reason.RejectReason;
import org.crdt4j.net.transport.PeerAddress;
import org.jspecify.annotations.Nullable;

/** What a node writes to the log: each kind of refusal once a host and minute, for a hostile peer must not fill the disk. */
final class NodeLog implements NodeListener {
    private static final Logger LOGGER = System.getLogger("org.crdt4j.net");
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int REMEMBERED = 256;

    /** Refusals that happen where all is well. */
    private static final Set<RejectReason> USUAL =
            Set.of(RejectReason.SELF, RejectReason.DUPLICATE_LINK, RejectReason.CUT, RejectReason.SPARE);

    private final String name;
    private final LongSupplier now;
    private final Lock lock = new ReentrantLock();
    private final Map<String, Long> lastTimes = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    NodeLog(String name, LongSupplier now) {
        this.name = name;
        this.now = now;
    }

    /** Bytes that were refused; comes before {@link #rejected}, and says more. */
    void refused(Link link, RejectReason reason, @Nullable String what) {
        if (isNews(reason, link.remote)) {
            LOGGER.log(
                    Level.WARNING, "{0}: refused {1}, {2}: {3}", name, link, reason, printable(String.valueOf(what)));
        }
    }

    @Override
    public void rejected(RejectReason reason, String remote) {
        if (isNews(reason, PeerAddress.parse(remote))) {
            LOGGER.log(level(reason), "{0}: refused {1}: {2}", name, remote, reason);
        }
    }

    @Override
    public void rejectedBy(RejectReason reason, String remote) {
        if (isNews("by " + remote + " " + reason)) {
            LOGGER.log(level(reason), "{0}: was refused by {1}: {2}", name, remote, reason);
        }
    }

    private static Level level(RejectReason reason) {
        return USUAL.contains(reason) ? Level.DEBUG : Level.WARNING;
    }

    void broken(Link link, IOException e) {
        LOGGER.log(Level.DEBUG, () -> name + ": the connection " + link + " ended: " + e.getMessage());
    }

    void unreachable(Object seed, Exception e) {
        LOGGER.log(Level.DEBUG, () -> name + ": no answer of " + seed + ": " + e.getMessage());
    }

    void defect(String where, Throwable e) {
        if (isNews("defect " + where + e.getClass())) {
            LOGGER.log(Level.ERROR, name + ": failed in " + where, e);
        }
    }

    private boolean isNews(RejectReason reason, PeerAddress remote) {
        return isNews(reason + " " + remote.host());
    }

    private boolean isNews(String key) {
        lock.lock();
        try {
            long time = now.getAsLong();
            Long last = lastTimes.get(key);
            if (last != null && time - last < MINUTE_NANOS) {
                return false;
            }
            lastTimes.put(key, time);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /* what a peer has sent must not write lines of its own into the log */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
