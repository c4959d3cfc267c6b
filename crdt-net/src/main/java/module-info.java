// SPDX-License-Identifier: Apache-2.0
/** Gossip between replicas over plain sockets, and their durable storage. */
module org.crdt4j.net {
    requires transitive org.crdt4j.core;
    requires static transitive org.jspecify;
    requires jdk.jfr;
    requires static micrometer.core;

    exports org.crdt4j.net.member;
    exports org.crdt4j.net.metrics;
    exports org.crdt4j.net.node;
    exports org.crdt4j.net.reason;
    exports org.crdt4j.net.storage;
    exports org.crdt4j.net.transport;
}
