// The table view: all figures, filtered, sorted and searched; only the rows in sight are elements.
import { columnName, say } from "./words.js";
import { announce, h, quote, saveAs } from "./dom.js";
import { cell, column, columnByName, columnNames, count, documents, headingsOf, issuesOf, tally, titleOf, worst, RANKS } from "./store.js";
import { keep, recall, replaceAddress } from "./state.js";
import { chip, linkTo, shown } from "./card.js";
import { csv } from "./csv.js";

const HEIGHT = 36;
const USUAL = ["text", "subject", "metric", "value", "unit_text", "measure", "bound", "time_period", "section", "page", "flags"];
const WIDTHS = {
  text: 6.75, subject: 9.25, organisation: 9, metric: 10, value: 10.5, value_low: 10.5, value_high: 10.5, unit: 7, unit_text: 5.5, measure: 5.75, bound: 5.25,
  role: 5, direction: 6, year: 5, page: 4, start: 6, end: 6, section: 5, evidence: 30, flags: 8.25, reference: 10, time_period: 7.25,
  correction_reason: 14,
};
const SEARCHED = ["text", "subject", "organisation", "metric", "metric_label", "metric_id", "reference", "unit_text", "evidence", "flags", "attribution", "ref_area", "time_period", "document_id"];

let haystacks = null;

const folded = (text) => text.normalize("NFKC").toLowerCase();

function haystack(row) {
  haystacks ??= new Array(count);
  haystacks[row] ??= folded(SEARCHED.map((name) => cell(name, row) ?? "").join("\n"));
  return haystacks[row];
}

const FILTERS = {
  document: { of: (row) => [cell("document_id", row)], name: titleOf },
  section: { of: (row) => prefixes(cell("section", row)), order: bySection, name: (section) => sectionName(section) },
  kind: { of: (row) => [cell("measure", row)], name: say },
  unit: { of: (row) => [cell("unit", row) ?? ""] },
  year: { of: (row) => [String(cell("year", row) ?? "")], order: (a, b) => String(a).localeCompare(String(b)) },
  status: { of: (row) => [cell("status", row)] },
  flag: { of: (row) => (cell("flags", row) ?? "").split(",").filter((flag) => flag) },
  severity: { of: (row) => [...new Set(issuesOf(row).map((issue) => issue.severity))] },
};

function prefixes(section) {
  if (!section) return [""];
  const parts = section.split(".");
  return parts.map((_, at) => parts.slice(0, at + 1).join("."));
}

function bySection(a, b) {
  return a.localeCompare(b, "en", { numeric: true });
}

function sectionName(section) {
  const title = documents.length === 1 ? headingsOf(documents[0].id).find((heading) => heading.section === section)?.title : null;
  return title ? `${section} ${title.length > 18 ? `${title.slice(0, 18)}…` : title}` : section;
}

function matching(wanted) {
  const words = folded(wanted.get("q") ?? "").split(/\s+/).filter((word) => word);
  const chosen = Object.entries(FILTERS).filter(([key]) => wanted.has(key)).map(([key, filter]) => [filter.of, wanted.get(key)]);
  const rows = [];
  for (let row = 0; row < count; row += 1) {
    if (chosen.every(([of, value]) => of(row).includes(value)) && words.every((word) => haystack(row).includes(word))) rows.push(row);
  }
  return sorted(rows, wanted.get("sort"));
}

const COLLATOR = new Intl.Collator("zh", { numeric: true });

function sorted(rows, sort) {
  if (!sort) return rows;
  const down = sort.startsWith("-");
  const name = down ? sort.slice(1) : sort;
  const values = column(name);
  const sign = down ? -1 : 1;
  const compare = columnByName.get(name)?.type === "string" ? COLLATOR.compare : (a, b) => a - b;
  return rows.sort((a, b) => {
    if (values[a] === null || values[b] === null) return (values[a] === null) - (values[b] === null);
    return sign * compare(values[a], values[b]) || a - b;
  });
}

