// Where the reader is (in the address, so that back and links work) and what the reader prefers (in local storage).

export function recall(key, otherwise) {
  try {
    const kept = localStorage.getItem(`report-metrics:${key}`);
    return kept === null ? otherwise : kept;
  } catch {
    return otherwise;
  }
}

// True where the browser kept it.
export function keep(key, value) {
  try {
    if (value === null) localStorage.removeItem(`report-metrics:${key}`);
    else localStorage.setItem(`report-metrics:${key}`, value);
    return true;
  } catch {
    return false;
  }
}

export const VIEWS = ["overview", "read", "table", "checks", "corrections"];

export function route() {
  const [view, query] = location.hash.slice(1).split("?", 2);
  return { view: VIEWS.includes(view) ? view : "overview", wanted: new URLSearchParams(query ?? "") };
}

export function address(view, wanted = {}) {
  const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== null && value !== undefined));
  return `#${view}${query.size ? `?${query}` : ""}`;
}

// Change the address without a step in the history, for what is typed letter by letter.
export function replaceAddress(view, wanted) {
  history.replaceState(null, "", address(view, wanted));
}
