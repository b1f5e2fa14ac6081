// Before a page of questions is sent: is there contact, and is it small enough? If not, it says so and nothing is lost.
// Without this the browser sends at once, and what was typed may be gone when it comes back from its own page of errors.
"use strict";

(() => {
  const most = Number(document.currentScript.dataset.most);
  const PATIENCE = 10000;
  const DOUBLE_CLICK = 1000;
  let ready = false;
  let asking = false;
  let sent = { button: null, at: -DOUBLE_CLICK };

  function tell(form, heading, words) {
    document.getElementById("inte-skickat")?.remove();
    const notice = document.createElement("div");
    Object.assign(notice, { id: "inte-skickat", className: "notice", tabIndex: -1 });
    notice.setAttribute("role", "alert");
    notice.append(Object.assign(document.createElement("h2"), { textContent: heading }));
    notice.append(Object.assign(document.createElement("p"), { textContent: words }));
    form.before(notice);
    notice.focus();
  }

  const size = (form) => new Blob([new URLSearchParams(new FormData(form)).toString()]).size;

  async function isAnswered() {
    try {
      await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE) });
      return true;
    } catch {
      return false;
    }
  }

  async function send(form, button) {
    asking = true;
    const answered = await isAnswered();
    asking = false;
    if (!answered) return tell(form, "Ingen kontakt med tjänsten", "Inget skickades. Allt du skrev står kvar här. Se om nätet fungerar och tryck på knappen igen.");
    document.getElementById("inte-skickat")?.remove();
    ready = true;
    sent = { button, at: performance.now() };
    form.requestSubmit(button);
    ready = false;
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (ready || !form.matches("form[data-page]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // The second click of two may come when the answer is already there, and would send the page twice.
    if (asking || (event.submitter === sent.button && performance.now() - sent.at < DOUBLE_CLICK)) return;
    if (size(form) > most) tell(form, "Det du skrev är för långt", "Inget skickades. Allt står kvar här. Korta den längsta texten och tryck på knappen igen.");
    else send(form, event.submitter);
  }, { capture: true });
})();
