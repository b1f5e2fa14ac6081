// The steps of the pages for a person in one window, so that the browser's own way back works: each step is asked for
// and put in place here. Nothing is kept but what stands in the page; the address tells only which step it is.
"use strict";

(() => {
  const here = () => document.querySelector("main [data-step]");
  if (!here()) return;
  const number = () => Number(here().dataset.step);
  const visited = new Map();
  const PATIENCE = 1500;
  let busy = false;

  // What somebody has unfolded stays so when the page is put in place anew.
  const unfolded = new Set();
  document.addEventListener("toggle", ({ target }) => {
    if (target.matches("details.known")) unfolded[target.open ? "add" : "delete"](target.id);
  }, { capture: true });
  const unfold = () => unfolded.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));

  const withScripts = () => document.querySelectorAll("[data-without-scripts]").forEach((each) => each.remove());

  function remember() {
    visited.set(here().dataset.address, number());
  }

  function say(words) {
    const place = document.getElementById("besked");
    if (place) place.textContent = words;
  }

  function bodyOf(form, button, isFile) {
    const body = new URLSearchParams(new FormData(form));
    // A password is sent when a file is asked for, not before.
    if (!isFile) for (const each of form.querySelectorAll("input[type=password]")) body.delete(each.name);
    if (button?.name) body.append(button.name, button.value);
    if (isFile) body.append("_prova", "ja");
    return body;
  }

  // The browser sends the form itself: for a file, and when the answer is no step of these pages.
  function sendOrdinarily(form, button) {
    const hidden = document.createElement("input");
    Object.assign(hidden, { type: "hidden", name: button?.name ?? "", value: button?.value ?? "" });
    if (button?.name) form.append(hidden);
    HTMLFormElement.prototype.submit.call(form);
    hidden.remove();
  }

  function show(fresh) {
    document.querySelector("main").replaceChildren(...fresh.querySelector("main").childNodes);
    document.title = fresh.title;
    const first = document.querySelector("main .error-summary, main [data-summary]") ?? document.querySelector("main h1");
    first.tabIndex = -1;
    window.scrollTo(0, 0);
    first.focus({ preventScroll: first.matches("h1") });
    document.dispatchEvent(new CustomEvent("samverkan:ny-sida"));
  }

  // Nothing came: the page is as it was, and says why. Returns that no step came.
  function stay(words) {
    say(words);
    document.dispatchEvent(new CustomEvent("samverkan:ny-sida"));
    return false;
  }

  // Nothing is wrong any more, so nothing says so: the page stands as it is while the file comes.
  function mend() {
    document.querySelectorAll("main .error-summary, main .field-error").forEach((each) => each.remove());
    document.querySelectorAll("main .wrong").forEach((each) => each.classList.remove("wrong"));
    document.querySelectorAll("main [aria-invalid]").forEach((each) => each.removeAttribute("aria-invalid"));
    document.title = document.title.replace(/^Fel: /, "");
  }

  // Returns whether a step came and was put in place.
  async function send(form, button) {
    const isFile = Boolean(button?.hasAttribute("data-file"));
    let response;
    let page = "";
    try {
      response = await fetch(form.action, { method: "POST", body: bodyOf(form, button, isFile), redirect: "error" });
      page = await response.text();
    } catch {
      return stay("Ingen kontakt med tjänsten. Allt du skrev står kvar här. Tryck igen om en stund.");
    }
    if (response.status === 204) {
      mend();
      say("Filen görs och laddas ned. Allt du skrev står kvar här tills du lämnar sidan.");
      sendOrdinarily(form, button);
      await new Promise((ready) => { setTimeout(ready, PATIENCE); }); // a second click of a double one gives no second file
      return false;
    }
    const fresh = new DOMParser().parseFromString(page, "text/html");
    const isStep = Boolean(fresh.querySelector("main [data-step]"));
    if (!isStep && response.status >= 500) {
      return stay("Något gick fel hos oss. Allt du skrev står kvar här. Tryck igen om en stund.");
    }
    if (!isStep) {
      sendOrdinarily(form, button);
      return false;
    }
    show(fresh);
    return true;
  }

  async function goOn(form, button) {
    const before = number();
    if (!(await send(form, button))) return;
    remember();
    const { address } = here().dataset;
    if (number() > before) history.pushState(null, "", address);
    else if (number() < before) history.replaceState(null, "", address);
  }

  // The browser's own way back or forward: the same as pressing the page's buttons, as many times as it takes.
  async function walk(wanted) {
    while (number() !== wanted) {
      const before = number();
      const button = here().querySelector(wanted < before ? "button[data-back]" : "button[data-forward]");
      if (!button || !(await send(button.form, button)) || number() === before) break;
      remember();
    }
    if (number() !== wanted) history.go(number() - wanted); // the history follows the step that is still shown
  }

  async function alone(work) {
    if (busy) return;
    busy = true;
    try {
      await work();
    } finally {
      busy = false;
    }
  }

  document.addEventListener("submit", (event) => {
    const { target: form, submitter: button } = event;
    if (event.defaultPrevented || !form.closest("main [data-step]")) return;
    event.preventDefault();
    const previous = [...visited].some(([, step]) => step === number() - 1);
    if (button?.hasAttribute("data-back") && previous && !busy) history.back();
    else alone(() => goOn(form, button));
  });

  window.addEventListener("popstate", () => {
    const wanted = visited.get(location.pathname + location.hash);
    if (wanted === undefined && location.pathname !== new URL(here().dataset.address, location.href).pathname) {
      location.reload(); // a step from before the page was read in anew: it begins empty
    } else if (wanted !== undefined && wanted !== number()) {
      alone(() => walk(wanted));
    }
  });

  // A link within the page moves the view and leaves the address alone, so that each step is one entry of the history.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('main a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    target.closest("details:not([open])")?.setAttribute("open", "");
    target.scrollIntoView();
    target.focus();
  });

  document.addEventListener("input", () => say(""));

  if (location.hash && location.pathname + location.hash !== here().dataset.address) {
    const words = "Sidan lästes in på nytt. Det som var ifyllt finns inte kvar, eftersom ingenting sparas.";
    const notice = Object.assign(document.createElement("p"), { className: "notice notice-line", textContent: words });
    notice.setAttribute("role", "status");
    here().prepend(notice);
  }
  history.replaceState(null, "", here().dataset.address);
  remember();
  withScripts();
  document.addEventListener("samverkan:ny-sida", () => { withScripts(); unfold(); });
})();
