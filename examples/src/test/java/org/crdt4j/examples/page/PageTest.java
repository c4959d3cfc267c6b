// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final String HOSTILE = "</p><script>\"'&";

    @Test
    void texts_neverBecomeMarkup() {
        String html = new Page(HOSTILE)
                .heading(HOSTILE)
                .paragraph(HOSTILE)
                .verdict(true, HOSTILE)
                .figures(List.of(List.of(HOSTILE, HOSTILE)))
                .table(List.of(HOSTILE), List.of(List.of(HOSTILE)))
                .charts(
                        List.of(new LineChart.Style(HOSTILE, "line1")),
                        List.of(new LineChart(
                                HOSTILE,
                                HOSTILE,
                                List.of(),
                                new LineChart.Span(0, 1, HOSTILE),
                                new LineChart.Gap(-1, HOSTILE),
                                time -> HOSTILE)))
                .toHtml();
        assertFalse(html.contains("<script"), html);
        assertFalse(html.contains("\"'&"), html);
        assertTrue(html.contains("&lt;/p&gt;&lt;script&gt;&quot;&#39;&amp;"), html);
    }

    @Test
    void page_loadsNothing() {
        String html = new Page("Title").toHtml();
        assertFalse(html.contains("http:") || html.contains("https:") || html.contains("url("), html);
        assertTrue(html.contains("prefers-color-scheme: dark"), html);
        assertTrue(html.contains("width=device-width"), html);
    }

    @Test
    void numbers_haveSeparators() {
        assertEquals("-77,628", Page.number(-77_628));
    }
}
