// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A law does not hold. The message says which, in what history, and how to see it again. */
public final class LawViolation extends AssertionError {

    private static final long serialVersionUID = 1L;

    /** The name of the law. */
    private final String law;

    /** What was found, without the history. */
    private final String finding;

    /**
     * A violation, as a law finds it; {@link Laws} adds the history.
     *
     * @param law the name of the law
     * @param claim what should hold
     * @param expected what follows from the law
     * @param actual what was there
     */
    public LawViolation(String law, String claim, @Nullable Object expected, @Nullable Object actual) {
        this(law, law + ": " + claim + "\n  expected  " + expected + "\n  actual    " + actual, null);
    }

    private LawViolation(String law, String finding, @Nullable Throwable cause) {
        super(finding, cause);
        this.law = law;
        this.finding = finding;
    }

    static LawViolation thrown(Throwable cause) {
        return new LawViolation("NoSurprises", "NoSurprises: no operation fails\n  actual    " + cause, cause);
    }

    LawViolation in(String type, Schedule schedule, int originalLength, List<String> transcript) {
        String scene = "history of " + schedule.replicas() + " replicas, " + transcript.size() + " steps left of "
                + originalLength;
        return in(type, schedule.seed(), "Laws.of(subject)", scene, transcript);
    }

    LawViolation in(String type, long seed, String laws, String scene, List<String> transcript) {
        StringBuilder text = new StringBuilder("law broken by ").append(type).append('\n');
        text.append(finding).append('\n');
        text.append("  seed      ").append(seed).append("; replay with ").append(laws);
        text.append(".check(").append(seed).append("L)\n  ").append(scene).append(':');
        for (String line : transcript) {
            text.append("\n    ").append(line);
        }
        LawViolation placed = new LawViolation(law, text.toString(), getCause());
        placed.setStackTrace(getStackTrace());
        return placed;
    }

    /**
     * Which law it is.
     *
     * @return the name of the law
     */
    public String law() {
        return law;
    }
}
