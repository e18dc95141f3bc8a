// Filters the list of statements. Without it the whole list stands there.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form.fnn-filter");
  const rows = [...document.querySelectorAll(".fnn-ledger > .fnn-statement")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const selects = [...form.querySelectorAll("select")];
  const search = form.elements.search;
  const count = form.elements.count;

  function fits(row, place) {
    const chosen = selects.filter((select) => select.value);
    const named = (select) => `${select.name}-${select.value}`;
    return (
      chosen.every((select) => row.classList.contains(named(select))) &&
      texts[place].includes(search.value.trim().toLowerCase())
    );
  }

  function filter() {
    let shown = 0;
    rows.forEach((row, place) => {
      row.hidden = !fits(row, place);
      shown += !row.hidden;
    });
    count.value = `${shown} of ${rows.length} statements`;
  }

  // A link to a row must reach it, whatever is filtered.
  function reveal() {
    const row = document.getElementById(location.hash.slice(1));
    if (!row || !row.hidden) return;
    form.reset();
    filter();
    row.scrollIntoView();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  window.addEventListener("hashchange", reveal);
  form.hidden = false;
  filter();
  reveal();
});
