// @ts-check
// Keeps the archive readable without a network. Pages come from the network while there is one, so that none is ever out of
// date, and from what was kept otherwise. PAGES, PLACES and VERSION are put in when the archive is built; a new VERSION makes
// browsers fetch the pages anew.
//
// Whatever is no page, style sheet or script of this archive passes by: other sites below the same address, downloads, streams
// and what asks not to be kept. No answer waits for being kept, and nothing endless is.
"use strict";

const VERSION = "{version}";
const PAGES = ["{pages}"];
const PLACES = new Set(["{places}"]);
const CACHE = `onrecord ${registration.scope}`;
const TYPES = /^(text\/(html|css|javascript|plain)|application\/(javascript|json|manifest\+json)|image\/|font\/)/;
// The most that is kept of one file, and how long it may take to arrive.
const LENGTH = 32 << 20;
const PATIENCE = 60_000;

addEventListener("install", (event) => {
  const fetched = async (page) => {
    const request = new Request(page, { cache: "no-cache" });
    const response = await fetch(request);
    if (mayBeKept(response)) await keep(request, response);
  };
  const all = async () => {
    // One that cannot be had now is kept when it is read.
    await Promise.allSettled(PAGES.map(fetched));
    await skipWaiting();
  };
  event.waitUntil(all());
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

// Whether a request is for something of this archive that can be kept.
function isOurs(request) {
  const { origin, pathname } = new URL(request.url);
  const scope = new URL(registration.scope);
  const { headers } = request;
  if (request.method !== "GET" || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return false;
  if (headers.has("range") || /\btext\/event-stream\b/.test(headers.get("accept"))) return false;
  const place = pathname.slice(scope.pathname.length).split("/")[0];
  // Some hosts leave the ending out.
  return PLACES.has(place) || PLACES.has(`${place}.html`);
}

function mayBeKept({ body, headers, status, type }) {
  const forbidden = /\bno-store\b/.test(headers.get("cache-control")) || /\*/.test(headers.get("vary"));
  return status === 200 && type === "basic" && body && !forbidden && TYPES.test(headers.get("content-type"));
}

// The same without the mark of a redirect, which browsers refuse for a page; undefined if it does not end.
async function whole({ body, headers, status, statusText }) {
  const reader = body.getReader();
  let given = false;
  const giveUp = () => {
    given = true;
    reader.cancel().catch(() => {});
  };
  const late = setTimeout(giveUp, PATIENCE);
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.length;
    if (length > LENGTH) giveUp();
  }
  clearTimeout(late);
  return given ? undefined : new Response(new Blob(parts), { headers, status, statusText });
}

async function keep(request, response) {
  const copy = await whole(response);
  if (!copy) return;
  const cache = await caches.open(CACHE);
  await cache.delete(request, { ignoreSearch: true });
  await cache.put(request, copy);
}

addEventListener("fetch", (event) => {
  const { request } = event;
  if (!isOurs(request)) return;
  const lasting = new URL(request.url).searchParams.has("v");
  const answer = async () => {
    const cache = await caches.open(CACHE);
    // A script of the search index never changes under its address.
    const known = lasting && (await cache.match(request));
    if (known) return known;
    try {
      const response = await fetch(request);
      if (mayBeKept(response)) event.waitUntil(keep(request, response.clone()).catch(() => {}));
      return response;
    } catch (error) {
      const kept = await cache.match(request, { ignoreSearch: !lasting });
      if (kept) return kept;
      throw error;
    }
  };
  event.respondWith(answer());
});
