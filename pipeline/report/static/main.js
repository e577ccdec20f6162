// Start: the view that the address names, language, theme and keys.
import { chinese, say, setLanguage } from "./words.js";
import { byId, h } from "./dom.js";
import { keep, recall, route, VIEWS } from "./state.js";
import { overview } from "./overview.js";
import { closeCard, move, moveHeading, moveSkipped, reading } from "./reading.js";
import { table } from "./table.js";
import { checks } from "./checks.js";
import { corrections } from "./corrections.js";

const MAKERS = { overview, read: reading, table, checks, corrections };
let open = null;

function show({ fresh = false } = {}) {
  const { view, wanted } = route();
  if (!fresh && open?.view === view && open.page.stay?.(wanted)) return;
  open?.page.leave?.();
  const page = MAKERS[view](wanted);
  open = { view, page };
  document.body.dataset.view = view;
  byId("main").replaceChildren(page.element);
  for (const tab of byId("tabs").children) {
    if (tab.dataset.view === view) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  document.title = `${say(view)} – ${say("brand")}`;
  scrollTo(0, 0);
  page.ready?.();
}

function speak() {
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", say(element.dataset.label));
  byId("language").textContent = chinese() ? "English" : "中文";
  byId("language").lang = chinese() ? "en" : "zh-Hans";
  byId("help").setAttribute("aria-label", say("help"));
  dress();
}

const THEMES = { auto: ["themeAuto", "◐"], light: ["themeLight", "☀"], dark: ["themeDark", "☾"] };

function dress() {
  const theme = recall("theme", "auto");
  const [word, sign] = THEMES[theme] ?? THEMES.auto;
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  byId("theme").textContent = sign;
  byId("theme").title = say("theme", say(word));
  byId("theme").setAttribute("aria-label", say("theme", say(word)));
}

function help() {
  const keys = [["1 – 5", "keyViews"], ["n  p", "keyNext"], ["s  S", "keySkipped"], ["h  H", "keyHeading"], ["/", "keySearch"], ["↑  ↓", "keyArrows"], ["Esc", "keyEscape"], ["?", "keyHelp"]];
  byId("help-dialog").replaceChildren(
    h("h2", { id: "help-title" }, say("keysTitle")),
    h("dl", { class: "keys" }, keys.map(([key, word]) => [h("dt", null, key.split("  ").map((each) => h("kbd", null, each))), h("dd", null, say(word))])),
    h("p", { class: "fine" }, say("legendNote")),
    h("form", { method: "dialog" }, h("button", { class: "button" }, say("close"))));
  byId("help-dialog").showModal();
}

function key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help-dialog").open) return;
  if (event.target.matches("input, textarea, select")) return;
  const at = "12345".indexOf(event.key);
  if (at >= 0) location.hash = `#${VIEWS[at]}`;
  else if (event.key === "?") help();
  else if (event.key === "/") {
    event.preventDefault();
    if (open.view !== "table") {
      location.hash = "#table";
      addEventListener("shown", () => byId("search")?.focus(), { once: true });
    } else byId("search")?.focus();
  } else if (open.view === "read" && event.key === "Escape") closeCard();
  else if (open.view === "read" && (event.key === "n" || event.key === "p")) move(event.key === "n" ? 1 : -1);
  else if (open.view === "read" && event.key.toLowerCase() === "s") moveSkipped(event.key === "s" ? 1 : -1);
  else if (open.view === "read" && event.key.toLowerCase() === "h") moveHeading(event.key === "h" ? 1 : -1);
}

byId("language").addEventListener("click", () => {
  setLanguage(chinese() ? "en" : "zh");
  keep("language", chinese() ? "zh" : "en");
  speak();
  show({ fresh: true });
});
byId("theme").addEventListener("click", () => {
  const names = Object.keys(THEMES);
  keep("theme", names[(names.indexOf(recall("theme", "auto")) + 1) % names.length]);
  dress();
});
byId("help").addEventListener("click", help);
// The address names the view, so the link to the content may not change it.
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("main").focus();
});
addEventListener("keydown", key);
// A link to where the reader already is changes no address, but may have to scroll.
addEventListener("click", (event) => {
  const link = event.target.closest?.('main a[href^="#"]');
  if (link && !event.defaultPrevented && link.href === location.href) show();
});
addEventListener("hashchange", () => {
  show();
  dispatchEvent(new CustomEvent("shown"));
});
setLanguage(recall("language", (navigator.language || "").startsWith("zh") ? "zh" : "en"));
speak();
show();
// How long opening took, for who measures: the first frame after the view stands has been drawn when the second begins.
requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("shown")));
