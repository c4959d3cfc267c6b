// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.fleet;

import java.io.IOException;

/** What a system does beside taking events. Nothing, unless it says so. */
public interface Story {

    /**
     * Before the first event; all sites are connected.
     *
     * @param fleet the sites
     * @throws IOException if one fails
     */
    default void open(Fleet fleet) throws IOException {}

    /**
     * After each slice of events, and after the link was healed.
     *
     * @param fleet the sites
     * @param delivered how many events were delivered so far
     * @param time the time of the last of them, in milliseconds since 1970
     * @throws IOException if one fails
     */
    default void after(Fleet fleet, int delivered, long time) throws IOException {}

    /**
     * When the link is about to be healed; within each side all know the same.
     *
     * @param fleet the sites
     * @throws IOException if one fails
     */
    default void beforeHealing(Fleet fleet) throws IOException {}

    /**
     * When all events are delivered and all sites know the same; they agree once more afterwards.
     *
     * @param fleet the sites
     * @throws IOException if one fails
     */
    default void close(Fleet fleet) throws IOException {}
}
