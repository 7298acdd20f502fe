// The story's stage: which scene stands with the paragraph in view, where its marks stand, and its address. All of it in the browser: the
// server has said once where each mark stands in each scene.
const TALE = ".al-tale [data-scene]";
const NARROW_TALE = matchMedia("(max-width: 1130px)");
const LOW = matchMedia("(max-width: 1130px) and (max-height: 420px)"); // too low for a picture that stays
const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const STAGGER = 260; // ms between the first mark that sets out and the last
const REST = 250; // ms without a movement, and the address follows
const hands = ["wheel", "touchstart", "keydown", "mousedown"];

const scroller = () => streamlit("main");
const steps = () => [...document.querySelectorAll(TALE)];

// Where the marks of a scene stand, how they look, what lies under them and around them.
function set(box, data, at) {
  const scene = data.scenes[at], places = data.places[scene.at];
  let nth = 0;
  for (const [number, player] of box.players.entries()) {
    const look = parseInt(scene.looks[number], 36), lifted = scene.lifted[number];
    const name = `al-look-${["found", "bulk", "counted"][look % 3]}${look % 6 < 3 ? " al-dim" : ""}${look < 6 ? " al-away" : ""}`;
    if (player.className.baseVal !== name) player.setAttribute("class", name);
    for (const unit of player.units) {
      const side = (lifted ?? places[nth + 2]) / 10, size = side / data.unit;
      unit.style.strokeWidth = (Math.min(1.5, side / 6) / size).toFixed(2); // as thick as that of marks which were only counted
      unit.style.transform = `translate(${places[nth] / 10}px,${places[nth + 1] / 10}px) scale(${size.toFixed(3)})`;
      nth += 3;
    }
  }
  for (const layer of box.layers) layer.toggleAttribute("data-on", layer.dataset.layer === scene.id);
  for (const ground of box.grounds) {
    const own = ground.dataset.ground, near = own === "standing" ? Object.keys(scene.standing).length : own === scene.ground;
    const on = near ? "near" : !scene.ground && own === "west" ? "far" : "";
    on ? (ground.dataset.on = on) : delete ground.dataset.on;
    for (const field of near && own === "standing" ? ground.querySelectorAll("[data-field]") : []) {
      const lit = scene.standing[field.dataset.field];
      field.setAttribute("class", lit === undefined ? "al-away" : lit ? "" : "al-dim");
    }
  }
}

// The parts of a stage, looked up once.
function parts(root) {
  const players = [...root.querySelectorAll(".al-players > a")];
  for (const player of players) player.units = [...player.querySelectorAll("g")];
  return { players, layers: [...root.querySelectorAll(".al-layer")], grounds: [...root.querySelectorAll(".al-ground")] };
}

