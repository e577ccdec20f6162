// A figure's card: everything the tables say about it, what its checks found, and the reader's own verdict.
import { chinese, columnName, say } from "./words.js";
import { meaningOf } from "./meanings.js";
import { h, number, quote, visible } from "./dom.js";
import { cell, columnByName, columnNames, entryOf, issuesOf, relatedTo, sectionTitle, textOf, titleOf, unitLabel } from "./store.js";
import { address } from "./state.js";
import { reviewForm } from "./forms.js";
import { figureTarget, headingTarget } from "./marks.js";

const ELSEWHERE = new Set(["observation_id", "document_id", "text", "evidence", "flags", "change_id", "metric_label", "corrected_by", "correction_reason"]);

export function shown(name, row) {
  const value = cell(name, row);
  if (value === null) return "";
  return name.startsWith("value") ? number(value) : String(value);
}

export const chip = (kind) => h("span", { class: `chip kind-${kind}` }, say(kind));

export const badge = (severity) => h("span", { class: `badge ${severity}` }, say(`${severity}s`));

export function linkTo(row, className, ...children) {
  const wanted = { document: cell("document_id", row), figure: cell("observation_id", row) };
  return h("a", { class: className, href: address("read", wanted) }, ...children);
}

// Who, what and how much on one line.
export function headline(row) {
  const parts = [cell("subject", row), cell("metric", row)].filter((part) => part);
  return quote(parts.join(" · ") || cell("text", row));
}

const SIGNS = { at_least: "≥ ", at_most: "≤ ", approx: "≈ " };

// What was understood, in one line: bound, number and unit written out, period, and whether it has come true.
function understood(row) {
  const [value, low, high] = ["value", "value_low", "value_high"].map((name) => cell(name, row));
  const amount = value !== null ? number(value) : low !== null && high !== null ? `${number(low)} – ${number(high)}` : number(low ?? high);
  if (!amount) return null;
  const unit = cell("unit", row);
  const label = unitLabel(unit, chinese()) ?? (cell("unit_text", row) || null);
  const sign = SIGNS[cell("bound", row)] ?? "";
  const rest = [cell("time_period", row), cell("ref_area", row), cell("status", row) === "actual" ? null : cell("status", row)].filter((part) => part);
  return h("p", { class: "understood" }, h("strong", null, `${sign}${amount}${unit === "%" ? "%" : ""}`), unit === "%" || unit === "1" ? null : [" ", quote(label)],
    rest.map((part) => [" · ", quote(part)]));
}

// Where the number is from, beside the number: the report, its section and page, and whom the report names.
function source(row) {
  const section = cell("section", row);
  const title = section ? sectionTitle(cell("document_id", row), section) : null;
  const parts = [titleOf(cell("document_id", row)), section ? `§${section} ${title ?? ""}`.trim() : null,
    cell("page", row) === null ? null : say("onPage", cell("page", row)), cell("attribution", row) ? say("accordingTo", cell("attribution", row)) : null];
  return h("p", { class: "fine source" }, `${say("source")}: `, parts.filter((part) => part).map((part, at) => [at ? " · " : null, quote(part)]));
}

const flagItem = (flag) => h("li", null, h("code", null, flag), say(`flag_${flag}`) === `flag_${flag}` ? null : h("span", { class: "fine" }, ` ${say(`flag_${flag}`)}`));

function evidence(row) {
  const whole = visible(cell("evidence", row) ?? "");
  const text = visible(cell("text", row) ?? "");
  const at = text ? whole.indexOf(text) : -1;
  if (at < 0) return h("blockquote", { class: "evidence", lang: "zh-Hans" }, h("bdi", null, whole));
  return h("blockquote", { class: "evidence", lang: "zh-Hans" },
    h("bdi", null, whole.slice(0, at), h("strong", null, text), whole.slice(at + text.length)));
}

