// Runs before a page's own scripts: notes, frame by frame, when its answer is readable, its chart drawn, its map drawn.
(() => {
  const wanted = WANTED;
  const probe = (window.__probe = { readable: 0, chart: 0, map: 0, draws: 0, armed: null });
  for (const name of ["drawArraysInstanced", "drawElementsInstanced"]) {
    const own = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...rest) {
      probe.draws += 1;
      return own.apply(this, rest);
    };
  }
  // Panel draws inside shadow roots; others do not, and are not searched for them.
  const roots = () => {
    const found = [document];
    if (wanted.deep) for (const root of found) for (const node of root.querySelectorAll("*")) if (node.shadowRoot) found.push(node.shadowRoot);
    return found;
  };
  const all = (selector) => roots().flatMap((root) => [...root.querySelectorAll(selector)]);
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const seen = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && node.getBoundingClientRect().height > 0;
  const readable = () => all("h1,h2,h3,p,caption,figcaption").some((node) => plain(node.textContent) === wanted.words && seen(node));
  const marks = () => all(".js-plotly-plot .cartesianlayer path, .js-plotly-plot .shapelayer path, .al-drawing a").length;
  const painted = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime || 0;

  // A filter's round trip: from the first event of the reader's act until title and chart (or map) are others than before.
  const look = (armed) => ({
    title: all(armed.title)[0]?.textContent,
    chart: all(".js-plotly-plot, .al-drawing")
      .slice(0, 1)
      .map((chart) => chart.textContent + [...chart.querySelectorAll("path, rect")].map((mark) => mark.outerHTML).join())
      .join(),
  });
  probe.arm = (title, kind) => {
    const armed = { title, kind, start: 0, draws: 0 };
    Object.assign(armed, { before: look(armed), done: new Promise((resolve) => (armed.resolve = resolve)) });
    probe.armed = armed;
    probe.trip = () => armed.done;
    watch();
  };
  const act = () => {
    if (probe.armed && !probe.armed.start) Object.assign(probe.armed, { start: performance.now(), draws: probe.draws });
  };
  for (const kind of ["pointerdown", "click", "input", "keydown"]) document.addEventListener(kind, act, true);
  const drawn = (armed) => {
    const now = look(armed);
    if (now.title === undefined || now.title === armed.before.title) return false;
    return armed.kind === "map" ? probe.draws > armed.draws : now.chart !== "" && now.chart !== armed.before.chart;
  };

  // Nothing is watched between acts: an open page must not take the processor from the one being measured.
  let watching = false;
  const watch = () => {
    if (watching) return;
    watching = true;
    requestAnimationFrame(frame);
  };
  const frame = () => {
    watching = false;
    const now = performance.now();
    if (!probe.readable && readable() && painted()) probe.readable = Math.max(now, painted());
    if (!probe.chart && wanted.marks && marks() >= wanted.marks) probe.chart = now;
    if (!probe.map && probe.draws) probe.map = now;
    if (probe.armed?.start && drawn(probe.armed)) {
      const { resolve, start } = probe.armed;
      probe.armed = null;
      requestAnimationFrame((end) => resolve(end - start));
    }
    const all = probe.readable && (probe.chart || !wanted.marks) && (probe.map || !wanted.map);
    if (!all || probe.armed) watch();
  };
  watch();
})();
