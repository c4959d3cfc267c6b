// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class LineChartTest {

    private static final LineChart.Style STYLE = new LineChart.Style("east", "line1");

    private static Document draw(long... values) throws Exception {
        List<LineChart.Point> points = new ArrayList<>();
        for (int index = 0; index < values.length; index++) {
            points.add(new LineChart.Point(1_000_000 + 60L * index, values[index]));
        }
        var chart = new LineChart(
                "Article",
                "caption",
                List.of(new LineChart.Line(STYLE, points)),
                new LineChart.Span(1_000_060, 1_000_120, "cut"),
                null,
                Long::toString);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(chart.toSvg())));
    }

    private static List<Element> elements(Document document, String name, String cssClass) {
        List<Element> found = new ArrayList<>();
        NodeList all = document.getElementsByTagName(name);
        for (int index = 0; index < all.getLength(); index++) {
            if (((Element) all.item(index)).getAttribute("class").equals(cssClass)) {
                found.add((Element) all.item(index));
            }
        }
        return found;
    }

    private static List<String> labels(Document document) {
        return elements(document, "text", "tick").stream()
                .map(Element::getTextContent)
                .toList();
    }

    @Test
    void path_holdsEachValueUntilTheNext() throws Exception {
        Document drawn = draw(0, 100, 50);
        String path = elements(drawn, "path", "line1").get(0).getAttribute("d");
        assertEquals("M48.0 216.0H212.0V14.0H376.0V115.0", path);
    }

    @Test
    void span_coversItsTime() throws Exception {
        Element span = elements(draw(0, 100, 50), "rect", "span").get(0);
        assertEquals("212.0", span.getAttribute("x"));
        assertEquals("164.0", span.getAttribute("width"));
    }

    @Test
    void valuesBelowZero_areShaded() throws Exception {
        assertEquals(1, elements(draw(10, -10), "rect", "below").size());
        assertEquals(0, elements(draw(10, 0), "rect", "below").size());
    }

    @Test
    void axis_hasRoundNumbersThatEncloseTheValues() throws Exception {
        assertEquals(
                List.of("-200", "0", "200", "400", "600", "800", "1,000", "1,200"),
                labels(draw(1186, -132)).subList(0, 8));
        assertEquals(List.of("0", "1", "2", "3"), labels(draw(0, 3)).subList(0, 4));
    }

    @Test
    void anyValues_stayInThePicture() throws Exception {
        long[][] cases = {{}, {0}, {7}, {-7}, {1_000_000_000_000L, -1_000_000_000_000L}, {1, 2, 3, 999}};
        for (long[] values : cases) {
            for (Element path : elements(draw(values), "path", "line1")) {
                List<Double> numbers = Pattern.compile("-?[0-9.]+")
                        .matcher(path.getAttribute("d"))
                        .results()
                        .map(MatchResult::group)
                        .map(Double::valueOf)
                        .toList();
                assertTrue(numbers.stream().allMatch(number -> number >= 0 && number <= 400), numbers.toString());
            }
        }
    }
}
