// Own words and recent decks, kept in this browser's storage.
const WORDS = "aidlens-words", DECKS = "aidlens-decks";
const FIELDS = ["title", "note", "question"];
const root = document.documentElement;

function kept(name, fallback) {
  try { return JSON.parse(localStorage.getItem(name)) ?? fallback; } catch { return fallback; }
}
function keep(name, value) {
  try { localStorage.setItem(name, JSON.stringify(value)); } catch { root.dataset.forgets = "true"; /* the page says so */ }
}
const unmarked = (deck) => deck.split("*").map((part) => part.replace(/![0-9a-f]{4}(?=~|$)/, "")).join("*");

function keepWords(room, data) {
  const all = kept(WORDS, {}), typed = room.typed?.key === data.key ? room.typed.fields : new Map();
  if (data.words || typed.size) {
    const words = joined(data.words ?? all[data.key] ?? [], typed, Boolean(data.words));
    delete all[data.key];
    if (words.flat().some(Boolean)) all[data.key] = words;
    for (const old of Object.keys(all).slice(0, -30)) delete all[old];
    keep(WORDS, all);
  } else if (all[data.key] && room.told !== data.key) {
    room.told = data.key;
    tellWords(room, data.key, all[data.key], 5);
  }
}

// The words as the server has them, with what was typed since; what the server has heard of is forgotten here.
function joined(known, typed, heard) {
  const words = known.map((row) => [...row]);
  for (const [place, text] of typed) {
    const [slide, field] = place.split(".");
    while (words.length <= slide) words.push(["", "", ""]);
    if (heard && words[slide][field] === text) typed.delete(place);
    else words[slide][field] = text;
  }
  return words;
}

// Told while another answer is on its way, the server may not hear.
function tellWords(room, key, words, times) {
  if (!times || room.data.key !== key || room.data.words) return;
  const resting = isResting();
  if (times === 5 || resting) room.tell("found", { key, words, times });
  setTimeout(() => tellWords(room, key, words, times - (times === 5 || resting ? 1 : 0)), 1500);
}

// The server hears of words when their field is left: kept as they are typed they outlive a page that is closed before that.
function typing(room, event) {
  const names = event.composedPath().flatMap((node) => [...(node.classList ?? [])]);
  const found = names.map((name) => name.match(/^st-key-own-(title|note|question)-\d+-(\d+)$/)).find(Boolean);
  if (!found) return;
  if (room.typed?.key !== room.data.key) room.typed = { key: room.data.key, fields: new Map() };
  room.typed.fields.set(`${found[2]}.${FIELDS.indexOf(found[1])}`, event.target.value);
  keepWords(room, room.data);
}

function keepDecks(room, data, tell) {
  let list = kept(DECKS, []).filter((item) => typeof item === "string");
  if (data.own && data.was && room.done !== data.deck) {
    room.done = data.deck;
    list = [data.deck, ...list.filter((item) => ![unmarked(data.deck), data.was].includes(unmarked(item)))].slice(0, 6);
    keep(DECKS, list);
  }
  const known = JSON.stringify(list.filter(Boolean));
  if (known !== room.known && known !== "[]") tell("recent", JSON.parse(known));
  room.known = known;
}

function bindPage(room) {
  if (room.page) return;
  room.page = true;
  document.addEventListener("input", (event) => typing(room, event));
  document.addEventListener("change", async (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || field.dataset.load === undefined || !field.files.length) return;
    const file = field.files[0];
    const text = file.size > 2_000_000 ? "{}" : await file.text();
    field.value = "";
    room.trigger("file", text || "{}");
  });
  document.addEventListener("click", (event) => {
    const target = event.composedPath().find((node) => node instanceof Element && node.matches("[data-present]"));
    if (target) document.documentElement.requestFullscreen?.().catch(() => {});
  }, true);
}
