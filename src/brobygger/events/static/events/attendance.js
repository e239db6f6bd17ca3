// Ticks at the door: each tap is kept on this device and sent when there is a connection, so a lost one loses nothing.
// The newest tick of a name wins, by the moment it was made; the server passes over older ones.
"use strict";
(() => {
  const form = document.querySelector("form[data-attendance]");
  document.querySelectorAll("[data-own-key]").forEach((field) => { field.value = [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16).padStart(2, "0")).join(""); });
  if (!form) return;
  const key = `ticks:${form.action}`;
  const state = document.querySelector("[data-sync-state]");
  const came = document.querySelector("[data-came]");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  let sending = false;

  const read = () => { try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; } };
  const write = (queue) => { if (Object.keys(queue).length) localStorage.setItem(key, JSON.stringify(queue)); else localStorage.removeItem(key); };
  const boxes = () => [...form.querySelectorAll("[data-signup]")];
  const number = (box) => box.closest("li").querySelector("[data-n]");
  const persons = (box) => (box.checked ? Number(number(box)?.value || box.dataset.persons) : null);

  function show(wrong) {
    const n = Object.keys(read()).length;
    state.hidden = false;
    state.textContent = wrong || (n ? state.dataset.waiting.replace("[n]", n) : state.dataset.saved);
    state.className = wrong || n ? "tag bad" : "tag";
  }
  function set(box, value) {
    box.checked = Boolean(value);
    if (number(box) && value) number(box).value = value;
  }
  function mark(box) {
    const queue = read();
    queue[box.dataset.signup] = { persons: persons(box), at: new Date().toISOString() };
    write(queue);
    show();
    send();
  }
  async function send() {
    const queue = read();
    if (sending || !Object.keys(queue).length) return;
    sending = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ ticks: Object.entries(queue).map(([signup, each]) => ({ signup: Number(signup), ...each })) }),
      });
      if (answer.redirected || !(answer.headers.get("Content-Type") || "").includes("json")) throw new Error("not ours");
      const told = await answer.json();
      if (answer.status === 422) { write({}); show(told.wrong); return; }
      if (!answer.ok) throw new Error(String(answer.status));
      // What was tapped while this was under way waits for the next round.
      const since = read();
      Object.entries(queue).forEach(([signup, each]) => { if (since[signup]?.at === each.at) delete since[signup]; });
      write(since);
      boxes().forEach((box) => { if (!since[box.dataset.signup]) set(box, told.marks[box.dataset.signup]); });
      came.textContent = told.came;
      show();
    } catch { show(); } finally { sending = false; }
  }

  form.querySelectorAll("[data-without-script]").forEach((each) => { each.hidden = true; });
  document.querySelectorAll("[data-needs-script]").forEach((each) => { each.hidden = false; });
  const waiting = read();
  boxes().forEach((box) => {
    const kept = waiting[box.dataset.signup];
    if (kept) set(box, kept.persons);
    box.addEventListener("change", () => mark(box));
    number(box)?.addEventListener("change", () => { box.checked = Number(number(box).value) > 0; mark(box); });
  });
  document.querySelector("[data-find]")?.addEventListener("input", (event) => {
    const words = event.target.value.trim().toLowerCase();
    form.querySelectorAll("li[data-name]").forEach((line) => { line.hidden = !line.dataset.name.includes(words); });
  });
  addEventListener("online", send);
  setInterval(send, 15000);
  if (Object.keys(waiting).length) { show(); send(); }

  // The camera reads the codes on people's telephones, where the browser can.
  const button = document.querySelector("[data-scan]");
  const video = document.querySelector("[data-scanner]");
  if (button && "BarcodeDetector" in window && navigator.mediaDevices) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.hidden = false;
      await video.play();
      const look = async () => {
        if (video.hidden) return;
        for (const code of await detector.detect(video)) {
          const address = new URL(code.rawValue, location.href);
          if (address.origin === location.origin && address.pathname.includes("/arrangementer/ind/")) { location.assign(address.pathname); return; }
        }
        setTimeout(look, 300);
      };
      look();
    });
  }
})();
