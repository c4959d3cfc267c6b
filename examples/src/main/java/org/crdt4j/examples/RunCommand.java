// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.crdt4j.examples.warehouse.WarehouseCommand;

/** {@code crdt run NAME --input FILE --out DIR}: one of the example systems on a file of the user's. */
final class RunCommand {

    static final String OPTIONS = "NAME --input FILE --out DIR";

    private static final Map<String, Main.Action> SYSTEMS = new TreeMap<>(Map.of("warehouse", WarehouseCommand::run));

    private RunCommand() {}

    static int run(List<String> options, PrintStream out, PrintStream err) {
        Main.Action system = options.isEmpty() ? null : SYSTEMS.get(options.get(0));
        if (system == null) {
            err.println("usage: crdt run " + OPTIONS + "; NAME is one of " + SYSTEMS.keySet());
            return Main.EXIT_USAGE;
        }
        return system.run(options.subList(1, options.size()), out, err);
    }
}
