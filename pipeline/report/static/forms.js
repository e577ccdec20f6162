// The forms under a figure, a heading or a stretch of text: they end as marks, never as a change of what the page shows.
import { columnName, say } from "./words.js";
import { h, quote } from "./dom.js";
import { columnByName, columnNames, entryOf } from "./store.js";
import { addMissing, isWithdrawn, setVerdict, verdictOf, withdraw } from "./marks.js";
import { cleanOf, labelOf } from "./segments.js";

// Ids and offsets follow from the text; a correction cannot set them.
const FIXED = new Set(["observation_id", "document_id", "start", "end", "text", "metric_label", "year", "change_id", "evidence", "flags", "corrected_by", "correction_reason", "page"]);
const CHANGEABLE = { metrics: () => columnNames.filter((name) => !FIXED.has(name)), sections: () => ["title", "section", "level"] };
const NUMBERS = new Set(["level"]);

// What was typed as the type of its column.
export function typed(name, value) {
  const text = value.trim();
  if (text === "") return null;
  const kind = NUMBERS.has(name) ? "int16" : columnByName.get(name)?.type;
  if (kind === "string" || kind === undefined) return text;
  const read = Number(text.replaceAll(",", ""));
  return Number.isFinite(read) ? read : text;
}

// A number column takes numbers; what is wrong with what was typed, or null.
function fault(name, value) {
  const kind = NUMBERS.has(name) ? "int16" : columnByName.get(name)?.type;
  const numeric = kind !== undefined && kind !== "string";
  if (numeric && typeof value === "string") return say("notANumber", columnName(name));
  return numeric && kind.startsWith("int") && value !== null && !Number.isInteger(value) ? say("notANumber", columnName(name)) : null;
}

function valueInput(name, value, label = say("newValue")) {
  const allowed = columnByName.get(name)?.values;
  if (!allowed || name === "section") return h("input", { type: "text", class: "value", value: value ?? "", "aria-label": label, autocomplete: "off" });
  return h("select", { class: "value", "aria-label": label },
    h("option", { value: "" }, "–"), allowed.map((each) => h("option", { value: each, selected: each === value }, each)));
}

function reasonInput(value) {
  const reason = h("textarea", { class: "reason", rows: "2", required: true, "aria-label": say("reason"), placeholder: say("reason") });
  reason.value = value ?? "";
  return reason;
}

function changeLine(target, name, value) {
  const holder = h("span", { class: "holder" });
  const fill = (column, fresh) => holder.replaceChildren(valueInput(column, fresh ?? target.of(column)));
  const select = h("select", { class: "column", "aria-label": say("column"), onchange: () => fill(select.value) },
    CHANGEABLE[target.table]().map((each) => h("option", { value: each, selected: each === name }, columnName(each))));
  fill(name, value);
  return h("div", { class: "change-line" }, select, holder);
}

// Why a heading cannot become what was typed: its title has to stand in the text where it stands.
function headingFault(text, from16, set) {
  if ("title" in set && !set.title) return say("titleNeeded");
  if ("section" in set && !/^\d+(?:\.\d+)*$/.test(set.section ?? "")) return say("numberNeeded");
  return "title" in set && cleanOf(text, from16, set.title).end === null ? say("titleElsewhere") : null;
}

