// SPDX-License-Identifier: Apache-2.0
/** A page that shows what a gossip node and its replica do, for a browser. */
module org.crdt4j.inspector {
    requires transitive org.crdt4j.net;
    requires static transitive org.jspecify;
    requires jdk.httpserver;
    requires com.fasterxml.jackson.databind;

    exports org.crdt4j.inspector;
}
