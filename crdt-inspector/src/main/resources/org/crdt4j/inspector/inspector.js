// SPDX-License-Identifier: Apache-2.0
"use strict";

const byId = (id) => document.getElementById(id);
const number = (value) => value.toLocaleString("en");

/** An element with text; texts never become markup. */
function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function row(cells) {
  const tr = element("tr");
  for (const cell of cells) tr.append(cell instanceof Node ? cell : element("td", cell));
  return tr;
}

const figure = (text) => element("td", text, "number");

function holding(child) {
  const td = element("td");
  td.append(child);
  return td;
}

function fill(body, rows, ifEmpty) {
  const empty = element("td", ifEmpty, "hint");
  empty.colSpan = 9;
  body.replaceChildren(...(rows.length ? rows : [row([empty])]));
}

function bytes(count) {
  for (const unit of ["B", "KiB", "MiB", "GiB"]) {
    if (count < 1024 || unit === "GiB") return (unit === "B" ? count : count.toFixed(1)) + " " + unit;
    count /= 1024;
  }
}

async function ask(path, body) {
  const answer = await fetch(path, body && { method: "POST", body: JSON.stringify(body) });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error);
  return json;
}

// --- tabs

const tabs = [...document.querySelectorAll("[role=tab]")];

function select(tab, focus) {
  for (const other of tabs) {
    const chosen = other === tab;
    other.setAttribute("aria-selected", chosen);
    other.tabIndex = chosen ? 0 : -1;
    byId(other.getAttribute("aria-controls")).hidden = !chosen;
  }
  if (focus) tab.focus();
  if (tab.id === "tab-objects") look();
}

for (const tab of tabs) {
  tab.addEventListener("click", () => select(tab));
  tab.addEventListener("keydown", (event) => {
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (move) select(tabs[(tabs.indexOf(tab) + move + tabs.length) % tabs.length], true);
  });
}

// --- cluster

let before = null;

function show(status) {
  byId("name").textContent = status.name;
  byId("address").textContent = status.address;
  document.title = status.name + " - crdt4j inspector";
  const { replica, network } = status;
  const now = performance.now();
  const rate = (key) => before ? bytes(Math.max(0, Math.round((network[key] - before.network[key]) * 1000 / (now - before.at)))) + "/s" : "";
  const figures = [
    ["Objects", number(replica.objects)],
    ["Changes made here", number(replica.localEvents)],
    ["Changes of others", number(replica.pushesApplied + replica.rowsJoined)],
    ["Missing here", number(replica.behind)],
    ["Operations waiting", number(replica.pendingOperations)],
    ["In", bytes(network.bytesIn) + (before ? ", " + rate("bytesIn") : "")],
    ["Out", bytes(network.bytesOut) + (before ? ", " + rate("bytesOut") : "")],
    ["Reconnects", number(network.reconnects)],
  ];
  before = { at: now, network };
  byId("figures").replaceChildren(...figures.map(([label, value]) => {
    const card = element("div");
    card.append(element("dt", label), element("dd", value));
    return card;
  }));
  fill(byId("members"), status.members.map((member) => row([
    member.name + (member.self ? " (this one)" : ""), element("td", member.state, member.state), member.address, member.id])), "none");
  fill(byId("peers"), status.peers.map((peer) => row([
    peer.name, figure(number(peer.missing)), figure((peer.silentMillis / 1000).toFixed(1) + " s ago"), figure(bytes(peer.queuedBytes)),
    (peer.dialed ? "to " : "from ") + peer.remote])), "no links: nobody else is there, or nobody can be reached");
  const refusals = [
    ...Object.entries(network.rejects).map(([reason, count]) => [reason, count]),
    ...Object.entries(network.rejectedBy).map(([reason, count]) => ["by a peer: " + reason, count]),
    ...Object.entries(replica.refused).map(([reason, count]) => ["by the replica: " + reason, count]),
  ];
  fill(byId("rejects"), refusals.map(([reason, count]) => row([reason, figure(number(count))])), "nothing so far");
  const alarm = byId("alarm");
  alarm.hidden = replica.divergences === 0;
  alarm.textContent = "Divergence: " + number(replica.divergences)
    + " times a peer that had seen the same had other content. This is a mistake somewhere: keep the logs and both replicas.";
}

// --- objects

let last = "";

async function look(more) {
  if (!more) last = "";
  const prefix = byId("prefix").value;
  const page = await ask("api/objects?prefix=" + encodeURIComponent(prefix) + "&after=" + encodeURIComponent(last));
  const rows = page.objects.map((object) => {
    const open = element("button", object.name);
    open.addEventListener("click", () => explain(object.name));
    last = object.name;
    return row([holding(open), object.type, object.value, figure(number(object.bytes)), figure(number(object.dots))]);
  });
  if (more) byId("list").append(...rows); else fill(byId("list"), rows, "no object has such a name");
  byId("more").hidden = !page.more;
}

