// Keeps the archive readable without a network. Pages come from the network while there is one, so that none is ever out of
// date, and from what was kept otherwise. PAGES and VERSION are put in when the archive is built; a new VERSION makes browsers
// fetch the pages anew.
"use strict";

const VERSION = "{version}";
const PAGES = ["{pages}"];
const CACHE = `onrecord ${registration.scope}`;

addEventListener("install", (event) => {
  const keep = async () => {
    const cache = await caches.open(CACHE);
    // One that cannot be had now is kept when it is read.
    await Promise.allSettled(PAGES.map((page) => cache.add(new Request(page, { cache: "no-cache" }))));
    await skipWaiting();
  };
  event.waitUntil(keep());
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !request.url.startsWith(registration.scope)) return;
  const answer = async () => {
    const cache = await caches.open(CACHE);
    // A script of the search index never changes under its address.
    const lasting = url.searchParams.has("v") && (await cache.match(request));
    if (lasting) return lasting;
    try {
      const response = await fetch(request);
      if (response.ok && response.type === "basic") {
        await cache.delete(request, { ignoreSearch: true });
        await cache.put(request, response.clone());
      }
      return response;
    } catch (error) {
      const kept = await cache.match(request, { ignoreSearch: !url.searchParams.has("v") });
      if (kept) return kept;
      throw error;
    }
  };
  event.respondWith(answer());
});
