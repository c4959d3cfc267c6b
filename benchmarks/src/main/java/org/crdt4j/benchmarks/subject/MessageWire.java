// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.subject;

/** One message, made once and then written again and again. */
public interface MessageWire {

    /** What is written. */
    Object content();

    /** The message as bytes. */
    byte[] encode();

    /** What the bytes hold, equal to what was written. */
    Object decode(byte[] bytes);
}
