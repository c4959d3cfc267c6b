// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.List;

/** One promise of a cluster. What breaks it throws an {@link IllegalStateException}. */
interface Checker {

    /** Looks at a site that runs, at any time. */
    default void observe(SimulatedSite site) {}

    /** Looks at all sites, when all run, the network works, and nothing was changed for a while. */
    default void conclude(List<SimulatedSite> sites) {}
}
