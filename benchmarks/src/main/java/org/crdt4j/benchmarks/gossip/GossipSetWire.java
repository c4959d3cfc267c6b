// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.gossip;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.gossip.crdt.CrdtModule;
import org.apache.gossip.crdt.OrSet;
import org.crdt4j.benchmarks.subject.WireSubject;

/** An {@link OrSet} as JSON, with the Jackson module and the setting of Gossip's own node. */
public final class GossipSetWire implements WireSubject {

    private final ObjectMapper json = new ObjectMapper();
    private final Object set;

    /** The state to encode, as a set of Gossip gave it. */
    @SuppressWarnings("deprecation") // what Gossip's own manager calls
    public GossipSetWire(Object state) {
        this.set = state;
        json.enableDefaultTyping();
        json.registerModule(new CrdtModule());
    }

    @Override
    public byte[] encode() {
        try {
            return json.writeValueAsBytes(set);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Object decode(byte[] bytes) {
        try {
            return json.readValue(bytes, OrSet.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int size(Object decoded) {
        return ((OrSet<?>) decoded).size();
    }

    @Override
    public boolean contains(Object decoded, String element) {
        return ((OrSet<?>) decoded).contains(element);
    }
}
