// Suggestions while a municipality's name is typed, as a combobox (WAI-ARIA 1.2). The names come with the page.
"use strict";

(() => {
  const MOST = 8;
  const plain = (text) => text.normalize("NFC").toLocaleLowerCase("sv");
  const folded = (text) => plain(text).normalize("NFD").replace(/\p{Mn}/gu, "").replaceAll("-", " ");

  // 0 is the best fit, as on the server: beginnings before the inside of a name, typed accents before left out ones.
  function rank(name, typed) {
    if (plain(name).startsWith(plain(typed))) return 0;
    if (folded(name).startsWith(folded(typed))) return 1;
    return folded(name).includes(folded(typed)) ? 2 : 3;
  }

  function enhance(input, isFirst) {
    const names = [...document.getElementById(input.getAttribute("list")).options].map((option) => ({
      name: option.value,
      county: option.textContent,
    }));
    input.removeAttribute("list");
    const list = document.createElement("ul");
    list.id = `${input.id}-forslag`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Kommuner");
    list.hidden = true;
    const count = document.createElement("p");
    count.className = "visually-hidden";
    count.setAttribute("role", "status");
    input.after(list, count);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
    })) input.setAttribute(name, value);

    let active = -1;

    function close() {
      list.hidden = true;
      list.replaceChildren();
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function show() {
      const typed = input.value.trim();
      if (!typed) {
        count.textContent = "";
        return close();
      }
      const hits = names
        .map((each, place) => ({ ...each, place, rank: rank(each.name, typed) }))
        .filter((each) => each.rank < 3)
        .sort((a, b) => a.rank - b.rank || a.place - b.place);
      close();
      count.textContent = hits.length === 1 ? "En kommun passar." : `${hits.length || "Inga"} kommuner passar.`;
      if (!hits.length) return;
      list.append(...hits.slice(0, MOST).map(option));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    }

    function option({ name, county }, place) {
      const item = document.createElement("li");
      item.id = `${list.id}-${place}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.name = name;
      const more = document.createElement("span");
      more.textContent = county;
      item.append(name, " ", more);
      // Before the field loses focus, which would close the list under the pointer.
      item.addEventListener("pointerdown", (event) => event.preventDefault());
      item.addEventListener("click", () => choose(item));
      return item;
    }

    function move(step) {
      const items = [...list.children];
      if (!items.length) return show();
      active = (active + step + items.length) % items.length;
      items.forEach((item, place) => item.setAttribute("aria-selected", String(place === active)));
      items[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", items[active].id);
    }

    function choose(item) {
      input.value = item.dataset.name;
      close();
      document.querySelector(`button[value="${input.dataset.combobox}"]`)?.click();
    }

    // Somebody may have begun to type before this was here.
    if (isFirst && document.activeElement === input) show();
    input.addEventListener("input", show);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const items = [...list.children];
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1);
      } else if (event.key === "Enter" && input.value.trim()) {
        event.preventDefault();
        if (items.length) choose(items[Math.max(active, 0)]);
        else document.querySelector(`button[value="${input.dataset.combobox}"]`)?.click();
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      }
    });
  }

  const start = (isFirst) => {
    document.querySelectorAll("input[data-combobox][list]").forEach((input) => enhance(input, isFirst));
  };
  document.addEventListener("samverkan:ny-sida", () => start(false));
  start(true);
})();
