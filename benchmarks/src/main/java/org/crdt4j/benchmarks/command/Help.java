// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.command;

/** What {@code crdt bench --help} prints. */
final class Help {

    static final String TEXT = """
            usage: crdt bench [TASK] [--quick | --smoke] [OPTIONS]

            Measures this library beside plain collections (the floor) and beside other libraries (the peers), prints the
            tables, writes benchmarks/results/<date>-<commit>.json, .md and .svg, and makes docs/performance.md anew.

            Tasks (without one: the workloads W1 to W9, and moves in a tree)
              --curves         cost by elements (1,000 to 10,000,000), replicas (3 to 10,000), bytes of a value (1 to 64 KiB)
              --worst          worst cases beside benign ones of the same size
              --check          ours and the floor at 1,000 elements; fails if a ratio is 1.6 times the newest kept one, and
                               clearly so
              --docs           measures nothing; makes all pages and pictures anew from the kept results
              --help           this text

            Length
              (none)           two forks, one million elements; an hour or more with all peers
              --quick          under ten minutes on an idle machine of two cores; wide error bars
              --smoke          each benchmark once at its smallest size, within this process: whether it runs, not how fast;
                               kept only if --out is given

            Options
              --only NAME      one workload (W3, W3m, W6, W9, tree) or section (workloads, elements, replicas, worst, ...)
              --jdk DIR        the JDK that is measured; default: the one that runs this command
              --machine TEXT   what results say about the machine; default: cores, memory, system
              --out DIR        where to write; default: benchmarks/results

            Leave the machine alone meanwhile. A line a measurement goes to the error stream, tables to the output.
            Exit code: 0 done, 1 failed or slower than before, 2 wrong usage.
            """;

    private Help() {}
}
