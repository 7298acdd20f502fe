// Windows that follow the stage: one on this machine by a channel, phones by a room of the server.
function state(room) {
  return { type: "state", at: room.at, built: room.built, blank: root.dataset.blank !== undefined, slides: room.data.slides, lan: Boolean(room.data.lan), room: room.shared || null };
}

function post(room) {
  if (!room.channel || !room.on) return;
  room.channel.postMessage(state(room));
  if (room.shared?.code && !room.shared.gone) push(room);
}

function obey(room, message) {
  if (!room.on) return;
  if (message.type === "hello") post(room);
  if (message.type === "move") go(room, message.step < 0 ? -1 : 1);
  if (message.type === "blank") blank(room);
  if (message.type === "share") share(room);
}

function bindWindows(room) {
  room.channel = new BroadcastChannel("aidlens-stage");
  room.channel.onmessage = (event) => obey(room, event.data || {});
}

const json = (method, body) => ({ method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

async function share(room) {
  if (room.shared && !room.shared.gone) return post(room);
  try {
    const answer = await fetch("/room", json("POST", { lang: room.data.lang }));
    const made = await answer.json();
    room.shared = answer.ok ? { code: made.code, address: made.address, picture: made.picture } : { gone: true, refused: true };
  } catch {
    room.shared = { gone: true };
  }
  post(room);
  if (!room.shared.gone) listenToPhones(room);
}

async function push(room) {
  // Changes may come faster than answers: only the latest state is worth sending.
  room.stale = true;
  if (room.pushing) return;
  room.pushing = true;
  while (room.stale) {
    room.stale = false;
    const { slides, at, built, blank } = state(room);
    const answer = await fetch(`/room/${room.shared.code}/state`, json("PUT", { slides, at, built, blank })).catch(() => null);
    if (answer?.status === 404) gone(room);
  }
  room.pushing = false;
}

function gone(room) {
  room.shared = { ...room.shared, gone: true };
  post(room);
}

async function listenToPhones(room) {
  let after = 0;
  while (room.on && room.shared?.code && !room.shared.gone) {
    const answer = await fetch(`/room/${room.shared.code}/moves?after=${after}`).catch(() => null);
    if (answer?.status === 404) return gone(room);
    if (!answer?.ok) { await new Promise((done) => setTimeout(done, 1500)); continue; }
    const found = await answer.json();
    after = found.count;
    for (const step of found.moves) obey(room, { type: "move", step });
  }
}
