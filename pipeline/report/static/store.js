// What the page holds: figures as columns, findings by figure, texts parsed when first asked for.
import { byId } from "./dom.js";

export const payload = JSON.parse(byId("payload").textContent);

function unpack(packed) {
  const columns = {};
  for (const [name, values] of Object.entries(packed?.columns ?? {})) {
    columns[name] = Array.isArray(values) ? values : values.at.map((at) => values.words[at]);
  }
  return { rows: packed?.rows ?? 0, columns };
}

const figures = unpack(payload.figures);
const findings = unpack(payload.issues);
export const count = figures.rows;
export const columnNames = payload.columns.map((column) => column.name);
export const columnByName = new Map(payload.columns.map((column) => [column.name, column]));

export const cell = (name, row) => figures.columns[name]?.[row] ?? null;
export const column = (name) => figures.columns[name] ?? new Array(count).fill(null);

export const rowOf = new Map(column("observation_id").map((id, row) => [id, row]));

export const issues = Array.from({ length: findings.rows }, (_, row) =>
  Object.fromEntries(Object.entries(findings.columns).map(([name, values]) => [name, values[row]])),
);
export const RANKS = ["error", "warning", "info"];
const issuesByKey = new Map();
for (const issue of issues) {
  if (issue.table !== "metrics" || issue.key === null) continue;
  if (!issuesByKey.has(issue.key)) issuesByKey.set(issue.key, []);
  issuesByKey.get(issue.key).push(issue);
}
const rulesWithFindings = new Set(issues.map((issue) => `${issue.table}\u0000${issue.rule}`));
export const isFailing = (check) => check.passed === false || rulesWithFindings.has(`${check.table}\u0000${check.rule}`);
export const issuesOf = (row) => issuesByKey.get(cell("observation_id", row)) ?? [];

export function worst(row) {
  const severities = issuesOf(row).map((issue) => issue.severity);
  return RANKS.find((severity) => severities.includes(severity)) ?? null;
}

const unitTable = unpack(payload.units);
const unitRow = new Map((unitTable.columns.unit ?? []).map((unit, row) => [unit, row]));

export function unitLabel(unit, zh) {
  const row = unitRow.get(unit);
  return row === undefined ? null : unitTable.columns[zh ? "label_zh" : "label"]?.[row] ?? null;
}

const related = new Map();
column("change_id").forEach((id, row) => {
  if (id === null) return;
  if (!related.has(id)) related.set(id, []);
  related.get(id).push(row);
});
export const relatedTo = (row) => (related.get(cell("change_id", row)) ?? []).filter((other) => other !== row);

export const documents = payload.documents;
const places = new Map(documents.map((document, at) => [document.id, at]));
const texts = [...document.querySelectorAll("script.text")];
const parsed = new Map();

export function textOf(id) {
  if (!places.has(id)) return null;
  if (!parsed.has(id)) parsed.set(id, JSON.parse(texts[places.get(id)].textContent));
  return parsed.get(id);
}

const declared = new Map(documents.map((document) => [document.id, document.corrections ?? { head: "", entries: [] }]));
// The document's file of corrections in pieces: what stands in front, and each entry as it is written and as it reads.
export const declaredOf = (id) => declared.get(id);
export const entryOf = (id, name) => (name ? declaredOf(id)?.entries.find(({ entry }) => entry.id === name)?.entry ?? null : null);

export const titleOf = (id) => documents[places.get(id)]?.origin?.title || id;

const rowsByDocument = new Map();
column("document_id").forEach((id, row) => {
  if (!rowsByDocument.has(id)) rowsByDocument.set(id, []);
  rowsByDocument.get(id).push(row);
});
export const rowsOf = (id) => rowsByDocument.get(id) ?? [];

export function headingsOf(id) {
  return textOf(id)?.headings ?? [];
}

// The heading that a section's number belongs to.
export const sectionTitle = (id, section) => headingsOf(id).find((heading) => heading.section === section)?.title ?? null;

export const headingAt = (id, start) => headingsOf(id).find((heading) => heading.at[0] === start) ?? null;

// UTF-16 offset to code points: what the tables count.
export const codePoints = (text, at) => Array.from(text.slice(0, at)).length;

// Rows counted by a column, the largest group first; null is a group.
export function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || String(a[0]).localeCompare(String(b[0]), "zh"));
}
