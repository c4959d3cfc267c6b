// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.atomix;

import io.atomix.protocols.gossip.AntiEntropyProtocolConfig;
import io.atomix.protocols.gossip.map.AntiEntropyMapDelegate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.function.Consumer;
import org.crdt4j.benchmarks.subject.Hidden;
import org.crdt4j.benchmarks.subject.MapSubject;
import org.jspecify.annotations.Nullable;

/**
 * {@link AntiEntropyMapDelegate} without peers to send to: the write with the latest timestamp wins. A key is kept as the
 * hexadecimal text of its serialised form, a value as bytes. It is thread-safe and owns threads.
 */
final class AtomixMap implements MapSubject {

    private static final String PREFIX = "atomix-gossip-map-m-";

    private final String name;
    private final Member member;
    private final AntiEntropyMapDelegate<String, String> map;
    private final Consumer<Object> receiver;

    AtomixMap(String name) {
        this.name = name;
        this.member = new Member(name);
        AntiEntropyProtocolConfig alone = new AntiEntropyProtocolConfig()
                .setPeers(Set.of())
                .setAntiEntropyInterval(Duration.ofDays(1))
                .setTimestampProvider(Member.CLOCK);
        this.map = new AntiEntropyMapDelegate<>("m", Member.SERIALIZER, alone, member.services());
        this.receiver = member.receiver(PREFIX + "update");
        // One thread for all maps, which sends to peers and would keep the Java machine from ending.
        ((Timer) Hidden.field(map, "TIMER")).cancel();
    }

    @Override
    public Object put(String key, String value) {
        map.put(key, value);
        return key;
    }

    /** The state of a map that has nothing but the new entry. */
    @Override
    public Object putForPeers(String key, String value) {
        AtomixMap only = new AtomixMap(name);
        only.put(key, value);
        Object update = only.messages().get(0);
        only.release();
        apply(update);
        return update;
    }

    @Override
    public @Nullable String get(String key) {
        return map.get(key);
    }

    /** What a new member gets: messages with some entries each. */
    @Override
    public Object state() {
        return messages();
    }

    private List<Object> messages() {
        return member.bootstrap(PREFIX + "bootstrap");
    }

    @Override
    public void join(Object state) {
        ((List<?>) state).forEach(receiver::accept);
    }

    @Override
    public void apply(Object delta) {
        receiver.accept(delta);
    }

    @Override
    public AtomixMap copy() {
        AtomixMap copy = new AtomixMap(name);
        copy.join(messages());
        return copy;
    }

    @Override
    public int size() {
        return map.size();
    }

    @Override
    public Object retained() {
        return Hidden.field(map, "items");
    }

    /** Ends its threads. */
    @Override
    public void release() {
        map.close();
    }
}
