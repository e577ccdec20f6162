// The overview: how many, of what kind, how sure, and the charts.
import { chinese, say } from "./words.js";
import { byId, h, number, quote, visible } from "./dom.js";
import { cell, column, count, documents, headingsOf, isFailing, issues, payload, RANKS, rowOf, tally, titleOf, unitLabel } from "./store.js";
import { address } from "./state.js";
import { badge, differences, headline, linkTo } from "./card.js";

const CHARTS = ["sections", "magnitudes", "periods", "runs", "movements", "rates"];
// A chart is drawn twice; the stylesheet shows the one that fits.
const KINDS = ["level", "share", "change", "condition"];
const MOST = 10;

const tile = (amount, label, href, note) => h(href ? "a" : "div", { class: "tile", href },
  h("span", { class: "tile-amount" }, amount), h("span", { class: "tile-label" }, label), note ? h("span", { class: "fine" }, note) : null);

function bars(title, groups, { filter, name = (value) => value, className }) {
  const largest = Math.max(...groups.map(([, many]) => many), 1);
  const items = groups.slice(0, MOST).map(([value, many]) => {
    const label = value === null || value === "" ? say("none") : name(value);
    const bar = h("span", { class: `bar-fill ${className?.(value) ?? ""}`, width: `${(100 * many) / largest}%` });
    return h("li", null, h("a", { href: address("table", { [filter]: String(value ?? "") }), class: value === null || value === "" ? "muted" : null },
      h("span", { class: "bar-label", title: label }, h("bdi", null, visible(label))), h("span", { class: "bar-track" }, bar), h("span", { class: "bar-count" }, number(many))));
  });
  return h("section", { class: "panel" }, h("h2", null, title), h("ul", { class: "bars" }, items),
    groups.length > MOST ? h("p", { class: "fine" }, say("more", groups.length - MOST)) : null);
}

// How many by kind, unit, year and section; each line leads to its rows, an empty filter to those that have none.
function panels() {
  const titles = documents.length === 1 ? new Map(headingsOf(documents[0].id).map((heading) => [heading.section, heading.title])) : new Map();
  const kinds = new Map(tally(column("measure")));
  const years = tally(column("year")).sort((a, b) => (a[0] === null) - (b[0] === null) || b[0] - a[0]);
  const chapters = tally(column("section").map((section) => section?.split(".")[0] ?? null))
    .sort((a, b) => String(a[0]).localeCompare(String(b[0]), "en", { numeric: true }));
  return [
    bars(say("byKind"), KINDS.filter((kind) => kinds.has(kind)).map((kind) => [kind, kinds.get(kind)]), { filter: "kind", name: say, className: (kind) => `kind-${kind}` }),
    bars(say("byUnit"), tally(column("unit")), { filter: "unit", name: (unit) => {
      const label = unitLabel(unit, chinese());
      return label && label !== unit ? `${unit} ${label}` : unit;
    } }),
    bars(say("byYear"), years, { filter: "year", name: String }),
    documents.length > 1
      ? bars(say("byDocument"), tally(column("document_id")), { filter: "document", name: titleOf })
      : bars(say("bySection"), chapters, { filter: "section", name: (section) => `${section} ${titles.get(section) ?? ""}` }),
  ];
}

function validation() {
  const rules = new Map();
  for (const issue of issues) {
    const key = `${issue.severity}\u0000${issue.rule}`;
    rules.set(key, (rules.get(key) ?? 0) + 1);
  }
  const failing = payload.checks.filter(isFailing).length;
  const ordered = [...rules].map(([key, many]) => [...key.split("\u0000"), many])
    .sort((a, b) => RANKS.indexOf(a[0]) - RANKS.indexOf(b[0]) || b[2] - a[2]);
  return h("section", { class: "panel" }, h("h2", null, say("whatWasFound")),
    payload.checks.length ? h("p", { class: "fine" }, failing ? say("somePassed", payload.checks.length, failing) : say("allPassed", payload.checks.length)) : null, ordered.length
    ? h("ul", { class: "findings" }, ordered.slice(0, MOST).map(([severity, rule, many]) =>
      h("li", null, badge(severity), h("a", { href: address("checks", { rule }) }, rule), h("span", { class: "bar-count" }, number(many)))))
    : h("p", null, say("nothingFound")),
  ordered.length > MOST ? h("p", { class: "fine" }, say("more", ordered.length - MOST)) : null);
}

