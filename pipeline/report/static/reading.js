// The reading view: the raw text with every figure marked, and the card of the one that is chosen.
import { say } from "./words.js";
import { announce, byId, h, quote, visible } from "./dom.js";
import { cell, codePoints, declaredOf, documents, rowsOf, rowOf, textOf, titleOf, worst } from "./store.js";
import { address, keep, recall, replaceAddress } from "./state.js";
import { card, headingCard } from "./card.js";
import { missingForm } from "./forms.js";
import { figureTarget, headingTarget, isThere, marksOf, verdictOf } from "./marks.js";
import { blocks, leaves, marks } from "./segments.js";

let current = null;
let currentHeading = -1;
const MOST_FOUND = 20;

function leafElements(text, start, end) {
  return leaves(text.raw, text.furniture, start, end).map((leaf) => {
    if (leaf.kind === "broken") {
      return h("span", { class: "broken", dataset: { at: leaf.start, to: leaf.end }, title: say("furniture") }, "⏎");
    }
    const className = leaf.kind === "furniture" ? "furniture" : null;
    return h("span", { class: className, dataset: { at: leaf.start } }, visible(text.raw.slice(leaf.start, leaf.end)));
  });
}

// What the reader marked as missing, and what a correction took out: neither is a reason of the rules.
const MARKED = { missing: "missing", dropped: "dropped" };

const reasonOf = (reason) => say(`reason_${reason}`).replace(/^reason_/, "");

const skippedWhy = (reason) => (MARKED[reason] ? say(`why_${reason}`) : `${say("skipped")}: ${reasonOf(reason)}`);

function markElement(text, mark) {
  const inside = leafElements(text, mark.start, mark.end);
  if (mark.rank === 1) {
    const marked = MARKED[mark.reason];
    return h("span", { class: marked ? `${marked}-mark` : "skipped", role: marked ? null : "button", tabindex: marked ? null : "-1", title: skippedWhy(mark.reason), dataset: { from: mark.start, to: mark.end, reason: mark.reason } }, inside);
  }
  const row = mark.rows[0];
  const wanted = { document: cell("document_id", row), figure: cell("observation_id", row) };
  const element = h("a", {
    class: `figure kind-${cell("measure", row)}${worst(row) ? ` has-${worst(row)}` : ""}${verdictOf(figureTarget(row)) ? " reviewed" : ""}${cell("corrected_by", row) ? " corrected" : ""}`,
    href: address("read", wanted), tabindex: "-1", draggable: "false",
    title: [cell("subject", row), cell("metric", row)].filter((part) => part).map(visible).join(" · "),
    dataset: { figures: mark.rows.map((each) => cell("observation_id", each)).join(" ") },
  }, inside);
  return element;
}

function textElements(text, rows) {
  const missing = marksOf(text.id).missing.filter((each) => !isThere(text.id, each) && each.kind !== "heading").map((each) => [each.from16, each.to16, "missing"]);
  const dropped = (declaredOf(text.id)?.entries ?? []).filter(({ entry, from16 }) => entry.do === "drop" && entry.table === "metrics" && from16 !== null)
    .map(({ from16, to16 }) => [from16, to16, "dropped"]);
  const figures = rows.map((row) => ({ start: cell("from16", row), end: cell("to16", row), row }));
  const placed = marks(figures, [...dropped, ...missing, ...text.skipped]);
  let next = 0;
  const fill = (parent, start, end) => {
    let at = start;
    while (next < placed.length && placed[next].start < end) {
      const mark = placed[next];
      next += 1;
      if (mark.start < at) continue;
      parent.append(...leafElements(text, at, mark.start), markElement(text, { ...mark, end: Math.min(mark.end, end) }));
      at = Math.min(mark.end, end);
    }
    parent.append(...leafElements(text, at, end));
  };
  return blocks(text).map((block) => {
    const level = Math.min((block.heading?.level ?? 1) + 1, 6);
    const element = block.kind === "heading"
      ? h(`h${level}`, { class: "restored", id: `section-${block.heading.section}`, dataset: { level: block.heading.level } })
      : h("div", { class: text.raw.slice(block.start, block.end).trim() ? "body" : "body blank" });
    fill(element, block.start, block.end);
    if (block.heading) {
      const at = text.headings.indexOf(block.heading);
      const label = say("reviewHeading", block.heading.section);
      // Its sign is drawn by the stylesheet: the text of the page is the text of the report.
      element.append(h("button", { type: "button", class: "pen", tabindex: "-1", "aria-label": label, title: label, dataset: { heading: at }, onclick: () => chooseHeading(text, at) }));
    }
    return element;
  });
}

