// @ts-check
// Takes the place of any service worker that an earlier site left at the preview's address, and goes away with it.
"use strict";

addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => {
  const leave = async () => {
    // A page of the preview may have done so before, and needs no more.
    const found = await registration.unregister();
    const ours = (await caches.keys()).filter((name) => name.startsWith("onrecord "));
    await Promise.all(ours.map((name) => caches.delete(name)));
    // Other pages are those of the worker that is gone. Not awaited: they may not leave before this is done.
    const pages = found ? await clients.matchAll({ type: "window" }) : [];
    pages.forEach((page) => page.navigate(page.url).catch(() => {}));
  };
  event.waitUntil(leave());
});
