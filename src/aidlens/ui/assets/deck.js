// "Add to deck" on every page: the growing deck lives in this browser's storage, the way to it in one polite line.
const DECK_STORE = "aidlens-decks", DECK_MOST = 60;

function deckAdd(link) {
  const words = JSON.parse(link.dataset.added);
  let list = [];
  try { list = JSON.parse(localStorage.getItem(DECK_STORE)) ?? []; } catch { /* an unreadable store begins afresh */ }
  if (!Array.isArray(list)) list = [];
  const slides = String(list[0] ?? "").split("*").filter(Boolean);
  const full = slides.length >= DECK_MOST;
  if (!full) slides.push(link.dataset.add);
  const deck = slides.join("*");
  try { localStorage.setItem(DECK_STORE, JSON.stringify([deck, ...list.slice(1)])); } catch { /* then the line's link still holds it */ }
  const url = new URL(link.href);
  url.searchParams.set("deck", deck);
  const line = deckLine();
  const text = full ? words.full : slides.length === 1 ? words.one : words.many.replace("#", slides.length);
  line.replaceChildren(document.createTextNode(`${text} `));
  const way = document.createElement("a");
  way.href = url.pathname + url.search;
  way.textContent = words.show;
  line.append(way);
  line.dataset.on = "true";
  clearTimeout(line.timer);
  line.timer = setTimeout(() => delete line.dataset.on, 9000);
}

// The line stands in the page before it speaks, so that a screen reader hears it.
function deckLine() {
  let line = document.getElementById("al-added");
  if (!line) {
    line = document.createElement("p");
    line.id = "al-added";
    line.setAttribute("role", "status");
    document.body.append(line);
  }
  return line;
}
