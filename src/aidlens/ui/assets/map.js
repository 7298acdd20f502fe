// Loads the interactive map where it is shown: its code comes from a file of its own, kept for ever; what cannot be drawn is said.
const SANS = "16px 'Libre Franklin'";
let maps = 0;

export default function ({ data, parentElement, setStateValue }) {
  const map = (parentElement.aidlensMap ??= begin(parentElement, (why) => setStateValue("unable", why)));
  const call = ++map.calls;
  map.take(data);
  // A call that another one has followed closes nothing.
  return () => call === map.calls && map.close();
}

// Packed: what the page says of a map is a tenth as heavy so.
const unpacked = async (data) => JSON.parse(await new Response(new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"))).text());
const same = (one, other) => one?.length === other.length && one.every((value, at) => value === other[at]);

function begin(parent, unable) {
  const canvas = document.createElement("canvas");
  canvas.id = `aidlens-map-${++maps}`;
  const surface = canvas.getContext("webgl2", { preserveDrawingBuffer: true });
  const map = { calls: 0, said: null, shown: null, closed: false };
  map.close = () => {
    map.closed = true;
    delete parent.aidlensMap;
    if (map.shown) map.shown.close();
    else surface?.getExtension("WEBGL_lose_context")?.loseContext();
  };
  // What was said last is shown, whichever was unpacked first.
  map.take = async (data) => {
    if (!surface || same(map.said, data)) return;
    map.said = data;
    try {
      const content = await unpacked(data), { draw } = await (map.code ??= load(content.code));
      if (map.closed || map.said !== data) return;
      map.shown ??= draw(parent, canvas, () => unable("lost"));
      map.shown.show(content);
    } catch (error) {
      if (!map.closed && !map.shown) unable("code");
      else console.error(error);
    }
  };
  if (!surface) unable("webgl");
  return map;
}

// Names are drawn into a picture of letters once: in the page's own type, if it comes soon.
async function load(code) {
  const type = Promise.race([document.fonts.load(SANS), new Promise((done) => setTimeout(done, 1500))]).catch(() => {});
  const [found] = await Promise.all([import(new URL(code, window.location.origin).href), type]);
  return found;
}
