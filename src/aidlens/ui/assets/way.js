// The reader's way: each address asked for is one entry of the history and knows how far down it was read; while the server is gone one
// line says so, and what was asked last is done when it is back.
const WAY_KEYS = ["wheel", "touchstart", "keydown", "mousedown"];
const OWN = ["scene", "place"]; // what of an address the browser itself writes, and no run of the page answers
const paper = () => streamlit("main");
const here = () => window.location.pathname + window.location.search;

// Another page is gone to as the browser's own Back goes to one: asked of the run of this page, Streamlit would push the new query under
// the old path before it changes the path, and Back would lead there.
function bindGo(shell, trigger) {
  shell.go = (href) => {
    if (isGoneForGood()) return window.location.assign(href);
    if (isGone()) return owe(shell, () => shell.go(href));
    keepAddressLater(shell);
    // On the stage the server works out the address.
    if (shell.onward) {
      shell.back = null;
      return trigger("go", shell.onward(href));
    }
    const url = new URL(href, window.location.origin);
    if (url.pathname === window.location.pathname && url.pathname === pathShown(shell)) {
      noteScroll();
      shell.back = null;
      return trigger("go", href);
    }
    if (url.href !== window.location.href) {
      noteScroll();
      shell.enter({}, "", url);
    }
    window.dispatchEvent(new PopStateEvent("popstate", { state: window.history.state }));
    if (url.hash) shell.section(url.hash);
  };
}

// Streamlit enters the address of every answer in the history. While an address of the reader's is still to be answered, any other is one
// they have left since: entered, it would stand between them and the page before.
function keepHistory(shell) {
  shell.enter = window.history.pushState.bind(window.history);
  window.history.pushState = (state, title, url) => {
    const { pathname, search } = new URL(url, window.location.href);
    if (!shell.back || shell.back === pathname + search) shell.enter(state, title, url);
  };
}

// ── address and page at one ──────────────────────────────────────────────────────────────────────────────────────

// The head of the page says what it shows: its address, and the query the run behind it read. Not in the component's own data: with those
// Streamlit would send all its code again at every step.
function readHead(shell) {
  const head = document.querySelector(".al-head");
  if (!head || (head.dataset.here === shell.here && head.dataset.asked === shell.asked)) return;
  shell.here = head.dataset.here;
  shell.asked = head.dataset.asked;
  keepAddress(shell);
}

const pathShown = (shell) => new URL(shell.here || "/", window.location.origin).pathname;

// Whether the page shown is that of an address: its query, and its path where that is a page of ours.
function answers(shell, address) {
  const url = new URL(address, window.location.origin);
  const wanted = Object.fromEntries([...url.searchParams].filter(([, value]) => value)), answered = JSON.parse(shell.asked);
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(answered)])].filter((name) => !name.startsWith("embed") && !OWN.includes(name));
  const ours = [...document.querySelectorAll(".al-nav a")].some((link) => link.pathname === url.pathname);
  return (!ours || pathShown(shell) === url.pathname) && names.every((name) => wanted[name] === answered[name]);
}

// A run asked for before the browser had heard of its new address has answered the old one: the address is asked for, once.
function keepAddress(shell) {
  if (!shell.asked || isGone()) return;
  const address = shell.back ?? here();
  if (answers(shell, address) || shell.kept === address) {
    // An answer still on its way when the reader went back has written its own address over the older one.
    if (address !== here()) window.history.replaceState(window.history.state, "", address);
    shell.back = null;
    shell.kept = "";
    return;
  }
  shell.kept = address;
  shell.go(address);
}

// A head drawn again as it was is no change, so after an ask the addresses are compared once more when the server rests.
function keepAddressLater(shell) {
  clearTimeout(shell.later);
  shell.later = setTimeout(() => (isRunning() ? keepAddressLater(shell) : keepAddress(shell)), 1000);
}

// ── how far down ─────────────────────────────────────────────────────────────────────────────────────────────────

let noting = 0, following = 0;

function noteScroll() {
  clearTimeout(noting);
  const top = Math.round(paper()?.scrollTop ?? 0);
  if (!following && top !== (window.history.state?.top ?? 0)) window.history.replaceState({ ...window.history.state, top }, "");
}

// A page that is being drawn is shorter for a while: where it stands then is not where it was read.
function noteScrollLater() {
  clearTimeout(noting);
  noting = setTimeout(() => (isRunning() || !answers(window.__aidlens, here()) ? noteScrollLater() : noteScroll()), 250);
}

// Charts above arrive late and push the place down: it is held until the page rests or the reader takes over.
function followScroll(shell) {
  clearTimeout(noting);
  clearInterval(following);
  const top = window.history.state?.top ?? 0;
  let ticks = 0, rested = 0;
  following = setInterval(() => {
    const drawn = shell.asked && !document.getElementById("first-paint") && isResting() && answers(shell, here());
    if (drawn && paper()) paper().scrollTop = top;
    if (drawn) rested++;
    if (rested > (top ? 20 : 0) || ++ticks > 200) stopFollowing();
  }, 100);
}

function stopFollowing() {
  clearInterval(following);
  following = 0;
}

// ── the server is gone ───────────────────────────────────────────────────────────────────────────────────────────

function owe(shell, act) {
  shell.owed = act;
  sayGone(shell);
}

// A button that Streamlit has shut hears no click: what was pressed is pressed when it is open again.
function pressLater(key, times = 100) {
  const button = !isGone() && isResting() && document.querySelector(`.${key} button:not(:disabled)`);
  if (button) button.click();
  else if (times) setTimeout(() => pressLater(key, times - 1), 100);
}

function sayGone(shell) {
  const line = statusLine("al-gone"), words = shell.words[shell.owed ? "owed" : "gone"];
  if (line.textContent !== words) line.textContent = words;
  line.dataset.on = shell.owed ? "owed" : "gone";
}

// A line that drops for a moment is not worth a word.
function watchServer(shell) {
  if (isGone()) {
    shell.silent ??= setTimeout(() => isGone() && sayGone(shell), 1500);
    return;
  }
  if (shell.silent === undefined) return;
  clearTimeout(shell.silent);
  shell.silent = undefined;
  delete statusLine("al-gone").dataset.on;
  const act = shell.owed;
  shell.owed = null;
  act ? act() : keepAddress(shell);
}

// A status line stands in the page before it speaks, so that a screen reader hears it.
function statusLine(id) {
  let line = document.getElementById(id);
  if (!line) {
    line = document.createElement("p");
    line.id = id;
    line.className = "al-status";
    line.setAttribute("role", "status");
    document.body.append(line);
  }
  return line;
}

function bindWay(shell) {
  keepHistory(shell);
  statusLine("al-gone");
  document.addEventListener("scroll", (event) => event.target === paper() && noteScrollLater(), { capture: true, passive: true });
  document.addEventListener("pointerup", (event) => {
    const shut = isGone() && document.elementFromPoint(event.clientX, event.clientY)?.closest("button:disabled"), key = shut && keyOf(shut);
    if (key) owe(shell, () => pressLater(key));
  });
  for (const kind of WAY_KEYS) window.addEventListener(kind, () => following && stopFollowing(), { passive: true });
  window.addEventListener("popstate", () => {
    // A link within the page: the browser goes there itself.
    if (window.location.hash && window.history.state === null && answers(shell, here())) return;
    shell.back = here();
    followScroll(shell);
    keepAddressLater(shell);
  });
  if (window.history.state?.top) followScroll(shell);
  new MutationObserver(() => watchServer(shell)).observe(document.body, { subtree: true, attributeFilter: [STREAMLIT.line] });
}
