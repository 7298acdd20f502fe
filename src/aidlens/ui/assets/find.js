// Search everything: the dialog that the head's link or Ctrl-K opens, answered by the server as one types. Without scripts the same link
// leads to the plain search; where no server of ours answers there is no such link, and nothing here is bound.
const FIND = { wait: 120 };
const finding = {};

function piece(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function findBox(shell) {
  if (finding.box?.isConnected) return finding.box;
  // No field of type "search": there the first Esc would empty it and not leave.
  const field = piece("input", {
    type: "text", inputmode: "search", id: "al-find-field", role: "combobox", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: "120",
    dir: "auto", "aria-expanded": "false", "aria-controls": "al-find-list", "aria-autocomplete": "list", enterkeyhint: "search",
  });
  const close = piece("button", { type: "button", class: "al-link" });
  const said = piece("p", { class: "al-find-said", role: "status" });
  const list = piece("div", { id: "al-find-list", class: "al-find-list", role: "listbox" });
  const after = piece("p", { class: "al-find-after" });
  const box = piece("dialog", { class: "al-found" }, piece("div", { class: "al-find-head" }, field, close), said, list, after);
  Object.assign(finding, { box, field, close, said, list, after });
  document.body.append(box);
  close.addEventListener("click", () => box.close());
  box.addEventListener("click", (event) => event.target === box && box.close()); // on the ground around it
  box.addEventListener("close", () => {
    clearTimeout(finding.later);
    finding.stop?.abort();
    finding.enter = false;
  });
  field.addEventListener("input", () => {
    clearTimeout(finding.later);
    finding.waits = true;
    finding.enter = false;
    finding.later = setTimeout(() => ask(shell), FIND.wait);
  });
  field.addEventListener("keydown", (event) => chooseByKey(event, shell));
  list.addEventListener("click", (event) => {
    const words = event.target.closest("[data-words]")?.dataset.words;
    if (words !== undefined) askFor(shell, words);
  });
  return box;
}

function openFind(shell, link) {
  const words = shell.words?.find;
  if (!words) return false;
  const box = findBox(shell);
  if (box.open) return true;
  box.from = link;
  box.setAttribute("aria-label", words.title);
  finding.field.setAttribute("aria-label", words.title);
  finding.field.placeholder = words.hint;
  finding.list.setAttribute("aria-label", words.title);
  finding.close.textContent = shell.words.close;
  box.showModal();
  finding.field.focus();
  finding.field.select();
  ask(shell);
  return true;
}

function askFor(shell, words) {
  finding.field.value = words;
  finding.field.focus();
  ask(shell);
}

// One answer at a time: what is asked anew ends what was on its way.
async function ask(shell) {
  clearTimeout(finding.later);
  finding.stop?.abort();
  finding.waits = true;
  const stop = (finding.stop = new AbortController()), words = shell.words.find;
  const query = new URLSearchParams({ q: finding.field.value.trim(), lang: document.documentElement.lang });
  try {
    const answer = await fetch(`/api/v1/search?${query}`, { signal: stop.signal });
    if (!answer.ok) throw new Error(answer.status);
    show(await answer.json(), words);
  } catch {
    if (stop.signal.aborted) return;
    finding.waits = finding.enter = false;
    finding.total = 0;
    fill([]);
    finding.said.textContent = words.gone;
    finding.after.replaceChildren();
  }
}

function show(found, words) {
  const groups = found.groups.map((group) => [group.total > group.items.length ? `${group.name} · ${group.items.length} / ${group.total}` : group.name, group.items.map(answerOf)]);
  if (found.nearest.length) groups.push([words.nearest, found.nearest.map(answerOf)]);
  if (found.examples.length) groups.push([words.examples, found.examples.map((text) => option("div", { "data-words": text }, [text]))]);
  fill(groups);
  finding.said.textContent = found.said;
  finding.total = found.total;
  finding.waits = false;
  const plain = piece("a", { href: withTheme(found.plain), target: "_self" }, words.all);
  const missing = piece("a", { href: withTheme(words.missing), target: "_self" }, words.tell);
  finding.after.replaceChildren(...(found.total ? [plain] : found.query ? [missing] : []));
  if (finding.enter) follow();
}

function option(name, attributes, children) {
  return piece(name, { role: "option", tabindex: "-1", "aria-selected": "false", ...attributes }, ...children);
}

function answerOf(item) {
  const title = piece("span", item.language ? { lang: item.language, dir: "auto" } : {}, item.title);
  return option("a", { href: withTheme(item.href), target: "_self", ...(item.money ? { "data-money": item.money } : {}) }, [title, piece("small", {}, item.about)]);
}

// A theme chosen in the address is kept.
function withTheme(href) {
  const theme = new URLSearchParams(window.location.search).get("theme");
  if (!theme) return href;
  const url = new URL(href, window.location.origin);
  url.searchParams.set("theme", theme);
  return url.pathname + url.search + url.hash;
}

function fill(groups) {
  finding.list.replaceChildren(
    ...groups.map(([name, items], at) => {
      const id = `al-find-group-${at}`;
      return piece("div", { role: "group", "aria-labelledby": id }, piece("h3", { id, role: "presentation" }, name), ...items);
    }),
  );
  options().forEach((item, at) => (item.id = `al-find-${at}`));
  finding.field.setAttribute("aria-expanded", String(groups.length > 0));
  choose(null);
  finding.list.scrollTop = 0;
}

const options = () => [...finding.list.querySelectorAll('[role="option"]')];

function choose(item) {
  finding.list.querySelector('[aria-selected="true"]')?.setAttribute("aria-selected", "false");
  if (!item) return finding.field.removeAttribute("aria-activedescendant");
  item.setAttribute("aria-selected", "true");
  finding.field.setAttribute("aria-activedescendant", item.id);
  item.scrollIntoView({ block: "nearest" });
}

// The answer chosen, else the best one: never an example or a name that only looks like what was typed. What was typed last is waited for.
function follow() {
  const chosen = finding.list.querySelector('[aria-selected="true"]');
  finding.enter = finding.waits;
  if (!finding.waits) (chosen ?? (finding.total ? options()[0] : null))?.click();
}

function chooseByKey(event, shell) {
  if (event.isComposing || event.altKey || event.metaKey) return;
  const all = options(), at = all.findIndex((item) => item.getAttribute("aria-selected") === "true");
  const step = { ArrowDown: at + 1, ArrowUp: at < 0 ? all.length - 1 : at - 1, PageDown: Math.min(at + 5, all.length - 1), PageUp: Math.max(at - 5, 0) }[event.key];
  if (event.key === "Enter") {
    event.preventDefault();
    follow();
    if (finding.enter) ask(shell);
  } else if (step !== undefined && all.length) {
    event.preventDefault();
    choose(all[step] ?? null); // past an end: back in the field
  }
}

function bindFind(shell) {
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const link = document.querySelector("[data-find]");
    if (!link || document.documentElement.dataset.stage !== undefined) return;
    event.preventDefault();
    openFind(shell, link);
  });
}
