// SPDX-License-Identifier: Apache-2.0
/**
 * The warehouse: one replica a sales region, each in a process of its own, fed with recorded orders while the link between them is cut
 * and healed. {@link org.crdt4j.examples.warehouse.WarehouseRegion} is the part to copy; the rest starts processes, feeds them, and
 * checks and shows what came out.
 */
@NullMarked
package org.crdt4j.examples.warehouse;

import org.jspecify.annotations.NullMarked;
