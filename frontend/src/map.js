// The interactive map: a deck as pydeck writes it, drawn by deck.gl on a canvas that takes keys; a mark leads to its works.
import { Deck, MapView } from "@deck.gl/core";
import { JSONConfiguration, JSONConverter } from "@deck.gl/json";
import { LineLayer, ScatterplotLayer, TextLayer } from "@deck.gl/layers";

// What our deck is made of; a test holds it to the layers the code in Python names.
const classes = { MapView, LineLayer, ScatterplotLayer, TextLayer };
const converter = new JSONConverter({ configuration: new JSONConfiguration({ classes }) });
const STEP = 80; // px an arrow key moves the map
const ZOOM = 0.5;
const COARSE = window.matchMedia("(pointer: coarse)");

// Draws on `canvas` within `parent`; `lost` is called when its surface is taken away. Returns what shows new content and gives back the surface.
export function draw(parent, canvas, lost) {
  let deck = null, view = null, first = null, asked = "", words = {}, closed = false;
  const box = element("div", "al-map"), tip = element("p", "al-map-tip"), told = element("p", "al-map-told"), tools = element("div", "al-map-tools");
  // What a reader's hand began, as a glide after a pull, ends where a key or a button asks for something else.
  const at = (next) => move({ transitionDuration: 0, ...next });
  const zoomBy = (step) => at({ zoom: view.zoom + step });
  const reset = () => at({ bearing: 0, pitch: 0, ...first });
  const buttons = {
    zoomIn: button("M3 9h12M9 3v12", () => zoomBy(ZOOM)),
    zoomOut: button("M3 9h12", () => zoomBy(-ZOOM)),
    whole: button("M4.2 5.5A6 6 0 1 1 3 9M3.6 2v4h4", reset),
    full: button("M3 7V3h4M11 3h4v4M15 11v4h-4M7 15H3v-4", fullScreen),
  };

  box.append(canvas, tip, told, tools);
  tools.append(...Object.values(buttons));
  buttons.full.hidden = !document.fullscreenEnabled;
  tip.hidden = true;
  told.id = `${canvas.id}-told`;
  told.hidden = true;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-describedby", told.id);
  canvas.addEventListener("keydown", onKey);
  canvas.addEventListener("webglcontextlost", onLost);
  box.addEventListener("fullscreenchange", nameFull);
  parent.append(box);

  function show(content) {
    words = content.words;
    box.style.height = `${content.height}px`;
    canvas.setAttribute("aria-label", content.name);
    told.textContent = `${content.told} ${words.keys}`;
    for (const [name, item] of Object.entries(buttons)) item.setAttribute("aria-label", (item.title = words[name] ?? ""));
    nameFull();
    const wanted = JSON.stringify(content.deck.initialViewState);
    // The view stays while marks change; another extent, or another width of page, asks for another view.
    if (wanted !== asked) view = first = content.deck.initialViewState;
    asked = wanted;
    const { layers } = converter.convert({ layers: content.deck.layers });
    tip.hidden = true;
    if (deck) return deck.setProps({ layers, viewState: view });
    deck = new Deck({
      canvas,
      layers,
      viewState: view,
      // Keys are taken here: deck.gl reads places on the keyboard, where an Italian one has other signs.
      views: new MapView({ controller: { keyboard: false } }),
      pickingRadius: COARSE.matches ? 12 : 2,
      getCursor: ({ isDragging, isHovering }) => (isDragging ? "grabbing" : isHovering ? "pointer" : "grab"),
      onViewStateChange: ({ viewState }) => move(viewState),
      onHover: point,
      onClick: ({ object }) => object?.href && window.__aidlens.go(object.href),
      onAfterRender: () => (box.dataset.drawn = "true"),
      // Given back before it was there, as when a reader leaves at once.
      onDeviceInitialized: () => closed && giveBack(),
    });
  }

  function move(next) {
    const zoom = Math.min(first.maxZoom, Math.max(first.minZoom, next.zoom ?? view.zoom));
    view = { ...view, ...next, zoom };
    tip.hidden = true;
    deck?.setProps({ viewState: view });
  }

  function pan(right, down) {
    const port = deck?.getViewports()[0];
    if (!port) return;
    const [longitude, latitude] = port.unproject([port.width / 2 + right, port.height / 2 + down]);
    at({ longitude, latitude });
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = {
      "+": () => zoomBy(ZOOM),
      "=": () => zoomBy(ZOOM),
      "-": () => zoomBy(-ZOOM),
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

  // Words for the pointer stand beside it, towards the middle of the map; they are text, never HTML.
  function point({ object, x, y }) {
    tip.hidden = !object?.hover;
    if (tip.hidden) return;
    tip.textContent = object.hover;
    const left = x > box.clientWidth / 2;
    tip.style.transform = `translate(${x}px, ${y}px) translate(${left ? "calc(-100% - 10px)" : "10px"}, ${y > 60 ? "calc(-100% - 6px)" : "14px"})`;
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

function button(sign, act) {
  const made = element("button", ""), picture = document.createElementNS(SVG, "svg"), path = document.createElementNS(SVG, "path");
  made.type = "button";
  picture.setAttribute("viewBox", "0 0 18 18");
  path.setAttribute("d", sign);
  picture.append(path);
  made.append(picture);
  made.addEventListener("click", act);
  return made;
}
