// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.crdt4j.examples.feed.FeedCommand;
import org.crdt4j.examples.payments.PaymentsCommand;
import org.crdt4j.examples.ride.RideCommand;
import org.crdt4j.examples.warehouse.WarehouseCommand;

/**
 * {@code crdt run NAME --input FILE --out DIR}: one of the example systems on a file of the user's; {@code crdt demo [NAME] [--out DIR]}: on
 * the data that come with it.
 */
final class RunCommand {

    static final String OPTIONS = "NAME --input FILE --out DIR";
    static final String DEMO_OPTIONS = "[NAME] [--out DIR]";

    private static final SortedMap<String, ExampleSystem> SYSTEMS = new TreeMap<>(Map.of(
            "feed", new ExampleSystem(FeedCommand::run, FeedCommand::demo),
            "payments", new ExampleSystem(PaymentsCommand::run, PaymentsCommand::demo),
            "ride", new ExampleSystem(RideCommand::run, RideCommand::demo),
            "warehouse", new ExampleSystem(WarehouseCommand::run, WarehouseCommand::demo)));

    private record ExampleSystem(Main.Action run, Main.Action demo) {}

    private RunCommand() {}

    static int run(List<String> options, PrintStream out, PrintStream err) {
        ExampleSystem system = options.isEmpty() ? null : SYSTEMS.get(options.get(0));
        if (system == null) {
            return usage("run " + OPTIONS, err);
        }
        return system.run().run(options.subList(1, options.size()), out, err);
    }

    static int demo(List<String> options, PrintStream out, PrintStream err) {
        if (options.isEmpty() || options.get(0).startsWith("-")) {
            return WarehouseCommand.demo(options, out, err);
        }
        ExampleSystem system = SYSTEMS.get(options.get(0));
        if (system == null) {
            return usage("demo " + DEMO_OPTIONS, err);
        }
        return system.demo().run(options.subList(1, options.size()), out, err);
    }

    private static int usage(String command, PrintStream err) {
        err.println("usage: crdt " + command + "; NAME is one of " + SYSTEMS.keySet());
        return Main.EXIT_USAGE;
    }
}
