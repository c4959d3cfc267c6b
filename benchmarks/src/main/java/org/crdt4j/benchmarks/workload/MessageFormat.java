// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import java.util.HashMap;
import org.crdt4j.benchmarks.floor.KryoMessageWire;
import org.crdt4j.benchmarks.ours.OurMessageWire;
import org.crdt4j.benchmarks.subject.MessageWire;

/** Who takes part in the small and the great messages of W7. */
public enum MessageFormat {
    /** This library's codec. */
    OURS {
        @Override
        MessageWire add(String element) {
            return OurMessageWire.add(element);
        }

        @Override
        MessageWire increment() {
            return OurMessageWire.increment();
        }

        @Override
        MessageWire put(String key, String value) {
            return OurMessageWire.put(key, value);
        }

        @Override
        MessageWire map(HashMap<String, Object> entries) {
            return OurMessageWire.map(entries);
        }
    },
    /** What changed, and nothing about who changed it when, through Kryo. */
    FLOOR {
        @Override
        MessageWire add(String element) {
            return new KryoMessageWire(element);
        }

        @Override
        MessageWire increment() {
            return new KryoMessageWire(1_000L);
        }

        @Override
        MessageWire put(String key, String value) {
            return new KryoMessageWire(new String[] {key, value});
        }

        @Override
        MessageWire map(HashMap<String, Object> entries) {
            return new KryoMessageWire(entries);
        }
    };

    abstract MessageWire add(String element);

    abstract MessageWire increment();

    abstract MessageWire put(String key, String value);

    abstract MessageWire map(HashMap<String, Object> entries);
}
