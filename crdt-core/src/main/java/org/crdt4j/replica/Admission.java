// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Objects;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.jspecify.annotations.Nullable;

/** Refuses what could not be sent, or would be refused by peers, before anything is done with it. Thread-safe. */
record Admission(Codec codec, HybridClock clock) {

    private static final WireFormat<Object> KEY = new WireFormat<>() {
        @Override
        public void write(Object key, WireOutput out) {
            out.writeKey(key);
        }

        @Override
        public Object read(WireInput in) {
            return in.readKey();
        }
    };

    /** Refuses a value of a class that the codec does not know. */
    void checkValue(@Nullable Object value) {
        codec.encode(WireFormat.value(), Objects.requireNonNull(value, "value"));
    }

    /** Refuses an element, or a key, of a class that the codec does not know or that has no equality of its own. */
    void checkKey(@Nullable Object key) {
        codec.encode(KEY, Objects.requireNonNull(key, "key"));
    }

    /** Refuses a time so late that no peer would take the write, nor anything after it. */
    void checkTime(HybridTimestamp time) {
        HybridTimestamp latest = clock.latestAcceptable();
        if (Objects.requireNonNull(time, "time").compareTo(latest) > 0) {
            throw new IllegalArgumentException("the time " + time + " of a write is later than " + latest
                    + ", the latest that peers accept: give it in milliseconds, or raise maxSkew everywhere");
        }
    }
}
