// SPDX-License-Identifier: Apache-2.0
/** Conflict-free replicated data types: causality, the types, their codec, and the replica that holds them. */
module org.crdt4j.core {
    requires static org.jspecify;
    requires com.esotericsoftware.kryo.kryo5;
}
