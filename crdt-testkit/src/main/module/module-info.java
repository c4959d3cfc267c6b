// SPDX-License-Identifier: Apache-2.0
/** Laws, specification oracle and simulated network, for this project's types and for yours. */
module org.crdt4j.testkit {
    requires transitive org.crdt4j.core;
    requires static transitive org.jspecify;
    requires static com.fasterxml.jackson.databind;

    exports org.crdt4j.testkit;
    exports org.crdt4j.testkit.conformance;
}