async function explain(name) {
  const object = await ask("api/object?name=" + encodeURIComponent(name));
  byId("object-name").textContent = name;
  byId("explanation").textContent = object.explanation;
  byId("object").hidden = false;
  byId("object").scrollIntoView({ block: "nearest" });
}

byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  look();
});
byId("more").addEventListener("click", () => look(true));

// --- live changes

const MOST_ROWS = 200;
let paused = false;

function tell(cells) {
  if (paused) return;
  const feed = byId("feed");
  const tr = row([figure(new Date().toLocaleTimeString()), ...cells]);
  tr.className = "fresh";
  feed.prepend(tr);
  while (feed.rows.length > MOST_ROWS) feed.deleteRow(-1);
}

byId("pause").addEventListener("click", () => {
  paused = !paused;
  byId("pause").setAttribute("aria-pressed", paused);
  byId("pause").textContent = paused ? "Go on" : "Pause";
});

const events = new EventSource("api/events");
events.addEventListener("status", (event) => {
  byId("state").textContent = "live";
  show(JSON.parse(event.data));
});
events.addEventListener("change", (event) => {
  const change = JSON.parse(event.data);
  tell([change.name, change.local ? "here" : "a peer", change.change]);
});
events.addEventListener("missed", (event) => tell(["", "", number(JSON.parse(event.data)) + " changes were missed"]));
events.addEventListener("error", () => {
  byId("state").textContent = "no connection to the node; trying again";
});

// --- playground

let types = [];
let steps = [];

const chosen = () => types.find((type) => type.id === byId("type").value);

/** The script stands in the address, so that it can be passed on. */
function remember() {
  history.replaceState(null, "", "#" + new URLSearchParams([["play", chosen().id], ...steps.map((step) => ["step", step])]));
}

async function play(step) {
  const attempt = step ? [...steps, step] : steps;
  try {
    const outcome = await ask("api/playground", { type: chosen().id, steps: attempt });
    steps = attempt;
    remember();
    draw(outcome);
  } catch (error) {
    verdict(error.message, "refused");
  }
}

function verdict(text, className) {
  byId("verdict").textContent = text;
  byId("verdict").className = className;
}

function draw(outcome) {
  for (const card of document.querySelectorAll(".replica")) {
    card.querySelector(".value").textContent = outcome[card.dataset.replica].value;
  }
  byId("link-state").textContent = outcome.linked ? "linked" : "cut";
  byId("link-state").className = outcome.linked ? "same" : "refused";
  byId("link").textContent = outcome.linked ? "Cut the link" : "Heal the link";
  byId("link").dataset.step = outcome.linked ? "link cut" : "link heal";
  byId("undo").disabled = steps.length === 0;
  const final = outcome.steps[outcome.steps.length - 1];
  if (final && final.refused) verdict("Refused: " + final.refused, "refused");
  else if (outcome.a.version === outcome.b.version) verdict(final ? "Both have seen the same, and show the same." : "", "same");
  else verdict("They have not seen the same.", "apart");
  fill(byId("steps"), outcome.steps.map((step) => row([
    step.step + (step.refused ? " (refused)" : ""), step.a, step.b])).reverse(), "no steps yet");
  const [a, b] = byId("why").children;
  a.textContent = "A, version " + outcome.a.version + "\n" + outcome.a.explanation;
  b.textContent = "B, version " + outcome.b.version + "\n" + outcome.b.explanation;
}

function choose() {
  byId("rule").textContent = chosen().rule;
  for (const card of document.querySelectorAll(".replica")) {
    const replica = card.dataset.replica;
    card.querySelector(".verbs").replaceChildren(...chosen().verbs.map((verb) => {
      const form = element("form");
      const input = element("input");
      input.placeholder = verb.hint;
      input.setAttribute("aria-label", verb.name + " at " + replica.toUpperCase() + ": " + verb.hint);
      if (verb.hint) form.append(input);
      form.append(element("button", verb.name));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        play([replica, verb.name, input.value].join(" ").trim());
      });
      return form;
    }));
  }
}

function restart(script) {
  steps = script;
  choose();
  return play();
}

async function prepare() {
  types = await ask("api/playground");
  byId("type").replaceChildren(...types.map((type) => {
    const option = element("option", type.title);
    option.value = type.id;
    return option;
  }));
  const script = new URLSearchParams(location.hash.slice(1));
  if (types.some((type) => type.id === script.get("play"))) {
    byId("type").value = script.get("play");
    select(byId("tab-playground"));
  } else if (script.has("tab")) {
    const tab = byId("tab-" + script.get("tab"));
    if (tab) select(tab);
  }
  await restart(script.getAll("step"));
}

byId("type").addEventListener("change", () => restart([]));
byId("story").addEventListener("click", () => restart(chosen().story));
byId("undo").addEventListener("click", () => restart(steps.slice(0, -1)));
byId("reset").addEventListener("click", () => restart([]));
byId("link").addEventListener("click", () => play(byId("link").dataset.step));
prepare();
