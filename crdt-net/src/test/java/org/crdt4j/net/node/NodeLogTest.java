// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.crdt4j.net.reason.RejectReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class NodeLogTest {
    private static final Logger LOGGER = Logger.getLogger("org.crdt4j.net");

    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            lines.add(record.getLevel() + " " + MessageFormat.format(record.getMessage(), record.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final Level levelBefore = LOGGER.getLevel();
    private long now;
    private final NodeLog log = new NodeLog("shop", () -> now);

    @BeforeEach
    void listen() {
        LOGGER.setUseParentHandlers(false);
        LOGGER.setLevel(Level.INFO);
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void leave() {
        LOGGER.removeHandler(handler);
        LOGGER.setLevel(levelBefore);
        LOGGER.setUseParentHandlers(true);
    }

    @Test
    void refusal_isLoggedOnceAMinuteForEachHost() {
        log.rejected(RejectReason.WRONG_CLUSTER, "10.0.0.1:5000");
        log.rejected(RejectReason.WRONG_CLUSTER, "10.0.0.1:5001");
        log.rejected(RejectReason.WRONG_CLUSTER, "[::1]:5000");
        now = TimeUnit.SECONDS.toNanos(59);
        log.rejected(RejectReason.WRONG_CLUSTER, "10.0.0.1:5002");
        now = TimeUnit.SECONDS.toNanos(60);
        log.rejected(RejectReason.WRONG_CLUSTER, "10.0.0.1:5003");
        assertEquals(
                List.of(
                        "WARNING shop: refused 10.0.0.1:5000: WRONG_CLUSTER",
                        "WARNING shop: refused [::1]:5000: WRONG_CLUSTER",
                        "WARNING shop: refused 10.0.0.1:5003: WRONG_CLUSTER"),
                lines);
    }

    @Test
    void whoIsRefused_isToldToo() {
        log.rejectedBy(RejectReason.DUPLICATE_REPLICA, "10.0.0.1:7400");
        log.rejectedBy(RejectReason.DUPLICATE_REPLICA, "10.0.0.1:7400");
        assertEquals(List.of("WARNING shop: was refused by 10.0.0.1:7400: DUPLICATE_REPLICA"), lines);
    }

    @Test
    void whatHappensWhereAllIsWell_isNoWarning() {
        log.rejected(RejectReason.SELF, "10.0.0.1:5000");
        log.rejected(RejectReason.DUPLICATE_LINK, "10.0.0.1:5000");
        log.rejectedBy(RejectReason.DUPLICATE_LINK, "10.0.0.1:7400");
        log.rejected(RejectReason.CUT, "10.0.0.1:5000");
        log.unreachable("10.0.0.1:7400", new IOException("nobody there"));
        assertEquals(List.of(), lines);
    }
}
