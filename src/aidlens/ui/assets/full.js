// A drawing in full screen: as large as the screen lets it be, in the shape it is laid out for; a mark that is followed leads back to the page.
const fullDrawing = () => document.fullscreenElement?.querySelector(":scope > .al-d");

// Laid out in px, its words grow with it: what is as wide as the page gets a canvas of its own size.
function fitFull() {
  const full = fullDrawing();
  for (const svg of document.querySelectorAll(".al-drawing > .al-d[data-for]")) {
    if (svg === full) svg.setAttribute("viewBox", `0 0 ${svg.dataset.for} ${svg.getAttribute("height")}`);
    else svg.removeAttribute("viewBox");
  }
}

function bindFull() {
  if (!document.fullscreenEnabled) document.documentElement.dataset.nofull = "true";
  const leave = Object.assign(document.createElement("button"), { type: "button", className: "al-link" });
  const anew = new MutationObserver(fitFull);
  let from = null;
  document.addEventListener("fullscreenchange", () => {
    fitFull();
    anew.disconnect();
    const tip = document.querySelector(".al-tip");
    if (fullDrawing()) {
      document.fullscreenElement.append(leave, tip);  // nothing else of the page is seen there
      anew.observe(document.fullscreenElement, { childList: true });
      leave.focus();
    } else if (from) {
      leave.remove();
      document.body.append(tip);
      from.focus({ preventScroll: true });
      from = null;
    }
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-full]");
    if (fullDrawing() && (event.target === leave || event.target.closest("a[href]"))) document.exitFullscreen();
    if (!button) return;
    from = button;
    leave.textContent = button.dataset.leave;
    document.querySelector(`.st-key-chart-${button.dataset.full} .al-drawing`)?.requestFullscreen().catch(() => {});
  }, true);
}
