// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

/** Something that goes on until it is closed. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

    /** Ends it. Closing twice does no harm. */
    @Override
    void close();
}
