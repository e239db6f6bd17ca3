// What was ticked and counted at a door and is not acknowledged yet, kept in this browser; and how it is sent. Page and worker share it.
// A tick is its sign-up's key and a number, a count is heads and where they came from: no names of those who signed up.
"use strict";
self.Door = (() => {
  const AT_ONCE = 300;
  const open = () => new Promise((done, wrong) => {
    const asked = indexedDB.open("brobygger-door", 1);
    asked.onupgradeneeded = () => { asked.result.createObjectStore("queue", { keyPath: "id" }); asked.result.createObjectStore("told", { keyPath: "address" }); };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => wrong(asked.error);
  });
  // ``act`` puts its requests to the store; what the first of them found is given once all is written.
  async function within(store, mode, act) {
    const base = await open();
    try {
      return await new Promise((done, wrong) => {
        const job = base.transaction(store, mode);
        const asked = act(job.objectStore(store));
        job.oncomplete = () => done(asked?.result);
        job.onerror = job.onabort = () => wrong(job.error);
      });
    } finally { base.close(); }
  }
  const put = (row) => within("queue", "readwrite", (store) => store.put(row));
  const drop = (id) => within("queue", "readwrite", (store) => store.delete(id));
  const told = (address) => within("told", "readonly", (store) => store.get(address));
  async function waiting(address) {
    const rows = await within("queue", "readonly", (store) => store.getAll());
    return rows.filter((row) => !address || row.address === address);
  }

  async function post(address, rows) {
    const of = (kind) => rows.filter((row) => row.kind === kind).map((row) => ({ ...row.data, at: row.at }));
    let answer;
    try {
      answer = await fetch(address, {
        method: "POST", redirect: "manual", headers: { "Content-Type": "application/json", "X-CSRFToken": cookie() || rows.at(-1).token },
        body: JSON.stringify({ now: new Date().toISOString(), ticks: of("tick"), heads: of("heads") }),
      });
    } catch { return "offline"; }
    if (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) return "signed out";
    if (!answer.ok || !(answer.headers.get("Content-Type") || "").includes("json")) return "trouble";
    const said = await answer.json();
    await within("told", "readwrite", (store) => store.put({ address, now: said.now, marks: said.marks, heads: said.heads }));
    // What was tapped anew while this was under way waits for the next round; what was not answered waits too.
    await within("queue", "readwrite", (store) => {
      rows.forEach((row) => {
        const mark = row.kind === "heads" ? `h${row.data.key}` : row.data.companion ? `tc${row.data.companion}` : `t${row.data.signup}`;
        if (!said.kept.includes(mark) && !said.refused[mark]) return;
        const asked = store.get(row.id);
        asked.onsuccess = () => {
          if (asked.result?.at !== row.at) return;
          if (said.refused[mark]) store.put({ ...row, refused: said.refused[mark] });
          else store.delete(row.id);
        };
      });
    });
    return "";
  }
  const cookie = () => (typeof document === "undefined" ? "" : /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] || "");

  // Sends all that waits, of every event: "" when nothing is left to send, else what is in the way.
  async function round() {
    const rows = (await waiting()).filter((row) => !row.refused);
    let state = "";
    for (const address of new Set(rows.map((row) => row.address))) {
      const ours = rows.filter((row) => row.address === address);
      for (let n = 0; n < ours.length; n += AT_ONCE) state = (await post(address, ours.slice(n, n + AT_ONCE))) || state;
    }
    return state;
  }
  const send = () => (navigator.locks ? navigator.locks.request("brobygger-door", round) : round());
  return { put, drop, waiting, told, send };
})();
