// What the reader marks: right, wrong, changed or missing, with a reason; kept in this browser, a document a key.
import { columnName, say } from "./words.js";
import { announce, h, quote } from "./dom.js";
import { cell, columnByName, columnNames, documents } from "./store.js";
import { keep, recall } from "./state.js";

// Ids and offsets follow from the text; a correction cannot set them.
const FIXED = new Set(["observation_id", "document_id", "start", "end", "text", "metric_label", "year", "change_id", "evidence", "flags", "corrected_by", "correction_reason", "page"]);
const CHANGEABLE = () => columnNames.filter((name) => !FIXED.has(name));
const kept = new Map();

const keyOf = (id) => {
  const origin = documents.find((document) => document.id === id)?.origin;
  return `marks:${id}:${(origin?.sha256 ?? "").slice(0, 12)}`;
};

export function marksOf(id) {
  if (!kept.has(id)) {
    let found = null;
    try {
      found = JSON.parse(recall(keyOf(id), "null"));
    } catch {
      found = null;
    }
    kept.set(id, { figures: found?.figures ?? {}, missing: found?.missing ?? [] });
  }
  return kept.get(id);
}

function save(id) {
  const marks = marksOf(id);
  const empty = !Object.keys(marks.figures).length && !marks.missing.length;
  announce(say(keep(keyOf(id), empty ? null : JSON.stringify(marks)) ? "saved" : "notSaved"));
  dispatchEvent(new CustomEvent("marks"));
}

export const verdict = (row) => marksOf(cell("document_id", row)).figures[cell("observation_id", row)] ?? null;
export const missingOf = (id) => marksOf(id).missing;

export function setVerdict(row, mark) {
  const id = cell("document_id", row);
  const figures = marksOf(id).figures;
  if (mark) figures[cell("observation_id", row)] = mark;
  else delete figures[cell("observation_id", row)];
  save(id);
}

export function removeMissing(id, at) {
  marksOf(id).missing.splice(at, 1);
  save(id);
}

// What was typed as the type of its column.
export function typed(name, value) {
  const text = value.trim();
  if (text === "") return null;
  const kind = columnByName.get(name)?.type;
  if (kind === "string" || kind === undefined) return text;
  const read = Number(text.replaceAll(",", ""));
  return Number.isFinite(read) ? read : text;
}

function valueInput(name, value, label = say("newValue")) {
  const allowed = columnByName.get(name)?.values;
  if (!allowed) return h("input", { type: "text", class: "value", value: value ?? "", "aria-label": label, autocomplete: "off" });
  return h("select", { class: "value", "aria-label": label },
    h("option", { value: "" }, "–"), allowed.map((each) => h("option", { value: each, selected: each === value }, each)));
}

function changeLine(row, name, value) {
  const holder = h("span", { class: "holder" });
  const fill = (column, fresh) => holder.replaceChildren(valueInput(column, fresh ?? cell(column, row)));
  const select = h("select", { class: "column", "aria-label": say("column"), onchange: () => fill(select.value) },
    CHANGEABLE().map((each) => h("option", { value: each, selected: each === name }, columnName(each))));
  fill(name, value);
  return h("div", { class: "change-line" }, select, holder);
}

export function reviewForm(row) {
  const section = h("section", { class: "review" });
  let open = null;

  function paint() {
    const mark = verdict(row);
    const choice = (key, chosen) => h("button", {
      type: "button", class: "button", "aria-pressed": String((open ?? mark?.mark) === key),
      onclick: () => {
        if (key === "right") {
          open = null;
          setVerdict(row, { mark: "right" });
        } else open = key;
        paint();
        if (key !== "right") section.querySelector("form .column, form .reason")?.focus();
      },
    }, say(chosen));
    const form = open === null && mark && mark.mark !== "right" ? mark.mark : open;
    const corrected = cell("corrected_by", row);
    section.replaceChildren(h("h3", null, say("reviewIt")), corrected ? h("p", { class: "fine" }, say("changeThere", corrected)) : "",
      h("div", { class: "choices-row" }, choice("right", "right"), corrected ? null : [choice("wrong", "wrong"), choice("change", "amend")],
        mark ? h("button", { type: "button", class: "quiet", onclick: () => {
          open = null;
          setVerdict(row, null);
          paint();
        } }, say("clear")) : null),
      form ? formOf(form, mark?.mark === form ? mark : null) : "");
  }

  function formOf(kind, mark) {
    const lines = h("div", { class: "lines" });
    if (kind === "change") {
      const entries = Object.entries(mark?.set ?? {});
      lines.append(...(entries.length ? entries : [["metric", null]]).map(([name, value]) => changeLine(row, name, value)));
    }
    const reason = h("textarea", { class: "reason", rows: "2", required: true, "aria-label": say("reason"), placeholder: say("reason") });
    reason.value = mark?.reason ?? "";
    const warning = h("p", { class: "warning-text", role: "alert" });
    return h("form", { onsubmit: (event) => {
      event.preventDefault();
      if (!reason.value.trim()) {
        warning.textContent = say("reasonNeeded");
        return;
      }
      const set = Object.fromEntries([...lines.children].map((line) => {
        const name = line.querySelector(".column").value;
        return [name, typed(name, line.querySelector(".value").value)];
      }).filter(([name, value]) => value !== cell(name, row)));
      if (kind === "change" && !Object.keys(set).length) {
        warning.textContent = say("nothingChanged");
        return;
      }
      open = null;
      setVerdict(row, kind === "change" ? { mark: "change", set, reason: reason.value.trim() } : { mark: "wrong", reason: reason.value.trim() });
      paint();
    } },
    lines,
    kind === "change" ? h("button", { type: "button", class: "quiet", onclick: () => lines.append(changeLine(row, "subject", null)) }, `+ ${say("addColumn")}`) : null,
    reason, warning, h("button", { type: "submit", class: "button primary" }, say("save")));
  }

  paint();
  return section;
}

export function addMissing(id, span) {
  const fields = [["value", ""], ["unit_text", ""], ["unit", ""], ["metric", ""], ["subject", ""], ["measure", "level"]].filter(([name]) => columnByName.has(name));
  const inputs = fields.map(([name, value]) => [name, valueInput(name, value, columnName(name))]);
  const reason = h("textarea", { class: "reason", rows: "2", required: true, placeholder: say("reason"), "aria-label": say("reason") });
  const form = h("form", { onsubmit: (event) => {
    event.preventDefault();
    if (!reason.value.trim()) return;
    const set = Object.fromEntries(inputs.map(([name, input]) => [name, typed(name, input.value)]).filter(([, value]) => value !== null));
    marksOf(id).missing.push({ ...span, set, reason: reason.value.trim() });
    save(id);
    form.replaceChildren(h("p", { class: "note" }, say("saved")));
  } },
  h("h2", { class: "amount" }, quote(span.text)),
  h("p", { class: "what" }, say("missing")),
  inputs.map(([name, input]) => h("label", { class: "field" }, h("span", null, columnName(name)), input)),
  reason, h("button", { type: "submit", class: "button primary" }, say("save")));
  return h("article", { class: "card" }, form);
}
