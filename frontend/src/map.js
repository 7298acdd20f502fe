// The interactive map: the ground as pydeck writes it, drawn by deck.gl on a canvas that takes keys; on it stand the fields of marks, which
// are a drawing of the page, each beside its seat as it was laid out for each step of the zoom.
import { Deck, MapView } from "@deck.gl/core";
import { JSONConfiguration, JSONConverter } from "@deck.gl/json";
import { BitmapLayer, LineLayer, ScatterplotLayer } from "@deck.gl/layers";

// What our deck is made of; a test holds it to the layers the code in Python names.
const classes = { MapView, BitmapLayer, LineLayer, ScatterplotLayer };
const converter = new JSONConverter({ configuration: new JSONConfiguration({ classes }) });
const STEP = 80; // px an arrow key moves the map
const NEAR = 5; // px: a field so near to its seat needs no line to it
const EDGE = 24; // px a mark that is reached by keys keeps from the edge
const REST = 180; // ms without a change of zoom, and the map settles on a step
const GLIDE = 220; // ms from step to step
const LENGTHS = [500, 200, 100, 50, 20, 10, 5]; // km a scale may have
const still = window.matchMedia("(prefers-reduced-motion: reduce)");

// px from longitude 0 on the equator, rightward and downward: Web Mercator, the world 512 px round at zoom 0.
function plane([lon, lat], zoom) {
  const scale = (512 * 2 ** zoom) / (2 * Math.PI), rad = Math.PI / 180;
  return [scale * lon * rad, -scale * Math.asinh(Math.tan(lat * rad))];
}

function place([x, y], zoom) {
  const scale = (512 * 2 ** zoom) / (2 * Math.PI), rad = Math.PI / 180;
  return { longitude: x / scale / rad, latitude: Math.atan(Math.sinh(-y / scale)) / rad };
}

// Lines as `measures/borders.py` writes them, steps in thousandths of a degree, as straight pieces.
function pieces(ways) {
  return ways.flatMap((way) => {
    const points = [];
    for (let at = 0, x = 0, y = 0; at < way.length; at += 2) points.push([(x += way[at]) / 1000, (y += way[at + 1]) / 1000]);
    return points.slice(1).map((to, at) => ({ from: points[at], to }));
  });
}

