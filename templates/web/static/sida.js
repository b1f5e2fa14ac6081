// Makes a page of questions quicker. Everything here works without it too: every button sends the form.
"use strict";

(() => {
  const page = () => document.getElementById("sida");
  const form = () => document.querySelector("form[data-page]");
  const WAIT = 5000;
  let asking = null;
  let again = null;
  let choosing = false;

  const passwords = (root) => [...root.querySelectorAll("input[type=password]")];

  // A password is sent when the file is asked for, not before.
  function typed() {
    const kept = new Set(["gor", ...passwords(form()).map((each) => each.name)]);
    return new URLSearchParams([...new FormData(form())].filter(([name]) => !kept.has(name)));
  }

  // Asks the server for the same page with what has been typed, and puts the answer in place.
  async function update(action, focus) {
    asking?.abort();
    clearTimeout(again);
    asking = new AbortController();
    const sent = typed();
    const body = new URLSearchParams(sent);
    body.append("gor", action === "text" ? "visa" : action);
    let answer;
    try {
      const response = await fetch(form().action, { method: "POST", body, signal: asking.signal, redirect: "error" });
      answer = response.ok ? await response.text() : null;
    } catch (error) {
      if (error.name === "AbortError") return;
      return tryAgain(action, focus);
    }
    if (document.getElementById("ingen-kontakt")) {
      document.getElementById("ingen-kontakt").remove();
      say("Kontakten är tillbaka.");
    }
    if (answer === null) {
      // The page did not come: let the browser send the form the ordinary way, so that the person is told.
      if (action !== "visa" && action !== "text") sendOrdinarily(action);
      return;
    }
    // Somebody who went on typing meanwhile must not lose a letter: ask again with that too.
    if (typed().toString() !== sent.toString()) return update(action, focus);
    const fresh = new DOMParser().parseFromString(answer, "text/html");
    const told = [action === "text" ? "" : replace(fresh, focus), showText(fresh)].filter(Boolean);
    if (told.length) say(told.join(" "));
  }

  const pane = (root) => root.getElementById("texten");

  // The agreement beside the questions: what the answer changed comes into view. Returns what to say of it.
  function showText(fresh) {
    showSteps(fresh);
    const now = pane(document);
    const next = pane(fresh);
    if (!now || !next) return "";
    const open = [...now.querySelectorAll("section:has(> details[open])")].map((each) => each.id).filter(Boolean);
    now.replaceChildren(...next.childNodes);
    open.forEach((id) => now.querySelector(`#${CSS.escape(id)} > details`)?.setAttribute("open", ""));
    const changed = Number(now.querySelector("[data-changes]")?.dataset.changes ?? 0);
    if (!changed) return "";
    const first = now.querySelector("section:has(> .change-mark)");
    if (first && now.scrollHeight > now.clientHeight) now.scrollTo({ top: first.offsetTop - now.offsetTop - 16 });
    return changed === 1 ? "En klausul ändras i texten." : `${changed} klausuler ändras i texten.`;
  }

  // The list of pages says what is lacking now.
  function showSteps(fresh) {
    const [now, next] = [document, fresh].map((root) => root.querySelector(".beside > .steps"));
    if (now && next && !now.contains(document.activeElement)) now.replaceWith(next);
  }

  // Nothing came back: say so once, quietly, and ask again until there is contact.
  function tryAgain(action, focus) {
    again = setTimeout(() => update(action, focus), WAIT);
    if (document.getElementById("ingen-kontakt")) return;
    const words = "Ingen kontakt med tjänsten just nu. Det du skriver står kvar här på sidan, och vi försöker igen.";
    const notice = Object.assign(document.createElement("p"), { id: "ingen-kontakt", className: "warning", textContent: words });
    form().before(notice);
    say(words);
  }

  function sendOrdinarily(action) {
    const hidden = document.createElement("input");
    Object.assign(hidden, { type: "hidden", name: "gor", value: action });
    form().append(hidden);
    HTMLFormElement.prototype.submit.call(form());
  }

  // An optional clause is left out, or taken in, with what has been typed; then the page is shown as it has become.
  async function choose(button) {
    if (choosing) return;
    choosing = true;
    asking?.abort();
    const place = `valfri-${button.value.split(":")[1]}`;
    const stay = placeOf(place, pane(document));
    const sent = typed();
    const body = new URLSearchParams(sent);
    body.append("gor", button.value);
    const answer = await answerTo(form().action, body);
    choosing = false;
    if (answer === null) return sendOrdinarily(button.value);
    const fresh = new DOMParser().parseFromString(answer, "text/html");
    if (typed().toString() === sent.toString()) replace(fresh, "");
    else form().elements._version.value = fresh.querySelector("form[data-page]")?.elements._version.value ?? "";
    say(showText(fresh) || "Klart.");
    stay();
  }

  // The same on the page of the agreement itself, where nothing is typed: all of it is put in place.
  async function chooseInText(chosen, button) {
    if (choosing) return;
    choosing = true;
    const stay = placeOf(chosen.dataset.choice, null);
    const answer = await answerTo(chosen.action, new URLSearchParams(new FormData(chosen, button)));
    choosing = false;
    if (answer === null) return HTMLFormElement.prototype.submit.call(withButton(chosen, button));
    const fresh = new DOMParser().parseFromString(answer, "text/html");
    const main = document.getElementById("innehall");
    const open = new Set([...main.querySelectorAll("details[open] > summary")].map((each) => each.textContent));
    const read = main.querySelector(".panel")?.scrollTop ?? 0;
    main.replaceChildren(...fresh.getElementById("innehall").childNodes);
    main.querySelectorAll("details > summary").forEach((each) => {
      if (open.has(each.textContent)) each.parentElement.open = true;
    });
    main.querySelector(".panel")?.scrollTo({ top: read });
    stay();
    say(`${document.getElementById(chosen.dataset.choice)?.getAttribute("aria-label") ?? "Klart"}.`);
  }

  // The page that a choice leads to; null when there was none, or another than was meant.
  async function answerTo(address, body) {
    try {
      const response = await fetch(address, { method: "POST", body });
      return response.ok && response.redirected ? await response.text() : null;
    } catch {
      return null;
    }
  }

  function withButton(chosen, button) {
    chosen.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
    return chosen;
  }

  // Where a choice stands in the window, so that it can be put there again when the text around it is new.
  function placeOf(id, within) {
    const top = document.getElementById(id)?.getBoundingClientRect().top ?? 0;
    return () => {
      const now = document.getElementById(id);
      if (!now) return;
      const scroller = within && within.scrollHeight > within.clientHeight ? within : window;
      scroller.scrollBy({ top: now.getBoundingClientRect().top - top, behavior: "instant" });
      (now.querySelector("button") ?? now).focus({ preventScroll: true });
    };
  }

  function replace(answered, focus) {
    const fresh = answered.getElementById("sida");
    if (!fresh) return "";
    const here = document.activeElement?.id;
    const caret = document.activeElement?.selectionStart ?? null;
    const open = [...page().querySelectorAll(".question details[open]")].map((each) => each.closest(".question").id);
    const before = new Set([...page().querySelectorAll(".question")].map((each) => each.id));
    const secret = new Map(passwords(page()).map((each) => [each.id, each.value]));
    page().replaceChildren(...fresh.childNodes);
    passwords(page()).forEach((each) => { each.value = secret.get(each.id) ?? ""; });
    open.forEach((id) => document.getElementById(id)?.querySelector("details")?.setAttribute("open", ""));
    const wanted = document.getElementById(focus || here);
    const target = wanted?.matches("fieldset, div") ? wanted.querySelector("input, select, textarea, button") : wanted;
    target?.focus({ preventScroll: !focus });
    if (!focus && caret !== null) target?.setSelectionRange?.(caret, caret);
    const added = [...page().querySelectorAll(".question")].filter((each) => !before.has(each.id)).length;
    document.dispatchEvent(new CustomEvent("samverkan:ny-sida"));
    if (!added) return "";
    return added === 1 ? "En fråga till visas." : `${added} frågor till visas.`;
  }

  function say(words) {
    let status = document.getElementById("lagesrad");
    if (!status) {
      status = document.createElement("p");
      Object.assign(status, { id: "lagesrad", className: "visually-hidden" });
      status.setAttribute("role", "status");
      document.body.append(status);
    }
    status.textContent = words;
  }

  // The heading of a row says what it is about: its first choice.
  function nameRow(chosen) {
    const card = chosen.closest(".row-card");
    const name = card?.querySelector("[data-row-name]");
    if (name && chosen === card.querySelector("select")) {
      name.textContent = chosen.value ? `: ${chosen.selectedOptions[0].textContent}` : "";
    }
  }

  document.addEventListener("change", (event) => {
    // What is typed in the search field says nothing until it is added.
    if (!event.target.closest?.("form[data-page]") || event.target.matches("[data-combobox]")) return;
    nameRow(event.target);
    if (event.target.closest("[data-steers]")) update("visa", "");
    else if (pane(document)) update("text", "");
  });

  document.addEventListener("click", (event) => {
    const chosen = event.target.closest?.("button[data-choice]");
    if (chosen) {
      event.preventDefault();
      choose(chosen);
    }
    const button = event.target.closest?.("button[data-update]");
    if (!button) return;
    event.preventDefault();
    update(button.value, button.dataset.update);
  });

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-choice]")) return;
    event.preventDefault();
    chooseInText(event.target, event.submitter);
  });

  document.querySelector("[data-summary]")?.focus();
})();
