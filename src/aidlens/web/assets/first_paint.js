// A reader already further down keeps reading: the live page waits until they come back up or ask for it.
(function () {
  var first = document.getElementById("first-paint"), page = document.documentElement, asked = false, waiting = false;
  // A font that has missed the first frame would come in once other fonts are named, and move what is being read: it is left out for good.
  requestAnimationFrame(function () {
    [["--p-sans", '"Plain Sans"'], ["--p-serif", '"Plain Serif"']].forEach(function (pair) {
      if (document.fonts.check("16px " + pair[1])) return;
      first.style.setProperty(pair[0], getComputedStyle(first).getPropertyValue(pair[0]).replace(pair[1] + ",", ""));
    });
  });
  if (!window.CSS || !CSS.supports("selector(:has(a))")) return;
  function hold() { page.classList.toggle("al-p-reading", !asked && scrollY > 240); look(); }
  function look() { if (!waiting) { waiting = true; requestAnimationFrame(drop); } }
  function drop() {
    waiting = false;
    if (getComputedStyle(first).display !== "none") return;
    seen.disconnect();
    removeEventListener("scroll", hold);
    first.remove();
    scrollTo(0, 0);
  }
  var seen = new MutationObserver(look);
  seen.observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-drawn"] });
  addEventListener("scroll", hold, { passive: true });
  first.querySelector(".al-p-ready button").addEventListener("click", function () { asked = true; hold(); });
})()
