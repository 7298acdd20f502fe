// Loads the interactive map where it is shown: its code comes from a file of its own, kept for ever; what cannot be drawn is said.
const SANS = "16px 'Libre Franklin'";
let maps = 0;

export default function ({ data, parentElement, setStateValue }) {
  const said = new TextDecoder().decode(data);
  const map = (parentElement.aidlensMap ??= begin(parentElement, JSON.parse(said).code, (why) => setStateValue("unable", why)));
  const call = ++map.calls;
  if (said !== map.said) {
    map.said = said;
    map.shown?.show(JSON.parse(said));
  }
  // A call that another one has followed closes nothing.
  return () => call === map.calls && map.close();
}

function begin(parent, code, unable) {
  const canvas = document.createElement("canvas");
  canvas.id = `aidlens-map-${++maps}`;
  const surface = canvas.getContext("webgl2", { preserveDrawingBuffer: true });
  const map = { calls: 0, said: "", shown: null, closed: false };
  map.close = () => {
    map.closed = true;
    delete parent.aidlensMap;
    if (map.shown) map.shown.close();
    else surface?.getExtension("WEBGL_lose_context")?.loseContext();
  };
  if (!surface) unable("webgl");
  else load(code).then(
    ({ draw }) => {
      if (map.closed) return;
      map.shown = draw(parent, canvas, () => unable("lost"));
      map.shown.show(JSON.parse(map.said));
    },
    () => map.closed || unable("code"),
  );
  return map;
}

// Names are drawn into a picture of letters once: in the page's own type, if it comes soon.
async function load(code) {
  const type = Promise.race([document.fonts.load(SANS), new Promise((done) => setTimeout(done, 1500))]).catch(() => {});
  const [found] = await Promise.all([import(new URL(code, window.location.origin).href), type]);
  return found;
}
