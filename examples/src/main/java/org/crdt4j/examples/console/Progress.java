// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.console;

import java.io.Console;
import java.io.PrintStream;

/**
 * How far a long task is: a bar that is redrawn in a terminal; elsewhere a line for each tenth. Not thread-safe.
 */
public final class Progress {

    private static final int WIDTH = 30;
    private static final int TENTH = 10;

    private final PrintStream out;
    private final boolean terminal;
    private String phase = "";
    private int percent;
    private int lastLine = -1;
    private int drawn;

    /**
     * Nothing done yet.
     *
     * @param out where it is shown
     * @param terminal whether that is a terminal, so that a line can be redrawn
     */
    public Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Whether a person sits in front of this process.
     *
     * @return true if both its input and its output are a terminal that can redraw a line
     */
    @SuppressWarnings("SystemConsoleNull") // null means no terminal on JDK 17 to 21; newer ones are asked below
    public static boolean isTerminal() {
        Console console = System.console();
        return console != null && isTerminal(console) && !"dumb".equals(System.getenv("TERM"));
    }

    /* From JDK 22 on there may be a console without a terminal; the method that tells is as new. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /**
     * Says what is being done now.
     *
     * @param newPhase a few words
     */
    public void phase(String newPhase) {
        phase = newPhase;
        show();
    }

    /**
     * Says how much is done.
     *
     * @param done so much
     * @param of out of so much
     */
    public void done(long done, long of) {
        percent = of == 0 ? 100 : (int) (100 * done / of);
        show();
    }

    private void show() {
        if (terminal) {
            int full = WIDTH * percent / 100;
            draw("[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + percent + " %  " + phase);
        } else if (percent / TENTH != lastLine) {
            lastLine = percent / TENTH;
            out.println(String.format("%3d %%  %s", percent, phase));
        }
    }

    /** Takes the bar away. */
    public void clear() {
        if (terminal) {
            draw("");
            out.print('\r');
            out.flush();
        }
    }

    private void draw(String line) {
        out.print('\r' + line + " ".repeat(Math.max(0, drawn - line.length())));
        out.flush();
        drawn = line.length();
    }
}
