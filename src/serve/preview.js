// @ts-check
// Reloads the page when it has changed, and shows what was wrong with a build that had errors. Only the preview server adds it.
(function () {
  "use strict";
  const { version } = document.currentScript.dataset;
  // A service worker that controls the page from the start does so until it is left.
  const controlled = navigator.serviceWorker && navigator.serviceWorker.controller;
  let box = null;
  let leaving = false;
  let asked = 0;

  function reload() {
    if (!leaving) {
      leaving = true;
      location.reload();
    }
  }

  function show(text) {
    if (!box) {
      box = document.createElement("pre");
      box.setAttribute("role", "alert");
      box.tabIndex = 0;
      Object.assign(box.style, {
        position: "fixed", inset: "auto 0 0 0", zIndex: "2147483647", maxHeight: "60vh", overflow: "auto", margin: "0",
        padding: "1rem", background: "#2b1111", color: "#fff", font: "14px/1.4 ui-monospace, monospace",
        borderTop: "4px solid #e5484d", textAlign: "left", direction: "ltr", whiteSpace: "pre-wrap",
      });
    }
    box.textContent = text;
    document.body.append(box);
  }

  // Asks how things are now. An event only says that it is time to ask, so none that is missed does harm.
  async function look() {
    const turn = ++asked;
    try {
      const answer = await fetch("/.onrecord/now?" + location.pathname, { cache: "no-store" });
      const now = await answer.json();
      if (turn !== asked) return;
      if (now.version !== version) reload();
      else if (now.problems) show(now.problems);
      else if (box) box.remove();
    } catch {
      // The server is not there. When it is back, the events begin anew.
    }
  }

  // One page of the browser listens for all: a browser has six connections to a server, and each listener holds one.
  const pages = window.BroadcastChannel ? new BroadcastChannel("onrecord preview") : null;
  if (pages) pages.onmessage = look;

  function listen() {
    const events = new EventSource("/.onrecord/events");
    const pass = () => {
      look();
      if (pages) pages.postMessage("");
    };
    ["now", "reload", "problems"].forEach((name) => events.addEventListener(name, pass));
    events.onerror = () => {
      // The browser tries again by itself, unless another server answered in between.
      if (events.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
    };
  }

  function begin() {
    look();
    document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
    addEventListener("pageshow", (event) => { if (event.persisted) look(); });
    // A stream may never come through a worker of another site.
    if (controlled) return setInterval(look, 500);
    if (!pages || !navigator.locks) return listen();
    return navigator.locks.request("onrecord preview", () => {
      listen();
      return new Promise(() => {});
    });
  }

  // A service worker that another site left at this address would answer in our place.
  async function dismiss() {
    const registrations = await navigator.serviceWorker.getRegistrations();
    await Promise.all(registrations.map((registration) => registration.unregister()));
    const ours = (await caches.keys()).filter((name) => name.startsWith("onrecord "));
    await Promise.all(ours.map((name) => caches.delete(name)));
  }

  if (navigator.serviceWorker) dismiss().catch(() => {});
  begin();
})();
