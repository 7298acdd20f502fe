// The form "Do you know this one?": what is typed stays in this tab until "Check" sends it, once, to an address that keeps nothing.
const STORE = "aidlens-contribution", TEXTS = ["what", "where", "when", "source"];

function kept() {
  try { return JSON.parse(sessionStorage.getItem(STORE)) ?? {}; } catch { return window.__aidlensTold ?? {}; }
}

function keep(told) {
  window.__aidlensTold = told;
  try { told ? sessionStorage.setItem(STORE, JSON.stringify(told)) : sessionStorage.removeItem(STORE); } catch { /* kept for this page alone */ }
}

const typed = (form) => ({
  message: form.elements.message.value,
  ...Object.fromEntries(TEXTS.map((name) => [name, form.elements[name].value])),
  consent: form.elements.consent.checked,
});

function fill(form, told) {
  for (const name of TEXTS) form.elements[name].value = told[name] ?? "";
  form.elements.consent.checked = told.consent === true;
  const { work, where } = form.dataset;
  // Of a work one tells what is wrong or what became of it; elsewhere as it was chosen last.
  form.elements.message.value = work && (told.message ?? "new") === "new" ? "correction" : told.message ?? "new";
  if (!form.elements.where.value) form.elements.where.value = where;
  label(form);
}

function label(form) {
  const name = form.elements.message.value;
  for (const item of form.querySelectorAll("label[data-new]")) item.textContent = item.dataset[name];
  form.elements.what.placeholder = name === "new" ? form.elements.what.dataset.example : "";
}

const body = (form, lang) =>
  JSON.stringify({ ...typed(form), work: form.dataset.work, claim: form.dataset.claim, language: lang, format: 1, licence: "CC-BY-4.0" });

// ── what the server says ──────────────────────────────────────────────────────────────────────────────────────────

function quiet(form) {
  for (const place of form.querySelectorAll(".al-tell-said")) place.replaceChildren();
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  form.querySelector(".al-tell-file").hidden = true;
  delete form.querySelector("[data-tell=copy]").dataset.copy;
}

function choice(form, field, { text, href, put }) {
  const item = document.createElement("li"), way = document.createElement(put ? "button" : "a");
  way.textContent = text;
  if (put) {
    way.type = "button";
    way.className = "al-link";
    way.addEventListener("click", () => {
      field.value = put;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
  } else {
    way.href = href;
    way.target = "_blank"; // what is being written stays open
    way.rel = "noopener";
  }
  item.append(way);
  return item;
}

function say(form, findings) {
  for (const { level, field, text, choices } of findings) {
    const own = field && form.elements[field], place = form.querySelector(`#tell-${own ? field : "whole"}-said`);
    const said = document.createElement("div");
    said.dataset.level = level;
    said.append(text);
    if (choices.length) {
      const list = document.createElement("ul");
      list.append(...choices.map((each) => choice(form, own, each)));
      said.append(list);
    }
    place.append(said);
    if (own && level === "refused") own.setAttribute("aria-invalid", "true");
  }
  const wrong = form.querySelector("[aria-invalid]");
  if (wrong) wrong.focus();
  else form.querySelector(".al-tell-said [data-level=asked]")?.scrollIntoView({ block: "center" });
}

function letter(data, answer) {
  return `${data.words.letter}\n\n${answer.text}`;
}

function ready(form, data, answer) {
  const { words, mail } = data, file = form.querySelector(".al-tell-file"), way = form.querySelector(".al-tell-send");
  file.querySelector("pre").textContent = answer.text;
  way.textContent = `${words.to} `;
  if (mail) {
    const open = document.createElement("a");
    open.href = `mailto:${mail}?subject=${encodeURIComponent(words.subject)}&body=${encodeURIComponent(letter(data, answer))}`;
    open.textContent = words.open;
    way.append(open);
  }
  file.hidden = false;
}

// ── check, save, copy ─────────────────────────────────────────────────────────────────────────────────────────────

function save({ name, text }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function bind(form, data) {
  const { words, lang } = data, status = form.querySelector(".al-tell-status"), copy = form.querySelector("[data-tell=copy]");
  let answer = null, asked = "", busy = false;
  const speak = (text) => (status.textContent = text);

  async function check() {
    const sent = body(form, lang);
    if (answer && !answer.refused && asked === sent) return true; // read and pressed once more
    quiet(form);
    answer = null;
    speak(words.wait);
    let found;
    try {
      found = await fetch(`/contribution/check?lang=${lang}`, {
        method: "POST", body: sent, headers: { "Content-Type": "application/json" }, credentials: "same-origin", cache: "no-store",
      });
      if (![200, 413, 422].includes(found.status)) throw new Error();
      found = await found.json();
    } catch {
      speak(found?.status === 429 || found?.status === 503 ? words.busy : words.gone);
      return false;
    }
    if (body(form, lang) !== sent) return speak(""), false; // written on meanwhile: that is not what was answered
    [answer, asked] = [found, sent];
    say(form, found.findings);
    if (found.refused) return speak(words.mend), false;
    ready(form, data, found);
    const open = found.findings.some(({ level }) => level === "asked");
    speak(open ? words.asked : words.fine);
    return !open;
  }

  async function act(name) {
    if (busy) return;
    busy = true;
    try {
      if (!(await check())) return;
      if (name === "save") {
        save(answer);
        speak(words.saved.replace("{file}", answer.name));
      } else {
        copy.dataset.copy = letter(data, answer);
        copy.click(); // the page's own way of copying, which shows the text where a browser gives no clipboard
        speak(words.copied);
      }
    } finally {
      busy = false;
    }
  }

  form.addEventListener("submit", (event) => (event.preventDefault(), act("save")));
  copy.addEventListener("click", () => "copy" in copy.dataset || act("copy"));
  form.querySelector("[data-tell=empty]").addEventListener("click", () => {
    keep(null);
    answer = null;
    fill(form, {});
    quiet(form);
    speak(words.emptied);
    form.elements.what.focus();
  });
  form.addEventListener("input", (event) => {
    keep(typed(form));
    label(form);
    delete copy.dataset.copy;
    form.querySelector(".al-tell-file").hidden = true;
    event.target.removeAttribute("aria-invalid");
    form.querySelector(`#tell-${event.target.name}-said`)?.replaceChildren();
    speak("");
  });
}

export default function ({ parentElement, data }) {
  let place = parentElement.querySelector(".al-tell-place");
  if (!place) {
    place = document.createElement("div");
    place.className = "al-tell-place";
    parentElement.append(place);
  }
  if (place.drawn === data.html) return;
  place.drawn = data.html;
  place.innerHTML = data.html;
  const form = place.querySelector("form");
  fill(form, kept());
  bind(form, data);
}
