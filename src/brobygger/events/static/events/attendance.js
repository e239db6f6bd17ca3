// The door's list: each tap and count is kept on this device and sent when there is a connection, so a lost one loses nothing.
// The newest tick of a name wins, by the moment it was made; the server passes over older ones.
"use strict";
(() => {
  const root = document.querySelector("[data-door]");
  document.querySelectorAll("[data-own-key]").forEach((field) => { field.value = fresh(); });
  if (!root || !("indexedDB" in window)) return;
  const { address, page, words: wordsId } = root.dataset;
  const say = JSON.parse(document.getElementById(wordsId).textContent);
  const find = (mark) => root.querySelector(`[data-${mark}]`);
  const boxes = [...root.querySelectorAll("[data-signup]")];
  const known = new Set(boxes.map((box) => box.dataset.mark)); // "12" is a sign-up, "c7" one who comes with it
  const number = (box) => box.closest("li").querySelector("[data-n]");
  const persons = (box) => (box.checked ? Number(number(box)?.value || box.dataset.persons) : null);
  const own = () => root.querySelector("[name=csrfmiddlewaretoken]").value;
  const fill = (text, n) => text.replace("[n]", n);
  let heads = Number(root.dataset.heads), others = 0, queue = [], way = "";

  const markOf = (data) => (data.companion ? `c${data.companion}` : String(data.signup));
  const nameOf = (data) => boxes.find((box) => box.dataset.mark === markOf(data))?.closest("li").querySelector(".tick-name").textContent || say.somebody;
  function fresh() { return [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16).padStart(2, "0")).join(""); }
  function set(box, value) {
    box.checked = Boolean(value);
    if (number(box) && value) number(box).value = value;
  }
  function take(told) {
    heads = told.heads;
    others = Object.entries(told.marks).reduce((sum, [mark, n]) => sum + (known.has(mark) ? 0 : n), 0);
    boxes.forEach((box) => set(box, told.marks[box.dataset.mark]));
  }
  // What waits here lies over what the server told last.
  function lay() {
    queue.filter((row) => row.kind === "tick" && !row.refused).forEach((row) => { const box = boxes.find((each) => each.dataset.mark === markOf(row.data)); if (box) set(box, row.data.persons); });
  }
  function show() {
    const unsent = queue.filter((row) => !row.refused), counts = unsent.filter((row) => row.kind === "heads");
    const came = boxes.reduce((sum, box) => sum + (persons(box) || 0), 0) + others + heads + counts.reduce((sum, row) => sum + Number(row.data.persons), 0);
    find("came").textContent = came;
    const room = find("room");
    if (room) { const left = Number(room.dataset.capacity) - came; room.textContent = left > 0 ? fill(say.room, left) : say.full; }
    const state = find("sync-state");
    state.hidden = false;
    state.textContent = unsent.length ? fill(unsent.length === 1 ? say.one : say.many, unsent.length) : say.saved;
    state.className = unsent.length ? "tag bad" : "tag";
    find("way").hidden = !unsent.length || !way;
    find("way").textContent = say[way] || "";
    find("sign-in").hidden = !(unsent.length && way === "signed out");
    list(find("unsent"), counts, (row) => `${row.data.persons} ${row.data.whence || say.persons}`);
    list(find("refused"), queue.filter((row) => row.refused), (row) => `${row.kind === "tick" ? nameOf(row.data) : `${row.data.persons} ${row.data.whence || say.persons}`}: ${row.refused}`);
  }
  function list(place, rows, text) {
    place.hidden = !rows.length;
    place.querySelector("ul").replaceChildren(...rows.map((row) => {
      const line = document.createElement("li"), button = document.createElement("button");
      Object.assign(button, { type: "button", className: "ds-button", textContent: say.away });
      Object.assign(button.dataset, { variant: "tertiary", size: "sm" });
      button.setAttribute("aria-label", `${say.away}: ${text(row)}`);
      button.addEventListener("click", async () => { await Door.drop(row.id); await again(); });
      line.append(`${text(row)} `, button);
      return line;
    }));
  }
  async function again() { queue = await Door.waiting(address); lay(); show(); }
  async function add(row) {
    const whole = { address, at: new Date().toISOString(), token: own(), ...row };
    await Door.put(whole);
    queue = [...queue.filter((each) => each.id !== whole.id), whole];
    show();
    send();
  }
  function mark(box) {
    const { signup, companion, mark: own } = box.dataset;
    return add({ id: `${address} t${own}`, kind: "tick", data: { signup: Number(signup), ...(companion ? { companion: Number(companion) } : {}), persons: persons(box) } });
  }
  let under = null;
  async function send() {
    if (!(await Door.waiting()).some((row) => !row.refused)) { await again(); return; }
    under ??= Door.send().then(async (state) => {
      under = null;
      way = state;
      queue = await Door.waiting(address);
      const told = await Door.told(address);
      if (told && told.now > root.dataset.now) { take(told); root.dataset.now = told.now; }
      lay();
      show();
      if (!state && queue.some((row) => !row.refused)) send();
      if (state) register();
    }).catch(() => { under = null; });
    await under;
  }
  // The browser wakes the worker when there is a connection again, where it can.
  const register = () => navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("door")).catch(() => {});

  async function keep() {
    if (!("caches" in window) || !navigator.serviceWorker) return;
    await navigator.serviceWorker.register(root.dataset.worker, { scope: root.dataset.scope });
    const cache = await caches.open(`kept ${root.dataset.until} door`);
    const parts = [...document.querySelectorAll("link[rel~=stylesheet], link[rel=icon], link[rel=preload], script[src], img[src]")].map((each) => each.href || each.src);
    await Promise.all([...new Set([...parts, find("scanner")?.dataset.decoder].filter(Boolean).map((each) => new URL(each, location).href))].filter((each) => each.startsWith(location.origin)).map((each) => cache.add(each)));
    const whole = await fetch(page, { redirect: "manual" });
    if (whole.ok) await cache.put(page, whole);
    root.dataset.kept = "";
  }

  root.querySelectorAll("[data-without-script]").forEach((each) => { each.hidden = true; });
  root.querySelectorAll("[data-needs-script]").forEach((each) => { each.hidden = false; });
  boxes.forEach((box) => {
    box.addEventListener("change", () => mark(box));
    number(box)?.addEventListener("change", () => { box.checked = Number(number(box).value) > 0; mark(box); });
  });
  find("count")?.addEventListener("submit", async (event) => {
    const form = event.target, given = Object.fromEntries(new FormData(form));
    if (!form.reportValidity()) return;
    event.preventDefault();
    const { key, whence, sector } = given;
    await add({ id: `${address} h${key}`, kind: "heads", data: { key, persons: Number(given.persons), whence, sector } });
    form.reset();
    form.querySelector("[data-own-key]").value = fresh();
  });
  find("find")?.addEventListener("input", (event) => {
    const words = event.target.value.trim().toLowerCase();
    root.querySelectorAll("li[data-name]").forEach((line) => { line.hidden = !line.dataset.name.includes(words); });
  });
  async function scanned(text) {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(Scan.token(text))));
    const code = [...bytes].map((n) => n.toString(16).padStart(2, "0")).join("");
    const box = boxes.find((each) => each.dataset.code && code.startsWith(each.dataset.code));
    if (!box) return say.unknown;
    const name = nameOf(box.dataset), party = boxes.filter((each) => each.dataset.signup === box.dataset.signup);
    if (party.every((each) => each.checked)) return say.already.replace("[name]", name);
    for (const each of party.filter((one) => !one.checked)) { each.checked = true; await mark(each); }
    return say.here.replace("[name]", name);
  }
  const scanner = find("scanner");
  if (scanner && self.crypto?.subtle) Scan.at(scanner, scanned);
  addEventListener("online", send);
  addEventListener("offline", () => { way = "offline"; show(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  setInterval(send, 15000);
  (async () => {
    const told = await Door.told(address);
    if (told && told.now > root.dataset.now) take(told);
    await again();
    await send();
    root.dataset.ready = "";
    keep().catch(() => {});
  })();
})();
