// SPDX-License-Identifier: Apache-2.0
/** Conflict-free replicated data types: causality, the types, their codec, and the replica that holds them. */
module org.crdt4j.core {
    requires static transitive org.jspecify;
    requires com.esotericsoftware.kryo.kryo5;
    requires static com.dynatrace.hash4j;

    exports org.crdt4j.causality;
    exports org.crdt4j.codec;
    exports org.crdt4j.counter;
    exports org.crdt4j.crdt;
    exports org.crdt4j.document;
    exports org.crdt4j.error;
    exports org.crdt4j.flag;
    exports org.crdt4j.log;
    exports org.crdt4j.map;
    exports org.crdt4j.op;
    exports org.crdt4j.register;
    exports org.crdt4j.replica;
    exports org.crdt4j.set;
    exports org.crdt4j.sketch;
    exports org.crdt4j.tree;
}