function outline(text, rows) {
  const counts = new Map();
  for (const row of rows) {
    const parts = (cell("section", row) ?? "").split(".");
    parts.forEach((_, at) => {
      const prefix = parts.slice(0, at + 1).join(".");
      counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    });
  }
  const entries = text.headings.filter((heading) => heading.level <= 3).map((heading) =>
    h("li", { dataset: { level: heading.level } }, h("a", {
      href: `#section-${heading.section}`,
      onclick: (event) => {
        event.preventDefault();
        byId(`section-${heading.section}`)?.scrollIntoView({ block: "start" });
      },
    }, h("span", { class: "label" }, heading.section), ` ${visible(heading.title ?? "")}`,
    counts.has(heading.section) ? h("span", { class: "tally" }, String(counts.get(heading.section))) : null)));
  return h("nav", { class: "outline", "aria-label": say("contents") },
    h("details", { open: matchMedia("(min-width: 80rem)").matches }, h("summary", null, say("contents")), h("ol", null, entries)));
}

function legend() {
  return h("p", { class: "legend", title: say("legendNote") },
    ["level", "share", "change", "condition"].map((kind) => h("span", { class: `figure kind-${kind}` }, say(kind))),
    h("span", { class: "skipped" }, say("skipped")), h("span", { class: "furniture" }, say("furniture")));
}

const elementOf = (id) => document.querySelector(`.paper [data-figures~="${CSS.escape(id)}"]`);

function unchoose() {
  for (const old of document.querySelectorAll(".paper .chosen")) {
    old.classList.remove("chosen");
    old.removeAttribute("aria-current");
    old.tabIndex = -1;
  }
  globalThis.CSS?.highlights?.delete("place");
}

function show(...children) {
  const side = byId("side");
  side.replaceChildren(...children);
  side.classList.add("open");
  side.scrollTop = 0;
}

const hint = () => [h("p", { class: "hint" }, say("chooseFigure")), h("p", { class: "fine" }, say("chooseKeys"))];

const closer = () => h("button", { type: "button", class: "quiet close", "aria-label": say("close"), onclick: closeCard }, "×");

const stepper = (word, previous, next) => h("div", { class: "stepper" }, previous, h("span", null, word), next, closer());

// Choose a heading by its place among them: its card opens.
function chooseHeading(text, at) {
  unchoose();
  currentHeading = at;
  const heading = text.headings[at];
  const pen = document.querySelector(`.paper .pen[data-heading="${at}"]`);
  pen?.classList.add("chosen");
  pen?.parentElement.scrollIntoView({ block: "nearest" });
  const step = (by, sign, key) => h("button", { type: "button", class: "quiet", "aria-label": say(key), title: say(key), disabled: !text.headings[at + by], onclick: () => chooseHeading(text, at + by) }, sign);
  show(stepper(say("headingOfMany", at + 1, text.headings.length), step(-1, "←", "previousHeading"), step(1, "→", "nextHeading")), headingCard(text.id, heading));
  announce(`${heading.section} ${heading.title ?? ""}`);
}

// The heading `by` places further on.
export function moveHeading(by) {
  const text = textOf(byId("paper")?.dataset.document);
  const at = currentHeading < 0 && by < 0 ? (text?.headings.length ?? 0) - 1 : currentHeading + by;
  if (!text?.headings[at]) return;
  chooseHeading(text, at);
  document.querySelector(`.paper .pen[data-heading="${at}"]`)?.focus();
}

// A stretch of text that is to become a figure or a heading.
function chooseText(text, span) {
  unchoose();
  show(h("div", { class: "stepper" }, closer()), missingForm(text, span));
  byId("side").querySelector("form input:not([type=radio]), textarea")?.focus();
}

// A number that was seen and not taken: why, and the form for who thinks that it should have been.
function chooseSkipped(text, element) {
  unchoose();
  const all = [...document.querySelectorAll(".paper .skipped")];
  const at = all.indexOf(element);
  element.classList.add("chosen");
  element.scrollIntoView({ block: "nearest" });
  const step = (by, sign, key) => h("button", { type: "button", class: "quiet", "aria-label": say(key), title: say(key), disabled: !all[at + by], onclick: () => moveSkipped(by) }, sign);
  const why = reasonOf(element.dataset.reason);
  show(stepper(say("skippedOfMany", at + 1, all.length), step(-1, "←", "previousSkipped"), step(1, "→", "nextSkipped")),
    missingForm(text, spanOf(text, Number(element.dataset.from), Number(element.dataset.to)), why));
  announce(`${element.textContent}: ${why}`);
}

