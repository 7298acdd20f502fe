// What the scripts of our pages ask of Streamlit. Every name of its page used here is in MARKERS of streamlit_seam.py with its reason and
// its remedy; this text goes before the scripts of a component that asks.
const STREAMLIT = {
  app: '[data-testid="stApp"]',
  main: '[data-testid="stMain"]',
  drawer: '[data-testid="stDialog"]',
  closers: '[data-testid="stDialog"] button[aria-label="Close"], button[aria-label="Dismiss"]',
  run: "data-test-script-state",
  line: "data-test-connection-state",
};
// Addresses of Streamlit's own: a link to one leaves the page.
const STREAMLIT_PATHS = ["_stcore", "media", "component"];

const streamlit = (part) => document.querySelector(STREAMLIT[part]);
const isRunning = () => streamlit("app")?.getAttribute(STREAMLIT.run) === "running";
const isResting = () => streamlit("app")?.getAttribute(STREAMLIT.run) === "notRunning";
const isGone = () => (streamlit("app")?.getAttribute(STREAMLIT.line) ?? "CONNECTED") !== "CONNECTED";
const isGoneForGood = () => streamlit("app")?.getAttribute(STREAMLIT.line) === "DISCONNECTED_FOREVER";

// Have Streamlit draw in light or dark, which it reads once, at start, from local storage; whether that changed anything.
function rememberTheme(isDark) {
  const key = `stActiveTheme-${window.location.pathname}-v2`, wanted = isDark ? '"Dark"' : '"Light"';
  try {
    if (window.localStorage.getItem(key) === wanted) return false;
    window.localStorage.setItem(key, wanted);
  } catch {
    return false;
  }
  return true;
}

