// Narrows the list of blank forms while one types. Without it the form asks the server for the same.
"use strict";

(() => {
  const form = document.getElementById("sok-har");
  const count = document.getElementById("sok-svar");
  const index = document.querySelector("nav.index");
  // A list that a search has already narrowed is narrowed anew by the server.
  if (!form || !index) return;
  const folded = (text) => text.toLocaleLowerCase("sv").normalize("NFD").replace(/\p{Mn}/gu, "");
  const groups = [...document.querySelectorAll(".blank-group")].map((group) => ({
    group,
    words: folded(group.querySelector("h2").textContent),
    rows: [...group.querySelectorAll(".blank-list > li")].map((row) => ({ row, words: folded(row.querySelector("div").textContent) })),
  }));

  const input = document.getElementById("sok-blankett");
  form.querySelector("button").hidden = true;
  form.addEventListener("submit", (event) => event.preventDefault());

  // Every word typed must stand in the row or in the heading of its paper.
  function narrow() {
    const wanted = folded(input.value).split(/\s+/).filter(Boolean);
    index.hidden = wanted.length > 0;
    let found = 0;
    for (const { group, words, rows } of groups) {
      for (const each of rows) each.row.hidden = !wanted.every((word) => each.words.includes(word) || words.includes(word));
      const left = rows.filter((each) => !each.row.hidden).length;
      group.hidden = left === 0;
      found += left;
    }
    count.textContent = !wanted.length ? "" : found === 1 ? "En blankett passar." : `${found || "Inga"} blanketter passar.`;
  }
  input.addEventListener("input", narrow);
})();
