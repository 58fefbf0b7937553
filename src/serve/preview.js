// Reloads the page after a build, and shows what was wrong with one that had errors. Only the preview server adds it.
(function () {
  "use strict";
  var box = null;

  function show(text) {
    if (!box) {
      box = document.createElement("pre");
      box.setAttribute("role", "alert");
      box.tabIndex = 0;
      var style = box.style;
      style.position = "fixed";
      style.inset = "auto 0 0 0";
      style.zIndex = "2147483647";
      style.maxHeight = "60vh";
      style.overflow = "auto";
      style.margin = "0";
      style.padding = "1rem";
      style.background = "#2b1111";
      style.color = "#fff";
      style.font = "14px/1.4 ui-monospace, monospace";
      style.borderTop = "4px solid #e5484d";
      style.textAlign = "left";
      style.direction = "ltr";
      document.body.appendChild(box);
    }
    box.textContent = text;
  }

  var events = new EventSource("/.onrecord/events");
  events.addEventListener("reload", function () {
    location.reload();
  });
  events.addEventListener("problems", function (event) {
    show(event.data);
  });
  // A restarted server may have built something new.
  var lost = false;
  events.onerror = function () {
    lost = true;
  };
  events.onopen = function () {
    if (lost) {
      location.reload();
    }
  };
  window.addEventListener("pagehide", function () {
    events.close();
  });
})();
