// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

/** How a case went. */
public sealed interface Outcome {

    /**
     * The line of a report.
     *
     * @param caseName which case it was
     * @return {@code ok}, {@code FAIL} or {@code skip}, the name, and the reason
     */
    String line(String caseName);

    /** Everything was as the case says. */
    record Passed() implements Outcome {
        @Override
        public String line(String caseName) {
            return "ok " + caseName;
        }
    }

    /**
     * Something was not, or the case cannot be run as it is written.
     *
     * @param reason which step, what was expected, what was found
     */
    record Failed(String reason) implements Outcome {
        @Override
        public String line(String caseName) {
            return "FAIL " + caseName + ": " + reason;
        }
    }

    /**
     * The case was not run.
     *
     * @param reason why
     */
    record Skipped(String reason) implements Outcome {
        @Override
        public String line(String caseName) {
            return "skip " + caseName + ": " + reason;
        }
    }
}
