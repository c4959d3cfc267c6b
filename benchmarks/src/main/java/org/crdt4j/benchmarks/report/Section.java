// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

/** Which part of the page a measure stands in, and in which kind of run it is made. */
public enum Section {
    /** W1 to W8. */
    WORKLOADS(Kind.WORKLOADS, "Times the floor"),
    /** W9. */
    DELIVERY(Kind.WORKLOADS, "Causal delivery"),
    /** Moves in a tree. */
    TREE(Kind.WORKLOADS, "Moves in a tree"),
    /** A set of more and more elements. */
    ELEMENTS(Kind.CURVES, "A set of N elements"),
    /** More and more replicas. */
    REPLICAS(Kind.CURVES, "N replicas"),
    /** Longer and longer values. */
    VALUES(Kind.CURVES, "A map with values of N bytes"),
    /** Heap by elements or replicas. */
    HEAP(Kind.CURVES, "Heap"),
    /** What an adversary, or an unlucky history, makes of it. */
    WORST(Kind.WORST, "Times the benign case");

    private final Kind kind;
    private final String title;

    Section(Kind kind, String title) {
        this.kind = kind;
        this.title = title;
    }

    /** The run that measures it. */
    public Kind kind() {
        return kind;
    }

    /** The title of its picture. */
    String title() {
        return title;
    }

    /** What one run measures and one file holds. */
    public enum Kind {
        /** The table of workloads, with peers. */
        WORKLOADS(""),
        /** Cost by size. */
        CURVES("-curves"),
        /** Worst cases. */
        WORST("-worst");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }

        /** What the name of such a run's files has after the commit. */
        String suffix() {
            return suffix;
        }
    }
}
