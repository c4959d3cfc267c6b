// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.fleet;

import java.util.List;

/**
 * An event arrives at a site.
 *
 * @param site the name of the site
 * @param time when, in milliseconds since 1970 by the clock of the recording; counted from 0 if it has no clock
 * @param fields the fields of the event, as the system has them
 */
public record Arrival(String site, long time, List<String> fields) {

    /**
     * An arrival.
     *
     * @param site the name of the site
     * @param time when, in milliseconds since 1970 by the clock of the recording; counted from 0 if it has no clock
     * @param fields the fields of the event, as the system has them
     */
    public Arrival {
        fields = List.copyOf(fields);
    }
}