function chosenColumns() {
  const kept = (recall("columns", "") ?? "").split(",").filter((name) => columnByName.has(name));
  const usual = documents.length > 1 ? ["document_id", ...USUAL] : USUAL;
  return kept.length ? columnNames.filter((name) => kept.includes(name)) : usual.filter((name) => columnByName.has(name));
}

function cellElement(name, row, names) {
  const first = name === names[0];
  const numeric = columnByName.get(name).type !== "string";
  const content = name === "measure" ? chip(cell(name, row)) : quote(shown(name, row));
  const severity = first ? worst(row) : null;
  const inner = first ? linkTo(row, "row-link", content, shown(name, row) ? null : "↗") : content;
  return h(first ? "th" : "td", { class: numeric ? "numeric" : null, scope: first ? "row" : null, title: name === "measure" ? null : shown(name, row) },
    severity ? h("span", { class: `dot ${severity}`, title: severity }) : null, inner);
}

export function table(wanted) {
  let names = chosenColumns();
  let rows = [];
  const body = h("tbody");
  const head = h("thead");
  const columns = h("colgroup");
  const grid = h("table", { "aria-label": say("tableLabel") }, columns, head, body);
  const scroller = h("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": say("tableLabel") }, grid);
  const shownCount = h("p", { class: "count" });
  const nothing = h("p", { class: "note", hidden: true }, say("noRows"));
  let from = -1;
  let to = -1;

  const spacer = (height) => {
    const data = h("td", { colspan: names.length });
    data.style.height = `${height}px`;
    return h("tr", { class: "spacer", "aria-hidden": "true" }, data);
  };

  function paint(force) {
    const high = scroller.clientHeight || 600;
    const start = Math.max(0, Math.floor(scroller.scrollTop / HEIGHT) - 12);
    const stop = Math.min(rows.length, Math.ceil((scroller.scrollTop + high) / HEIGHT) + 12);
    if (!force && start === from && stop === to) return;
    from = start;
    to = stop;
    const focused = body.contains(document.activeElement) ? document.activeElement.closest("tr")?.dataset.at : null;
    const made = [];
    if (start > 0) made.push(spacer(start * HEIGHT));
    for (let at = start; at < stop; at += 1) {
      made.push(h("tr", { "aria-rowindex": String(at + 2), dataset: { at } }, names.map((name) => cellElement(name, rows[at], names))));
    }
    if (stop < rows.length) made.push(spacer((rows.length - stop) * HEIGHT));
    body.replaceChildren(...made);
    if (focused) body.querySelector(`tr[data-at="${focused}"] a`)?.focus({ preventScroll: true });
  }

  function paintHead() {
    const sort = wanted.get("sort") ?? "";
    const by = sort.replace(/^-/, "");
    columns.replaceChildren(...names.map((name) => h("col", { width: `${WIDTHS[name] ?? 8}rem` })));
    grid.style.width = `${names.reduce((sum, name) => sum + (WIDTHS[name] ?? 8), 0)}rem`;
    head.replaceChildren(h("tr", { "aria-rowindex": "1" }, names.map((name) => {
      const direction = name === by ? (sort.startsWith("-") ? "descending" : "ascending") : null;
      return h("th", { scope: "col", "aria-sort": direction, class: columnByName.get(name).type === "string" ? null : "numeric" },
        h("button", { type: "button", title: columnByName.get(name).description, dataset: { sort: name }, onclick: () => {
          const next = name !== by ? name : sort.startsWith("-") ? null : `-${name}`;
          if (next) wanted.set("sort", next);
          else wanted.delete("sort");
          refresh();
          head.querySelector(`[data-sort="${name}"]`)?.focus();
        } }, columnName(name), direction ? (direction === "ascending" ? " ↑" : " ↓") : ""));
    })));
  }

  function refresh() {
    rows = matching(wanted);
    replaceAddress("table", Object.fromEntries(wanted));
    shownCount.textContent = say("shown", rows.length.toLocaleString("en"), count.toLocaleString("en"));
    nothing.hidden = rows.length > 0;
    scroller.hidden = rows.length === 0;
    grid.setAttribute("aria-rowcount", String(rows.length + 1));
    paintHead();
    scroller.scrollTop = 0;
    paint(true);
    announce(shownCount.textContent);
  }

  function filterElement(key) {
    const filter = FILTERS[key];
    const all = new Map();
    for (let row = 0; row < count; row += 1) for (const value of filter.of(row)) all.set(value, (all.get(value) ?? 0) + 1);
    const values = [...all.keys()];
    if (key === "severity") values.sort((a, b) => RANKS.indexOf(a) - RANKS.indexOf(b));
    else if (filter.order) values.sort(filter.order);
    else values.sort((a, b) => all.get(b) - all.get(a) || COLLATOR.compare(a, b));
    if (values.length < 2 && !wanted.has(key) && !(values.length && all.get(values[0]) < count)) return null;
    if (wanted.has(key) && !all.has(wanted.get(key))) values.push(wanted.get(key));
    const select = h("select", { dataset: { filter: key }, onchange: () => {
      if (select.selectedIndex === 0) wanted.delete(key);
      else wanted.set(key, values[select.selectedIndex - 1]);
      select.classList.toggle("on", wanted.has(key));
      refresh();
    }, class: wanted.has(key) ? "on" : null },
    h("option", { value: "" }, say("all")),
    values.map((value) => h("option", { value, selected: wanted.get(key) === value },
      `${(value && filter.name ? filter.name(value) : value) || say("none")} (${all.get(value) ?? 0})`)));
    return h("label", { class: "field" }, h("span", null, say(key)), select);
  }

  const search = h("input", {
    type: "search", id: "search", value: wanted.get("q") ?? "", placeholder: say("searchPlace"), autocomplete: "off", spellcheck: "false",
    oninput: () => {
      if (search.value) wanted.set("q", search.value);
      else wanted.delete("q");
      refresh();
    },
  });

  const chooser = h("details", { class: "chooser" }, h("summary", { class: "button" }, say("columns")),
    h("div", { class: "choices" }, columnNames.map((name) => {
      const box = h("input", { type: "checkbox", checked: names.includes(name), value: name, onchange: () => {
        const boxes = [...chooser.querySelectorAll("input:checked")].map((each) => each.value);
        if (!boxes.length) {
          box.checked = true;
          return;
        }
        keep("columns", boxes.join(","));
        names = chosenColumns();
        refresh();
      } });
      return h("label", { title: columnByName.get(name).description }, box, ` ${columnName(name)}`);
    })));

  const element = h("div", { class: "tabular" },
    h("h1", { class: "sr" }, say("table")),
    h("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
      h("label", { class: "field grow" }, h("span", null, say("search")), search),
      h("details", { class: "more-filters", open: matchMedia("(min-width: 48rem)").matches || Object.keys(FILTERS).some((key) => wanted.has(key)) },
        h("summary", { class: "button" }, say("filters")), h("div", { class: "filter-row" }, Object.keys(FILTERS).map(filterElement)))),
    h("div", { class: "actions" }, shownCount,
      h("button", { type: "button", class: "button", onclick: () => {
        if (location.hash === "#table") dispatchEvent(new HashChangeEvent("hashchange"));
        else location.hash = "#table";
      } }, say("reset")),
      chooser,
      h("button", { type: "button", class: "button", id: "download", onclick: () => {
        const content = csv(names, rows.map((row) => names.map((name) => cell(name, row))));
        saveAs("figures.csv", content, "text/csv;charset=utf-8");
      } }, say("download"))),
    scroller, nothing);

  scroller.addEventListener("scroll", () => paint(false), { passive: true });
  body.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = Number(event.target.closest("tr")?.dataset.at);
    if (!by || Number.isNaN(at) || at + by < 0 || at + by >= rows.length) return;
    event.preventDefault();
    const top = (at + by) * HEIGHT;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + 2 * HEIGHT > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = top + 2 * HEIGHT - scroller.clientHeight;
    paint(false);
    body.querySelector(`tr[data-at="${at + by}"] a`)?.focus({ preventScroll: true });
  });
  const resized = new ResizeObserver(() => paint(false));
  return {
    element,
    ready: () => {
      refresh();
      resized.observe(scroller);
    },
    leave: () => resized.disconnect(),
  };
}
