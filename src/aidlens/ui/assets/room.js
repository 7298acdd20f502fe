// A deck on the stage: the keys, the clock, the slide that is shown and how far it is built. words.js and windows.js go before it.
const WIDE = 1920, LOW = 1080, TALL = 1440, STEP = "aidlens-step";
const OPEN_KEYS = ["work", "source", "claim", "step", "obs"];

const shell = () => window.__aidlens;
const dialog = () => streamlit("drawer");
const panelOf = (room, name) => document.querySelector(`.st-key-stage-slide-${room.at} .al-stage-${name}, .st-key-stage > * .al-stage-${name}`);

function address(changes) {
  const url = new URL(location.href);
  for (const [key, value] of Object.entries(changes)) value === null ? url.searchParams.delete(key) : url.searchParams.set(key, value);
  return url.pathname + url.search.replaceAll("%2C", ",");
}
// The cover is slide 0 of the address; without a number the first exhibit is meant.
const asked = () => Math.max(0, Number(new URL(location.href).searchParams.get("slide") ?? 1) || 0);

function layout(room) {
  const scale = Math.min(innerWidth / WIDE, innerHeight / LOW);
  const height = Math.min(TALL, Math.max(LOW, innerHeight / scale));
  const set = (name, value) => root.style.setProperty(name, value);
  set("--stage-k", scale);
  set("--stage-h", `${Math.floor(height)}px`);
  set("--stage-x", `${(innerWidth - WIDE * scale) / 2}px`);
  set("--stage-y", `${Math.max(0, (innerHeight - height * scale) / 2)}px`);
  fitTables();
  // Charts are drawn for the height of the sheet: a screen of 4:3 is higher than one of 16:9.
  const high = Math.floor(height);
  if (Math.abs(high - room.data.high) > 8 && room.high !== high) room.tell("high", (room.high = high));
}

function panel(room, name) {
  root.dataset.panel = name;
  if (name) panelOf(room, name)?.scrollTo?.(0, 0);
}

// How many keys build a slide up: it is whole where it was not come to from the one before.
const presses = (room) => room.data.slides[room.at]?.presses || 0;
function go(room, way) {
  if (way > 0 ? room.built < presses(room) : room.built > 0) show(room, room.at, room.built + way);
  else if (way < 0) show(room, room.at - 1);
  else if (room.at < room.data.slides.length - 1) show(room, room.at + 1, 0);
}

// A slide that was being built when the page is loaded again goes on where it was.
function remember(room) {
  try { sessionStorage.setItem(STEP, JSON.stringify([room.data.key, room.at, room.built])); } catch { /* then it is shown whole */ }
}
function remembered(room, at) {
  try {
    const [key, slide, built] = JSON.parse(sessionStorage.getItem(STEP));
    return key === room.data.key && slide === at ? built : undefined;
  } catch {}
}

// The neighbours lie painted below the slide; only the slide itself can be reached by a key, a pointer or a reader's voice.
function turn(room, at, built = Infinity) {
  room.at = Math.min(Math.max(0, at), room.data.slides.length - 1);
  room.built = Math.min(built, presses(room));
  root.dataset.slide = room.at;
  root.dataset.built = room.built;
  remember(room);
  root.dataset.near = `${room.at - 1} ${room.at + 1}`;
  reach(room);
}

function reach(room) {
  room.data.slides.forEach((_, place) => document.querySelector(`.st-key-stage-slide-${place}`)?.toggleAttribute("inert", place !== room.at));
}

function show(room, at, built) {
  turn(room, at, built);
  fitTables(document.querySelector(`.st-key-stage-slide-${room.at}`));
  panel(room, "");
  delete root.dataset.blank;
  const href = address({ slide: room.at === 1 ? null : room.at, ...(dialog() ? Object.fromEntries(OPEN_KEYS.map((key) => [key, null])) : {}) });
  if (dialog()) shell()?.go?.(href);
  else if (!room.leaving) history.replaceState(history.state, "", href);
  bar(room);
  post(room);
}

function bar(room) {
  const words = `${room.at + 1} / ${room.data.slides.length}`;
  const at = document.querySelector(".al-stage-bar [data-at]"), line = document.querySelector(".al-stage-line i");
  if (at && at.textContent !== words) at.textContent = words;
  if (line) line.style.width = `${((room.at + 1) / room.data.slides.length) * 100}%`;
  const clock = document.querySelector(".al-stage-bar [data-clock]");
  const now = new Date().toLocaleTimeString(room.data.lang, { hour: "2-digit", minute: "2-digit" });
  if (clock && clock.textContent !== now) clock.textContent = now;
}

function typed(room, digit) {
  room.digits = digit === null ? "" : (room.digits + digit).slice(-3);
  const sign = document.querySelector(".al-stage-typed");
  if (sign) sign.textContent = room.digits;
}

function leave(room) {
  if (document.fullscreenElement) document.exitFullscreen();
  // Keys that are still pressed turn slides no more, and the address asked for is asked again where another answer drowned it.
  room.leaving = true;
  if (!shell()?.go) return;
  shell().go(room.data.home);
  shell().back = room.data.home;
}

function filter(room) {
  if (root.dataset.panel === "filter") return panel(room, "");
  if (!room.at) return; // a cover shows nothing that could be filtered
  panel(room, "filter");
  ask(room, 6);
}

// The server draws the filters; asked while another answer is on its way, it may not hear.
function ask(room, times) {
  if (!times || root.dataset.panel !== "filter" || panelOf(room, "filter")) return;
  room.tell("panel", null);
  room.tell("panel", room.at);
  setTimeout(() => ask(room, times - 1), 1200);
}

