// Plain values as YAML: every string is quoted where it could be taken for something else.

const PLAIN = /^[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff./-]*$/u;
const WORDS_OF_YAML = /^(?:y|n|yes|no|on|off|true|false|null|none)$/i;

export function scalar(value) {
  if (value === null || value === undefined) return "null";
  // An exponent needs a point in front of it, or it is read as a word.
  if (typeof value === "number") return String(value).replace(/^(-?\d+)e/, "$1.0e");
  if (typeof value === "boolean") return String(value);
  if (PLAIN.test(value) && !WORDS_OF_YAML.test(value)) return value;
  // JSON's strings are YAML's, apart from what YAML calls a line end or not printable.
  return JSON.stringify(value).replace(/[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

// A list of records; a list of plain values inside one stands on its line.
export function yaml(value, indent = 0) {
  const margin = " ".repeat(indent);
  if (Array.isArray(value)) return value.map((entry) => `${margin}- ${yaml(entry, indent + 2).trimStart()}`).join("");
  return Object.entries(value).map(([key, entry]) => {
    if (Array.isArray(entry)) return `${margin}${scalar(key)}: [${entry.map(scalar).join(", ")}]\n`;
    if (entry !== null && typeof entry === "object") return `${margin}${scalar(key)}:\n${yaml(entry, indent + 2)}`;
    return `${margin}${scalar(key)}: ${scalar(entry)}\n`;
  }).join("");
}
