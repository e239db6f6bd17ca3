// Keeps the door's list at hand without a connection, and sends what waits when there is one again, also when the page is closed.
// It answers for attendance pages and their style and scripts alone; every other request goes its own way.
"use strict";
const PATIENCE = 4000; // a connection that hangs is no better than none

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  const leads = request.mode === "navigate";
  if (leads) event.waitUntil(Door.send().catch(() => {}));
  if (leads ? /\/fremmoede\/$/.test(address.pathname) : request.destination !== "" && request.destination !== "document") event.respondWith(freshOrKept(request, leads));
});
self.addEventListener("sync", (event) => {
  if (event.tag === "door") event.waitUntil(Door.send().then((state) => { if (state) throw new Error(state); }));
});

async function freshOrKept(request, leads) {
  const kept = await caches.match(request, { ignoreVary: true, ignoreSearch: leads });
  if (!kept) return fetch(request);
  try {
    return await Promise.race([fetch(request), new Promise((_done, wrong) => { setTimeout(wrong, PATIENCE); })]);
  } catch { return kept; }
}