const toggle = (room, name) => panel(room, root.dataset.panel === name ? "" : name);
const KEYS = {
  ArrowRight: (room) => go(room, 1), ArrowLeft: (room) => go(room, -1),
  ArrowDown: (room) => scrolled(room, 1) || go(room, 1), ArrowUp: (room) => scrolled(room, -1) || go(room, -1),
  PageDown: (room) => go(room, 1), PageUp: (room) => go(room, -1),
  Backspace: (room) => go(room, -1),
  " ": (room, event) => go(room, event.shiftKey ? -1 : 1),
  Home: (room) => show(room, 0), End: (room) => show(room, room.data.slides.length - 1),
  Enter: (room) => { const to = Number(room.digits); typed(room, null); to ? show(room, to - 1) : go(room, 1); },
  b: blank, ".": blank,
  s: (room) => toggle(room, "says"), w: (room) => toggle(room, "says"),
  h: (room) => toggle(room, "help"), "?": (room) => toggle(room, "help"),
  k: filter,
  n: (room) => { room.window = window.open(`/room/here?lang=${room.data.lang}`, "aidlens-notes", "width=980,height=760"); },
  f: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.().catch(() => {})),
  Escape: (room) => {
    if (room.digits) return typed(room, null);
    if (root.dataset.panel) return panel(room, "");
    if (root.dataset.blank !== undefined) return blank(room);
    leave(room);
  },
};

function blank(room) {
  if (root.dataset.blank === undefined) root.dataset.blank = "";
  else delete root.dataset.blank;
  post(room);
}

// An open list may be longer than the wall: up and down move in it.
function scrolled(room, way) {
  const open = root.dataset.panel && panelOf(room, root.dataset.panel);
  if (!open || open.scrollHeight <= open.clientHeight) return false;
  open.scrollBy(0, way * open.clientHeight * 0.6);
  return true;
}

function onKey(room, event) {
  if (!room.on || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = event.target instanceof Element ? event.target : document.body;
  if (at.closest("input, textarea, select, [contenteditable]")) return;
  if (at.closest("a, button, summary") && (event.key === "Enter" || event.key === " ") && !room.digits) return;
  if (dialog() && !["ArrowRight", "ArrowLeft", "PageDown", "PageUp"].includes(event.key)) return;
  if (/^[0-9]$/.test(event.key)) return typed(room, event.key);
  const act = KEYS[event.key] || KEYS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act(room, event);
}

function bindStage(room) {
  if (room.bound) return;
  room.bound = true;
  window.addEventListener("keydown", (event) => onKey(room, event), true);
  window.addEventListener("resize", () => room.on && layout(room));
  document.addEventListener("click", (event) => {
    if (room.on && event.composedPath().some((node) => node instanceof Element && node.matches("[data-leave]"))) leave(room);
    const step = room.on && event.composedPath().find((node) => node instanceof Element && node.matches("[data-step]"));
    if (step) { go(room, Number(step.dataset.step)); step.blur(); }
    // A finger has no key S: the line of sources opens their list.
    if (room.on && event.target instanceof Element && event.target.closest(".al-stage-foot")) toggle(room, "says");
  });
  let from = null;
  window.addEventListener("touchstart", (event) => (from = event.touches.length === 1 ? event.touches[0].clientX : null), { passive: true });
  window.addEventListener("touchend", (event) => {
    const way = from === null ? 0 : event.changedTouches[0].clientX - from;
    if (room.on && Math.abs(way) > 70) go(room, way < 0 ? 1 : -1);
  }, { passive: true });
  let waiting = 0;
  new MutationObserver(() => {
    if (!room.on || waiting) return;
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      // The stage may have been left since: the deck page's data has no slides.
      if (room.on) { fitTables(); reach(room); bar(room); }
    });
  }).observe(document.body, { childList: true, subtree: true });
  document.fonts?.ready.then(() => room.on && layout(room));
  setInterval(() => room.on && bar(room), 1000);
  bindWindows(room);
}

function enter(room) {
  const fresh = !room.on;
  room.on = true;
  room.digits ??= "";
  bindStage(room);
  root.dataset.stage = "on";
  turn(room, asked(), fresh ? remembered(room, asked()) : room.built);
  root.dataset.panel ??= "";
  // The server learns of a turned slide only with the next link: each carries the slide it was followed from.
  // This component may be mounted before the page's shell.
  (window.__aidlens ??= {}).onward = (href) => (href.startsWith("/present") ? href : onward(href, room.at));
  if (fresh) panel(room, "");
  layout(room);
  bar(room);
  post(room);
}

function onward(href, slide) {
  const url = new URL(href, location.origin);
  url.searchParams.set("slide", slide);
  return url.pathname + url.search;
}

function exit(room) {
  if (!room.on) return;
  room.on = room.leaving = false;
  try { sessionStorage.removeItem(STEP); } catch {}
  if (shell()) delete shell().onward;
  for (const name of ["stage", "slide", "built", "near", "panel", "blank"]) delete root.dataset[name];
}

export default function (component) {
  const { data, setStateValue, setTriggerValue } = component;
  const room = (window.__aidlensRoom = window.__aidlensRoom || { digits: "" });
  room.data = data;
  room.tell = setStateValue;
  room.trigger = setTriggerValue;
  room.mounted = (room.mounted || 0) + 1;
  const mine = room.mounted;
  keepWords(room, data);
  keepDecks(room, data, setStateValue);
  bindPage(room);
  if (data.mode === "stage") enter(room);
  else exit(room);
  // A rerun mounts again at once; only a page without this component has left the stage.
  return () => setTimeout(() => room.mounted === mine && !new URL(location.href).searchParams.has("stage") && exit(room), 60);
}
