// A table on a wall never scrolls: the rows that fit stand there, the others are counted in words.
function fitTables(within = document) {
  for (const box of (within ?? document).querySelectorAll(".al-stage-table")) {
    const rows = [...box.querySelectorAll("tbody tr")];
    rows.forEach((row) => (row.hidden = false));
    const more = box.querySelector(".al-stage-more"), words = box.querySelector("[data-more]");
    words.textContent = "";
    const table = box.querySelector("table");
    const fits = (room) => table.offsetTop + table.offsetHeight <= room;
    let shown = rows.length;
    // Columns change their width with the rows they hold: each row is taken off by itself.
    if (!fits(box.clientHeight - (words.nextElementSibling.textContent ? more.offsetHeight : 0))) {
      const room = box.clientHeight - Math.max(44, more.offsetHeight);
      while (shown > 1 && !fits(room)) rows[--shown].hidden = true;
    }
    const left = rows.length - shown;
    if (!left) continue;
    words.textContent = left === 1 ? box.dataset.one : box.dataset.many.replace("#", left);
  }
}
