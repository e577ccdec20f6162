// The corrections view: what was marked, as the file that schemas/corrections/ takes.
import { say } from "./words.js";
import { h, quote, saveAs, visible } from "./dom.js";
import { cell, column, count, documents, rowOf, rowsOf, textOf, titleOf } from "./store.js";
import { address, recall, keep } from "./state.js";
import { linkTo } from "./card.js";
import { marksOf, removeMissing, setVerdict } from "./review.js";
import { yaml } from "./yaml.js";

function entryOf(row, mark) {
  const [start, end] = [cell("start", row), cell("end", row)];
  const place = { id: `figure-${start}`, table: "metrics", at: [start, end] };
  if (mark.mark === "wrong") return { ...place, do: "drop", expect: { text: cell("text", row) }, reason: mark.reason };
  const value = { ...mark.set };
  // The ends of an exact amount are the amount.
  if ("value" in value && (value.bound ?? cell("bound", row)) === "exact") {
    value.value_low ??= value.value;
    value.value_high ??= value.value;
  }
  const expect = { text: cell("text", row), ...Object.fromEntries(Object.keys(value).map((name) => [name, cell(name, row)])) };
  return { ...place, do: "change", expect, value, reason: mark.reason };
}

// The corrections of one document behind those declared already; figures that were only found right need none.
export function correctionFile(id) {
  const { figures, missing } = marksOf(id);
  const entries = Object.entries(figures)
    .map(([figure, mark]) => [rowOf.get(figure), mark])
    .filter(([row, mark]) => row !== undefined && mark.mark !== "right")
    .map(([row, mark]) => entryOf(row, mark));
  for (const each of missing) {
    entries.push({ id: `missing-${each.start}`, table: "metrics", at: [each.start, each.end], do: "add", expect: { text: each.text }, value: each.set, reason: each.reason });
  }
  if (!entries.length) return "";
  entries.sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1]);
  const declared = textOf(id)?.corrections.trimEnd();
  return (declared ? `${declared}\n` : "") + yaml(entries);
}

function entry(row, mark) {
  const set = Object.entries(mark.set ?? {}).map(([name, value]) => h("div", null, h("code", null, name), " ",
    h("del", null, quote(String(cell(name, row) ?? "–"))), " → ", h("ins", null, quote(String(value ?? "–")))));
  return h("li", null, linkTo(row, "", quote(cell("text", row))), " ", h("span", { class: `chip mark-${mark.mark}` },
    say(mark.mark === "change" ? "amend" : mark.mark)), set, mark.reason ? h("p", { class: "fine" }, visible(mark.reason)) : null,
  h("button", { type: "button", class: "quiet", onclick: () => setVerdict(row, null) }, say("remove")));
}

function documentSection(id) {
  const { figures, missing } = marksOf(id);
  const marked = Object.entries(figures).map(([figure, mark]) => [rowOf.get(figure), mark]).filter(([row]) => row !== undefined);
  if (!marked.length && !missing.length) return null;
  const content = correctionFile(id);
  const name = `${id}.yml`;
  return h("section", { class: "panel" }, h("h2", null, quote(titleOf(id))),
    h("p", { class: "fine" }, say("reviewed", marked.length, rowsOf(id).length)),
    h("progress", { value: String(marked.length), max: String(Math.max(1, rowsOf(id).length)), "aria-label": say("reviewIt") }),
    h("ul", { class: "marked" }, marked.sort((a, b) => a[0] - b[0]).map(([row, mark]) => entry(row, mark)),
      missing.map((each, at) => h("li", null, quote(each.text), " ", h("span", { class: "chip mark-missing" }, say("missing")),
        h("p", { class: "fine" }, visible(each.reason)),
        h("button", { type: "button", class: "quiet", onclick: () => removeMissing(id, at) }, say("remove"))))),
    content ? [
      h("button", { type: "button", class: "button primary", dataset: { file: name }, onclick: () => saveAs(name, content, "application/yaml") },
        say("downloadYaml", name)),
      h("details", null, h("summary", null, say("preview")), h("pre", { class: "file", tabindex: "0" }, content)),
    ] : null);
}

function applied() {
  const rows = column("corrected_by").map((id, row) => [id, row]).filter(([id]) => id !== null);
  if (!rows.length) return null;
  return h("section", { class: "panel" }, h("h2", null, say("applied")), h("ul", { class: "marked" }, rows.slice(0, 500).map(([id, row]) =>
    h("li", null, linkTo(row, "", quote(cell("text", row))), " ", h("code", null, id), h("p", { class: "fine" }, quote(cell("correction_reason", row)))))));
}

export function corrections() {
  const element = h("div", { class: "corrections" });
  const paint = () => {
    const sections = documents.map((document) => documentSection(document.id)).filter((section) => section);
    const keeps = keep("probe", "1");
    keep("probe", null);
    element.replaceChildren(...[
      h("h1", null, say("corrections")), h("p", { class: "lead" }, say("intro")),
      keeps ? null : h("p", { class: "note" }, say("notSaved")),
      sections.length ? sections : h("p", { class: "note" }, say("noMarks"), " ",
        count ? h("a", { href: address("read", { document: recall("document", null) }) }, say("read")) : null),
      applied()].flat().filter((child) => child));
  };
  paint();
  addEventListener("marks", paint);
  return { element, leave: () => removeEventListener("marks", paint) };
}
