// SPDX-License-Identifier: Apache-2.0
/**
 * What a node and its replica count, for a metrics library: {@link org.crdt4j.net.metrics.CrdtMetrics} takes the meters, {@link
 * org.crdt4j.net.metrics.MicrometerMetrics} hands them to Micrometer. Nothing is counted twice: a meter reads what {@code stats()} has.
 */
@NullMarked
package org.crdt4j.net.metrics;

import org.jspecify.annotations.NullMarked;
