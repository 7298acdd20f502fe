// Copying, and ✓ only where it was done: over plain http a browser may give no clipboard, then the text stands there to be taken.
const absolute = (address) => (address.startsWith("/") ? window.location.origin + address : address);

async function copied(button, shell) {
  const { copy, link } = button.dataset;
  const text = link ? `${copy}\n${absolute(link)}` : absolute(copy);
  document.querySelector(".al-tocopy")?.remove();
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { /* no clipboard, or no leave to write to it: the older way, then by hand */ }
  const label = document.createElement("label"), field = document.createElement("textarea");
  label.className = "al-tocopy";
  label.textContent = shell.words.copy;
  field.readOnly = true;
  field.value = text;
  label.append(field);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    label.remove();
    button.focus();
  });
  (button.closest(".al-d") ?? button).after(label); // words of a drawing are no place for a field
  field.focus();
  field.select();
  if (!document.execCommand("copy")) return false;
  label.remove();
  button.focus();
  return true;
}

// Whether the browser has taken a sentence to share, or the reader has thought better of it.
async function shared({ copy, link }) {
  if (!navigator.share) return false;
  try {
    await navigator.share({ title: document.title, text: copy, url: absolute(link) });
    return true;
  } catch (error) {
    return error.name === "AbortError";
  }
}

function bindCopy(shell) {
  statusLine("al-copied");
  document.addEventListener("click", async (event) => {
    const button = event.composedPath().find((node) => node instanceof Element && node.matches("[data-copy]:not([data-save])"));
    if (!button || ("share" in button.dataset && (await shared(button.dataset)))) return;
    if (!(await copied(button, shell))) return;
    button.dataset.done = "true";
    setTimeout(() => delete button.dataset.done, 1600);
    if (!("share" in button.dataset)) return;
    const line = statusLine("al-copied");
    line.textContent = shell.words.shared;
    line.dataset.on = "true";
    setTimeout(() => delete line.dataset.on, 4000);
  });
}
