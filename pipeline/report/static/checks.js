// The checks view: each rule with what it means, whether it passed, and the rows it found.
import { say } from "./words.js";
import { meaningOf } from "./meanings.js";
import { h, number, quote } from "./dom.js";
import { documents, headingAt, isFailing, issues, payload, RANKS, rowOf, textOf } from "./store.js";
import { address } from "./state.js";
import { badge, headline, linkTo } from "./card.js";

const MOST = 200;

// Where a finding stands: the figure, the heading, or the stretch of text that it quotes.
function placeOf(issue) {
  const words = quote(issue.text ?? issue.key ?? issue.table);
  const row = issue.table === "metrics" && issue.key !== null ? rowOf.get(issue.key) : undefined;
  if (row !== undefined) return linkTo(row, "", words);
  if (issue.from16 === null || issue.from16 === undefined || !textOf(issue.document_id)) return h("span", null, words);
  const heading = issue.table === "sections" ? headingAt(issue.document_id, issue.start) : null;
  const wanted = heading ? { heading: issue.start } : { at: issue.from16, to: issue.to16 };
  return h("a", { href: address("read", { document: issue.document_id, ...wanted }) }, words);
}

function finding(issue, meaning) {
  const row = issue.table === "metrics" ? rowOf.get(issue.key) : undefined;
  const detail = [["found", issue.found], ["expected", issue.expected]].filter(([, value]) => value !== null && value !== undefined && value !== meaning)
    .map(([key, value]) => h("span", { class: "fine" }, ` ${say(key)}: `, quote(value)));
  return h("li", null, placeOf(issue), row === undefined ? null : h("span", { class: "fine" }, " ", headline(row)),
    documents.length > 1 && issue.document_id ? h("span", { class: "fine" }, " ", quote(issue.document_id)) : null, detail);
}

const SIGNS = { error: "✘", warning: "!", info: "i" };

function entry(check, found, open) {
  const failing = isFailing(check);
  return h("li", { class: "check" }, h("details", { open, dataset: { rule: check.rule } },
    h("summary", null,
      h("span", { class: `sign ${failing ? check.severity ?? "error" : "good"}`, role: "img", "aria-label": say(failing ? "notPassed" : "passed") }, failing ? SIGNS[check.severity] ?? SIGNS.error : "✔"),
      h("span", { class: "check-name" }, h("code", null, check.rule), check.column ? h("span", { class: "fine" }, ` ${check.column}`) : null),
      h("span", { class: "check-meaning" }, meaningOf(check.meaning ?? "")),
      failing && check.severity ? badge(check.severity) : null,
      failing ? h("span", { class: "bar-count" }, number(check.failed || found.length)) : null),
    h("p", { class: "fine" }, [check.engine, check.severity].filter((word) => word).join(" · ")),
    found.length ? h("ul", { class: "rows" }, found.slice(0, MOST).map((issue) => finding(issue, check.meaning))) : null,
    found.length > MOST ? h("p", { class: "fine" }, say("more", found.length - MOST)) : null));
}

export function checks(wanted) {
  const byRule = new Map();
  for (const issue of issues) {
    const key = `${issue.table}\u0000${issue.rule}`;
    if (!byRule.has(key)) byRule.set(key, []);
    byRule.get(key).push(issue);
  }
  const known = new Set(payload.checks.map((check) => `${check.table}\u0000${check.rule}`));
  const unlisted = [...byRule].filter(([key]) => !known.has(key)).map(([, found]) => ({
    table: found[0].table, rule: found[0].rule, column: found[0].column, meaning: found[0].expected, severity: found[0].severity,
    passed: false, failed: found.length,
  }));
  const all = [...payload.checks, ...unlisted];
  const failing = all.filter(isFailing);
  const only = wanted.has("failing");
  const listed = (only ? failing : all).slice().sort((a, b) => failing.includes(b) - failing.includes(a)
    || RANKS.indexOf(a.severity) - RANKS.indexOf(b.severity));
  const tallyOf = (table) => {
    const [of, bad] = [all, failing].map((some) => some.filter((check) => check.table === table).length);
    return bad ? say("somePassed", of, bad) : say("allPassed", of);
  };
  const tables = [...new Set(listed.map((check) => check.table))];
  const element = h("div", { class: "checks" },
    h("h1", null, say("checks")),
    h("p", null, failing.length ? say("somePassed", all.length, failing.length) : say("allPassed", all.length)),
    payload.checks.length ? null : h("p", { class: "note" }, say("noChecks")),
    failing.length && failing.length < all.length ? h("label", { class: "switch" },
      h("input", { type: "checkbox", checked: only, onchange: () => { location.hash = address("checks", only ? {} : { failing: "1" }); } }),
      ` ${say("onlyFailed")}`) : null,
    tables.map((table) => h("section", { class: "panel" }, h("h2", null, h("code", null, table), h("span", { class: "fine" }, tallyOf(table))),
      h("ul", { class: "check-list" }, listed.filter((check) => check.table === table)
        .map((check) => entry(check, byRule.get(`${table}\u0000${check.rule}`) ?? [], check.rule === wanted.get("rule")))))));
  return { element, ready: () => element.querySelector("details[open]")?.scrollIntoView({ block: "nearest" }) };
}
