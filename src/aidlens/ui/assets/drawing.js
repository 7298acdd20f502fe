// Puts a drawing in its place. Marks that were there before move from where they stood; what moves is the browser's own animation.
const MOVE = { duration: 320, easing: "cubic-bezier(0.2, 0, 0, 1)" };
const still = matchMedia("(prefers-reduced-motion: reduce)");

function places(svg) {
  const found = new Map();
  if (!svg) return found;
  const home = svg.getBoundingClientRect();
  for (const mark of svg.querySelectorAll("[data-mark]")) {
    const box = mark.getBoundingClientRect();
    found.set(mark.dataset.mark, [box.left - home.left, box.top - home.top]);
  }
  return found;
}

export default function ({ parentElement, data }) {
  let place = parentElement.querySelector(".al-drawing");
  if (!place) {
    place = document.createElement("div");
    place.className = "al-drawing";
    parentElement.append(place);
  }
  if (place.drawn === data.svg) return;
  const moves = place.drawn && !still.matches && !document.hidden;
  const before = moves ? places(place.firstElementChild) : new Map();
  const held = place.contains(document.activeElement) && document.activeElement.dataset.mark;
  place.drawn = data.svg;
  place.shown?.remove(); // what stands beside it, in full screen, stays
  place.insertAdjacentHTML("afterbegin", data.svg);
  place.shown = place.firstElementChild;
  if (held) place.querySelector(`[data-mark="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  if (!before.size) return;
  const after = places(place.firstElementChild);
  for (const mark of place.querySelectorAll("[data-mark]")) {
    const [was, now] = [before.get(mark.dataset.mark), after.get(mark.dataset.mark)];
    if (!was) mark.animate([{ opacity: 0 }, { opacity: 1 }], MOVE);
    else if (Math.abs(was[0] - now[0]) + Math.abs(was[1] - now[1]) > 1) {
      mark.animate([{ transform: `translate(${was[0] - now[0]}px, ${was[1] - now[1]}px)` }, { transform: "none" }], MOVE);
    }
  }
}
