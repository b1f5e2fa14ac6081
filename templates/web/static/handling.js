// Asks before a page is left where something has been typed: it is kept nowhere else. Sending the page asks nothing.
"use strict";

(() => {
  const form = () => document.querySelector("form[data-page]");
  if (!form()) return;
  let typed = false;
  const ask = (event) => event.preventDefault();

  // The listener is there only while it is needed: with it, browsers do not keep the page for the Back button.
  function listen(wanted) {
    window.removeEventListener("beforeunload", ask);
    if (wanted) window.addEventListener("beforeunload", ask);
  }
  function look() {
    typed = typed || Boolean(form()?.hasAttribute("data-typed"));
    listen(typed);
  }
  look();
  document.addEventListener("input", (event) => {
    if (!event.target.closest?.("form[data-page]")) return;
    typed = true;
    look();
  });
  document.addEventListener("submit", () => listen(false));
  // The page was put in place by a script: what had been typed still stands in it.
  document.addEventListener("samverkan:ny-sida", look);
})();
