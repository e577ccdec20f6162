// The file that schemas/corrections/ takes: what is declared already, with what was marked here put in its place.
import { cell, declaredOf, headingsOf, rowOf, rowsOf } from "./store.js";
import { figureTarget, headingsToCome, headingTarget, isThere, marksOf, pending, sectionAt } from "./marks.js";
import { yaml } from "./yaml.js";

const named = (target) => (target.table === "metrics"
  ? { id: `figure-${target.of("start")}`, table: "metrics", at: [target.of("start"), target.of("end")] }
  : { id: `heading-${target.of("section")}`, table: "sections", at: placeOf(target) });

// A heading is named by its number, or by its span where two have that number.
function placeOf({ document, heading }) {
  const alike = headingsOf(document).filter((each) => each.section === heading.section);
  return alike.length === 1 ? heading.section : heading.at;
}

// The ends of an exact amount are the amount.
function withEnds(target, set) {
  const value = { ...set };
  if ("value" in value && (value.bound ?? target.of("bound")) === "exact") {
    value.value_low ??= value.value;
    value.value_high ??= value.value;
  }
  return value;
}

const seen = (target) => (target.table === "metrics" ? { text: target.of("text") } : { title: target.of("title") });

function fresh(target, mark) {
  if (mark.mark === "wrong") return { ...named(target), do: "drop", expect: seen(target), reason: mark.reason };
  const value = withEnds(target, mark.set);
  const before = Object.fromEntries(Object.keys(value).map((name) => [name, target.of(name)]));
  const expect = target.table === "metrics" ? { text: target.of("text"), ...before } : before;
  return { ...named(target), do: "change", expect, value, reason: mark.reason };
}

// A row that a correction made is corrected there: what it expects stays what the rules read, not what it made of it.
function amended(entry, target, mark) {
  const added = entry.do === "add";
  if (mark.mark === "wrong") return added ? null : { id: entry.id, table: entry.table, at: entry.at, do: "drop", expect: entry.expect, reason: mark.reason };
  const set = withEnds(target, mark.set);
  const expect = { ...entry.expect };
  if (!added) for (const name of Object.keys(set)) if (!(name in expect)) expect[name] = target.of(name);
  const value = { ...entry.value, ...set };
  for (const [name, each] of Object.entries(value)) if (added ? each === null : name in expect && expect[name] === each) delete value[name];
  return Object.keys(value).length ? { ...entry, do: added ? "add" : "change", expect, value, reason: mark.reason } : null;
}

function addition(each) {
  if (each.kind === "heading") {
    return { id: `heading-${each.section}`, table: "sections", at: each.section, do: "add", expect: { text: each.text }, value: each.set, reason: each.reason };
  }
  return { id: `missing-${each.start}`, table: "metrics", at: [each.start, each.end], do: "add", expect: { text: each.text }, value: each.set, reason: each.reason };
}

// Marks of figures, those included that only follow a heading: a figure is in the section that its heading opens.
function figureMarks(id) {
  const { figures, headings, missing } = marksOf(id);
  const found = new Map(Object.entries(figures).map(([figure, mark]) => [rowOf.get(figure), mark]).filter(([row, mark]) => row !== undefined && mark.mark !== "right"));
  const touched = [...Object.values(headings).filter((mark) => mark.mark !== "right"), ...missing.filter((each) => each.kind === "heading")];
  if (!touched.length) return found;
  const [now, then] = [headingsOf(id), headingsToCome(id)];
  for (const row of rowsOf(id)) {
    const section = sectionAt(then, cell("start", row));
    const moves = section !== sectionAt(now, cell("start", row)) && sectionAt(now, cell("start", row)) === cell("section", row);
    const mark = found.get(row);
    if (!moves || mark?.mark === "wrong" || "section" in (mark?.set ?? {})) continue;
    found.set(row, { mark: "change", set: { ...mark?.set, section }, reason: mark?.reason ?? touched[0].reason });
  }
  return found;
}

// The text of the document's file; null where nothing that is marked asks for another than the declared one.
export function correctionFile(id) {
  const { head, entries } = declaredOf(id);
  const { headings, missing, withdrawn } = marksOf(id);
  const replaced = new Map(entries.filter(({ entry }) => withdrawn.includes(entry.id)).map(({ entry }) => [entry.id, null]));
  const marked = [
    ...[...figureMarks(id)].map(([row, mark]) => [figureTarget(row), mark]),
    ...Object.entries(headings).map(([start, mark]) => [headingsOf(id).find((each) => String(each.at[0]) === start), mark])
      .filter(([heading, mark]) => heading && mark.mark !== "right").map(([heading, mark]) => [headingTarget(id, heading), mark]),
  ];
  const made = [];
  for (const [target, mark] of marked) {
    if (mark.mark === "change" && !pending(target, mark).length) continue;
    const before = entries.find(({ entry }) => entry.id === target.of("corrected_by"))?.entry;
    if (!before) made.push(fresh(target, mark));
    else if (!replaced.has(before.id)) replaced.set(before.id, amended(before, target, mark));
  }
  for (const each of missing) if (!isThere(id, each)) made.push(addition(each));
  if (!made.length && !replaced.size) return null;
  made.sort((a, b) => a.table.localeCompare(b.table) || String(a.at[0]).localeCompare(String(b.at[0]), "en", { numeric: true }));
  const taken = new Set(entries.map(({ entry }) => entry.id));
  for (const entry of made) {
    const wanted = entry.id;
    for (let number = 2; taken.has(entry.id); number += 1) entry.id = `${wanted}-${number}`;
    taken.add(entry.id);
  }
  const kept = entries.filter(({ entry }) => replaced.get(entry.id) !== null)
    .map(({ text, entry }) => (replaced.has(entry.id) ? yaml([replaced.get(entry.id)]) : text.endsWith("\n") ? text : `${text}\n`));
  const start = head && !head.endsWith("\n") ? `${head}\n` : head;
  if (!kept.length && !made.length) return `${start}[]\n`;
  const parts = [start + kept.join(""), ...made.map((entry) => yaml([entry]))].filter((part) => part);
  return parts.map((part, at) => (at && !parts[at - 1].endsWith("\n\n") ? `\n${part}` : part)).join("").trimEnd().concat("\n");
}
