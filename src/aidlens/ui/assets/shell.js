// The page shell's hands in the browser: in-site links without a reload, <html lang>, and what only a browser knows (width, scheme).
// Figures are laid out anew below this width; the projector's large type is meant for a room, so only a phone re-lays it.
const NARROW = { reader: window.matchMedia("(max-width: 1130px)"), projector: window.matchMedia("(max-width: 760px)") };
// In a narrow column: lower than a map is high, as a phone held sideways is and an old projector, or wider than a phone.
const SHAPES = { low: window.matchMedia("(min-width: 600px) and (max-height: 500px), (min-width: 761px) and (min-aspect-ratio: 8/7)"), middle: window.matchMedia("(min-width: 761px)") };
const ASSET_PATHS = new RegExp(`^/(plain|api|room|contribution|app|static|healthz|readyz|metrics|card|embed|${STREAMLIT_PATHS.join("|")})(/|$)`);

function isDark() {
  const app = streamlit("app") || document.body;
  const rgb = getComputedStyle(app).backgroundColor.match(/\d+/g);
  return rgb ? Number(rgb[0]) + Number(rgb[1]) + Number(rgb[2]) < 380 : false;
}

// A page that is drawn to its foot fades while a new run lasts; a short run leaves it as it is.
function bindWaiting() {
  const root = document.documentElement;
  let timer = 0;
  const look = () => {
    const running = isRunning();
    if (running && !timer && document.querySelector(".al-footer")) timer = setTimeout(() => (root.dataset.waits = "true"), 600);
    if (running || !timer) return;
    clearTimeout(timer);
    timer = 0;
    delete root.dataset.waits;
  };
  new MutationObserver(look).observe(document.body, { subtree: true, attributeFilter: [STREAMLIT.run] });
}

export default function (component) {
  const { data, setStateValue, setTriggerValue } = component;
  document.documentElement.lang = data.lang;
  // Without the server's shell script one reload makes a theme link true.
  if (data.theme && rememberTheme(data.theme !== "light") && !window.__aidlensThemed) window.location.reload();
  const shell = (window.__aidlens = window.__aidlens || {});
  shell.words = data.words;
  bindGo(shell, setTriggerValue);
  const report = () => {
    const isNarrow = (data.theme === "projector" ? NARROW.projector : NARROW.reader).matches;
    const narrow = isNarrow && (Object.keys(SHAPES).find((shape) => SHAPES[shape].matches) ?? true);
    if (narrow !== data.narrow) setStateValue("narrow", narrow);
    const dark = data.theme ? data.dark : isDark();
    document.documentElement.dataset.theme = data.theme || (dark ? "dark" : "light");
    if (dark !== data.dark) setStateValue("dark", dark);
    shell.agrees = narrow === data.narrow && dark === data.dark;
  };
  shell.report = report;
  // Later changes are looked at with the next picture, when styles are worked out anyway: amid a change it would cost them twice.
  shell.agrees = false;
  shell.bound && !document.hidden ? requestAnimationFrame(() => shell.report()) : report();
  readHead(shell);
  if (shell.bound) return;
  shell.bound = true;
  statusLine("al-added");
  bindWay(shell);
  bindAccess(shell);  // before links are followed: it notes where they were followed from
  for (const width of [...Object.values(NARROW), ...Object.values(SHAPES)]) width.addEventListener("change", () => shell.report());
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTimeout(() => shell.report(), 400));
  document.addEventListener(
    "click",
    (event) => {
      const link = event.composedPath().find((node) => node instanceof Element && node.matches("a[href]"));
      if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const href = link.getAttribute("href");
      if (link.dataset.find !== undefined && openFind(shell, link)) {
        event.preventDefault();
        return event.stopPropagation();
      }
      if (link.dataset.add) {
        event.preventDefault();
        event.stopPropagation();
        return deckAdd(link);
      }
      if (link.dataset.share !== undefined) return event.preventDefault(); // shared, or copied, instead
      // A link of a drawing has no target of its own kind: the attribute says it for both.
      if (!href.startsWith("/") || link.hasAttribute("download") || (link.getAttribute("target") || "_self") !== "_self") return;
      const leaves = link.dataset.reload !== undefined || ASSET_PATHS.test(href);
      if (leaves && !isGone()) return;
      event.preventDefault();
      event.stopPropagation();
      // The browser's own page of a lost line would take the place of what is being read.
      if (leaves) return owe(shell, () => window.location.assign(href));
      link.closest("details.al-menu")?.removeAttribute("open");
      link.closest("#al-added")?.removeAttribute("data-on");
      link.closest("dialog.al-found")?.close();
      shell.go(href);
    },
    true,
  );
  bindMarks(shell);
  bindFull();
  bindYears(shell);
  new MutationObserver(() => readHead(shell)).observe(document.body, { childList: true, subtree: true });
  bindCopy(shell);
  bindFind(shell);
  bindAdded();
  bindSections(shell);
  bindWaiting();
}

// The address of a section works although the page is drawn after the browser has looked for it; a link to a folded note unfolds it.
function bindSections(shell) {
  const reveal = (id) => {
    const target = id && document.getElementById(id);
    if (target instanceof HTMLDetailsElement) target.open = true;
    target?.scrollIntoView();
    return Boolean(target);
  };
  document.addEventListener("click", (event) => {
    const link = event.composedPath().find((node) => node instanceof Element && node.matches('a[href^="#"]'));
    const target = link && document.getElementById(link.getAttribute("href").slice(1));
    if (target instanceof HTMLDetailsElement) target.open = true;
  });
  // Charts above the section arrive late and push it down: follow it until the reader takes over.
  shell.section = (hash) => {
    const wanted = decodeURIComponent(hash.slice(1));
    if (!wanted) return;
    let tries = 0;
    const follow = setInterval(() => {
      reveal(wanted);
      if (++tries > 24) clearInterval(follow);
    }, 250);
    for (const kind of ["wheel", "touchstart", "keydown", "mousedown"]) {
      window.addEventListener(kind, () => clearInterval(follow), { once: true, passive: true });
    }
  };
  shell.section(window.location.hash);
}
