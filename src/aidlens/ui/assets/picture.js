// Pictures of an exhibit, made where it is drawn: title, subtitle, chart or table, sources and address as one SVG, or a PNG of it.
const PAD = 32;
const SANS = '"Libre Franklin", "Helvetica Neue", Arial, sans-serif';
const FONT = "/app/static/fonts/libre-franklin-latin-wght-normal.woff2";

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/[^\u0009\u000A\u0020-\uFFFD]/g, "");

function wrapped(text, font, width) {
  const pen = (wrapped.pen ||= document.createElement("canvas").getContext("2d"));
  pen.font = font;
  const lines = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && pen.measureText(longer).width > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line ? [...lines, line] : lines;
}

// Lines of words from y downwards; returns the SVG and the next y.
function words(text, y, size, weight, colour, width) {
  let svg = "";
  for (const line of wrapped(text, `${weight} ${size}px ${SANS}`, width)) {
    y += size * 1.36;
    svg += `<text x="${PAD}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escaped(line)}</text>`;
  }
  return [svg, y];
}

// A drawing as it stands on the page: its size in px, the colours of the page's theme written out.
async function ofDrawing(drawing, x, y) {
  const box = drawing.getBoundingClientRect();
  const copy = drawing.cloneNode(true);
  const style = getComputedStyle(drawing);
  for (const [name] of (copy.querySelector("style")?.textContent || "").matchAll(/--[\w-]+(?=:)/g)) copy.style.setProperty(name, style.getPropertyValue(name));
  for (const [name, value] of Object.entries({ x, y, width: box.width, height: box.height })) copy.setAttribute(name, value);
  copy.querySelector("style")?.remove();
  // A file stands alone: pictures in it come along, those of the other theme do not.
  const shown = [...drawing.querySelectorAll("image")].map((image) => getComputedStyle(image).display !== "none");
  for (const [at, image] of [...copy.querySelectorAll("image")].entries()) {
    if (shown[at]) image.setAttribute("href", await inWords(image.getAttribute("href")));
    else image.remove();
  }
  // A ground is an image there, for programs that know no page.
  const grounds = [...drawing.querySelectorAll("foreignObject")].map((ground) => getComputedStyle(ground.firstElementChild).backgroundImage.slice(5, -2));
  for (const [at, ground] of [...copy.querySelectorAll("foreignObject")].entries()) {
    const [room, image] = ["svg", "image"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
    for (const name of ["x", "y", "width", "height"]) room.setAttribute(name, ground.getAttribute(name));
    room.setAttribute("viewBox", ground.dataset.part);
    for (const [name, value] of Object.entries({ href: await inWords(grounds[at]), width: 1, height: 1 })) image.setAttribute(name, value);
    for (const each of [room, image]) each.setAttribute("preserveAspectRatio", "none");
    room.append(image);
    ground.replaceWith(room);
  }
  for (const gone of copy.querySelectorAll(".al-screen")) gone.remove();
  for (const gone of copy.querySelectorAll("[data-words]")) gone.removeAttribute("data-words");
  return [new XMLSerializer().serializeToString(copy), box.width, box.height];
}

// A table as it stands on the page: every line of words at its place, a rule under every row.
function ofTable(table, x, y) {
  const box = table.getBoundingClientRect();
  const rule = getComputedStyle(document.documentElement).getPropertyValue("--rule");
  let svg = "";
  for (const row of table.rows) {
    const bottom = row.getBoundingClientRect().bottom - box.top + y;
    svg += `<line x1="${x}" x2="${x + box.width}" y1="${bottom}" y2="${bottom}" stroke="${rule}"/>`;
  }
  const walker = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (holder.closest("caption") || !node.data.trim()) continue;
    const style = getComputedStyle(holder);
    const lines = new Map();
    for (const found of node.data.matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      const place = range.getBoundingClientRect();
      const key = Math.round(place.bottom);
      if (!lines.has(key)) lines.set(key, { left: place.left, bottom: place.bottom, height: place.height, said: [] });
      lines.get(key).said.push(found[0]);
    }
    for (const line of lines.values()) {
      const base = line.bottom - box.top + y - line.height * 0.24;
      svg += `<text x="${line.left - box.left + x}" y="${base}" font-size="${parseFloat(style.fontSize)}" font-weight="${style.fontWeight}" fill="${style.color}">${escaped(line.said.join(" "))}</text>`;
    }
  }
  return [svg, box.width, box.height];
}

