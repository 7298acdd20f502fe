// Equal access: the sheet of filters, Esc and focus of folded panels, the focus after a change of view, names of Streamlit's own buttons.
function linkKey(link) {
  return (link.querySelector("span") || link).textContent.trim();
}

const isLost = () => document.activeElement === document.body || !document.activeElement?.isConnected;

// The link that was followed, drawn anew: the same address, and the same words where several lead there.
function followed(last) {
  const links = [...document.querySelectorAll("a[href]")].filter(
    (link) => link.getAttribute("href") === last.href && link.checkVisibility({ visibilityProperty: true }),
  );
  return links.find((link) => linkKey(link) === last.key) || links[0];
}

function keyOf(button) {
  return button.closest('[class*="st-key-"]')?.className.match(/st-key-[\w-]+/)?.[0];
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
    if (last && streamlit("drawer")) last.left = true;
    if (!last || !isResting() || !answers(shell, here()) || streamlit("drawer")) return;
    const moved = last.path !== window.location.pathname;
    if (!moved && !isLost()) return;
    if (!moved && !last.left && window.location.search === last.search) return;
    // A deck that was opened is what is wanted, and it stands below the ready ones.
    const deck = document.querySelector(".al-deckhead h2");
    let target = null;
    if (moved) target = deck || document.querySelector("h1");
    else {
      const navs = last.nav ? [...document.querySelectorAll("nav[aria-label]")].filter((nav) => nav.getAttribute("aria-label") === last.nav) : [];
      const same = navs.flatMap((nav) => [...nav.querySelectorAll("a[href]")]).find((link) => linkKey(link) === last.key);
      const panel = last.panel >= 0 && document.querySelectorAll(".al-filters details.al-panel")[last.panel];
      target = panel && !panel.open ? panel.querySelector("summary") : same || followed(last);
      target ??= document.querySelector(".al-chip, [data-sheet], .al-filters summary") || deck;
    }
    // What was followed may not stand here, as on the stage, and stand again later.
    if (!target) return;
    shell.last = null;
    if (target.matches("h1, h2")) target.setAttribute("tabindex", "-1");
    if (target === deck) {
      stopFollowing();
      deck.closest("section").scrollIntoView();
    }
    target.focus({ preventScroll: true });
  };

  // A button that Streamlit shuts while it works, or takes away with its slide, loses the focus: it goes back to it, or to its neighbour.
  const giveButtonBack = () => {
    const held = shell.held;
    if (!held || !isLost() || !isResting() || isGone()) return;
    const open = (selector) => [...document.querySelectorAll(selector)].filter((button) => !button.disabled);
    const stays = held.button.isConnected, ofSlide = held.key.startsWith("st-key-deck-");
    const tools = stays && held.button.closest('[class*="st-key-deck-tools-"]');
    let target = open(`.${held.key} button`)[0];
    if (!target && ofSlide) target = tools ? tools.querySelector("button:not(:disabled)") : open('[class*="st-key-deck-out-"] button').pop();
    if (!target && ofSlide && !stays) target = document.querySelector("h1");
    if (!target) return;
    if (target.matches("h1")) target.setAttribute("tabindex", "-1");
    shell.held = null;
    target.focus({ preventScroll: stays });
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
      // From card to card the way back leads to what opened the first of them; from the line below, to what made it speak.
      const at = link.closest("#al-added, dialog.al-found")?.from ?? link;
      const from = (link.closest(STREAMLIT.drawer) && shell.from) || {
        nav: at.closest("nav[aria-label]")?.getAttribute("aria-label"),
        key: linkKey(at),
        href: at.getAttribute("href"),
        panel: panels.indexOf(at.closest("details.al-panel")),
      };
      shell.from = from;
      shell.last = { path: window.location.pathname, search: window.location.search, ...from };
      window.history.replaceState({ ...window.history.state, from }, "");
    },
    true,
  );
  // Back leads to what was followed from there.
  window.addEventListener("popstate", () => {
    const from = window.history.state?.from;
    if (from) shell.last = { path: window.location.pathname, left: true, ...from };
  });
  document.addEventListener("pointerdown", () => (shell.last = shell.held = null), true);
  document.addEventListener("focusin", (event) => {
    const key = event.target instanceof HTMLButtonElement && keyOf(event.target);
    shell.held = key ? { key, button: event.target } : null;
  });
  // Left by the reader, and not shut or taken away, it is held no longer.
  document.addEventListener("focusout", (event) => {
    setTimeout(() => shell.held?.button === event.target && !shell.held.shut && event.target.isConnected && !event.target.disabled && (shell.held = null));
  });
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
    // Shut and opened again, it may be told to have been left only afterwards.
    if (shell.held && (shell.held.button.disabled || !shell.held.button.isConnected)) shell.held.shut = true;
    readHead(shell);
    if (shell.sheet && shell.sheet.path !== window.location.pathname) shell.sheet = null;
    if (shell.sheet) openSheet();
    rename();
    landmarks();
    tint();
    giveBack();
    giveButtonBack();
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: [STREAMLIT.run, "disabled"] });
  rename();
  landmarks();
}
