// A document cut into blocks and leaves: no element is made here, so that it can be tested by itself.

// Blocks in text order: what stands before the first heading, then each heading and its body.
export function blocks(text) {
  const cut = [];
  let at = 0;
  // The line end behind a heading is a block of its own, or the paragraph would begin with an empty line.
  const body = (start, end) => {
    const lead = /^\s*\n/.exec(text.raw.slice(start, Math.min(end, start + 200)))?.[0].length ?? 0;
    if (lead) cut.push({ kind: "body", start, end: start + lead });
    if (start + lead < end) cut.push({ kind: "body", start: start + lead, end });
  };
  for (const heading of text.headings) {
    if (heading.start < at) continue;
    if (heading.start > at) body(at, heading.start);
    cut.push({ kind: "heading", start: heading.start, end: heading.end, heading });
    at = heading.end;
  }
  if (at < text.raw.length) body(at, text.raw.length);
  return cut;
}

// Figures and skipped numbers in order without overlap; figures on the same span share a mark, a figure beats a skipped one.
export function marks(figures, skipped) {
  const all = [
    ...figures.map(({ start, end, row }) => ({ start, end, row, rank: 0 })),
    ...skipped.map(([start, end, reason]) => ({ start, end, reason, rank: 1 })),
  ].filter((mark) => mark.start !== null && mark.end > mark.start);
  all.sort((a, b) => a.start - b.start || a.rank - b.rank || b.end - a.end);
  const kept = [];
  for (const mark of all) {
    const last = kept.at(-1);
    if (last && mark.start < last.end) {
      if (mark.rank === 0 && last.rank === 0) last.rows.push(mark.row);
      else if (mark.rank === 0) kept.splice(-1, 1, { ...mark, rows: [mark.row] });
      continue;
    }
    kept.push({ ...mark, rows: mark.rank === 0 ? [mark.row] : [] });
  }
  return kept;
}

// The range [start, end) as leaves of text, furniture and broken line ends.
export function leaves(raw, furniture, start, end) {
  const cut = [];
  let at = start;
  let low = 0;
  let high = furniture.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (furniture[2 * middle + 1] <= start) low = middle + 1;
    else high = middle;
  }
  for (let gap = low; 2 * gap < furniture.length && furniture[2 * gap] < end; gap += 1) {
    const from = Math.max(furniture[2 * gap], start);
    const to = Math.min(furniture[2 * gap + 1], end);
    if (from > at) cut.push({ kind: "text", start: at, end: from });
    let piece = from;
    while (piece < to) {
      const broken = raw.indexOf("\n", piece);
      const stop = broken < 0 || broken >= to ? to : broken;
      if (stop > piece) cut.push({ kind: "furniture", start: piece, end: stop });
      if (stop < to) cut.push({ kind: "broken", start: stop, end: stop + 1 });
      piece = stop + 1;
    }
    at = Math.max(at, to);
  }
  if (at < end) cut.push({ kind: "text", start: at, end });
  return cut;
}

// The text from a place on as it reads without page furniture: up to `to`, or as far as a title behind its number may reach.
// `end` is where `title` ends in the raw text and `points` how many code points that is; null where it does not stand there.
export function cleanOf(text, from, title, to = null) {
  const stop = to ?? Math.min(text.raw.length, from + 400 + title.length);
  let clean = "";
  const ends = [];
  for (const leaf of leaves(text.raw, text.furniture, from, stop)) {
    if (leaf.kind !== "text") continue;
    for (let at = leaf.start; at < leaf.end; at += 1) {
      clean += text.raw[at];
      ends.push(at + 1);
    }
  }
  // What stands between a heading's first character and its title is its number: not longer than this.
  const found = title ? clean.indexOf(title) : -1;
  const end = found < 0 || found > 24 ? null : ends[found + title.length - 1];
  return { text: clean, end, points: end === null ? null : Array.from(text.raw.slice(from, end)).length };
}

const DIGITS = "零一二三四五六七八九";

// The printed number in front of a title: how long it is, and the section's number it stands for, where it is one.
export function labelOf(clean) {
  const dotted = /^\s*(\d+(?:\.\d+)*)[.、．\s]*/.exec(clean);
  if (dotted) return { length: dotted[0].length, number: dotted[1] };
  const chinese = /^\s*[第（(]?([一二三四五六七八九])?(十)?([一二三四五六七八九])?[章节部分、）).\s]+/.exec(clean);
  if (!chinese || !(chinese[1] || chinese[2])) return { length: 0, number: null };
  const tens = chinese[2] ? 10 * Math.max(1, DIGITS.indexOf(chinese[1] ?? "一")) : 0;
  const ones = chinese[2] ? chinese[3] : chinese[1];
  return { length: chinese[0].length, number: String(tens + (ones ? DIGITS.indexOf(ones) : 0)) };
}