// A file of the site as an address that holds it.
async function inWords(address) {
  if (address.startsWith("data:")) return address;
  const found = await fetch(address);
  const bytes = new Uint8Array(await found.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return `data:${found.headers.get("content-type")};base64,${btoa(text)}`;
}

async function font() {
  try {
    return `<style>@font-face{font-family:"Libre Franklin";font-weight:100 900;src:url(${await inWords(FONT)}) format("woff2")}</style>`;
  } catch {
    return ""; // without the font the picture is set in the next one of the list
  }
}

async function drawn(button) {
  const id = button.dataset.exhibit;
  const frame = document.querySelector(`[data-frame="${id}"]`);
  const chart = document.querySelector(`.st-key-chart-${id} .al-d`);
  const table = document.querySelector(`[data-table="${id}"] table`);
  if (!frame || !(chart || table)) return null;
  const ink = getComputedStyle(frame).color;
  const quiet = getComputedStyle(document.documentElement).getPropertyValue("--quiet").trim();
  const paper = getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
  const inner = (chart || table).getBoundingClientRect().width;
  const parts = [];
  let y = PAD - 8;
  const add = (text, size, weight, colour) => {
    const [svg, next] = words(text, y, size, weight, colour, inner);
    parts.push(svg);
    y = next;
  };
  add(frame.querySelector("h2,h3").textContent, 23, 600, ink);
  y += 4;
  add(frame.querySelector(".al-sub").textContent, 15, 400, quiet);
  y += 14;
  const [body, , height] = chart ? await ofDrawing(chart, PAD, y) : ofTable(table, PAD, y);
  parts.push(body);
  y += height + 8;
  for (const line of document.querySelectorAll(`[data-foot="${id}"] p`)) add(line.textContent, 13, 400, quiet);
  add(button.dataset.credit, 13, 400, quiet);
  const [width, tall] = [Math.ceil(inner + 2 * PAD), Math.ceil(y + PAD - 8)];
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${tall}" viewBox="0 0 ${width} ${tall}" font-family='${SANS}'>` +
    `<title>${escaped(frame.querySelector("h2,h3").textContent)}</title>${await font()}<rect width="100%" height="100%" fill="${paper}"/>${parts.join("")}</svg>`;
  return { svg, width, tall };
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function takePicture(button) {
  const made = await drawn(button);
  if (!made) return false;
  const name = `aidlens-${button.dataset.exhibit}`;
  const file = new Blob([made.svg], { type: "image/svg+xml" });
  if (button.dataset.picture === "svg") {
    save(file, `${name}.svg`);
    return true;
  }
  const image = new Image();
  image.src = URL.createObjectURL(file);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = made.width * 2;
  canvas.height = made.tall * 2;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  save(await new Promise((done) => canvas.toBlob(done, "image/png")), `${name}.png`);
  URL.revokeObjectURL(image.src);
  return true;
}

document.addEventListener("click", async (event) => {
  const button = event.composedPath().find((node) => node instanceof Element && node.matches("[data-picture], [data-save]"));
  if (!button || button.dataset.busy) return;
  if (button.dataset.save) {
    save(new Blob([button.dataset.copy], { type: "text/plain;charset=utf-8" }), button.dataset.save);
    return;
  }
  button.dataset.busy = "true";
  const fine = await takePicture(button).catch(() => false);
  delete button.dataset.busy;
  if (!fine) return;
  button.dataset.done = "true";
  setTimeout(() => delete button.dataset.done, 1600);
});
