// Shows how far long work has come without anybody asking. Without this the link does the same.
"use strict";

(() => {
  const pause = 2000;
  const part = (root) => root.getElementById("arbete");
  const isOver = () => part(document)?.dataset.job === "over";

  async function look() {
    try {
      const response = await fetch(location.pathname, { redirect: "error" });
      if (response.ok) replace(await response.text());
    } catch {
      // The service may be restarting: look again in a while.
    }
    if (!isOver()) setTimeout(look, pause);
  }

  function replace(html) {
    const fresh = part(new DOMParser().parseFromString(html, "text/html"));
    // Somebody about to press a button must not have it taken from under her.
    const here = document.activeElement?.closest("form, a") && part(document).contains(document.activeElement);
    if (!fresh || (here && fresh.dataset.job !== "over")) {
      if (fresh) updateNumbers(fresh);
      return;
    }
    part(document).replaceWith(fresh);
  }

  function updateNumbers(fresh) {
    const [old, now] = [part(document), fresh].map((root) => root.querySelector("progress"));
    if (!old || !now) return;
    old.value = now.value;
    old.closest("p").nextElementSibling.textContent = now.closest("p").nextElementSibling.textContent;
  }

  setTimeout(look, pause);
})();
