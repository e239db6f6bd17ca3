// Small comforts over pages that are whole without them: drafts survive, waiting shows, files can be dropped.
"use strict";
(() => {
  const texts = document.documentElement.lang === "en"
    ? { restored: "What you typed before was kept here.", discard: "Throw it away", lost: "No connection. What you typed is kept; try again in a moment.", leave: "" }
    : { restored: "Det, du skrev før, er gemt her.", discard: "Kassér det", lost: "Ingen forbindelse. Det, du skrev, er gemt; prøv igen om lidt.", leave: "" };

  // Drafts: a form with data-draft keeps its fields in this browser until it has been saved.
  const kept = (form) => `draft:${location.pathname}:${form.dataset.draft}`;
  const fields = (form) => [...form.elements].filter((e) => e.name && !["hidden", "password", "file", "submit"].includes(e.type) && e.name !== "csrfmiddlewaretoken");
  const read = (form) => fields(form).map((e) => [e.name, e.type === "checkbox" || e.type === "radio" ? e.checked : e.multiple ? [...e.selectedOptions].map((o) => o.value) : e.value]);
  function write(form, values) {
    const seen = {};
    fields(form).forEach((e) => {
      const at = (seen[e.name] = (seen[e.name] ?? -1) + 1);
      const found = values.filter(([name]) => name === e.name)[at];
      if (!found) return;
      if (e.type === "checkbox" || e.type === "radio") e.checked = found[1];
      else if (e.multiple) [...e.options].forEach((o) => { o.selected = found[1].includes(o.value); });
      else e.value = found[1];
    });
  }
  function note(form, undo) {
    const box = document.createElement("div");
    box.className = "draft-note";
    box.setAttribute("role", "status");
    box.append(texts.restored + " ");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ds-button";
    button.dataset.variant = "tertiary";
    button.dataset.size = "sm";
    button.textContent = texts.discard;
    button.addEventListener("click", () => { localStorage.removeItem(kept(form)); write(form, undo); box.remove(); });
    box.append(button);
    form.prepend(box);
  }
  function drafts() {
    document.querySelectorAll("form[data-draft]").forEach((form) => {
      const fresh = read(form);
      let stored = null;
      try { stored = JSON.parse(localStorage.getItem(kept(form))); } catch { stored = null; }
      if (stored && JSON.stringify(stored) !== JSON.stringify(fresh) && !form.querySelector("[aria-invalid=true]")) { write(form, stored); note(form, fresh); }
      let timer = 0;
      form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => { try { localStorage.setItem(kept(form), JSON.stringify(read(form))); } catch { /* the browser's store is full or closed: the form still works */ } }, 300); });
      // The draft goes once the server has answered with another page; a refused save comes back with the typed text in it.
      form.addEventListener("submit", () => { clearTimeout(timer); sessionStorage.setItem("sent", kept(form)); localStorage.setItem(kept(form), JSON.stringify(read(form))); });
    });
    const sent = sessionStorage.getItem("sent");
    if (sent && !document.querySelector("[aria-invalid=true], #form-errors, #errors")) { localStorage.removeItem(sent); }
    sessionStorage.removeItem("sent");
  }

  // Saving keeps one where one was: the page that comes back has its place and its focus where the last one had them.
  function remember(event) {
    const form = event.target;
    if (form.method !== "post") return;
    const from = form.contains(document.activeElement) ? document.activeElement : event.submitter;
    if (!from) return;
    const { id, name, value, tagName } = from;
    sessionStorage.setItem("was", JSON.stringify({ page: location.pathname, action: form.action, id, name, value: tagName === "BUTTON" ? value : null, y: scrollY }));
  }
  // What one has unfolded to work in stays unfolded when the page comes back from a save.
  const folds = () => [...document.querySelectorAll("details[data-keep-open]")];
  const keepFolds = () => sessionStorage.setItem(`folds:${location.pathname}`, JSON.stringify(folds().filter((each) => each.open).map((each) => each.id)));
  function unfold() {
    const open = JSON.parse(sessionStorage.getItem(`folds:${location.pathname}`));
    folds().forEach((each) => { if (open?.includes(each.id)) each.open = true; each.addEventListener("toggle", keepFolds); });
  }
  function back() {
    const was = JSON.parse(sessionStorage.getItem("was"));
    sessionStorage.removeItem("was");
    if (!was || was.page !== location.pathname || document.querySelector("#form-errors, #errors")) return;
    const same = (e) => (was.id ? e.id === was.id : e.name === was.name && (was.value === null || e.value === was.value));
    const form = [...document.forms].find((each) => each.action === was.action && [...each.elements].some(same));
    const found = form && [...form.elements].find((e) => same(e) && e.checkVisibility());
    const said = document.querySelector("#messages .message");
    if (!location.hash) scrollTo({ top: was.y, behavior: "instant" });
    const focus = () => {
      if (found) found.focus({ preventScroll: Boolean(location.hash) });
      else if (said) { said.tabIndex = -1; said.focus(); }
    };
    // A browser takes the focus away again when it goes to the place that the address names, once all is loaded.
    if (location.hash) addEventListener("load", () => setTimeout(focus, 50));
    else focus();
  }
  // A part of a page that was put in place of the one that held the focus takes it over.
  function settled(event) {
    const fresh = event.detail.requestConfig?.verb === "post" && document.getElementById(event.detail.target.id);
    if (fresh) (fresh.querySelector("[aria-invalid=true]") ?? fresh.querySelector("[data-focus-after]"))?.focus();
  }

  // What cannot be undone says so before it is done, by its button or its form, and is done only after a yes. Nobody else hears of a no.
  function sure(event) {
    const said = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
    if (!said || confirm(said)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  function waiting(event) {
    const form = event.target;
    if (!form.dataset.waiting || form.querySelector(".waiting")) return;
    const line = document.createElement("p");
    line.className = "waiting";
    line.setAttribute("role", "status");
    line.innerHTML = "<progress></progress>";
    line.append(" " + form.dataset.waiting);
    form.append(line);
  }

  function dropping() {
    document.querySelectorAll("input[type=file]").forEach((input) => {
      const zone = input.closest(".drop, .ds-field");
      if (!zone) return;
      for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, (e) => { e.preventDefault(); zone.classList.add("over"); });
      for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
      zone.addEventListener("drop", (e) => { e.preventDefault(); input.files = e.dataTransfer.files; input.dispatchEvent(new Event("change", { bubbles: true })); });
    });
  }

  function scheme() {
    const button = document.querySelector("[data-scheme-switch]");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const dark = getComputedStyle(document.documentElement).colorScheme.includes("dark");
      const next = dark ? "light" : "dark";
      document.documentElement.dataset.colorScheme = next;
      localStorage.setItem("scheme", next);
    });
  }
  const chosen = localStorage.getItem("scheme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.colorScheme = chosen;

  // Pages kept on this device ("kept 2026-03-01 …") go when their day is over, and all of them once nobody is signed in here.
  async function forget() {
    const today = new Date().toLocaleDateString("sv"), signedIn = document.querySelector(".user-menu");
    for (const name of await caches.keys()) if (name.startsWith("kept ") && (!signedIn || name.slice(5, 15) < today)) await caches.delete(name);
  }

  document.addEventListener("DOMContentLoaded", () => {
    if ("caches" in window) forget();
    drafts();
    dropping();
    scheme();
    (document.querySelector("form[data-wrong-first] [aria-invalid=true]") ?? document.querySelector("#form-errors, #errors"))?.focus();
    unfold();
    back();
    document.querySelectorAll(".tabs ul").forEach((row) => { const here = row.querySelector("[aria-current]"); if (here && row.scrollWidth > row.clientWidth) row.scrollLeft = here.offsetLeft - row.offsetLeft - row.clientWidth / 3; });
    document.querySelectorAll("form[data-auto]").forEach((form) => form.addEventListener("change", () => form.requestSubmit()));
  });
  document.addEventListener("submit", sure, true);
  document.addEventListener("submit", waiting);
  document.addEventListener("submit", remember);
  document.addEventListener("htmx:afterSettle", settled);
  // One key from anywhere to the line in which work is registered.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    const line = document.querySelector("#line");
    if (line) { event.preventDefault(); line.focus(); }
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.user-menu[open], details.place-menu[open], details.fold[open]").forEach((each) => { if (!each.contains(event.target)) each.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll("details.user-menu[open], details.place-menu[open], details.fold[open]").forEach((each) => { each.open = false; each.querySelector("summary").focus(); });
  });
  const lost = () => {
    const box = document.querySelector("#messages");
    if (!box || box.querySelector("[data-lost]")) return;
    const alert = document.createElement("div");
    alert.className = "ds-alert message";
    alert.dataset.color = "warning";
    alert.dataset.lost = "";
    alert.textContent = texts.lost;
    box.append(alert);
  };
  // A button outside its form (form="…") says what is to be done, and htmx asks only buttons inside for their name and value.
  document.addEventListener("htmx:configRequest", (event) => {
    const pressed = event.detail.triggeringEvent?.submitter;
    if (pressed?.name && !pressed.form?.contains(pressed)) event.detail.parameters[pressed.name] = pressed.value;
  });
  // A question that is asked of some alone shows when another on the same page was answered so.
  const asked = (form) => form.querySelectorAll("[data-shown-if]").forEach((each) => {
    const chosen = [...form.querySelectorAll(`[name="${CSS.escape(each.dataset.shownIf)}"]:checked`)].map((input) => input.value);
    each.hidden = !each.dataset.values.split(" ").some((value) => chosen.includes(value));
  });
  document.querySelectorAll("form:has([data-shown-if])").forEach((form) => { asked(form); form.addEventListener("change", () => asked(form)); });
  // A clock that runs: the page says the minutes that had gone when it came, and here they go on.
  document.querySelectorAll("[data-minutes-gone]").forEach((each) => {
    const since = performance.now();
    setInterval(() => { each.textContent = Number(each.dataset.minutesGone) + Math.floor((performance.now() - since) / 60000); }, 5000);
  });
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:responseError", (event) => { if (event.detail.xhr.status >= 500) lost(); });
})();
