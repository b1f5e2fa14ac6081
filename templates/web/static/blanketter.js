// A field that narrows the list of blank forms while one types. Without it the list of papers at the top leads there.
"use strict";

(() => {
  const place = document.getElementById("sok-har");
  if (!place) return;
  const folded = (text) => text.toLocaleLowerCase("sv").normalize("NFD").replace(/\p{Mn}/gu, "");
  const groups = [...document.querySelectorAll(".blank-group")].map((group) => ({
    group,
    words: folded(group.querySelector("h2").textContent),
    rows: [...group.querySelectorAll(".blank-list > li")].map((row) => ({ row, words: folded(row.querySelector("div").textContent) })),
  }));

  const label = document.createElement("label");
  Object.assign(label, { htmlFor: "sok-blankett", textContent: "Sök bland blanketterna, till exempel vuxen eller vårdnadshavare" });
  const input = document.createElement("input");
  Object.assign(input, { id: "sok-blankett", type: "search", className: "control", autocomplete: "off" });
  const count = document.createElement("p");
  Object.assign(count, { className: "quiet" });
  count.setAttribute("role", "status");
  place.className = "narrow";
  place.append(label, input, count);

  // Every word typed must stand in the row or in the heading of its paper.
  function narrow() {
    const wanted = folded(input.value).split(/\s+/).filter(Boolean);
    document.querySelector("nav.index").hidden = wanted.length > 0;
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
