// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A page in one file: no script, nothing to load. Readable on a phone, in a dark and a light room. Texts are escaped here, so that
 * nothing in the data can become markup. Not thread-safe.
 */
public final class Page {

    private final StringBuilder body = new StringBuilder();
    private final String title;

    /**
     * An empty page.
     *
     * @param title its title
     */
    public Page(String title) {
        this.title = title;
        body.append("<h1>").append(escape(title)).append("</h1>\n");
    }

    /**
     * Makes text harmless.
     *
     * @param text any text
     * @return the same for an element or a quoted attribute
     */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * A number with separators, as everywhere on a page.
     *
     * @param number the number
     * @return such as {@code 77,628}
     */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /**
     * Adds a heading.
     *
     * @param text the heading
     * @return this page
     */
    public Page heading(String text) {
        body.append("<h2>").append(escape(text)).append("</h2>\n");
        return this;
    }

    /**
     * Adds a paragraph.
     *
     * @param text its text
     * @return this page
     */
    public Page paragraph(String text) {
        body.append("<p>").append(escape(text)).append("</p>\n");
        return this;
    }

    /**
     * Adds the one line that says whether all is well.
     *
     * @param good whether it is
     * @param text the line
     * @return this page
     */
    public Page verdict(boolean good, String text) {
        body.append("<p class=\"verdict ")
                .append(good ? "good" : "bad")
                .append("\"><span aria-hidden=\"true\">")
                .append(good ? "&#10003;" : "&#10007;")
                .append("</span> ")
                .append(escape(text))
                .append("</p>\n");
        return this;
    }

    /**
     * Adds key figures, side by side where there is room.
     *
     * @param figures each a number with its unit, and what it means
     * @return this page
     */
    public Page figures(List<List<String>> figures) {
        body.append("<dl class=\"figures\">\n");
        for (List<String> figure : figures) {
            body.append("<div><dt>")
                    .append(escape(figure.get(1)))
                    .append("</dt><dd>")
                    .append(escape(figure.get(0)))
                    .append("</dd></div>\n");
        }
        body.append("</dl>\n");
        return this;
    }

    /**
     * Adds charts, side by side where there is room.
     *
     * @param legend what the lines are, by their style
     * @param charts the charts
     * @return this page
     */
    public Page charts(List<LineChart.Style> legend, List<LineChart> charts) {
        body.append("<p class=\"legend\">");
        for (LineChart.Style style : legend) {
            body.append("<span><i class=\"")
                    .append(style.cssClass())
                    .append("\"></i>")
                    .append(escape(style.label()))
                    .append("</span> ");
        }
        body.append("</p>\n<div class=\"charts\">\n");
        charts.forEach(chart -> body.append(chart.toSvg()));
        body.append("</div>\n");
        return this;
    }

    /**
     * Adds a table; all columns but the first are numbers.
     *
     * @param header the names of the columns
     * @param rows the cells
     * @return this page
     */
    public Page table(List<String> header, List<List<String>> rows) {
        body.append("<div class=\"wide\"><table>\n<thead>");
        row(header, "th");
        body.append("</thead>\n<tbody>\n");
        rows.forEach(row -> row(row, "td"));
        body.append("</tbody></table></div>\n");
        return this;
    }

    private void row(List<String> cells, String element) {
        body.append("<tr>");
        for (String cell : cells) {
            body.append('<').append(element).append('>');
            body.append(escape(cell)).append("</").append(element).append('>');
        }
        body.append("</tr>\n");
    }

    /**
     * The whole page.
     *
     * @return HTML
     */
    public String toHtml() {
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" + escape(title)
                + "</title>\n<style>\n" + style() + "</style>\n</head>\n<body>\n<main>\n" + body
                + "</main>\n</body>\n</html>\n";
    }

    private static String style() {
        try (InputStream in = Page.class.getResourceAsStream("page.css")) {
            if (in == null) {
                throw new IllegalStateException("page.css is missing in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
