// The checks view: each rule with what it means, whether it passed, and the rows it found.
import { say } from "./words.js";
import { h, number, quote } from "./dom.js";
import { issues, payload, RANKS, rowOf } from "./store.js";
import { address } from "./state.js";
import { badge, linkTo } from "./card.js";

const MOST = 200;

function finding(issue) {
  const row = issue.table === "metrics" && issue.key !== null ? rowOf.get(issue.key) : undefined;
  const place = row !== undefined ? linkTo(row, "", quote(issue.text ?? issue.key))
    : h("span", null, quote(issue.text ?? issue.key ?? issue.table));
  const detail = [["found", issue.found], ["expected", issue.expected]].filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => h("span", { class: "fine" }, ` ${say(key)}: `, quote(value)));
  return h("li", null, place, issue.document_id ? h("span", { class: "fine" }, " ", quote(issue.document_id)) : null, detail);
}

function entry(check, found, open) {
  const failing = check.passed === false || found.length > 0;
  return h("li", { class: "check" }, h("details", { open, dataset: { rule: check.rule } },
    h("summary", null,
      h("span", { class: failing ? "sign bad" : "sign good", role: "img", "aria-label": say(failing ? "notPassed" : "passed") }, failing ? "✘" : "✔"),
      h("span", { class: "check-name" }, h("code", null, check.rule), check.column ? h("span", { class: "fine" }, ` ${check.column}`) : null),
      h("span", { class: "check-meaning" }, check.meaning ?? ""),
      failing && check.severity ? badge(check.severity) : null,
      failing ? h("span", { class: "bar-count" }, number(check.failed || found.length)) : null),
    h("p", { class: "fine" }, [check.engine, check.severity].filter((word) => word).join(" · ")),
    found.length ? h("ul", { class: "rows" }, found.slice(0, MOST).map(finding)) : null,
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
  const failing = all.filter((check) => check.passed === false || byRule.has(`${check.table}\u0000${check.rule}`));
  const only = wanted.has("failing");
  const listed = (only ? failing : all).slice().sort((a, b) => failing.includes(b) - failing.includes(a)
    || RANKS.indexOf(a.severity) - RANKS.indexOf(b.severity));
  const tables = [...new Set(listed.map((check) => check.table))];
  const element = h("div", { class: "checks" },
    h("h1", null, say("checks")),
    h("p", null, failing.length ? say("somePassed", all.length, failing.length) : say("allPassed", all.length)),
    payload.checks.length ? null : h("p", { class: "note" }, say("noChecks")),
    failing.length && failing.length < all.length ? h("label", { class: "switch" },
      h("input", { type: "checkbox", checked: only, onchange: () => { location.hash = address("checks", only ? {} : { failing: "1" }); } }),
      ` ${say("onlyFailed")}`) : null,
    tables.map((table) => h("section", { class: "panel" }, h("h2", null, h("code", null, table)),
      h("ul", { class: "check-list" }, listed.filter((check) => check.table === table)
        .map((check) => entry(check, byRule.get(`${table}\u0000${check.rule}`) ?? [], check.rule === wanted.get("rule")))))));
  return { element, ready: () => element.querySelector("details[open]")?.scrollIntoView({ block: "nearest" }) };
}