export function reviewForm(target, text) {
  const section = h("section", { class: "review" });
  const heading = target.table === "sections";
  const name = target.of("corrected_by");
  const entry = entryOf(target.document, name);
  let open = null;

  function paint() {
    const mark = verdictOf(target);
    const gone = name !== null && isWithdrawn(target.document, name);
    const choice = (key, chosen) => h("button", {
      type: "button", class: "button", "aria-pressed": String((open ?? mark?.mark) === key),
      onclick: () => {
        if (key === "right") {
          open = null;
          setVerdict(target, { mark: "right" });
        } else open = key;
        paint();
        const first = key === "right" ? '[aria-pressed="true"]' : "form .column, form .reason";
        section.querySelector(first)?.focus();
      },
    }, say(chosen));
    const form = open === null && mark && mark.mark !== "right" ? mark.mark : open;
    section.replaceChildren(h("h3", null, say("reviewIt")),
      name ? h("p", { class: "fine" }, say(entry ? "correctedBy" : "changeThere", name)) : "",
      h("div", { class: "choices-row" }, gone ? null : [choice("right", "right"), choice("wrong", heading ? "noHeading" : "wrong"), choice("change", "amend")],
        entry ? h("button", { type: "button", class: "button", "aria-pressed": String(gone), onclick: () => {
          open = null;
          setVerdict(target, null);
          withdraw(target.document, name, !gone);
          paint();
          section.querySelector("[aria-pressed]:last-of-type")?.focus();
        } }, say("withdraw")) : null,
        mark ? h("button", { type: "button", class: "quiet", onclick: () => {
          open = null;
          setVerdict(target, null);
          paint();
          section.querySelector("button")?.focus();
        } }, say("clear")) : null),
      form && !gone ? formOf(form, mark?.mark === form ? mark : null) : "");
  }

  function formOf(kind, mark) {
    const lines = h("div", { class: "lines" });
    const usual = heading ? "title" : "metric";
    if (kind === "change") {
      const entries = Object.entries(mark?.set ?? {});
      lines.append(...(entries.length ? entries : [[usual, null]]).map(([column, value]) => changeLine(target, column, value)));
    }
    const reason = reasonInput(mark?.reason);
    const warning = h("p", { class: "warning-text", role: "alert" });
    const wrongWith = (set) => {
      if (!reason.value.trim()) return say("reasonNeeded");
      if (kind !== "change") return null;
      if (!Object.keys(set).length) return say("nothingChanged");
      const faults = Object.entries(set).map(([column, value]) => fault(column, value)).filter((each) => each);
      return faults[0] ?? (heading ? headingFault(text, target.heading.start, set) : null);
    };
    return h("form", { novalidate: true, onsubmit: (event) => {
      event.preventDefault();
      const set = Object.fromEntries([...lines.children].map((line) => {
        const column = line.querySelector(".column").value;
        return [column, typed(column, line.querySelector(".value").value)];
      }).filter(([column, value]) => value !== target.of(column)));
      warning.textContent = wrongWith(set) ?? "";
      if (warning.textContent) return;
      open = null;
      setVerdict(target, kind === "change" ? { mark: "change", set, reason: reason.value.trim() } : { mark: "wrong", reason: reason.value.trim() });
      paint();
      section.querySelector('[aria-pressed="true"]')?.focus();
    } },
    lines,
    kind === "change" ? h("button", { type: "button", class: "quiet", onclick: () => {
      lines.append(changeLine(target, heading ? "section" : "subject", null));
      lines.lastElementChild.querySelector(".column").focus();
    } }, `+ ${say("addColumn")}`) : null,
    reason, warning, h("button", { type: "submit", class: "button primary" }, say("save")));
  }

  paint();
  return section;
}

const FIGURE_FIELDS = () => [["value", ""], ["unit_text", ""], ["unit", ""], ["metric", ""], ["subject", ""], ["measure", "level"]].filter(([name]) => columnByName.has(name));

function headingFields(text, span) {
  const clean = cleanOf(text, span.from16, "", span.to16).text;
  const label = labelOf(clean);
  return [["section", label.number ?? ""], ["title", clean.slice(label.length).trim()]];
}

// The form for a stretch of text that states a figure or is a heading, and was not taken for one.
export function missingForm(text, span, why = null) {
  const form = h("form", { novalidate: true });
  let kind = "figure";

  function paint() {
    const fields = kind === "figure" ? FIGURE_FIELDS() : headingFields(text, span);
    const inputs = fields.map(([name, value]) => [name, valueInput(name, value, columnName(name))]);
    const reason = reasonInput("");
    const warning = h("p", { class: "warning-text", role: "alert" });
    form.onsubmit = (event) => {
      event.preventDefault();
      const set = Object.fromEntries(inputs.map(([name, input]) => [name, typed(name, input.value)]).filter(([, value]) => value !== null));
      const faults = Object.entries(set).map(([name, value]) => fault(name, value)).filter((each) => each);
      const problem = !reason.value.trim() ? say("reasonNeeded") : kind === "heading" ? headingFault(text, span.from16, { title: set.title, section: set.section }) : faults[0];
      warning.textContent = problem ?? "";
      if (problem) return;
      addMissing(text.id, kind === "figure" ? { ...span, kind, set, reason: reason.value.trim() } : headingOf(text, span, set, reason.value.trim()));
      form.replaceChildren(h("p", { class: "note" }, say("saved")));
    };
    form.replaceChildren(
      h("fieldset", { class: "choices-row" }, h("legend", { class: "sr" }, say("kind")), ["figure", "heading"].map((each) => h("label", { class: "switch" },
        h("input", { type: "radio", name: "missing-kind", value: each, checked: each === kind, onchange: () => {
          kind = each;
          paint();
          form.querySelector(`input[value="${each}"]`).focus();
        } }), ` ${say(each)}`))),
      ...inputs.map(([name, input]) => h("label", { class: "field" }, h("span", null, columnName(name)), input)),
      reason, warning, h("button", { type: "submit", class: "button primary" }, say("save")));
  }

  paint();
  return h("article", { class: "card" }, why === null ? null : h("p", { class: "kicker" }, h("span", { class: "chip" }, say("skipped"))),
    h("h2", { class: "amount" }, quote(span.text)), h("p", { class: "what" }, why ?? say("missing")), why === null ? null : h("h3", null, say("takeIt")), form);
}

// A heading ends where its title ends, however much was selected.
function headingOf(text, span, set, reason) {
  const { end, points } = cleanOf(text, span.from16, set.title);
  return {
    kind: "heading", section: set.section, from16: span.from16, to16: end, text: text.raw.slice(span.from16, end), start: span.start, end: span.start + points,
    set: { level: set.section.split(".").length, title: set.title, start: span.start }, reason,
  };
}
