// @ts-check
// What all scripts of the desk share: words of the interface, elements, and the way to the preview.
"use strict";

const Desk = (() => {
  const script = document.currentScript;
  const holder = document.getElementById("desk-words");
  const words = JSON.parse(holder ? holder.textContent : script.dataset.words);
  const token = script.dataset.token;

  // A text of the interface with its blanks filled.
  const t = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

  // An element with properties and children. A property that is no property of elements is an attribute.
  function h(name, properties = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (value === undefined || value === false || value === null) continue;
      if (key in element && key !== "list" && key !== "form") element[key] = value;
      else element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
    return element;
  }

  // Asks the preview. An answer that is no success is an error with its message and `status`.
  async function ask(path, body) {
    /** @type {RequestInit & { headers: Record<string, string> }} */
    const options = { headers: { "X-Onrecord-Token": token }, cache: "no-store" };
    if (body !== undefined) {
      options.method = "POST";
      options.headers["Content-Type"] = "application/json";
      options.body = JSON.stringify(body);
    }
    let answer;
    try {
      answer = await fetch("/.onrecord/desk/" + path, options);
    } catch {
      throw Object.assign(new Error(t("offline")), { status: 0 });
    }
    const value = await answer.json().catch(() => ({ error: t("offline") }));
    if (!answer.ok) throw Object.assign(new Error(value.error), { status: answer.status });
    return value;
  }

  // The versions of files as this page knows them.
  const versions = {};
  const learn = (known) => Object.assign(versions, known);

  const today = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };

  const author = {
    get: () => localStorage.getItem("onrecord author") ?? "",
    set: (name) => localStorage.setItem("onrecord author", name),
  };

  // Writes decisions, or shows what would be written.
  async function decide(decisions, dry = false) {
    const request = { decisions, author: author.get(), date: today(), versions, dry };
    const answer = await ask("decide", request);
    if (!dry) answer.files.forEach((file) => { versions[file.path] = file.version; });
    return answer;
  }

  async function undo(number) {
    const answer = await ask("undo", { undo: number });
    answer.files.forEach((file) => { versions[file.path] = file.version; });
    return answer;
  }

  // A diff as it is shown: what is added and taken away is marked by its element, too.
  function diff(files) {
    const line = (text) => {
      const name = { "+": "ins", "-": "del" }[text[0]] ?? "span";
      return h(name, {}, text.slice(1) + "\n");
    };
    return files.flatMap((file) => [
      h("p", { className: "none" }, t("goes_into", { file: file.path })),
      h("pre", { className: "yaml", tabIndex: 0 }, ...file.diff.split("\n").filter(Boolean).map(line)),
    ]);
  }

  // A field that finds people by the beginning of a name: a list below it is walked with the arrow keys.
  function nameField(id, picked) {
    const list = h("ul", { id: id + "-list", role: "listbox", hidden: true });
    const input = h("input", {
      id, type: "text", autocomplete: "off", role: "combobox", "aria-expanded": "false", "aria-controls": list.id,
      "aria-autocomplete": "list", "aria-label": t("name"), placeholder: t("name"),
    });
    let turn = 0;
    const options = () => [...list.children];
    const at = () => options().findIndex((option) => option.getAttribute("aria-selected") === "true");
    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const take = (option) => {
      input.value = option.dataset.name;
      close();
      picked();
    };
    const select = (index) => {
      options().forEach((option, number) => option.setAttribute("aria-selected", String(number === index)));
      const option = options()[index];
      if (option) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      }
    };
    input.addEventListener("input", async () => {
      picked();
      const mine = ++turn;
      const people = input.value.trim() ? await ask("people?typed=" + encodeURIComponent(input.value)).catch(() => []) : [];
      if (mine !== turn) return;
      list.replaceChildren(...people.map((person, number) => {
        const option = h("li", { id: `${list.id}-${number}`, role: "option", "aria-selected": "false" }, person.name,
          h("small", {}, [person.role, t("statements", { n: person.statements })].filter(Boolean).join(" · ")));
        option.dataset.name = person.name;
        option.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          take(option);
        });
        return option;
      }));
      list.hidden = people.length === 0;
      input.setAttribute("aria-expanded", String(people.length > 0));
    });
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      const count = options().length;
      if (event.key === "ArrowDown") select((at() + 1) % count);
      else if (event.key === "ArrowUp") select((at() + count) % (count + 1) - (at() <= 0 ? 0 : 1));
      else if (event.key === "Enter" && at() >= 0) take(options()[at()]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    input.addEventListener("blur", close);
    return { input, element: h("span", { className: "names" }, input, list) };
  }

  return { t, h, ask, decide, undo, diff, learn, author, nameField };
})();