function facts(row) {
  const filled = [];
  const empty = [];
  for (const name of columnNames) {
    if (ELSEWHERE.has(name)) continue;
    if (cell(name, row) === null || cell(name, row) === "") empty.push(columnName(name));
    else {
      const label = name === "unit" ? unitLabel(cell(name, row), chinese()) : null;
      filled.push(h("dt", { title: columnByName.get(name).description }, columnName(name)),
        h("dd", null, quote(shown(name, row)), label ? h("span", { class: "gloss" }, ` ${label}`) : null));
    }
  }
  return [h("dl", { class: "facts" }, filled), empty.length
    ? h("p", { class: "fine" }, say("emptyColumns", empty.join(chinese() ? "、" : ", "))) : null];
}

const shownValue = (value) => (value === null || value === undefined ? "–" : typeof value === "number" ? number(value) : String(value));

// One line a column: what it was and what it is, or is to be.
export const differences = (pairs) => h("ul", { class: "differences" }, pairs.map(([name, before, after]) => h("li", null, h("code", null, name), " ",
  h("del", null, quote(shownValue(before))), " → ", h("ins", null, quote(shownValue(after))))));

// The correction that made the row what it is.
function correction(target) {
  const name = target.of("corrected_by");
  if (name === null) return null;
  const entry = entryOf(target.document, name);
  return h("section", { class: "correction" }, h("h3", null, say("corrected")),
    h("p", null, h("code", null, name), entry?.do === "add" ? ` ${say("wasAdded")}` : null),
    entry?.do === "add" || !entry?.value ? null : differences(Object.entries(entry.value).map(([column, value]) => [column, entry.expect?.[column], value])),
    h("p", { class: "fine" }, quote(target.of("correction_reason") ?? "")));
}

// A heading's card: number, title, place, and the form to correct it.
export function headingCard(id, heading) {
  const target = headingTarget(id, heading);
  return h("article", { class: "card", dataset: { heading: heading.section } },
    h("header", null, h("p", { class: "kicker" }, h("span", { class: "chip" }, say("heading")),
      heading.corrected_by ? h("span", { class: "chip corrected" }, say("corrected")) : null),
    h("h2", { class: "amount" }, quote(heading.section)), h("p", { class: "what" }, quote(heading.title))),
    correction(target), reviewForm(target, textOf(id)),
    h("section", null, h("h3", null, say("columns")), h("dl", { class: "facts" },
      ["section", "level", "title", "page"].map((name) => [h("dt", null, columnName(name)), h("dd", null, quote(String(heading[name] ?? "–")))]),
      h("dt", null, columnName("start")), h("dd", null, number(heading.at[0])))));
}

export function card(row) {
  const flags = (cell("flags", row) ?? "").split(",").filter((flag) => flag);
  const failed = issuesOf(row);
  const others = relatedTo(row);
  return h("article", { class: "card", dataset: { figure: cell("observation_id", row) } },
    h("header", null,
      h("p", { class: "kicker" }, chip(cell("measure", row)),
        cell("status", row) === "actual" ? null : h("span", { class: "chip" }, cell("status", row)),
        cell("corrected_by", row) ? h("span", { class: "chip corrected" }, say("corrected")) : null),
      h("h2", { class: "amount" }, linkTo(row, "to-text", quote(cell("text", row)))),
      h("p", { class: "what" }, headline(row)), understood(row)),
    h("section", null, h("h3", null, say("evidence")), evidence(row), source(row)),
    failed.length ? h("section", { class: "failed" }, h("h3", null, say("failed")),
      h("ul", null, failed.map((issue) => h("li", null, badge(issue.severity), " ", h("code", null, issue.rule),
        issue.expected ? h("span", { class: "fine" }, ` ${say("expected")}: ${visible(meaningOf(issue.expected))}`) : null)))) : null,
    flags.length ? h("section", null, h("h3", null, say("flags")),
      h("ul", { class: "flags" }, flags.map(flagItem))) : null,
    others.length ? h("section", null, h("h3", null, say("related")),
      h("ul", { class: "related" }, others.map((other) => h("li", null,
        linkTo(other, "", quote(cell("text", other))), " ",
        h("span", { class: "fine" }, [cell("role", other), say(cell("measure", other))].filter((word) => word).join(" · ")))))) : null,
    correction(figureTarget(row)), reviewForm(figureTarget(row), null),
    h("section", null, h("h3", null, say("columns")), facts(row)));
}
