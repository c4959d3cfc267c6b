// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.inspector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The page in headless Chromium. Pictures of it are left in {@code target/screenshots}, to be looked at. */
@Tag("browser")
@Timeout(120)
class PageInBrowserTest {

    private static final Path PICTURES = Path.of("target", "screenshots");

    /* Chromium's helpers may still write into it while they end. */
    @TempDir(cleanup = CleanupMode.NEVER)
    Path profile;

    private final Replica eu = Replica.builder("eu").open();
    private final Replica us = Replica.builder("us").open();
    private GossipNode node;
    private GossipNode peer;
    private Inspector inspector;
    private Chromium page;

    @BeforeEach
    void open() throws Exception {
        node = GossipNode.builder(eu).listen("127.0.0.1", 0).start();
        peer = GossipNode.builder(us)
                .listen("127.0.0.1", 0)
                .seeds(node.address().toString())
                .start();
        assertTrue(node.awaitPeers(1, Duration.ofSeconds(30)));
        inspector = Inspector.attach(node).listen(0);
        page = new Chromium(profile);
        page.size(1200, 900, false);
    }

    @AfterEach
    void close() throws Exception {
        page.close();
        inspector.close();
        peer.close();
        node.close();
        us.close();
        eu.close();
    }

    private String text(String id) throws Exception {
        return page.evaluate("document.getElementById('" + id + "').innerText");
    }

    @Test
    void cluster_isShownLive() throws Exception {
        page.open(inspector.url());
        page.await("document.getElementById('name').innerText === 'eu'");
        page.await("document.getElementById('peers').innerText.includes('us')");
        assertTrue(text("members").contains("eu (this one)"), text("members"));
        eu.set("tags").add("x");
        page.await("document.getElementById('figures').innerText.includes('Objects\\n1')");
        page.screenshot(PICTURES.resolve("cluster.png"));
        peer.close();
        page.await("document.getElementById('members').innerText.includes('us\\tDEAD')"
                + " || document.getElementById('members').innerText.includes('us\\tSUSPECT')"
                + " || document.getElementById('members').innerText.includes('us\\tLEFT')");
        assertEquals("true", page.evaluate("String(document.getElementById('alarm').hidden)"));
    }

    @Test
    void objects_areFoundAndExplained() throws Exception {
        eu.counter("stock/lamp").increment(3);
        eu.counter("stock/mug").increment(4);
        eu.set("tags").add("<b>bold</b>");
        page.open(inspector.url() + "#tab=objects");
        page.await("document.querySelectorAll('#list tr').length === 3");
        assertTrue(text("list").contains("<b>bold</b>"), "text stays text");
        page.evaluate("document.getElementById('prefix').focus()");
        page.press("stock/m", "Enter");
        page.await("document.querySelectorAll('#list tr').length === 1");
        page.evaluate("document.querySelector('#list button').focus()");
        page.press("Enter");
        page.await("document.getElementById('explanation').innerText.startsWith('stock/mug')");
        page.screenshot(PICTURES.resolve("objects.png"));
    }

    @Test
    void changes_areToldLive() throws Exception {
        page.open(inspector.url() + "#tab=changes");
        page.await("document.getElementById('state').innerText === 'live'");
        eu.set("tags").add("here");
        us.set("tags").add("there");
        page.await("document.querySelectorAll('#feed tr').length === 2");
        assertTrue(text("feed").contains("a peer") && text("feed").contains("there"), text("feed"));
        page.screenshot(PICTURES.resolve("changes.png"));
    }

    @Test
    void playground_isPlayedByKeyboardAlone() throws Exception {
        page.open(inspector.url());
        page.await("document.querySelectorAll('.verbs form').length > 0");
        page.evaluate("document.getElementById('tab-cluster').focus()");
        page.press("ArrowLeft");
        page.await("!document.getElementById('playground').hidden");
        // Type, Show me, Start again (Undo is disabled), then the first field of A.
        page.press("Tab", "Tab", "Tab", "Tab", "x", "Enter");
        page.await("document.querySelector('[data-replica=b] .value').innerText === '[x]'");
        page.evaluate("document.getElementById('link').focus()");
        page.press("Enter");
        page.await("document.getElementById('link-state').innerText === 'cut'");
        page.evaluate("document.querySelector('[data-replica=b] .verbs input').focus()");
        page.press("y", "Enter");
        page.await("document.getElementById('verdict').innerText === 'They have not seen the same.'");
        page.evaluate("document.getElementById('link').focus()");
        page.press("Enter");
        page.await("document.querySelector('[data-replica=a] .value').innerText === '[x, y]'");
        assertEquals("Both have seen the same, and show the same.", text("verdict"));
        assertEquals(0, eu.names().size());
    }

    @Test
    void storyOfAType_isToldOnAPhoneInTheDark() throws Exception {
        page.size(390, 1100, true);
        page.open(inspector.url() + "#play=register");
        page.await("document.getElementById('rule').innerText.startsWith('The later write wins')");
        page.evaluate("document.getElementById('story').click()");
        page.await("document.querySelectorAll('#steps tr').length === 4");
        assertEquals("blue", page.evaluate("document.querySelector('[data-replica=a] .value').innerText"));
        assertEquals(
                "true",
                page.evaluate("String(document.documentElement.scrollWidth <= window.innerWidth)"),
                "nothing is cut off");
        page.await("document.getElementById('state').innerText === 'live'");
        page.screenshot(PICTURES.resolve("playground-phone-dark.png"));
        page.size(1200, 1000, false);
        page.screenshot(PICTURES.resolve("playground.png"));
        String address = page.evaluate("location.href");
        page.open(address);
        page.await("document.querySelectorAll('#steps tr').length === 4");
    }
}
