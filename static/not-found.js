// @ts-check
// Leads the page for missing addresses to the rest of the site, where book.toml does not say what its address is.
//
// That page is shown at any depth, so its links begin at the root of the server. In a site below a path they miss. The page
// asks for this script in each folder above the missing address, the nearest first: where it is found, there the site is.
(function () {
  "use strict";
  const { dataset } = document.documentElement;
  const site = new URL("../", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  if (dataset.site) return;
  dataset.site = site.href;
  if (site.href === new URL("/", site).href) return;
  for (const name of ["href", "action", "src"]) {
    for (const element of document.querySelectorAll(`[${name}^="/"]`)) {
      const address = new URL(element.getAttribute(name).slice(1), site).href;
      if (element.tagName !== "SCRIPT") {
        element.setAttribute(name, address);
        continue;
      }
      // A script that was not found is not asked for again.
      const script = document.createElement("script");
      for (const { name: key, value } of element.attributes) script.setAttribute(key, value);
      script.src = address;
      element.replaceWith(script);
    }
  }
})();
