// Elements made of text, never of markup: nothing a report says can become an element.

export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(element.dataset, value);
    else if (name === "width") element.style.width = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(4).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const byId = (id) => document.getElementById(id);

// Text from a report: kept apart from the direction of what stands beside it.
export function quote(text, className) {
  return h("bdi", { class: className }, visible(text ?? ""));
}

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;
const EVERY_CONTROL = new RegExp(CONTROL, "gu");

// Characters that would hide or reorder others are shown as pictures of themselves, one for one.
export function visible(text) {
  return CONTROL.test(text) ? text.replace(EVERY_CONTROL, "\u2423") : text;
}

export function announce(message) {
  byId("status").textContent = message;
}

export function saveAs(name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const NUMBER = new Intl.NumberFormat("en", { maximumSignificantDigits: 15 });

export function number(value) {
  if (value === null || value === undefined) return "";
  return value !== 0 && Math.abs(value) < 1e-6 ? String(value) : NUMBER.format(value);
}