// Numbers of a nested record by their path.
export function flattened(value, path = []) {
  if (value === null || typeof value !== "object") return [[path.join(" · "), value]];
  return Object.entries(value).flatMap(([key, inner]) => flattened(inner, [...path, key]));
}

const RATE = /(?:precision|recall|f1)$|^fields /;

const decimal = (path, value) => (typeof value !== "number" ? String(value ?? "–") : RATE.test(path) || !Number.isInteger(value) ? value.toFixed(3) : number(value));

const LEVELS = ["detection", "row", "full"];
const TABLES = ["rules", "published"];

// The three questions that matter, in words; every other measure below them.
function evaluation() {
  const found = payload.evaluation;
  if (!found) return h("section", { class: "panel" }, h("h2", null, say("howSure")), h("p", null, say("noEvaluation")));
  const groups = Object.entries(found).filter(([, value]) => value !== null && typeof value === "object").map(([name, value]) => [name, new Map(flattened(value))]);
  const loose = Object.entries(found).filter(([, value]) => value === null || typeof value !== "object");
  const paths = [...new Set(groups.flatMap(([, values]) => [...values.keys()]))];
  const headings = () => groups.map(([name]) => h("th", { scope: "col", class: "numeric" }, TABLES.includes(name) ? say(name) : name));
  const matrix = (some, rest, label, named = (path) => path) => h("div", { class: "scroll-box", tabindex: "0", role: "region", "aria-label": label }, h("table", { class: "plain" },
    h("thead", null, h("tr", null, h("td"), headings())),
    h("tbody", null, some.map((path) => h("tr", null, h("th", { scope: "row" }, named(path)), groups.map(([, values]) => h("td", { class: "numeric" }, decimal(path, values.get(path)))))),
      rest.map(([name, value]) => h("tr", null, h("th", { scope: "row" }, name), h("td", { class: "numeric" }, decimal(name, value)))))));
  const first = LEVELS.map((level) => `${level} · f1`).filter((path) => paths.includes(path));
  const others = paths.filter((path) => !first.includes(path));
  const gold = Math.max(0, ...groups.map(([, values]) => values.get("gold") ?? 0));
  return h("section", { class: "panel" }, h("h2", null, say("howSure")), h("p", { class: "fine" }, gold ? say("howSureOf", gold) : say("howSureText")),
    first.length ? [matrix(first, [], say("howSure"), (path) => say(`level_${path.split(" ")[0]}`)), h("p", { class: "fine" }, say("f1Means")),
      h("details", { class: "columns-apart" }, h("summary", null, say("allMeasures")), matrix(others, loose, say("allMeasures")))]
      : matrix(paths, loose, say("howSure")));
}

// Of each sort the first ones: a version that changed much has a release note for the rest.
function changes() {
  const found = payload.changes;
  const corrected = column("corrected_by").filter((id) => id !== null).length;
  const handmade = corrected ? h("p", null, h("a", { href: address("corrections") }, say("correctedByHand", corrected))) : null;
  const panel = (...inside) => h("section", { class: "panel changes" }, h("h2", null, say("sinceThen")), inside, handmade);
  if (!found) return panel(h("p", null, say("noVersion")));
  const { added, removed, changed } = found.counts;
  if (!added && !removed && !changed) return panel(h("p", null, say("sinceNothing", found.version)));
  const list = (word, items, line) => (items.length ? [h("h3", null, say(word)), h("ul", { class: "marked" }, items.slice(0, MOST).map((item) => h("li", null, line(item)))),
    found.counts[word] > MOST ? h("p", { class: "fine" }, say("more", found.counts[word] - MOST)) : null] : null);
  const named = (row) => [linkTo(row, "", quote(cell("text", row))), h("span", { class: "fine" }, " ", headline(row))];
  return panel(h("p", null, say("sinceVersion", found.version, added, removed, changed)),
    list("changed", found.changed, ([id, columns]) => [named(rowOf.get(id)), differences(Object.entries(columns).map(([name, [before, after]]) => [name, before, after]))]),
    list("added", found.added, (id) => named(rowOf.get(id))),
    list("removed", found.removed, (row) => [h("del", null, quote(row.text)), h("span", { class: "fine" }, " ", quote([row.subject, row.metric].filter((part) => part).join(" · ")))]));
}

