// SPDX-License-Identifier: Apache-2.0
/**
 * The feed system: posts of twenty groups, each group with a replica of its own, deduplicated and put in order afterwards, replies never
 * before what they answer.
 */
@NullMarked
package org.crdt4j.examples.feed;

import org.jspecify.annotations.NullMarked;
