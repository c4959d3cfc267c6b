// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.floor;

import java.util.HashMap;
import java.util.Map;
import org.crdt4j.benchmarks.subject.MapSubject;
import org.jspecify.annotations.Nullable;

/** A {@link HashMap}; a join is {@code putAll}, so the replica that is joined in overwrites whatever was newer here. */
final class PlainMap implements MapSubject {

    private final HashMap<String, String> entries;

    PlainMap() {
        this(new HashMap<>());
    }

    private PlainMap(HashMap<String, String> entries) {
        this.entries = entries;
    }

    @Override
    public Object put(String key, String value) {
        entries.put(key, value);
        return key;
    }

    @Override
    public Object putForPeers(String key, String value) {
        entries.put(key, value);
        return Map.entry(key, value);
    }

    @Override
    public @Nullable String get(String key) {
        return entries.get(key);
    }

    @Override
    public Object state() {
        return copy();
    }

    @Override
    public void join(Object state) {
        entries.putAll(((PlainMap) state).entries);
    }

    @Override
    public void apply(Object delta) {
        Map.Entry<?, ?> write = (Map.Entry<?, ?>) delta;
        entries.put((String) write.getKey(), (String) write.getValue());
    }

    @Override
    public PlainMap copy() {
        return new PlainMap(new HashMap<>(entries));
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public Object retained() {
        return entries;
    }
}
