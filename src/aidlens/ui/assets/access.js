// Equal access: the sheet of filters, Esc and focus of folded panels, the focus after a change of view, names of Streamlit's own buttons.
function linkKey(link) {
  return (link.querySelector("span") || link).textContent.trim();
}

function bindAccess(shell) {
  shell.sheet = null;
  shell.last = null;
  const sheet = () => document.querySelector("dialog.al-sheet");
  const folded = () => document.querySelectorAll("details.al-menu[open], .al-filters:not(dialog *) details.al-panel[open]");

  // Every choice redraws the sheet: it comes back as it was, at the same place, until the reader closes it.
  const openSheet = () => {
    const found = sheet();
    if (!found || found.open) return;
    const panels = found.querySelectorAll("details.al-panel");
    shell.sheet ??= { open: [], top: 0, path: window.location.pathname };
    for (const at of shell.sheet.open) if (panels[at]) panels[at].open = true;
    found.showModal();
    found.scrollTop = shell.sheet.top;
    found.addEventListener("close", () => {
      if (!found.isConnected) return;
      shell.sheet = null;
      document.querySelector("[data-sheet]")?.focus({ preventScroll: true });
    });
  };
  const noteSheet = () => {
    const found = sheet();
    if (!found?.open) return;
    const open = [...found.querySelectorAll("details.al-panel")].flatMap((panel, at) => (panel.open ? [at] : []));
    shell.sheet = { open, top: found.scrollTop, path: window.location.pathname };
  };

  // Redrawn links lose the focus: it goes back to the same link, or to what opened it; on another page to its heading.
  const giveBack = () => {
    const last = shell.last;
    if (!last || !isResting() || !answers(shell, here()) || streamlit("drawer")) return;
    const moved = last.path !== window.location.pathname;
    if (!moved && document.activeElement !== document.body && document.activeElement?.isConnected) return;
    if (!moved && window.location.search === last.search) return;
    shell.last = null;
    let target = null;
    if (moved) {
      target = document.querySelector("h1");
      target?.setAttribute("tabindex", "-1");
    } else {
      const navs = last.nav ? [...document.querySelectorAll("nav[aria-label]")].filter((nav) => nav.getAttribute("aria-label") === last.nav) : [];
      const same = navs.flatMap((nav) => [...nav.querySelectorAll("a[href]")]).find((link) => linkKey(link) === last.key);
      const panel = last.panel >= 0 && document.querySelectorAll(".al-filters details.al-panel")[last.panel];
      target = panel && !panel.open ? panel.querySelector("summary") : same || document.querySelector(".al-chip, [data-sheet], .al-filters summary");
    }
    target?.focus({ preventScroll: true });
  };

  // The browser's own bars take the paper of the theme, also where the address chose it.
  const tint = () => {
    const theme = document.documentElement.dataset.theme;
    if (shell.tinted === theme) return;
    const paper = getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
    if (!paper) return;
    shell.tinted = theme;
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) meta.content = paper;
  };

  // Streamlit's <main> holds the page's head and foot too: the landmark moves to what stands between them.
  const landmarks = () => {
    for (const [selector, role] of [[STREAMLIT.main, "group"], [".st-key-page", "main"], [".al-head", "banner"], [".al-footer", "contentinfo"]]) {
      for (const item of document.querySelectorAll(selector)) if (item.getAttribute("role") !== role) item.setAttribute("role", role);
    }
  };

  const rename = () => {
    const word = shell.words?.close;
    for (const button of document.querySelectorAll(STREAMLIT.closers)) if (word) button.setAttribute("aria-label", word);
  };

  document.addEventListener(
    "click",
    (event) => {
      const link = event.composedPath().find((node) => node instanceof Element && node.matches("a[href]"));
      if (!link || !link.getAttribute("href").startsWith("/")) return;
      noteSheet();
      const panels = [...document.querySelectorAll(".al-filters details.al-panel")];
      shell.last = {
        path: window.location.pathname,
        search: window.location.search,
        nav: link.closest("nav[aria-label]")?.getAttribute("aria-label"),
        key: linkKey(link),
        panel: panels.indexOf(link.closest("details.al-panel")),
      };
    },
    true,
  );
  document.addEventListener("click", (event) => {
    const at = event.composedPath().find((node) => node instanceof Element && node.matches("[data-sheet], [data-sheet-close]"));
    if (at?.matches("[data-sheet]")) openSheet();
    else if (at) sheet()?.close();
    for (const panel of folded()) if (!panel.contains(event.target)) panel.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const panel of folded()) {
      const inside = panel.contains(document.activeElement);
      panel.open = false;
      if (inside) panel.querySelector("summary").focus();
    }
  });
  document.addEventListener("focusin", (event) => {
    for (const panel of folded()) if (!panel.contains(event.target)) panel.open = false;
  });
  new MutationObserver(() => {
    readHead(shell);
    if (shell.sheet && shell.sheet.path !== window.location.pathname) shell.sheet = null;
    if (shell.sheet) openSheet();
    rename();
    landmarks();
    tint();
    giveBack();
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: [STREAMLIT.run] });
  rename();
  landmarks();
}
