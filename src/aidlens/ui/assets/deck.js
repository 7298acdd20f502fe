// "Add to deck" on every page: the growing deck lives in this browser's storage, the way to it in one polite line.
const DECK_STORE = "aidlens-decks", DECK_MOST = 60;
const unmarkedPart = (part) => part.replace(/![0-9a-f]{4}(?=~|$)/, "");

function deckAdd(link) {
  const words = JSON.parse(link.dataset.added);
  let list = [];
  try { list = JSON.parse(localStorage.getItem(DECK_STORE)) ?? []; } catch { /* an unreadable store begins afresh */ }
  if (!Array.isArray(list)) list = [];
  const slides = String(list[0] ?? "").split("*").filter(Boolean);
  const again = slides.some((part) => unmarkedPart(part) === link.dataset.add);
  const full = !again && slides.length >= DECK_MOST;
  if (!again && !full) slides.push(link.dataset.add);
  const deck = slides.join("*");
  let forgets = document.documentElement.dataset.forgets;
  try { localStorage.setItem(DECK_STORE, JSON.stringify([deck, ...list.slice(1)])); } catch { forgets = "true"; }
  const url = new URL(link.href);
  url.searchParams.set("deck", deck);
  const count = slides.length === 1 ? words.one : words.many.replace("#", slides.length);
  const line = statusLine("al-added");
  const text = [again && words.again, full ? words.full : count, forgets && words.forgets].filter(Boolean).join(" ");
  line.replaceChildren(document.createTextNode(`${text} `));
  const way = document.createElement("a");
  way.href = url.pathname + url.search;
  way.textContent = words.show;
  line.append(way);
  line.dataset.on = "true";
  line.from = link;
  clearTimeout(line.timer);
  // What is lost unless the reader acts stays until they go on.
  if (forgets) window.addEventListener("popstate", () => delete line.dataset.on, { once: true });
  else fadeLater(line);
}

function fadeLater(line) {
  line.timer = setTimeout(() => (line.contains(document.activeElement) ? fadeLater(line) : delete line.dataset.on), 9000);
}

// The line stands at the end of the page: Tab leads to its way from the link pressed, and from there on where the reader was.
function bindAdded() {
  document.addEventListener("keydown", (event) => {
    const line = document.getElementById("al-added"), way = line?.dataset.on && line.querySelector("a");
    if (!way || event.key !== "Tab" || !line.from.isConnected) return;
    const at = document.activeElement;
    if (at === line.from ? !event.shiftKey : at === way && event.shiftKey) event.preventDefault();
    if (at === line.from && !event.shiftKey) way.focus();
    if (at === way) line.from.focus({ preventScroll: true });
  });
}
