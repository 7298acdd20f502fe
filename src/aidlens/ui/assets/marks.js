// Drawings made alive, wherever one stands in the page: words at the pointer, the nearest mark answers, one Tab stop and arrow keys.
const REACH = { mouse: 12, touch: 22 }; // px within which a mark answers a pointer that has missed it
const NO_NAME = "\u200b";
const OTHER_ROW = 4000; // px: farther than any drawing is wide

const isMark = (node) => node instanceof Element && node.matches(".al-d a");

// The browser's own words for the pointer come late and cannot be set: they give way to ours.
function saying(mark) {
  const title = mark.querySelector(":scope > title");
  if (title) {
    mark.dataset.words = title.textContent;
    mark.setAttribute("aria-label", title.textContent.replaceAll(" \n", " ").split("\n").filter(Boolean).join(": "));
    title.remove();
  }
  return mark.dataset.words || "";
}

// A field of marks is a stop of its own; the other marks of a drawing are one together. What only a finger opens is none of them.
const homeOf = (mark) => mark.closest(".al-field") || mark.closest(".al-d");

function marksOf(home) {
  return [...home.querySelectorAll("a:not(.al-all)")].filter((mark) => homeOf(mark) === home);
}

// What is not shown at this step of a map is no way to go.
const isShown = (mark) => mark.getClientRects().length > 0;

function nearest(svg, x, y, pointer) {
  let [found, least] = [null, REACH[pointer] || REACH.mouse];
  for (const shape of svg.querySelectorAll("a:not(.al-all) :is(rect, path, circle, line, text)")) {
    const box = shape.getBoundingClientRect();
    const far = Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
    if (far < least) [found, least] = [shape.closest("a"), far];
  }
  return found;
}

// The next mark in a direction: first what lies on the same place, in its order; then what is near along the way and least beside it. Right
// and left stay in the row while it goes on: what faces the mark, however far, comes before what stands lower or higher.
function beyond(mark, dx, dy) {
  const home = homeOf(mark);
  if (dx && home.matches(".al-lines")) return marksOf(home)[marksOf(home).indexOf(mark) + dx];
  const boxes = new Map(marksOf(home).filter(isShown).map((item) => [item, item.getBoundingClientRect()]));
  const middle = (box) => [box.left + box.width / 2, box.top + box.height / 2];
  const own = boxes.get(mark);
  const [x, y] = middle(own);
  const pile = [...boxes.keys()].filter((other) => middle(boxes.get(other)).every((at, axis) => Math.abs(at - [x, y][axis]) <= 0.5));
  const under = pile[pile.indexOf(mark) + dx + dy];
  if (under) return under;
  let [found, least] = [null, Infinity];
  for (const [other, box] of boxes) {
    const [ox, oy] = middle(box);
    const along = (ox - x) * dx + (oy - y) * dy;
    if (along <= 0.5) continue;
    // Beside: how far the two are from facing each other; a long bar faces every mark of the next row.
    const beside = dx ? Math.max(box.top - own.bottom, own.top - box.bottom, 0) : Math.max(box.left - own.right, own.left - box.right, 0);
    const far = along + (dx && beside ? OTHER_ROW : 0) + 3 * beside + 0.05 * (Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx));
    if (far < least || (far === least && dx + dy < 0)) [found, least] = [other, far];
  }
  return found;
}

function bindMarks(shell) {
  const tip = document.createElement("div");
  tip.className = "al-tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true"); // the mark's own name says the same
  document.body.append(tip);
  let [hot, wanted] = [null, null];

  const show = (mark, x, y) => {
    if (hot !== mark) {
      hot?.classList.remove("al-hot");
      hot = mark;
      hot?.classList.add("al-hot");
      const words = mark ? saying(mark) : "";
      tip.hidden = !words.trim();
      tip.replaceChildren(...words.split("\n").map((line) => Object.assign(document.createElement("p"), { textContent: line || NO_NAME })));
    }
    if (tip.hidden) return;
    const [wide, tall] = [tip.offsetWidth, tip.offsetHeight];
    tip.style.left = `${Math.max(8, Math.min(x + 14, innerWidth - wide - 8))}px`;
    tip.style.top = `${y + 18 + tall > innerHeight ? Math.max(8, y - tall - 12) : y + 18}px`;
  };
  const hide = () => show(null, 0, 0);

  document.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    const path = event.composedPath();
    const svg = path.find((node) => node instanceof Element && node.matches(".al-d"));
    if (!svg) return hot && hide();
    const mark = path.find(isMark);
    const { clientX, clientY } = event;
    if (mark) return show(mark, clientX, clientY);
    if (wanted) return;
    wanted = requestAnimationFrame(() => {
      wanted = null;
      const near = svg.isConnected && nearest(svg, clientX, clientY, event.pointerType);
      svg.style.cursor = near ? "pointer" : "";
      near ? show(near, clientX, clientY) : hide();
    });
  });
  document.addEventListener("pointerleave", hide);
  addEventListener("scroll", () => hot && hide(), { passive: true, capture: true });

  // A click that misses a small mark by a little opens it; a hand that marks words, and a finger that scrolls, do not.
  document.addEventListener("click", (event) => {
    const svg = event.target instanceof Element && event.target.closest(".al-d");
    if (!svg || event.defaultPrevented || event.composedPath().some((node) => node instanceof Element && node.matches("a[href]"))) return;
    const near = nearest(svg, event.clientX, event.clientY, event.pointerType);
    if (near && !String(getSelection())) near.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true }));
  });

  // One Tab stop a drawing, and one a field in it: the mark last visited, else the first.
  const settle = () => {
    for (const svg of document.querySelectorAll(".al-d:not([data-stop])")) {
      svg.dataset.stop = "one";
      svg.querySelectorAll("a").forEach(saying);
      for (const home of [svg, ...svg.querySelectorAll(".al-field")]) {
        const marks = marksOf(home), first = marks.find(isShown) ?? marks[0];
        for (const mark of marks) mark.setAttribute("tabindex", mark === first ? "0" : "-1");
      }
    }
  };
  document.addEventListener("focusin", (event) => {
    if (!isMark(event.target)) return;
    for (const mark of marksOf(homeOf(event.target))) mark.setAttribute("tabindex", mark === event.target ? "0" : "-1");
    if (!event.target.matches(":focus-visible")) return;
    const box = event.target.getBoundingClientRect();
    show(event.target, box.left + box.width / 2, box.bottom - 8);
  });
  document.addEventListener("focusout", (event) => isMark(event.target) && hide());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && hot) hide();
    if (!isMark(event.target) || event.altKey || event.ctrlKey || event.metaKey) return;
    const marks = marksOf(homeOf(event.target)).filter(isShown);
    const steps = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
    let next = null;
    if (event.key in steps) next = beyond(event.target, ...steps[event.key]);
    else if (event.key === "Home") next = marks[0];
    else if (event.key === "End") next = marks[marks.length - 1];
    else return;
    event.preventDefault();
    next?.focus();
  });
  new MutationObserver(settle).observe(document.body, { childList: true, subtree: true });
  settle();
}
