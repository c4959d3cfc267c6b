// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import java.util.Locale;

/**
 * Writes plain SVG that is legible on light and on dark paper. Contenders differ by shape as well as by colour, which
 * alone would not tell everybody.
 */
final class Svg {

    private static final int SHADES = 10;

    private static final String STYLE = """
            <style>
            svg { --paper: #ffffff; --ink: #1f2328; --dim: #59636e; --faint: #d9dee4; --band: #f4f6f8;
                  --c0: #0969da; --c1: #6e7781; --c2: #cf222e; --c3: #8250df; --c4: #9a6700; --c5: #1a7f37;
                  --c6: #bf3989; --c7: #1b7c83; --c8: #bc4c00; --c9: #57606a; }
            @media (prefers-color-scheme: dark) {
              svg { --paper: #0d1117; --ink: #e6edf3; --dim: #9198a1; --faint: #30363d; --band: #161b22;
                    --c0: #58a6ff; --c1: #9198a1; --c2: #ff7b72; --c3: #d2a8ff; --c4: #e3b341; --c5: #56d364;
                    --c6: #f778ba; --c7: #39c5cf; --c8: #ffa657; --c9: #b1bac4; }
            }
            text { font: 12px system-ui, sans-serif; fill: var(--ink); }
            .title { font-size: 15px; font-weight: 600; } .head { font-size: 13px; font-weight: 600; }
            .dim { fill: var(--dim); font-size: 11px; }
            .end { text-anchor: end; } .middle { text-anchor: middle; }
            .grid { stroke: var(--faint); } .floor { stroke: var(--c1); stroke-width: 2; }
            .axis { stroke: var(--dim); } .span { stroke: var(--faint); stroke-width: 2; }
            </style>
            """;

    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">",
                width, height, width, height);
        text.append(STYLE);
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"var(--paper)\"/>");
    }

    /** The whole picture; nothing can be drawn any more. */
    String end() {
        return text.append("</svg>\n").toString();
    }

    void band(double x, double y, double width, double height) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"var(--band)\"/>", x, y, width, height);
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", style, x1, y1, x2, y2);
    }

    /** A line in a contender's colour. */
    void stroke(int contender, double width, double x1, double y1, double x2, double y2) {
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>",
                x1, y1, x2, y2, shade(contender), width);
    }

    void write(double x, double y, String style, String content) {
        add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", style, x, y, escape(content));
    }

    /** A contender's mark with its middle at a point. The hint is what a pointer that rests on it shows. */
    void mark(int contender, double x, double y, double radius, String hint) {
        String rest = "fill=\"" + shade(contender) + "\"><title>" + escape(hint) + "</title></";
        double r = radius;
        switch (contender == 0 ? 0 : 1 + Math.floorMod(contender - 1, 4)) {
            case 0 -> add("<circle data-x=\"%.1f\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" %scircle>", x, x, y, r, rest);
            case 1 -> {
                double half = r * 0.85;
                add(
                        "<rect data-x=\"%.1f\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" %srect>",
                        x, x - half, y - half, 2 * half, 2 * half, rest);
            }
            case 2 -> polygon(rest, x, x, y - r, x + r, y, x, y + r, x - r, y);
            case 3 -> polygon(rest, x, x, y - r, x + r, y + r * 0.8, x - r, y + r * 0.8);
            default -> polygon(rest, x, x, y + r, x + r, y - r * 0.8, x - r, y - r * 0.8);
        }
    }

    private void polygon(String rest, double x, double... corners) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < corners.length; i += 2) {
            points.append(String.format(Locale.ROOT, i == 0 ? "%.1f,%.1f" : " %.1f,%.1f", corners[i], corners[i + 1]));
        }
        add("<polygon data-x=\"%.1f\" points=\"%s\" %spolygon>", x, points, rest);
    }

    private static String shade(int contender) {
        return "var(--c" + Math.floorMod(contender, SHADES) + ")";
    }

    private void add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escape(String content) {
        return content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
