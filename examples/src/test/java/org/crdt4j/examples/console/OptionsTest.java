// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static Options parse(String... arguments) throws UsageException {
        return Options.parse(List.of(arguments), Set.of("--input", "--out"));
    }

    private static String complaint(String... arguments) {
        return assertThrows(UsageException.class, () -> parse(arguments)).getMessage();
    }

    @Test
    void values_comeAfterASpaceOrAnEqualsSign() throws Exception {
        Options options = parse("--out", "a b", "--input=c=d");
        assertEquals("a b", options.get("--out"));
        assertEquals("c=d", options.get("--input"));
    }

    @Test
    void absentOption_isEmptyOrMissing() throws Exception {
        assertEquals(Optional.empty(), parse().find("--out"));
        assertEquals(
                "--out is missing",
                assertThrows(UsageException.class, () -> parse().get("--out")).getMessage());
    }

    @Test
    void anythingElse_isRefused() {
        assertEquals("unknown option --speed", complaint("--speed", "1"));
        assertEquals("unknown option file.csv", complaint("file.csv"));
        assertEquals("--out needs a value", complaint("--out"));
        assertEquals("--out was given twice", complaint("--out", "a", "--out=b"));
    }
}
