// The presenter's notes: the same page in a second window (it follows the stage by a channel of the browser) and on a phone (by a room).
const page = document.getElementById("page"), room = JSON.parse(page.dataset.room), at = (id) => document.getElementById(id);
const channel = room.code ? null : new BroadcastChannel("aidlens-stage");
const timer = { from: 0, held: 0 };
let state = null, heard = 0;

const text = (id, words) => { const node = at(id); if (node.textContent !== words) node.textContent = words; };

function draw() {
  const slide = state.slides[state.at], next = state.slides[state.at + 1];
  if (!slide) return;
  text("at", `${state.at + 1} / ${state.slides.length}`);
  // A slide that is built up key by key: which of its steps the room sees.
  text("step", slide.presses ? room.words.step.replace("@", (state.built ?? slide.presses) + 1).replace("#", slide.presses + 1) : "");
  text("title", slide.title);
  text("say", slide.say);
  text("question", slide.question);
  text("note", slide.note);
  text("next", next ? next.title : room.words.end);
  at("says").hidden = !slide.say;
  at("asks").hidden = !slide.question;
  at("notes").hidden = !slide.note;
  document.body.classList.toggle("blank", Boolean(state.blank));
  if (channel) shared(state);
}

function shared(found) {
  at("share").hidden = !found.lan;
  const made = found.room;
  at("room").hidden = !made || made.gone;
  if (made?.picture) at("room").querySelector("img").src = made.picture;
  if (made?.address) at("room").querySelector("p").textContent = made.address;
  say(made?.gone ? room.words.gone : "");
}

function say(words) { text("word", words); at("word").hidden = !words; }

function send(message) {
  if (channel) return channel.postMessage(message);
  if (message.type !== "move") return;
  fetch(`/room/${room.code}/move`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ step: message.step }) })
    .then((answer) => answer.status === 404 && say(room.words.gone)).catch(() => say(room.words.lost));
}

async function follow() {
  let after = -1;
  for (;;) {
    const answer = await fetch(`/room/${room.code}/state?after=${Math.max(0, after)}`).catch(() => null);
    if (answer?.status === 404) return say(room.words.gone);
    if (!answer?.ok) { say(room.words.lost); await new Promise((done) => setTimeout(done, 2000)); continue; }
    const found = await answer.json();
    after = found.version;
    if (!found.version) { say(room.words.wait); continue; }
    say("");
    state = found.state;
    draw();
  }
}

function tick() {
  text("clock", new Date().toLocaleTimeString(room.lang, { hour: "2-digit", minute: "2-digit" }));
  const seconds = Math.floor((timer.held + (timer.from ? Date.now() - timer.from : 0)) / 1000);
  text("timer", `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
  if (channel && Date.now() - heard > 5000) {
    // A stage that was closed says nothing more: asking now and then finds the next one.
    if (state && heard) say(room.words.wait);
    channel.postMessage({ type: "hello" });
  }
}

function run() {
  if (timer.from) { timer.held += Date.now() - timer.from; timer.from = 0; } else timer.from = Date.now();
  document.querySelector("[data-timer]").textContent = timer.from ? room.words.pause : room.words.start;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.step) send({ type: "move", step: Number(button.dataset.step) });
  if (button.dataset.timer !== undefined) { run(); tick(); }
  if (button.dataset.reset !== undefined) { timer.held = 0; if (timer.from) timer.from = Date.now(); tick(); }
  if (button.dataset.share !== undefined) send({ type: "share" });
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("button")) return;
  const step = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 }[event.key];
  if (step) { event.preventDefault(); send({ type: "move", step }); }
  if (event.key === "b" && channel) send({ type: "blank" });
});
if (channel) {
  channel.onmessage = (event) => {
    if (event.data?.type !== "state") return;
    heard = Date.now();
    state = event.data;
    draw();
  };
  channel.postMessage({ type: "hello" });
} else follow();
tick();
setInterval(tick, 1000);
