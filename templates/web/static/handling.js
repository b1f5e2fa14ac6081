// Asks before a page is left where something has been typed: it is kept nowhere else. Sending the page asks nothing.
"use strict";

(() => {
  const form = document.querySelector("form[data-page]");
  if (!form) return;
  let typed = form.hasAttribute("data-typed");
  const ask = (event) => event.preventDefault();

  function set(now) {
    typed = now;
    // The listener is there only while it is needed: with it, browsers do not keep the page for the Back button.
    window.removeEventListener("beforeunload", ask);
    if (typed) window.addEventListener("beforeunload", ask);
  }
  set(typed);
  document.addEventListener("input", (event) => { if (event.target.closest?.("form[data-page]")) set(true); });
  document.addEventListener("submit", () => set(false));
})();
