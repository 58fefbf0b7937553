// @ts-check
// Leads on from an old address to the one in its place, with the part after `#`, which the page's own refresh would drop.
(function () {
  "use strict";
  const { to } = document.currentScript.dataset;
  location.replace(to.includes("#") ? to : to + location.hash);
})();
