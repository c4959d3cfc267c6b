// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import java.util.Locale;

/** Contenders as prose names them. */
final class Contenders {

    private Contenders() {}

    /** From the name in results. */
    static String name(String contender) {
        return switch (contender) {
            case "PEKKO" -> "Pekko";
            case "PEKKO_OPERATIONS" -> "Pekko op";
            case "HAZELCAST" -> "Hazelcast";
            case "GOSSIP" -> "Gossip";
            case "AUTOMERGE" -> "Automerge";
            case "COMPRESSED" -> "ours, compressed";
            case "KOFRE" -> "Kofre";
            case "ATOMIX" -> "Atomix";
            default -> contender.toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
