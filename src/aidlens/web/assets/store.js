// A browser whose storage is shut off, or full, gets one that lasts as long as the page: Streamlit's theme and the deck live there.
(function () {
  try { localStorage.setItem("aidlens-try", ""); localStorage.removeItem("aidlens-try"); return; } catch (e) {}
  document.documentElement.dataset.forgets = "true";
  var kept = new Map();
  try { kept = new Map(Object.entries(localStorage)); } catch (e) {}
  var store = {
    getItem: function (key) { return kept.has(key + "") ? kept.get(key + "") : null; },
    setItem: function (key, value) { kept.set(key + "", value + ""); },
    removeItem: function (key) { kept.delete(key + ""); },
    clear: function () { kept.clear(); },
    key: function (place) { return Array.from(kept.keys())[place] ?? null; },
    get length() { return kept.size; }
  };
  try { Object.defineProperty(window, "localStorage", { value: store, configurable: true }); } catch (e) {}
})()
