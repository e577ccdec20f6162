// Rows as CSV (RFC 4180), with a byte order mark, since spreadsheets take Chinese for something else without one.

const plain = (value) => (value === null || value === undefined ? "" : String(value));

export function field(value) {
  const text = plain(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csv(names, rows) {
  const lines = [names.map(field).join(",")];
  for (const row of rows) lines.push(row.map(field).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}
