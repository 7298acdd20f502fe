// Copying, and ✓ only where it was done: over plain http a browser may give no clipboard, then the text stands there to be taken.
async function copied(button, shell) {
  const wanted = button.dataset.copy;
  const text = wanted.startsWith("/") ? window.location.origin + wanted : wanted;
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
  button.after(label);
  field.focus();
  field.select();
  if (!document.execCommand("copy")) return false;
  label.remove();
  button.focus();
  return true;
}

function bindCopy(shell) {
  document.addEventListener("click", async (event) => {
    const button = event.composedPath().find((node) => node instanceof Element && node.matches("[data-copy]:not([data-save])"));
    if (!button || !(await copied(button, shell))) return;
    button.dataset.done = "true";
    setTimeout(() => delete button.dataset.done, 1600);
  });
}
