// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

/**
 * What a node knows and has counted about the members of its cluster.
 *
 * @param present how many others take part, suspects included
 * @param probes how often it probed a member
 * @param indirectProbes how often a member did not answer, and others were asked to ping it
 * @param suspicions how often a probe of its own failed altogether
 * @param refutations how often it overruled what others believed of it
 * @param deaths how often a suspicion was not refuted in time here
 * @param health from 0, well, to 8: how much more patient it is because it seems to be slow itself
 */
public record MembershipStats(
        int present, long probes, long indirectProbes, long suspicions, long refutations, long deaths, int health) {}
