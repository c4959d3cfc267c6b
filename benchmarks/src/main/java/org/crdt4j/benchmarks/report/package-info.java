// SPDX-License-Identifier: Apache-2.0
/** From the figures of a run to a table, a chart and one JSON file. */
@NullMarked
package org.crdt4j.benchmarks.report;

import org.jspecify.annotations.NullMarked;