function origins() {
  const rows = documents.map((document) => {
    const origin = document.origin ?? {};
    const facts = ["publisher", "published", "reporting_period", "language", "kind", "rights", "encoding", "pages_declared", "pages_found", "characters", "sha256"]
      .filter((name) => name in origin)
      .map((name) => [h("dt", null, name), h("dd", { class: origin[name] === null ? "muted" : null },
        origin[name] === null ? say("unknown") : quote(typeof origin[name] === "number" ? number(origin[name]) : String(origin[name])))]);
    return h("details", { open: documents.length === 1 }, h("summary", null, quote(titleOf(document.id))), h("dl", { class: "facts" },
      h("dt", null, "document_id"), h("dd", null, quote(document.id)), facts));
  });
  return h("section", { class: "panel" }, h("h2", null, say("origin")), rows);
}

function chart(name) {
  const template = byId(`chart-svg-${name}`);
  if (!template) return null;
  const shown = name === "sections" && documents.length > 1 ? "documents" : name;
  const key = shown[0].toUpperCase() + shown.slice(1);
  const years = column("year").filter((year) => year === null).length;
  return h("figure", { class: `panel chart-panel chart-${name}` },
    h("h2", { id: `chart-${name}` }, say(`chart${key}`)),
    h("div", { class: "scroll-box", tabindex: "0", role: "region", "aria-labelledby": `chart-${name}` }, template.content.cloneNode(true)),
    h("figcaption", { class: "fine" }, say(`note${key}`, years)));
}

export function overview() {
  const severe = RANKS.map((rank) => [rank, issues.filter((issue) => issue.severity === rank).length]);
  const measured = payload.evaluation ? flattened(payload.evaluation).filter(([, value]) => typeof value === "number") : [];
  const scores = (pattern) => measured.filter(([path]) => pattern.test(path)).map(([, value]) => value);
  const score = scores(/row[ _·.]*f1/i).at(-1);
  const alone = scores(/^rules[ _·.]*full[ _·.]*f1/i)[0];
  const corrected = column("corrected_by").filter((id) => id !== null).length;
  return { element: h("div", { class: "overview" },
    h("h1", null, documents.length === 1 ? quote(titleOf(documents[0].id)) : say("overview")),
    h("div", { class: "tiles" },
      documents.length > 1 ? tile(number(documents.length), say("documents")) : null,
      tile(number(count), say("figures"), address("table")),
      documents.length === 1 ? tile(number(headingsOf(documents[0].id).length), say("sections"), address("read")) : null,
      tile(number(issues.length), say("findings"), address("checks"), severe.filter(([, many]) => many).map(([rank, many]) => `${say(`${rank}s`)}: ${many}`).join(" · ")),
      corrected ? tile(number(corrected), say("corrected"), address("corrections")) : null,
      score === undefined ? null : tile(score.toFixed(3), say("evaluated"), null, alone === undefined ? null : say("rulesAlone", alone.toFixed(3)))),
    h("p", { class: "legend kinds" }, KINDS.map((kind) => h("span", null, h("span", { class: `swatch kind-${kind}` }), say(kind)))),
    h("div", { class: "panels" }, chart(CHARTS[0]), panels(), CHARTS.slice(1).map(chart), validation(), changes(), evaluation(), origins())) };
}
