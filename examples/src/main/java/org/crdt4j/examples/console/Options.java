// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Options of a command: {@code --name value} or {@code --name=value}, in any order, each at most once. */
public final class Options {

    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads options.
     *
     * @param arguments what came after the command
     * @param known the names of its options, with the dashes
     * @return the options
     * @throws UsageException if there is anything else, or an option without its value, or one twice
     */
    public static Options parse(List<String> arguments, Set<String> known) throws UsageException {
        Map<String, String> values = new HashMap<>();
        for (int index = 0; index < arguments.size(); index++) {
            String argument = arguments.get(index);
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!known.contains(name)) {
                throw new UsageException("unknown option " + argument);
            }
            if (equals < 0 && ++index == arguments.size()) {
                throw new UsageException(name + " needs a value");
            }
            String value = equals < 0 ? arguments.get(index) : argument.substring(equals + 1);
            if (values.put(name, value) != null) {
                throw new UsageException(name + " was given twice");
            }
        }
        return new Options(values);
    }

    /**
     * An option that may be left out.
     *
     * @param name its name, with the dashes
     * @return its value, empty if it was not given
     */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * An option that must be there.
     *
     * @param name its name, with the dashes
     * @return its value
     * @throws UsageException if it was not given
     */
    public String get(String name) throws UsageException {
        return find(name).orElseThrow(() -> new UsageException(name + " is missing"));
    }
}
