// A document cut into blocks and leaves: no element is made here, so that it can be tested by itself.

// Blocks in text order: what stands before the first heading, then each heading and its body.
export function blocks(text) {
  const cut = [];
  let at = 0;
  for (const heading of text.headings) {
    if (heading.start < at) continue;
    if (heading.start > at) cut.push({ kind: "body", start: at, end: heading.start });
    cut.push({ kind: "heading", start: heading.start, end: heading.end, heading });
    at = heading.end;
  }
  if (at < text.raw.length) cut.push({ kind: "body", start: at, end: text.raw.length });
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
