// The corrections view: what was marked, as the file that schemas/corrections/ takes, and what is declared already.
import { say } from "./words.js";
import { h, quote, saveAs, visible } from "./dom.js";
import { cell, column, count, declaredOf, documents, headingAt, headingsOf, rowOf, rowsOf, titleOf } from "./store.js";
import { address, recall, keep } from "./state.js";
import { differences, linkTo } from "./card.js";
import { figureTarget, headingTarget, isEmpty, isThere, isWithdrawn, marksOf, pending, removeMissing, setVerdict, withdraw } from "./marks.js";
import { correctionFile } from "./file.js";

const MOST = 500;

const WORDS = { right: "right", wrong: "wrong", change: "amend" };

const headingLink = (id, heading) => h("a", { href: address("read", { document: id, heading: heading.at[0] }) }, quote(`${heading.section} ${heading.title ?? ""}`));

const nameOf = (target) => (target.table === "metrics" ? linkTo(target.row, "", quote(target.of("text"))) : headingLink(target.document, target.heading));

const chipOf = (kind, word = kind) => h("span", { class: `chip mark-${kind}` }, say(word));

const applied = () => h("span", { class: "chip mark-right" }, say("isApplied"));

function entry(target, mark) {
  const set = mark.mark === "change" ? Object.entries(mark.set) : [];
  const done = mark.mark === "change" && !pending(target, mark).length;
  const word = mark.mark === "wrong" && target.table === "sections" ? "noHeading" : WORDS[mark.mark];
  return h("li", null, nameOf(target), " ", chipOf(mark.mark, word), done ? [" ", applied()] : null,
    set.length && !done ? differences(set.map(([name, value]) => [name, target.of(name), value])) : null,
    mark.reason ? h("p", { class: "fine" }, visible(mark.reason)) : null,
    h("button", { type: "button", class: "quiet", onclick: () => setVerdict(target, null) }, say("remove")));
}

// Figures before headings, each in the order of the text; what a run has taken out is no longer there to be shown.
function targetsOf(id) {
  const { figures, headings } = marksOf(id);
  const rows = Object.entries(figures).map(([figure, mark]) => [rowOf.get(figure), mark]).filter(([row]) => row !== undefined)
    .sort((a, b) => a[0] - b[0]).map(([row, mark]) => [figureTarget(row), mark]);
  const titles = Object.entries(headings).map(([start, mark]) => [headingAt(id, Number(start)), mark]).filter(([heading]) => heading)
    .sort((a, b) => a[0].start - b[0].start).map(([heading, mark]) => [headingTarget(id, heading), mark]);
  return [...rows, ...titles];
}

function documentSection(id) {
  const marks = marksOf(id);
  if (isEmpty(marks)) return null;
  const marked = targetsOf(id);
  const reviewed = marked.filter(([target]) => target.table === "metrics").length;
  const content = correctionFile(id);
  const name = `${id}.yml`;
  return h("section", { class: "panel" }, h("h2", null, quote(titleOf(id))),
    h("p", { class: "fine" }, say("reviewed", reviewed, rowsOf(id).length)),
    h("progress", { value: String(reviewed), max: String(Math.max(1, rowsOf(id).length)), "aria-label": say("reviewIt") }),
    h("ul", { class: "marked" }, marked.map(([target, mark]) => entry(target, mark)),
      marks.missing.map((each, at) => h("li", null, h("a", { href: address("read", { document: id, at: each.from16, to: each.to16 }) }, quote(each.text)), " ", chipOf("missing"), isThere(id, each) ? [" ", applied()] : null,
        h("p", { class: "fine" }, visible(each.reason)),
        h("button", { type: "button", class: "quiet", onclick: () => removeMissing(id, at) }, say("remove")))),
      marks.withdrawn.map((each) => h("li", null, h("code", null, each), " ", chipOf("wrong", "withdrawn"), " ",
        h("button", { type: "button", class: "quiet", onclick: () => withdraw(id, each, false) }, say("remove"))))),
    content === null ? null : [
      h("button", { type: "button", class: "button primary", dataset: { file: name }, onclick: () => saveAs(name, content, "application/yaml") },
        say("downloadYaml", name)),
      h("details", { class: "preview" }, h("summary", null, say("preview")), h("pre", { class: "file", tabindex: "0", role: "region", "aria-label": say("preview") }, content)),
    ]);
}

// Entries of the document's file, each with the row it is about, as far as the row is there.
function declaredIn(id) {
  const rows = new Map(rowsOf(id).filter((row) => cell("corrected_by", row) !== null).map((row) => [cell("corrected_by", row), row]));
  return declaredOf(id).entries.map(({ entry: each }) => {
    const heading = each.table === "sections" ? headingsOf(id).find(({ corrected_by }) => corrected_by === each.id) : null;
    const row = each.table === "metrics" ? rows.get(each.id) : undefined;
    const place = row !== undefined ? linkTo(row, "", quote(cell("text", row))) : heading ? headingLink(id, heading) : quote(each.expect?.text ?? each.expect?.title ?? String(each.at));
    const kind = each.do ?? "change";
    return h("li", { dataset: { correction: each.id } }, place, " ", h("code", null, each.id), " ",
      kind === "change" ? differences(Object.entries(each.value).map(([name, value]) => [name, each.expect?.[name], value])) : h("span", { class: "fine" }, say(kind === "add" ? "wasAdded" : "wasDropped")),
      h("p", { class: "fine" }, quote(each.reason)),
      isWithdrawn(id, each.id) ? chipOf("wrong", "withdrawn")
        : h("button", { type: "button", class: "quiet", onclick: () => withdraw(id, each.id, true) }, say("withdraw")));
  });
}

function declared() {
  const found = documents.filter(({ id }) => declaredOf(id).entries.length);
  // Rows that say they were corrected, where the files that say how were not handed to this page.
  const others = column("corrected_by").map((id, row) => [id, row]).filter(([id, row]) => id !== null && !declaredOf(cell("document_id", row))?.entries.length);
  if (!found.length && !others.length) return null;
  return h("section", { class: "panel" }, h("h2", null, say("applied")),
    found.map(({ id }) => [found.length > 1 ? h("h3", null, quote(titleOf(id))) : null, h("ul", { class: "marked" }, declaredIn(id))]),
    others.length ? h("ul", { class: "marked" }, others.slice(0, MOST).map(([id, row]) =>
      h("li", null, linkTo(row, "", quote(cell("text", row))), " ", h("code", null, id), h("p", { class: "fine" }, quote(cell("correction_reason", row)))))) : null);
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
      declared()].flat().filter((child) => child));
  };
  paint();
  addEventListener("marks", paint);
  return { element, leave: () => removeEventListener("marks", paint) };
}