// Draws on `canvas` within `parent`; `lost` is called when its surface is taken away. Returns what shows new content and gives back the surface.
export function draw(parent, canvas, lost) {
  let deck = null, view = null, first = null, asked = "", content = null, words = {}, closed = false, step = 0, wait = 0, glide = 0, laid = -1, share = 1;
  let fields = [], names = [], halo = "", fingers = 0, from = null;
  const box = element("div", "al-map"), land = element("div", "al-map-land deck-events-root"), over = element("div", "al-map-over");
  const around = element("div", "al-map-around"), told = element("p", "al-map-told"), tools = element("div", "al-map-tools");
  const bar = element("p", "al-map-scale");
  const reset = () => at({ bearing: 0, pitch: 0, ...first });
  const buttons = {
    zoomIn: button("M3 9h12M9 3v12", () => stepTo(step + 1)),
    zoomOut: button("M3 9h12", () => stepTo(step - 1)),
    whole: button("M4.2 5.5A6 6 0 1 1 3 9M3.6 2v4h4", reset),
    full: button("M3 7V3h4M11 3h4v4M15 11v4h-4M7 15H3v-4", fullScreen),
  };

  land.append(canvas, over, bar, tools);
  box.append(land, around, told);
  tools.append(...Object.values(buttons));
  buttons.full.hidden = !document.fullscreenEnabled;
  told.id = `${canvas.id}-told`;
  told.hidden = true;
  canvas.setAttribute("role", "application");
  canvas.tabIndex = 0;
  canvas.setAttribute("aria-describedby", told.id);
  canvas.addEventListener("keydown", onKey);
  canvas.addEventListener("webglcontextlost", onLost);
  box.addEventListener("fullscreenchange", nameFull);
  for (const kind of ["pointerover", "focusin"]) over.addEventListener(kind, pointed);
  over.addEventListener("focusin", ({ target }) => bringIn(target));
  // A pull that begins on a mark moves the map: it neither drags the link nor opens it.
  over.addEventListener("dragstart", (event) => event.preventDefault());
  land.addEventListener("pointerdown", ({ clientX, clientY }) => (from = [clientX, clientY]), true);
  // Asked before the page follows its links.
  const pulled = (event) => {
    if (!from || !event.detail || !land.contains(event.target) || Math.hypot(event.clientX - from[0], event.clientY - from[1]) < 6) return;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("click", pulled, true);
  for (const kind of ["touchstart", "touchend", "touchcancel"]) land.addEventListener(kind, ({ touches }) => (fingers = touches.length), { passive: true });
  // A wheel that only passes over the map scrolls the page: it zooms where the map has been pressed or has the focus, or with Ctrl.
  let taken = false;
  land.addEventListener("pointerdown", () => (taken = true), true);
  land.addEventListener("pointerleave", () => (taken = false));
  const rolled = (event) => {
    if (!taken && !event.ctrlKey && !event.metaKey && !land.contains(document.activeElement)) event.stopPropagation();
  };
  box.addEventListener("wheel", rolled, { capture: true, passive: true });
  const resized = new ResizeObserver(fit);
  resized.observe(box);
  parent.append(box);

  function show(next) {
    const before = content;
    content = next;
    words = content.words;
    box.style.height = `${content.height}px`;
    Object.assign(land.style, { top: `${content.top}px`, right: `${content.margin}px`, bottom: `${content.below}px`, background: content.ground });
    canvas.setAttribute("aria-label", content.name);
    told.textContent = `${content.told} ${words.keys}`;
    for (const [name, item] of Object.entries(buttons)) item.setAttribute("aria-label", (item.title = words[name] ?? ""));
    nameFull();
    if (before?.moving !== content.moving) put(over, content.moving);
    if (before?.standing !== content.standing) put(around, content.standing);
    settleIn();
    const wanted = JSON.stringify(content.deck.initialViewState);
    // The view stays while marks change; another extent, or another width of page, asks for another view.
    if (wanted !== asked) begin();
    asked = wanted;
    if (deck) {
      deck.setProps({ layers: layers(), viewState: view });
      return lay();
    }
    deck = new Deck({
      canvas,
      parent: box,
      touchAction: "pan-y", // a finger that moves up or down reads on
      layers: layers(),
      viewState: view,
      // Keys are taken here: deck.gl reads places on the keyboard, where an Italian one has other signs. Fields stand upright: so does the map.
      views: new MapView({ controller: { keyboard: false, dragRotate: false, touchRotate: false, doubleClickZoom: false } }),
      getCursor: ({ isDragging }) => (isDragging ? "grabbing" : "grab"),
      onViewStateChange: ({ viewState }) => {
        cancelAnimationFrame(glide);
        move(viewState);
      },
      onLoad: () => land.removeAttribute("tabindex"), // it is the canvas that takes keys
      onAfterRender: () => (box.dataset.drawn = "true"),
      // Given back before it was there, as when a reader leaves at once.
      onDeviceInitialized: () => closed && giveBack(),
    });
    lay();
  }

  // What the page was laid out for a wider land than there is stands smaller, all of it.
  const scale = () => Math.min(1, land.clientWidth / content.wide) || 1;
  const zooms = () => content.places.zooms.map((zoom) => zoom + Math.log2(scale()));

  function begin() {
    const state = content.deck.initialViewState, less = Math.log2(scale());
    view = first = { ...state, zoom: state.zoom + less, minZoom: state.minZoom + less };
    [step, share] = [nearest(state.zoom), scale()];
  }

  // Another width may ask for another size: the same step is shown in it.
  function fit() {
    if (!content) return;
    if (scale() !== share) {
      const rests = Math.abs(view.zoom - Math.log2(share) - content.places.zooms[step]) < 0.001;
      view = { ...view, zoom: rests ? zooms()[step] : view.zoom };
      const state = content.deck.initialViewState;
      first = { ...first, zoom: state.zoom + Math.log2(scale()), minZoom: state.minZoom + Math.log2(scale()) };
      share = scale();
      deck?.setProps({ viewState: view });
    }
    lay();
  }

  // A drawing in its place; the mark that was in the reader's hands stays in them.
  function put(home, drawing) {
    const held = home.contains(document.activeElement) && document.activeElement.dataset.mark;
    home.innerHTML = drawing;
    if (held) [...home.querySelectorAll(`[data-mark="${CSS.escape(held)}"]`)].find((mark) => mark.getClientRects().length)?.focus({ preventScroll: true });
  }

  function settleIn() {
    const svg = over.querySelector("svg"), find = (key) => svg.querySelector(`[data-field="${CSS.escape(key)}"]`);
    for (const name of ["viewBox", "height"]) svg.removeAttribute(name);
    svg.setAttribute("width", "100%");
    svg.setAttribute("height", "100%");
    fields = Object.entries(content.places.fields).map(([key, field]) => ({ key, ...field, node: find(`place:${key}`) }));
    for (const node of svg.querySelectorAll("[data-field^='name:']")) node.style.display = "none";
    names = Object.entries(content.places.names).map(([key, steps]) => ({ steps, node: find(`name:${key}`) }));
    for (const name of names) name.size = ["width", "height"].map((side) => Number(name.node?.getAttribute(side)));
    for (const field of fields) {
      field.text = field.node.querySelector("g > text, text");
      field.name = field.text?.firstChild?.nodeType === Node.TEXT_NODE ? field.text.firstChild.data : "";
    }
    laid = -1;
    svg.querySelectorAll(".al-map-lead, .al-map-seats").forEach((node) => node.remove());
    const [lead, seats] = ["al-map-lead", "al-map-seats"].map((name) => path(name));
    svg.insertBefore(lead, fields[0]?.node ?? null);
    svg.insertBefore(seats, fields[0]?.node ?? null);
    const own = around.querySelector("svg");
    for (const name of ["viewBox"]) own.removeAttribute(name);
    own.setAttribute("width", "100%");
    own.setAttribute("height", content.height);
    for (const node of own.querySelectorAll("[data-field]")) node.dataset.x ??= node.getAttribute("x");
  }

  // Every field at its place for this view.
  function lay() {
    ends();
    const [wide, high] = [land.clientWidth, land.clientHeight], zoom = view.zoom;
    const [cx, cy] = plane([view.longitude, view.latitude], zoom);
    const on = ([x, y]) => [x - cx + wide / 2, y - cy + high / 2];
    const near = nearest(zoom - Math.log2(share));
    let lead = "", seats = "";
    for (const field of fields) {
      const [x, y] = on(plane(field.seats[0], zoom)), offset = field.steps[near];
      if (field.seats.length === 1) seats += `M${x.toFixed(1)} ${y.toFixed(1)}h0`;
      if (near !== laid) field.node.style.display = offset ? "" : "none";
      if (!offset) continue;
      const [w, h] = field.size.map((side) => side * share), left = x + offset[0] * share - w / 2, top = y + offset[1] * share - h / 2;
      field.node.setAttribute("width", w.toFixed(1));
      field.node.setAttribute("height", h.toFixed(1));
      field.node.setAttribute("x", left.toFixed(1));
      field.node.setAttribute("y", top.toFixed(1));
      if (field.name) field.text.firstChild.data = field.bare[near] ? "" : field.name;
      // A field of a seat beyond what was laid out is shown whole or not at all; keys still reach it, and bring it in.
      const over = left < wide && left + w > 0 && top < high && top + h > 0, whole = left >= 0 && left + w <= wide && top >= 0 && top + h <= high;
      const laidOut = Math.abs(x - wide / 2) <= (content.wide * share) / 2 && y >= 0 && y <= high;
      field.node.toggleAttribute("data-cut", over && !whole && !laidOut);
      if (over && !whole && !laidOut) continue;
      // To the nearer of its plate and its name.
      const ends = field.rooms.map((room) => room.map((side) => side * share)).map(([rx, ry, rw, rh]) => [Math.min(Math.max(x, left + rx), left + rx + rw), Math.min(Math.max(y, top + ry), top + ry + rh)]);
      const [ex, ey] = ends.reduce((one, other) => (Math.hypot(one[0] - x, one[1] - y) <= Math.hypot(other[0] - x, other[1] - y) ? one : other));
      if (Math.hypot(ex - x, ey - y) > NEAR) lead += `M${x.toFixed(1)} ${y.toFixed(1)}L${ex.toFixed(1)} ${ey.toFixed(1)}`;
    }
    if (near !== laid) stops();
    laid = near;
    for (const { node, steps, size } of names) {
      if (!node) continue;
      const spot = steps[near];
      node.style.display = spot ? "" : "none";
      if (!spot) continue;
      const [x, y] = on(plane(spot, zoom));
      const [w, h] = size.map((side) => side * share);
      for (const [name, value] of Object.entries({ width: w, height: h, x: x - w / 2, y: y - h / 2 })) node.setAttribute(name, value.toFixed(1));
    }
    over.querySelector(".al-map-lead")?.setAttribute("d", lead);
    over.querySelector(".al-map-seats")?.setAttribute("d", seats);
    for (const node of around.querySelectorAll("[data-x]")) {
      if (content.margin || node.dataset.field === "beyond") node.setAttribute("x", Number(node.dataset.x) + box.clientWidth - content.width);
    }
    // What lies outside the picture now is counted where marks are counted.
    box.dispatchEvent(new CustomEvent("al-moved", { bubbles: true }));
    const km = ((1000 / 40075017) * 512 * 2 ** zoom) / Math.cos((view.latitude * Math.PI) / 180);
    const length = LENGTHS.find((one) => one * km < 0.2 * wide) ?? LENGTHS.at(-1);
    bar.style.width = `${length * km}px`;
    bar.textContent = `${length} km`;
  }

  // A button that leads no further says so.
  function ends() {
    buttons.zoomIn.setAttribute("aria-disabled", step >= content.places.zooms.length - 1);
    buttons.zoomOut.setAttribute("aria-disabled", step <= 0);
  }

  // Tab leads to a mark that is seen at this step, and a mark in focus is followed to the field it stands in now.
  function stops() {
    const marks = [...over.querySelectorAll("a:not(.al-all)")], seen = (mark) => mark.getClientRects().length > 0;
    const held = lost(document.activeElement) ?? lost(over.querySelector("a[tabindex='0']"));
    if (!held) return;
    const twin = marks.find((mark) => mark.dataset.mark === held.dataset.mark && seen(mark)) ?? marks.find(seen);
    if (!twin) return;
    for (const mark of marks) if (mark.getAttribute("tabindex") === "0") mark.setAttribute("tabindex", "-1");
    twin.setAttribute("tabindex", "0");
    if (held === document.activeElement) twin.focus({ preventScroll: true });

    function lost(mark) {
      return mark && over.contains(mark) && !seen(mark) ? mark : undefined;
    }
  }

  const nearest = (zoom) => content.places.zooms.reduce((best, one, at, all) => (Math.abs(one - zoom) < Math.abs(all[best] - zoom) ? at : best), 0);

  function layers() {
    const seats = content.places.fields[halo]?.seats.map(([lon, lat]) => ({ lon, lat }));
    const all = content.deck.layers.map((layer) => (layer.id === "halos" && seats ? { ...layer, data: seats } : layer));
    return converter.convert({ layers: all.map((layer) => (layer["@@type"] === "LineLayer" ? { ...layer, dataTransform: pieces } : layer)) }).layers;
  }

  // The place in focus shows how far from its seat its works may be.
  function pointed({ target }) {
    const key = target.closest?.("[data-field^='place:']")?.dataset.field.slice(6) ?? "";
    if (key === halo) return;
    halo = key;
    deck?.setProps({ layers: layers() });
  }

  // A mark that keys have reached comes into the picture.
  function bringIn(mark) {
    if (!mark.matches(":focus-visible")) return;
    const own = mark.getBoundingClientRect(), frame = land.getBoundingClientRect();
    const beyond = (a, b, c, d) => (a < c + EDGE ? a - c - EDGE : b > d - EDGE ? b - d + EDGE : 0);
    const [right, down] = [beyond(own.left, own.right, frame.left, frame.right), beyond(own.top, own.bottom, frame.top, frame.bottom)];
    if (right || down) pan(right, down);
  }

  // What a reader's hand began, as a glide after a pull, ends where a key or a button asks for something else.
  function at(next) {
    cancelAnimationFrame(glide);
    step = nearest((next.zoom ?? view.zoom) - Math.log2(share));
    move({ transitionDuration: 0, ...next });
  }

  function move(next) {
    const zoom = Math.min(first.maxZoom, Math.max(first.minZoom, next.zoom ?? view.zoom));
    if (zoom !== view.zoom) clearTimeout(wait), (wait = setTimeout(settle, REST));
    view = { ...view, ...next, zoom, bearing: 0, pitch: 0 };
    deck?.setProps({ viewState: view });
    lay();
  }

  // The zoom comes to rest on the step its hand was moving to.
  function settle() {
    if (closed) return;
    if (fingers) return (wait = setTimeout(settle, REST));
    const gone = view.zoom - zooms()[step];
    if (Math.abs(gone) < 0.001) return;
    const close = nearest(view.zoom - Math.log2(share));
    stepTo(Math.abs(gone) < 0.04 ? step : gone > 0 ? Math.max(close, step + 1) : Math.min(close, step - 1));
  }

  function stepTo(next) {
    clearTimeout(wait);
    cancelAnimationFrame(glide);
    const steps = zooms();
    step = Math.min(steps.length - 1, Math.max(0, next));
    ends();
    const [start, end, begun] = [view.zoom, steps[step], performance.now()];
    // The place a reader has pointed at last stays where it is.
    const seat = content.places.fields[halo]?.seats[0], centre = [view.longitude, view.latitude];
    const off = seat ? plane(seat, start).map((value, axis) => value - plane(centre, start)[axis]) : null;
    const held = off && Math.abs(off[0]) < land.clientWidth / 2 && Math.abs(off[1]) < land.clientHeight / 2;
    const frame = (now) => {
      const share = still.matches ? 1 : Math.min(1, Math.max(0, (now - begun) / GLIDE));
      const zoom = start + (end - start) * share * (2 - share);
      const at = held ? place(plane(seat, zoom).map((value, axis) => value - off[axis]), zoom) : {};
      view = { ...view, ...at, zoom, transitionDuration: 0 };
      deck?.setProps({ viewState: view });
      lay();
      if (share < 1) glide = requestAnimationFrame(frame);
    };
    still.matches ? frame(begun) : (glide = requestAnimationFrame(frame));
  }

  function pan(right, down) {
    const [x, y] = plane([view.longitude, view.latitude], view.zoom);
    at(place([x + right, y + down], view.zoom));
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = {
      "+": () => stepTo(step + 1),
      "=": () => stepTo(step + 1),
      "-": () => stepTo(step - 1),
      0: reset,
      ArrowLeft: () => pan(-STEP, 0),
      ArrowRight: () => pan(STEP, 0),
      ArrowUp: () => pan(0, -STEP),
      ArrowDown: () => pan(0, STEP),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  function fullScreen() {
    document.fullscreenElement ? document.exitFullscreen() : box.requestFullscreen().catch(() => {});
  }

  function nameFull() {
    const name = document.fullscreenElement === box ? words.smaller : words.full;
    buttons.full.setAttribute("aria-label", (buttons.full.title = name ?? ""));
  }

  // Until the page has its plain outline, a line of words stands where the map was.
  function onLost() {
    if (closed) return;
    box.replaceChildren(element("p", "al-notice", words.lost));
    close();
    lost();
  }

  function giveBack() {
    const surface = canvas.getContext("webgl2");
    if (surface && !surface.isContextLost()) surface.getExtension("WEBGL_lose_context")?.loseContext();
  }

  function close() {
    if (closed) return;
    closed = true;
    clearTimeout(wait);
    cancelAnimationFrame(glide);
    resized.disconnect();
    removeEventListener("click", pulled, true);
    deck?.finalize();
    giveBack();
  }

  return { show, close };
}

function element(tag, name, words = "") {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = words;
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

function path(name) {
  const made = document.createElementNS(SVG, "path");
  made.setAttribute("class", name);
  return made;
}

function button(sign, act) {
  const made = element("button", ""), picture = document.createElementNS(SVG, "svg"), line = document.createElementNS(SVG, "path");
  made.type = "button";
  picture.setAttribute("viewBox", "0 0 18 18");
  line.setAttribute("d", sign);
  picture.append(line);
  made.append(picture);
  made.addEventListener("click", act);
  return made;
}
