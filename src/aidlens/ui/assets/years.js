// The years under the map, and the works of a place: what a reader plays, drags or chooses is counted here, from the marks of the page; the
// address follows when the hand lets go.
const A_YEAR = 700; // ms a year lasts while they play
const AFTER_KEYS = 700; // ms after the last key, and the address follows
const FIELD = ":is([data-field^='place:'], [data-field^='aside:'])";

const TOGETHER = /^many:[^:]*,/; // a mark for many works of several districts

const stripOf = () => document.querySelector(".al-strip");
const mapOf = () => document.querySelector(".al-map") || document.querySelector(".st-key-chart-map .al-d");
const filled = (words, values) => Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words);

function bindYears(shell) {
  // ``range`` is what the reader's hand has chosen, until the page that was asked for is there.
  const state = { strip: null, data: null, range: null, timer: 0, wait: 0, from: null, title: "", map: null };

  const counts = () => {
    const found = new Map();
    for (const [year, marks] of Object.entries(state.data.marks)) {
      for (const [mark, count] of marks.split(" ").map((one) => one.split("="))) found.set(mark, [...(found.get(mark) ?? []), [Number(year), Number(count ?? 1)]]);
    }
    return found;
  };

  // The years the page shows, as far as there are any works.
  const pageRange = () => [Math.max(state.data.from ?? 0, state.data.first), Math.min(state.data.to ?? 9999, state.data.last)];

  // Marks, numbers of fields and title for a range of years; for null as the page itself has them.
  const show = (range) => {
    const map = mapOf();
    if (!map || !state.data) return;
    // A page that shows some years has no marks of the others: there a hand that goes beyond them only chooses.
    const page = pageRange(), part = state.data.from || state.data.to;
    const whole = !range || (range[0] <= page[0] && range[1] >= page[1]) || (part && (range[0] < page[0] || range[1] > page[1]));
    const of = (mark) => (state.marks.get(mark.dataset.mark) ?? []).reduce((sum, [year, count]) => sum + (whole || (year >= range[0] && year <= range[1]) ? count : 0), 0);
    let drawn = 0;
    // All is read before anything is written: each reading after a change would lay the page out anew.
    const fields = [...map.querySelectorAll(FIELD)], seen = new Set(fields.filter((field) => isSeen(map, field)));
    for (const field of fields) {
      let here = 0;
      for (const mark of field.querySelectorAll("[data-mark^='work:'], [data-mark^='many:']")) {
        const count = of(mark);
        here += count;
        mark.style.visibility = count ? "" : "hidden";
        const number = mark.dataset.mark.startsWith("many:") && mark.nextElementSibling;
        if (number) number.textContent = count || "";
      }
      if (seen.has(field)) drawn += here;
      field.style.visibility = here ? "" : "hidden";
      const number = [...field.querySelectorAll("tspan")].filter((item) => !item.closest("a"))[0];
      if (number) number.textContent = `${number.dataset.space ?? (number.dataset.space = number.textContent.startsWith(" ") ? " " : "")}${here}`;
    }
    let total = 0;
    for (const [mark, years] of state.marks) {
      if (TOGETHER.test(mark)) continue; // its works are counted in their districts
      for (const [year, count] of years) if (whole || (year >= range[0] && year <= range[1])) total += count;
    }
    outside(map, total - drawn);
    const title = document.querySelector('[data-frame="map"] .al-h2');
    const words = whole ? "" : filled(total === 1 ? state.data.words.one : state.data.words.many, { first: range[0], last: range[1], n: total });
    if (title) {
      if (title.textContent !== state.said) state.title = title.textContent;
      title.textContent = whole ? state.title : words;
      state.said = whole ? "" : words;
    }
    const { first, last, columns } = state.data, [from, to] = range ?? [state.data.from ?? first, state.data.to ?? last];
    const plot = state.strip.querySelector(".al-strip-plot");
    plot.style.setProperty("--from", Math.max(0, from - first) / columns);
    plot.style.setProperty("--to", (Math.min(last, to) - first + 1) / columns);
    plot.toggleAttribute("data-part", from > first || to < last);
    plot.setAttribute("aria-valuemin", first);
    plot.setAttribute("aria-valuemax", last);
    plot.setAttribute("aria-valuenow", Math.min(to, last));
    plot.setAttribute("aria-valuetext", words || `${Math.max(from, first)}–${Math.min(to, last)}`);
    state.strip.querySelector("[data-strip-now]").textContent = `${Math.max(from, first)}–${Math.min(to, last)}`;
    list();
  };

  // Whether a field is in the picture: of a map that moves, as it stands now.
  const isSeen = (map, field) => {
    const land = map.querySelector(".al-map-land");
    if (!land?.contains(field)) return true;
    const [own, frame] = [field.getBoundingClientRect(), land.getBoundingClientRect()];
    const [x, y] = [own.left + own.width / 2, own.top + own.height / 2];
    return field.style.display !== "none" && !field.hasAttribute("data-cut") && x > frame.left && x < frame.right && y > frame.top && y < frame.bottom;
  };

  // How many works lie outside the picture.
  const outside = (map, count) => {
    const field = map.querySelector("[data-field='beyond']");
    if (!field) return;
    field.style.visibility = count > 0 ? "" : "hidden";
    field.querySelector("text").textContent = filled(count === 1 ? state.data.words.outsideOne : state.data.words.outsideMany, { n: count });
  };

  const set = (range) => {
    state.range = range;
    show(range);
  };

  // The page itself for what is chosen; of all years there is nothing to ask where it shows them.
  const ask = () => {
    clearTimeout(state.wait);
    const { data, range } = state;
    if (!data || !range) return;
    const whole = range[0] <= data.first && range[1] >= data.last;
    if (whole && !data.from && !data.to) return set(null);
    shell.go(whole ? data.all : data.go.replace("1111", range[0]).replace("2222", range[1]));
  };

  const stop = () => {
    clearInterval(state.timer);
    state.timer = 0;
    label();
  };

  const label = () => {
    const button = state.strip?.querySelector("[data-strip-play]");
    if (button) button.textContent = state.timer ? state.data.words.stop : state.data.words.play;
  };

  // The years that are chosen play, and are there again at the end.
  const play = () => {
    if (state.timer) return stop(), ask();
    const [first, last] = pageRange();
    let year = first;
    set([first, year]);
    state.timer = setInterval(() => {
      if (++year > last) return stop(), set(null);
      set([first, year]);
    }, A_YEAR);
    label();
  };

  const yearAt = (plot, x) => {
    const box = plot.getBoundingClientRect(), { first, last, columns } = state.data;
    const year = first + Math.floor(((x - box.left) / box.width) * columns);
    return state.from === null && year > last ? null : Math.min(last, Math.max(first, year));
  };

  document.addEventListener("pointerdown", (event) => {
    const plot = event.target instanceof Element && event.target.closest(".al-strip-plot");
    if (!plot || event.button) return;
    const year = yearAt(plot, event.clientX);
    if (year === null) return; // the undated are in no year
    stop();
    plot.setPointerCapture(event.pointerId);
    state.from = year;
    set([state.from, state.from]);
  });
  document.addEventListener("pointermove", (event) => {
    const plot = state.from !== null && event.target instanceof Element && event.target.closest(".al-strip-plot");
    if (!plot) return;
    const year = yearAt(plot, event.clientX);
    const range = [Math.min(state.from, year), Math.max(state.from, year)];
    if (String(range) !== String(state.range)) set(range);
  });
  for (const kind of ["pointerup", "pointercancel"]) {
    document.addEventListener(kind, () => {
      if (state.from === null) return;
      state.from = null;
      kind === "pointerup" ? ask() : set(null);
    });
  }
  // Arrows move the end, with Shift the beginning; Home, End and Esc bring all years back.
  document.addEventListener("keydown", (event) => {
    const plot = event.target instanceof Element && event.target.matches(".al-strip-plot") && event.target;
    if (!plot || event.altKey || event.ctrlKey || event.metaKey) return;
    const { first, last } = state.data, step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    const [from, to] = state.range ?? [state.data.from ?? first, state.data.to ?? last];
    const within = (year, low, high) => Math.min(high, Math.max(low, year));
    if (step && event.shiftKey) set([within(from + step, first, to), to]);
    else if (step) set([from, within(to + step, from, last)]);
    else if (["Home", "End", "Escape"].includes(event.key)) set([first, last]);
    else if (event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    stop();
    clearTimeout(state.wait);
    state.wait = setTimeout(ask, event.key === "Enter" ? 0 : AFTER_KEYS);
  });

  // ── the works of a place ──

  // The place whose works are listed is in the address: it is there again after Back and after another load.
  const placeAsked = () => {
    const query = new URLSearchParams(location.search);
    return query.get("place") || query.get("at") || "";
  };
  const keepPlace = (chosen) => {
    const url = new URL(location.href);
    const shown = document.querySelector(".al-head")?.dataset.here, here = shown && new URL(shown, location.origin).pathname === location.pathname;
    if (!state.place || state.place === placeAsked() || !here || !document.querySelector(".al-place")) return;
    url.search = [url.search.replace(/[?&]place=[^&]*/, "").replace(/^[?&]/, ""), `place=${state.place}`].filter(Boolean).join("&");
    if (!chosen) return history.replaceState(history.state, "", url);
    noteScroll();
    shell.enter({ top: history.state?.top ?? 0 }, "", url);
  };
  addEventListener("popstate", () => {
    state.place = placeAsked();
    list();
  });

  // The field of a place, or of places that share one; where they stand apart now, each of them, where they share another, that one.
  const fieldsOf = (place) => {
    const all = [...(mapOf()?.querySelectorAll(FIELD) ?? [])], of = (field) => field.dataset.field.split(":")[1];
    const sorted = (ids) => String(ids.split(",").sort()), wanted = place.split(",");
    const exact = all.filter((field) => sorted(of(field)) === sorted(place));
    if (exact.length) return exact.slice(0, 1);
    const single = all.filter((field) => wanted.includes(of(field)));
    return single.length ? single : all.filter((field) => of(field).split(",").includes(wanted[0])).slice(0, 1);
  };

  const list = () => {
    const section = document.querySelector(".al-place");
    if (!section) return;
    section.hint ??= section.innerHTML;
    state.place ||= placeAsked();
    const fields = state.place ? fieldsOf(state.place) : [], field = fields[0];
    for (const other of document.querySelectorAll(".al-chosen")) other.classList.toggle("al-chosen", fields.includes(other));
    for (const one of fields) one.classList.add("al-chosen");
    const marks = fields.flatMap((one) => [...one.querySelectorAll("[data-mark^='work:'], [data-mark^='many:']")]).filter((mark) => mark.style.visibility !== "hidden");
    const key = field ? `${state.place} ${marks.map((mark) => mark.dataset.mark)}` : "";
    if (key === (section.shown ?? "")) return;
    section.shown = key;
    if (!field) return (section.innerHTML = section.hint);
    const names = fields.map((one) => one.querySelector("[data-mark^='name:']")), [name] = names;
    const said = names.map((one) => (one.dataset.words ?? "").replaceAll("\n", " · ")).join(" · ");
    const anchor = (href, words) => Object.assign(document.createElement("a"), { href, textContent: words, target: "_self" });
    const head = Object.assign(document.createElement("h2"), { textContent: said, className: "al-h3" });
    const items = marks.map((mark) => {
      const [first, ...rest] = (mark.dataset.words ?? "").split("\n").filter(Boolean), item = document.createElement("li");
      item.append(anchor(mark.getAttribute("href"), first), Object.assign(document.createElement("small"), { textContent: rest[0] ?? "" }));
      return item;
    });
    const works = document.createElement("ul"), only = document.createElement("p");
    works.append(...items);
    const alone = new URLSearchParams(location.search).get("at") === state.place;
    if (!alone) only.append(anchor(name.getAttribute("href"), section.dataset.only));
    if (!/,|^beside$/.test(state.place)) only.append(" ", anchor(section.dataset.page.replace("/-?", `/${state.place}?`), section.dataset.own));
    section.replaceChildren(head, works, only);
  };

  // A place is chosen where it stands; its own address would take all others off the map. It answers before the page's links do.
  addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element && event.target.closest("[data-mark^='name:'], .al-all");
      const field = link && link.closest(FIELD);
      if (!field || event.button || event.ctrlKey || event.metaKey || event.shiftKey || !document.querySelector(".al-place")) return;
      event.preventDefault();
      event.stopPropagation();
      state.place = field.dataset.field.split(":")[1];
      list();
      keepPlace(true);
      const section = document.querySelector(".al-place"), box = section.getBoundingClientRect();
      if (box.top < 0 || box.top > innerHeight - 120) section.scrollIntoView({ block: "nearest" });
      if (link.matches(":focus-visible")) section.querySelector("a")?.focus({ preventScroll: true });
    },
    true,
  );

  // What is drawn anew is the page's own; where only the strip or only the map is, what the hand holds is shown on it.
  const look = () => {
    const strip = stripOf(), map = mapOf(), field = map?.querySelector(FIELD) ?? null;
    keepPlace(false);
    if (strip === state.strip && field === state.map) return;
    const fresh = strip && strip.dataset.strip !== state.written;
    Object.assign(state, { strip, map: field });
    if (!strip) {
      stop();
      return Object.assign(state, { data: null, range: null, written: "", place: "" });
    }
    if (fresh) {
      state.written = strip.dataset.strip;
      state.data = JSON.parse(strip.dataset.strip);
      state.marks = counts();
      if (!state.timer) state.range = null;
    }
    show(state.range);
    label();
  };
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-strip-play]")) play();
  });
  let moved = 0;
  document.addEventListener("al-moved", () => (moved ||= requestAnimationFrame(() => ((moved = 0), state.strip && show(state.range)))));

  // On paper stands the drawing of the plain page: a surface prints as it was on the screen.
  addEventListener("beforeprint", () => {
    const map = document.querySelector(".al-map"), print = document.querySelector('.st-key-actions-map a[href*="/plain/"]');
    if (!map || !print) return;
    const asked = new XMLHttpRequest();
    try {
      asked.open("GET", print.href, false); // the paper does not wait
      asked.send();
    } catch {
      return;
    }
    const drawing = asked.status === 200 && new DOMParser().parseFromString(asked.responseText, "text/html").querySelector(".al-p-large svg");
    if (!drawing) return;
    const paper = document.createElement("div");
    paper.className = "al-map-paper";
    paper.append(document.importNode(drawing, true));
    map.after(paper);
  });
  addEventListener("afterprint", () => document.querySelectorAll(".al-map-paper").forEach((paper) => paper.remove()));
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  look();
}
