// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.map;

import java.time.Duration;
import java.util.Objects;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;

/**
 * A value of an {@link ExpiringMap}, and how long its key may be silent.
 *
 * @param <V> the value
 * @param value the value; it must be immutable
 * @param leaseMillis the lease in milliseconds, from 1 to {@link #MAX_LEASE}
 */
public record Leased<V>(V value, long leaseMillis) {

    /** The longest lease. Leases begin anew with each process, so a longer one would hardly ever run out. */
    public static final Duration MAX_LEASE = Duration.ofDays(366);

    /**
     * Checks the lease.
     *
     * @param value the value; it must be immutable
     * @param leaseMillis the lease in milliseconds, from 1 to {@link #MAX_LEASE}
     */
    public Leased {
        Objects.requireNonNull(value, "value");
        if (!isLease(leaseMillis)) {
            throw new IllegalArgumentException(bounds(leaseMillis + " ms"));
        }
    }

    /* rounds up, so that nothing expires too early */
    static <V> Leased<V> of(V value, Duration lease) {
        if (lease.isNegative() || lease.isZero() || lease.compareTo(MAX_LEASE) > 0) {
            throw new IllegalArgumentException(bounds(lease));
        }
        return new Leased<>(value, lease.plusNanos(999_999).toMillis());
    }

    private static boolean isLease(long millis) {
        return millis >= 1 && millis <= MAX_LEASE.toMillis();
    }

    private static String bounds(Object lease) {
        return "a lease must be longer than nothing and at most " + MAX_LEASE.toDays() + " days: " + lease;
    }

    static <V> WireFormat<Leased<V>> format(WireFormat<V> value) {
        return new WireFormat<>() {
            @Override
            public void write(Leased<V> leased, WireOutput out) {
                out.writeCount(leased.leaseMillis);
                value.write(leased.value, out);
            }

            @Override
            public Leased<V> read(WireInput in) {
                long millis = in.readCount();
                if (!isLease(millis)) {
                    throw WireInput.corrupt("a lease of " + millis + " ms");
                }
                return new Leased<>(value.read(in), millis);
            }
        };
    }
}
