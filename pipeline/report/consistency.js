// Sort by a click on a head, filter by words and by a column's value; no library, works from a file.
for (const table of document.querySelectorAll("table.sort")) {
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => head.addEventListener("click", () => {
    const way = head.dataset.way === "1" ? -1 : 1;
    heads.forEach(other => delete other.dataset.way);
    head.dataset.way = way;
    const key = row => row.cells[column].dataset.v ?? row.cells[column].textContent;
    const rows = [...body.rows].sort((a, b) => {
      const [x, y] = [key(a), key(b)], [m, n] = [parseFloat(x), parseFloat(y)];
      return way * (isNaN(m) || isNaN(n) ? x.localeCompare(y, "zh") : m - n);
    });
    body.append(...rows);
  }));
}
const words = document.querySelector("#words"), cause = document.querySelector("#cause"), only = document.querySelector("#only");
function filter() {
  let shown = 0;
  for (const row of document.querySelector("#cases").tBodies[0].rows) {
    const fits = words.value.trim().split(/\s+/).every(word => row.textContent.includes(word))
      && (!cause.value || row.dataset.cause === cause.value) && (!only.checked || row.classList.contains("this"));
    row.hidden = !fits;
    shown += fits;
  }
  document.querySelector("#shown").textContent = `显示${shown}件`;
}
if (words) [words, cause, only].forEach(input => input.addEventListener("input", filter));
