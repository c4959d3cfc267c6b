// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

/**
 * What the membership has counted.
 *
 * @param probes how many probes were begun
 * @param indirectProbes how many of them needed the help of others
 * @param suspicions how often this node was the first, or another, to suspect a member
 * @param refutations how often this node overruled what it heard of itself
 * @param deaths how often a member was found dead here, not by hearsay
 * @param health from 0, well, to 8: how much more patient the node is because of its own troubles
 */
public record Tally(long probes, long indirectProbes, long suspicions, long refutations, long deaths, int health) {}