// The number `by` places further on that was not taken; the first one in sight where none is chosen.
export function moveSkipped(by) {
  const text = textOf(byId("paper")?.dataset.document);
  const all = [...document.querySelectorAll(".paper .skipped")];
  const chosen = all.findIndex((each) => each.classList.contains("chosen"));
  const seen = all.findIndex((each) => each.getBoundingClientRect().bottom > byId("tabs").getBoundingClientRect().bottom);
  const element = all[chosen >= 0 ? chosen + by : by > 0 ? Math.max(seen, 0) : seen - 1];
  if (!text || !element) return;
  chooseSkipped(text, element);
  element.scrollIntoView({ block: "center" });
  element.focus({ preventScroll: true });
}

// Show a stretch that is no figure: a finding's place.
function point(from16, to16) {
  const leaf = [...document.querySelectorAll(".paper [data-at]")].findLast((each) => Number(each.dataset.at) <= from16);
  if (!leaf?.firstChild) return;
  leaf.scrollIntoView({ block: "center" });
  if (!globalThis.Highlight) return;
  const range = new Range();
  range.setStart(leaf.firstChild, Math.min(from16 - Number(leaf.dataset.at), leaf.firstChild.length));
  range.setEnd(leaf.firstChild, Math.min(to16 - Number(leaf.dataset.at), leaf.firstChild.length));
  CSS.highlights.set("place", new Highlight(range));
}

const spanOf = (text, from16, to16) => ({
  from16, to16, text: text.raw.slice(from16, to16), start: codePoints(text.raw, from16), end: codePoints(text.raw, to16),
});

// Choose a figure: its mark stands out, its card opens. `scroll` brings the mark into sight.
function choose(id, { scroll }) {
  const row = rowOf.get(id);
  if (row === undefined) return;
  unchoose();
  const mark = elementOf(id);
  if (mark) {
    mark.classList.add("chosen");
    mark.setAttribute("aria-current", "true");
    mark.tabIndex = 0;
    mark.scrollIntoView({ block: scroll ? "center" : "nearest" });
  }
  current = id;
  const rows = rowsOf(cell("document_id", row));
  const at = rows.indexOf(row);
  const step = (by, key) => h("button", {
    type: "button", class: "quiet", "aria-label": say(key), title: say(key), disabled: at + by < 0 || at + by >= rows.length,
    onclick: () => move(by),
  }, by < 0 ? "←" : "→");
  show(stepper(say("ofMany", at + 1, rows.length), step(-1, "previous"), step(1, "next")), card(row));
  announce(`${at + 1}/${rows.length} ${cell("text", row)}`);
}

export function closeCard() {
  const side = byId("side");
  if (!side?.classList.contains("open")) return false;
  const inside = side.contains(document.activeElement);
  side.classList.remove("open");
  side.replaceChildren(...hint());
  for (const old of document.querySelectorAll(".paper .chosen")) {
    old.classList.remove("chosen");
    // Who was inside the card goes on where it was opened from.
    if (inside) old.focus({ preventScroll: true });
  }
  return true;
}

// The figure `by` places further on in the text.
export function move(by) {
  const document_ = byId("paper")?.dataset.document;
  const rows = document_ === undefined ? [] : rowsOf(document_);
  const at = rows.indexOf(rowOf.get(current));
  const row = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by];
  if (row === undefined) return;
  const id = cell("observation_id", row);
  replaceAddress("read", { document: document_, figure: id });
  choose(id, { scroll: true });
  elementOf(id)?.focus({ preventScroll: true });
}

// The selected text as UTF-16 offsets of the raw text; null where nothing of it is selected.
function selected(text) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const place = (node, offset) => {
    if (node.nodeType !== Node.TEXT_NODE) {
      const child = node.childNodes[offset] ?? node.childNodes[offset - 1];
      const leaf = child?.querySelector?.("[data-at]") ?? child?.parentElement?.closest("[data-at]");
      return leaf ? Number(leaf.dataset.at) : null;
    }
    const leaf = node.parentElement.closest("#paper [data-at]");
    return leaf ? Number(leaf.dataset.at) + offset : null;
  };
  const range = selection.getRangeAt(0);
  const from16 = place(range.startContainer, range.startOffset);
  const to16 = place(range.endContainer, range.endOffset);
  return from16 === null || to16 === null || to16 <= from16 || to16 - from16 > 200 ? null : spanOf(text, from16, to16);
}

