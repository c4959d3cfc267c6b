// SPDX-License-Identifier: Apache-2.0
/** Gossip between replicas over plain sockets. */
module org.crdt4j.net {
    requires transitive org.crdt4j.core;
    requires static transitive org.jspecify;

    exports org.crdt4j.net.node;
    exports org.crdt4j.net.reason;
    exports org.crdt4j.net.transport;
}
