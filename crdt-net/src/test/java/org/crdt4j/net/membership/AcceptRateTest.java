// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class AcceptRateTest {
    private final AcceptRate rate = new AcceptRate(10, 2);

    private int admitted(String host, int attempts, long now) {
        int admitted = 0;
        for (int i = 0; i < attempts; i++) {
            admitted += rate.admits(host, now) ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void burst_thenSoManyASecond() {
        assertEquals(10, admitted("10.0.0.1", 50, 0));
        assertEquals(2, admitted("10.0.0.1", 50, TimeUnit.SECONDS.toNanos(1)));
        assertEquals(1, admitted("10.0.0.1", 50, TimeUnit.MILLISECONDS.toNanos(1500)));
        assertEquals(10, admitted("10.0.0.1", 50, TimeUnit.HOURS.toNanos(1)));
    }

    @Test
    void refusedAttempts_costNothingMore() {
        admitted("10.0.0.1", 10, 0);
        for (int millis = 1; millis < 500; millis++) {
            assertFalse(rate.admits("10.0.0.1", TimeUnit.MILLISECONDS.toNanos(millis)));
        }
        assertTrue(rate.admits("10.0.0.1", TimeUnit.MILLISECONDS.toNanos(501)));
    }

    @Test
    void othersAreNotAffected_butTheSameNetworkOfIpv6Is() {
        assertEquals(10, admitted("10.0.0.1", 50, 0));
        assertEquals(10, admitted("10.0.0.2", 50, 0));
        assertEquals(10, admitted("2001:db8:0:1:0:0:0:1", 50, 0));
        assertEquals(0, admitted("2001:db8:0:1:ffff:1:2:3", 50, 0));
        assertEquals(10, admitted("2001:db8:0:2:0:0:0:1", 50, 0));
    }
}