function missingButton(text) {
  const button = h("button", {
    type: "button", class: "floating", hidden: true,
    onmousedown: (event) => event.preventDefault(),
    onclick: () => {
      const span = selected(text);
      if (!span) return;
      button.hidden = true;
      chooseText(text, span);
    },
  }, say("markMissing"));
  document.addEventListener("selectionchange", () => {
    if (button.isConnected) button.hidden = selected(text) === null;
  });
  return button;
}

// The same without a pointer: type what stands there, choose which of its places is meant.
function finder(text) {
  const found = h("ul", { class: "found" });
  const input = h("input", { type: "text", autocomplete: "off", spellcheck: "false", oninput: () => {
    const places = [];
    for (let at = text.raw.indexOf(input.value); input.value && at >= 0 && places.length < MOST_FOUND; at = text.raw.indexOf(input.value, at + 1)) places.push(at);
    const end = input.value.length;
    found.replaceChildren(...places.map((at) => h("li", null, h("button", { type: "button", class: "quiet", onclick: () => chooseText(text, spanOf(text, at, at + end)) },
      quote(text.raw.slice(Math.max(0, at - 12), at)), h("strong", null, quote(input.value)), quote(text.raw.slice(at + end, at + end + 12))))));
    announce(say("foundPlaces", places.length));
  } });
  return h("details", { class: "finder" }, h("summary", null, say("somethingMissing")), h("label", { class: "field" }, h("span", null, say("textThere")), input), found);
}

export function reading(wanted) {
  const asked = wanted.get("document") ?? recall("document", null);
  const id = documents.some((each) => each.id === asked) ? asked : documents[0]?.id;
  const text = id === undefined ? null : textOf(id);
  if (!text) return { element: h("p", { class: "note" }, say("noText")) };
  keep("document", id);
  current = null;
  currentHeading = -1;
  const rows = rowsOf(id);
  const paper = h("article", { class: "paper", id: "paper", lang: "zh-Hans", dataset: { document: id }, "aria-label": titleOf(id) },
    textElements(text, rows));
  paper.addEventListener("click", (event) => {
    const seen = event.target.closest(".skipped");
    if (seen && !event.target.closest("a.figure") && getSelection().isCollapsed) {
      chooseSkipped(text, seen);
      return;
    }
    const mark = event.target.closest("a.figure");
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!getSelection().isCollapsed) return;
    const ids = mark.dataset.figures.split(" ");
    const figure = ids[(ids.indexOf(current) + 1) % ids.length];
    history.pushState(null, "", address("read", { document: id, figure }));
    choose(figure, { scroll: false });
  });
  const first = paper.querySelector("a.figure");
  if (first) first.tabIndex = 0;
  const element = h("div", { class: "reading" },
    outline(text, rows),
    h("div", { class: "sheet" },
      h("div", { class: "sheet-head" },
        h("h1", { lang: "zh-Hans" }, visible(titleOf(id))),
        documents.length > 1 ? picker(id) : null, legend(), finder(text)),
      paper),
    h("aside", { class: "side", id: "side", "aria-label": say("figure") }, hint()),
    missingButton(text));
  return {
    element,
    ready: () => {
      const figure = wanted.get("figure");
      const heading = wanted.has("heading") ? text.headings.findIndex((each) => String(each.at[0]) === wanted.get("heading")) : -1;
      if (figure) choose(figure, { scroll: true });
      else if (heading >= 0) {
        byId(`section-${text.headings[heading].section}`)?.scrollIntoView({ block: "start" });
        chooseHeading(text, heading);
      } else if (wanted.has("at")) point(Number(wanted.get("at")), Number(wanted.get("to") ?? wanted.get("at")));
      else if (wanted.get("section")) byId(`section-${wanted.get("section")}`)?.scrollIntoView({ block: "start" });
    },
    stay: (next) => {
      const figure = next.get("figure");
      if ((next.get("document") ?? id) !== id || next.has("heading") || next.has("at")) return false;
      if (figure) choose(figure, { scroll: true });
      return true;
    },
  };
}

function picker(id) {
  const select = h("select", { "aria-label": say("document"), onchange: () => { location.hash = address("read", { document: select.value }); } },
    documents.map((each) => h("option", { value: each.id, selected: each.id === id }, visible(titleOf(each.id)))));
  return select;
}