// Packed: a stage is an eighth as heavy so.
const unpacked = async (data) => JSON.parse(await new Response(new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"))).text());
const same = (one, other) => one?.length === other.length && one.every((value, at) => value === other[at]);

export default async function ({ parentElement, data }) {
  const tale = (window.__aidlensTale ||= { bound: false });
  if (!same(tale.said, data) || !tale.root?.isConnected) {
    tale.said = data;
    const content = await unpacked(data);
    if (tale.said !== data || !parentElement.isConnected) return; // another was said since
    parentElement.querySelector(".al-stage")?.remove();
    parentElement.insertAdjacentHTML("beforeend", content.html);
    tale.root = parentElement.querySelector(".al-stage");
    Object.assign(tale, { data: content.places, box: parts(tale.root), at: -1, step: null });
    const count = tale.box.players.length;
    for (const [nth, player] of tale.box.players.entries()) player.style.setProperty("--wait", Math.round((nth / count) * STAGGER));
    tale.counted = tale.root.querySelector("[data-count]");
    tale.words = tale.counted.textContent;
    show(tale, 0);
    arrive(tale);
  }
  if (!tale.bound) bind(tale);
  tale.flat();
  tale.look();
}

function show(tale, at) {
  if (tale.at === at || !tale.data.scenes[at]) return;
  tale.at = at;
  const { root, data } = tale, id = data.scenes[at].id, total = data.scenes.length;
  set(tale.box, data, at);
  for (const said of root.querySelectorAll("[data-said]")) said.toggleAttribute("data-on", said.dataset.said === id);
  const link = root.querySelector(`[data-said="${id}"] > a:last-of-type`);
  root.querySelector(".al-stage-go").setAttribute("href", link.getAttribute("href"));
  tale.counted.textContent = tale.words.replace("{n}", at + 1);
  root.style.setProperty("--far", (at + 1) / total);
  for (const way of root.querySelectorAll("[data-way]")) {
    const next = data.scenes[at + Number(way.dataset.way)];
    way.style.visibility = next ? "" : "hidden";
    if (next) way.setAttribute("href", address(next.id));
  }
}

const index = (tale, id) => tale.data.scenes.findIndex((scene) => scene.id === id);
const address = (id) => {
  const url = new URL(location.href);
  id ? url.searchParams.set("scene", id) : url.searchParams.delete("scene");
  return url.pathname + url.search;
};
const first = (id) => document.querySelector(`.al-tale [data-scene="${CSS.escape(id)}"][data-opens]`);

// The paragraph in view is the last that has begun above a line: the middle of the window, on a phone of what the picture leaves free.
function look(tale) {
  if (!tale.root?.isConnected) return;
  const line = innerHeight * (NARROW_TALE.matches ? 0.58 : 0.5);
  let step = null;
  for (const other of steps()) {
    if (other.getBoundingClientRect().top > line) break;
    step = other;
  }
  step ??= steps()[0];
  if (!step || step === tale.step) return;
  tale.step?.classList.remove("al-now");
  tale.step = step;
  step.classList.add("al-now");
  show(tale, index(tale, step.dataset.scene));
  clearTimeout(tale.later);
  tale.later = setTimeout(() => write(tale), REST);
}

// The address says which scene is in view; above the first of them it says none. Links that keep the address keep the scene.
function write(tale) {
  if (!tale.root?.isConnected || !tale.step?.isConnected) return;
  // Until the scene that was asked for is reached, the page still moves by itself.
  if (tale.held && tale.held !== tale.step.dataset.scene) return;
  tale.held = "";
  const href = address("before" in tale.step.dataset ? "" : tale.step.dataset.scene);
  if (href !== location.pathname + location.search) history.replaceState(history.state, "", href + location.hash);
  const scene = new URL(href, location.origin).searchParams.get("scene");
  for (const link of document.querySelectorAll(".al-tools a[href]")) {
    const url = new URL(link.getAttribute("href"), location.origin);
    scene ? url.searchParams.set("scene", scene) : url.searchParams.delete("scene");
    link.setAttribute("href", url.pathname + url.search);
  }
}

function go(tale, id, smooth = true) {
  const step = first(id);
  if (!step) return;
  const top = step.getBoundingClientRect().top - innerHeight * (NARROW_TALE.matches ? 0.42 : 0.3);
  scroller()?.scrollBy({ top, behavior: smooth && !STILL.matches ? "smooth" : "instant" });
}

// An address with a scene begins there; where the reader has been before, the page keeps its place by itself.
function arrive(tale) {
  const wanted = new URLSearchParams(location.search).get("scene");
  if (!wanted || index(tale, wanted) < 0) return;
  tale.held = wanted;
  for (const kind of hands) addEventListener(kind, () => (tale.held = ""), { once: true, passive: true });
  if (history.state?.top) return;
  let tries = 0;
  const follow = setInterval(() => {
    go(tale, wanted, false);
    if (++tries > 9) clearInterval(follow);
  }, 200);
  for (const kind of hands) addEventListener(kind, () => clearInterval(follow), { once: true, passive: true });
}

function step(tale, by) {
  const from = "before" in (tale.step?.dataset ?? {}) ? -1 : tale.at, next = tale.data.scenes[from + by];
  if (next) go(tale, next.id);
  return Boolean(next);
}

function bind(tale) {
  tale.bound = true;
  tale.look = () => {
    tale.wanted ||= requestAnimationFrame(() => {
      tale.wanted = 0;
      look(tale);
    });
  };
  document.addEventListener("scroll", (event) => event.target === scroller() && tale.look(), { capture: true, passive: true });
  addEventListener("resize", tale.look);
  // Before the page's own links are followed: a scene is gone to here, and asks the server for nothing.
  addEventListener(
    "click",
    (event) => {
      const way = event.target instanceof Element && tale.root?.isConnected && event.target.closest(".al-stage [data-way]");
      if (!way || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      step(tale, Number(way.dataset.way));
    },
    true,
  );
  addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || !tale.root?.isConnected || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable], .al-d a, [role=dialog], [role=slider]")) return;
    if (step(tale, by)) event.preventDefault();
  });
  // On paper and in a low window each picture follows the paragraph that it belongs to.
  const flat = () => (clear(), LOW.matches && tale.root?.isConnected && papers(tale));
  LOW.addEventListener("change", flat);
  tale.flat = flat;
  addEventListener("beforeprint", () => {
    if (!tale.root?.isConnected) return;
    clear();
    papers(tale);
    for (const note of document.querySelectorAll(".al-tale details:not([open])")) note.open = note.dataset.paper = true;
  });
  addEventListener("afterprint", () => {
    flat();
    for (const note of document.querySelectorAll(".al-tale details[data-paper]")) note.open = false;
  });
}

const clear = () => document.querySelectorAll(".al-scene-paper").forEach((paper) => paper.remove());

// Each picture by itself, after the paragraph that opens it.
function papers(tale) {
  for (const [at, scene] of tale.data.scenes.entries()) {
    const place = first(scene.id), paper = document.createElement("figure");
    if (!place) continue;
    paper.className = "al-scene-paper";
    paper.append(tale.root.querySelector(".al-stage-box").cloneNode(true));
    paper.append(Object.assign(document.createElement("figcaption"), { innerHTML: tale.root.querySelector(`[data-said="${scene.id}"]`).innerHTML }));
    const copy = parts(paper);
    set(copy, tale.data, at);
    // What a style could still move is printed as a picture of its own.
    for (const unit of copy.players.flatMap((player) => player.units)) {
      const { transform, strokeWidth } = unit.style;
      unit.removeAttribute("style");
      unit.setAttribute("transform", transform.replaceAll("px", ""));
      unit.setAttribute("stroke-width", strokeWidth);
    }
    // A land that is hardly seen would weigh more on paper than all the rest.
    for (const other of paper.querySelectorAll(".al-layer:not([data-on]), .al-ground:not([data-on='near']), .al-stage-go, .al-away")) other.remove();
    place.after(paper);
  }
}
