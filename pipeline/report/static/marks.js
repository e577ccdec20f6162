// What the reader marks: right, wrong, changed, missing or withdrawn, with a reason; kept in this browser, a document a key.
import { say } from "./words.js";
import { announce } from "./dom.js";
import { cell, documents, headingAt, headingsOf, rowsOf } from "./store.js";
import { keep, recall } from "./state.js";

const kept = new Map();

const keyOf = (id) => {
  const origin = documents.find((document) => document.id === id)?.origin;
  return `marks:${id}:${(origin?.sha256 ?? "").slice(0, 12)}`;
};

// Figures by observation_id, headings by where they start, what is missing in the order of marking, ids of withdrawn corrections.
export function marksOf(id) {
  if (!kept.has(id)) {
    let found = null;
    try {
      found = JSON.parse(recall(keyOf(id), "null"));
    } catch {
      found = null;
    }
    kept.set(id, { figures: found?.figures ?? {}, headings: found?.headings ?? {}, missing: found?.missing ?? [], withdrawn: found?.withdrawn ?? [] });
  }
  return kept.get(id);
}

export const isEmpty = ({ figures, headings, missing, withdrawn }) =>
  !Object.keys(figures).length && !Object.keys(headings).length && !missing.length && !withdrawn.length;

function save(id) {
  const marks = marksOf(id);
  announce(say(keep(keyOf(id), isEmpty(marks) ? null : JSON.stringify(marks)) ? "saved" : "notSaved"));
  dispatchEvent(new CustomEvent("marks"));
}

// A figure or a heading as the marks and the forms take it: what it is called here, and what its columns say.
export const figureTarget = (row) => ({
  table: "metrics", document: cell("document_id", row), key: cell("observation_id", row), row,
  of: (name) => cell(name, row),
});

export const headingTarget = (id, heading) => ({
  table: "sections", document: id, key: String(heading.at[0]), heading,
  of: (name) => heading[name] ?? null,
});

const placeOf = (target) => (target.table === "metrics" ? "figures" : "headings");

export const verdictOf = (target) => marksOf(target.document)[placeOf(target)][target.key] ?? null;

export function setVerdict(target, mark) {
  const marks = marksOf(target.document)[placeOf(target)];
  if (mark) marks[target.key] = mark;
  else delete marks[target.key];
  save(target.document);
}

export function addMissing(id, each) {
  marksOf(id).missing.push(each);
  save(id);
}

export function removeMissing(id, at) {
  marksOf(id).missing.splice(at, 1);
  save(id);
}

export const isWithdrawn = (id, name) => marksOf(id).withdrawn.includes(name);

export function withdraw(id, name, wanted) {
  const others = marksOf(id).withdrawn.filter((each) => each !== name);
  marksOf(id).withdrawn = wanted ? [...others, name] : others;
  save(id);
}

// What of a change the tables do not say yet; nothing, once a run has applied it.
export const pending = (target, mark) => Object.entries(mark.set ?? {}).filter(([name, value]) => value !== target.of(name));

// Whether what was missed stands in the tables by now.
export function isThere(id, each) {
  if (each.kind === "heading") return headingAt(id, each.start) !== null;
  return rowsOf(id).some((row) => cell("start", row) === each.start && cell("end", row) === each.end);
}

// The innermost heading in front of a place, in code points.
export const sectionAt = (headings, start) => headings.findLast((heading) => heading.at[0] <= start)?.section ?? null;

// The headings as they will be once what is marked is applied.
export function headingsToCome(id) {
  const { missing, withdrawn } = marksOf(id);
  const there = headingsOf(id).filter((heading) => verdictOf(headingTarget(id, heading))?.mark !== "wrong")
    .map((heading) => ({ at: heading.at, section: verdictOf(headingTarget(id, heading))?.set?.section ?? heading.section, withdrawn: withdrawn.includes(heading.corrected_by) }));
  const added = missing.filter((each) => each.kind === "heading" && !isThere(id, each)).map((each) => ({ at: [each.start, each.end], section: each.section }));
  return [...there, ...added].sort((a, b) => a.at[0] - b.at[0]);
}
