// @ts-check
// The form of each kind of case. Each gives its elements, the decisions that its choices make, and what keys do besides.
"use strict";

Desk.cases = (() => {
  const { t, h, nameField } = Desk;
  const list = (names) => names.join(t("or"));
  const quoted = (words) => t("quoted", { words });

  // A choice by number.
  function choice(name, number, text, facts, value, checked = false, type = "radio") {
    const input = h("input", { type, name, value, checked });
    return h("label", {}, input, " ", h("span", {}, text), number ? h("kbd", {}, String(number)) : null, facts ? h("small", {}, facts) : null);
  }

  const place = (article) => h("p", { className: "none" }, h("a", { href: article.url, target: "_blank", lang: article.language }, article.title),
    [article.outlet, article.date].filter(Boolean).map((fact) => `, ${fact}`).join(""));

  function facts(person) {
    return [
      person.role,
      person.nearest ? t("named_last") : null,
      person.here ? t("speaks_here", { n: person.here }) : person.statements ? t("statements", { n: person.statements }) : null,
    ].filter(Boolean).join(" · ");
  }

  const picked = (form, name) => form.querySelector(`[name=${name}]:checked`)?.value;

  // Lines of sentences that show what something is about.
  const samples = (said) => h("ul", { className: "said-list" }, ...said.map((one) => h("li", {},
    one.polarity && one.polarity !== "said" ? h("em", {}, t("polarity_" + one.polarity.replace(/-/g, "_")) + " ") : null,
    one.words, h("small", {}, ` ${one.article}`))));

  function statement(found, form, changed) {
    const passage = Desk.passage(found.passage, found.article.language, changed);
    const [name] = found.speakers;
    const open = found.speakers.length === 0;
    const question = open ? (found.source ? t("who_is", { words: found.source }) : t("who_says")) : t("does_say", { name: found.speakers.join(", ") });
    const why = open ? t("why_open") : found.manner ? t("why_" + found.manner) : "";
    const other = nameField("other", () => {
      const own = form.querySelector("[name=who][value=other]");
      if (other.input.value.trim()) own.checked = true;
      changed();
    });
    // Where the speaker is open nobody is chosen: whoever only goes on must not make a guess a decision.
    const people = found.people.map((person, at) => choice("who", at + 1, person.name, facts(person), `p${at}`, person.name === name));
    const count = people.length;
    const somebody = h("div", { className: "other" }, choice("who", count + 1, t("somebody_else"), t("type_a_name"), "other"), other.element);
    const nobody = choice("who", count + 2, t("nobody"), t("nobody_means"), "nobody");
    const alike = found.alike.length ? choice("alike", "A", t("alike", { n: found.alike.length + 1 }), "", "1", found.alike.length > 0 && open, "checkbox") : null;
    const day = h("input", { id: "day", type: "text", value: found.day ?? "", inputMode: "numeric", placeholder: "2026-11-30", autocomplete: "off" });
    const options = (values, now, prefix) => values.map((value) => h("option", { value, selected: value === now }, t(prefix + value.replace(/[ -]/g, "_"))));
    const forms = { direct: "quoted", indirect: "reported", mixed: "partly quoted" };
    const kind = h("select", { id: "kind" }, ...options(["quoted", "reported", "partly quoted"], forms[found.form.toLowerCase()], "kind_"));
    const polarity = h("select", { id: "polarity" }, ...options(["said", "denied", "not-said", "declined", "to-come"], found.polarity, "polarity_"));
    const more = h("details", { className: "more" }, h("summary", {}, t("more")), h("p", { className: "fields" },
      h("label", {}, t("day"), " ", day), h("label", {}, t("kind"), " ", kind), h("label", {}, t("polarity"), " ", polarity)));
    [day, kind, polarity].forEach((field) => field.addEventListener("input", changed));
    const elements = [
      h("div", {}, h("h2", { tabIndex: -1 }, question), h("p", { className: "none" }, why,
        found.review === "unreviewed" ? "" : ` ${t("reviewed_" + found.review, { author: found.author ?? t("an_editor") })}`)),
      h("div", {}, passage.element, h("p", { className: "none", id: "extent-help", hidden: true }, t("extent_help")), place(found.article)),
      h("div", { className: "pick", role: "radiogroup", "aria-label": question }, ...people, somebody, nobody, alike),
      more,
    ];

    const who = () => {
      const value = picked(form, "who");
      if (!value) return undefined;
      if (value === "nobody") return "nobody";
      const chosen = value === "other" ? other.input.value.split(";").map((one) => one.trim()).filter(Boolean) : [found.people[Number(value.slice(1))].name];
      return chosen.length ? { named: chosen } : undefined;
    };
    const on = (id, facts) => ({ what: "statement", article: found.article.slug, id, ...facts });
    const ids = () => [found.key, ...(picked(form, "alike") ? found.alike : [])];
    // Those that the last choice was about.
    let about = [];
    const each = (which, decide) => {
      about = which;
      return which.map((id) => on(id, decide(id)));
    };

    // What is decided about this statement alone: the rest is said of all that are alike.
    function own() {
      const facts = {};
      if (passage.taken()) facts.words = passage.taken();
      if (day.value.trim() && day.value.trim() !== found.day) facts.day = day.value.trim();
      if (kind.value !== forms[found.form.toLowerCase()]) facts.kind = kind.value;
      if (polarity.value !== found.polarity) facts.polarity = polarity.value;
      return facts;
    }

    return {
      elements,
      focus: () => elements[0].querySelector("h2"),
      accept() {
        const speaker = who();
        const same = typeof speaker === "object" && speaker.named.join("|") === found.speakers.join("|");
        const facts = own();
        if (!speaker && Object.keys(facts).length === 0) return null;
        // Without a speaker it is decided about this one alone.
        return each(speaker ? ids() : [found.key], (id) => {
          const mine = id === found.key ? facts : {};
          if (same && Object.keys(mine).length === 0) return { checked: true };
          return { ...mine, ...(same ? {} : { speaker }) };
        });
      },
      reject: () => each(ids(), () => ({ reject: true })),
      leaveOpen: () => each(ids(), () => ({ speaker: "unknown" })),
      settles: () => about.map((id) => "s:" + id),
      note: (body, kind, hidden) => [{
        what: "note", article: found.article.slug, quote: found.words.split(" … ")[0], body, kind, private: hidden,
      }],
      key(event) {
        if (passage.key(event)) return true;
        const key = event.key.toLowerCase();
        if (key === "a" && alike) alike.querySelector("input").click();
        else if (key === "s") other.input.focus();
        else if (key === "d") { more.open = true; day.focus(); day.select(); }
        else if (key === "e") {
          passage.edit(!passage.editing);
          document.getElementById("extent-help").hidden = !passage.editing;
          changed();
        } else return false;
        return true;
      },
      keys: [["e", t("extent")], ["d", t("day")]],
      buttons: { reject: t("not_a_statement"), open: t("leave_open"), note: t("write_note") },
      digit(number) {
        const radio = form.querySelectorAll("[name=who]")[number - 1];
        if (!radio) return false;
        radio.click();
        if (radio.value === "other") other.input.focus();
        return true;
      },
    };
  }

  // A statement of the sample: what is right of it.
  function judged(found, form, changed, sample) {
    const passage = Desk.passage(found.passage, found.article.language, changed);
    const heading = h("h2", { tabIndex: -1 }, t("judge_lead"));
    const who = found.speakers.length ? found.speakers.join(", ") : t("nobody");
    const facts = { words: found.words, speaker: who, day: found.day ?? "–" };
    const aspects = ["words", "speaker", "day"];
    const boxes = aspects.map((aspect, at) => choice("right", at + 1, t("judge_" + aspect), facts[aspect], aspect, true, "checkbox"));
    const right = (aspect) => boxes[aspects.indexOf(aspect)].querySelector("input").checked;
    return {
      elements: [h("div", {}, heading), h("div", {}, passage.element, place(found.article)),
        h("div", { className: "pick", role: "group", "aria-label": t("judge_lead") }, ...boxes),
        h("p", { className: "none" }, h("a", { href: `#s:${found.key}` }, t("correct_speaker")))],
      focus: () => heading,
      accept: () => [{
        what: "judge", id: found.key, seed: sample.seed, size: sample.size, reading: found.reading,
        wrong: aspects.filter((aspect) => !right(aspect)),
      }],
      settles: () => [],
      keys: [],
      buttons: {},
      key: () => false,
      digit(number) {
        const box = boxes[number - 1]?.querySelector("input");
        box?.click();
        return Boolean(box);
      },
    };
  }

  // A case of a few choices, each with the decisions that it makes; `null` settles nothing.
  function simple(form, changed, question, parts, choices, checked = 0) {
    const labels = choices.map(([text, facts], at) => choice("who", at + 1, text, facts, String(at), at === checked));
    const heading = h("h2", { tabIndex: -1 }, question);
    return {
      elements: [h("div", {}, heading), ...parts, h("div", { className: "pick", role: "radiogroup", "aria-label": question }, ...labels)],
      focus: () => heading,
      accept: () => choices[Number(picked(form, "who"))]?.[2]() ?? null,
      keys: [],
      buttons: {},
      key: () => false,
      digit(number) {
        const radio = form.querySelectorAll("[name=who]")[number - 1];
        radio?.click();
        radio?.closest("label").querySelector("input[type=text]")?.focus();
        return Boolean(radio);
      },
    };
  }

  function pair(found, form, changed) {
    const [one, other] = found.people;
    const person = (who) => h("div", {}, h("h3", {}, who.name), h("p", { className: "none" }, facts(who)), samples(who.said));
    return simple(form, changed, t("one_person", { one: one.name, other: other.name }),
      [h("div", { className: "pair" }, person(one), person(other))], [
        [t("one"), t("one_means", { name: one.name }), () => [{ what: "same", name: one.name, other: other.name }]],
        [t("two"), t("two_means"), () => [{ what: "apart", name: one.name, other: other.name }]],
        [t("no_name", { name: other.name }), t("no_name_means"), () => [{ what: "nobody", name: other.name }]],
      ], -1);
  }

  function date(found, form, changed) {
    const passage = Desk.passage(found.passage, found.article.language, changed);
    const on = (day) => [{ what: "article", article: found.article.slug, day }];
    const field = h("input", { type: "text", placeholder: "2026-11-30", "aria-label": t("another_day"), autocomplete: "off" });
    field.addEventListener("input", () => {
      field.closest("label").querySelector("[type=radio]").checked = true;
      changed();
    });
    const choices = [];
    if (found.date) choices.push([t("date_is", { day: found.date }), found.from, () => on(found.date)]);
    found.days.filter(([day]) => day !== found.date).forEach(([day, words]) => choices.push([day, quoted(words), () => on(day)]));
    const at = choices.length;
    choices.push([t("another_day"), "", () => (field.value.trim() ? on(field.value.trim()) : null)]);
    choices.push([t("no_day"), t("no_day_means"), () => on("unknown")]);
    const made = simple(form, changed, found.date ? t("when_right", { day: found.date }) : t("when_was"),
      [h("div", {}, passage.element, place(found.article))], choices, found.date ? 0 : -1);
    made.elements[made.elements.length - 1].children[at].append(field);
    return made;
  }

  function topic(found, form, changed) {
    const field = h("input", { type: "text", list: "topics", "aria-label": t("other_topic"), autocomplete: "off" });
    field.setAttribute("list", "topics");
    field.addEventListener("input", () => {
      field.closest("label").querySelector("[type=radio]").checked = true;
      changed();
    });
    const known = h("datalist", { id: "topics" }, ...found.others.map((value) => h("option", { value })));
    const made = simple(form, changed, t("is_topic", { name: found.name }), [
      h("p", { className: "none" }, h("a", { href: found.url, target: "_blank" }, found.name), `: ${t("statements", { n: found.statements })}`),
      samples(found.said), known,
    ], [
      [t("hide_topic"), t("hide_topic_means"), () => [{ what: "topic", name: found.name, hidden: true }]],
      [t("other_topic"), "", () => (field.value.trim() ? [{ what: "topic", name: found.name, same_as: field.value.trim() }] : null)],
    ], -1);
    made.elements[made.elements.length - 1].children[1].append(field);
    return made;
  }

  function event(found, form, changed) {
    const field = h("input", { type: "text", value: found.name, "aria-label": t("event_name"), autocomplete: "off" });
    field.addEventListener("input", () => {
      field.closest("label").querySelector("[type=radio]").checked = true;
      changed();
    });
    const made = simple(form, changed, t("is_event", { name: found.name, day: found.day }), [
      h("p", { className: "none" }, h("a", { href: found.url, target: "_blank" }, found.name)), samples(found.said),
    ], [
      [t("event_name"), t("event_name_means"), () => [{ what: "event", name: found.name, day: found.day, rename: field.value.trim() }]],
      [t("hide_event"), t("hide_event_means"), () => [{ what: "event", name: found.name, day: found.day, hidden: true }]],
    ], -1);
    made.elements[made.elements.length - 1].children[0].append(field);
    return made;
  }

  function note(found, form, changed) {
    const passage = Desk.passage(found.passage, found.article.language, changed);
    passage.edit(true);
    const made = simple(form, changed, t("where_note"), [
      h("p", { className: "none" }, found.ambiguous ? t("note_many") : t("note_gone"), " ", h("q", {}, found.quote)),
      h("blockquote", {}, found.body),
      h("div", {}, passage.element, h("p", { className: "none" }, t("extent_help")), place(found.article)),
    ], [[t("these_words"), "", () => {
      const quote = passage.any();
      return quote ? [{ what: "anchor", article: found.article.slug, old: found.quote, body: found.body, quote }] : null;
    }]]);
    return { ...made, key: (pressed) => passage.key(pressed) };
  }

  function claim(found, form, changed) {
    const [one, other] = found.reports;
    const report = (said) => h("div", {}, h("h3", {}, said.speaker ?? t("nobody")), samples([{ ...said, article: "" }]), place(said.article));
    const on = (same) => () => [{ what: "claim", one: one.key, other: other.key, same }];
    return simple(form, changed, t("one_claim"), [h("div", { className: "pair" }, report(one), report(other))], [
      [t("same_claim"), t("same_claim_means"), on(true)],
      [t("two_claims"), t("two_claims_means"), on(false)],
    ], -1);
  }

  const kinds = { statement, claim, pair, date, topic, event, note };

  // What a group of the queue is called, and what is told of it.
  function title(group) {
    const { kind, words, names } = group;
    switch (kind) {
      case "several": return [quoted(words || "…"), list(names)];
      case "bare": return [quoted(words), t("group_bare")];
      case "words": return [quoted(words), t("group_words")];
      case "pair": return [names.join(t("and")), t("group_pair")];
      case "article": case "person": return [words, ""];
      default: return [t("group_" + kind), ""];
    }
  }

  const make = (found, form, changed, sample) =>
    (sample && found.kind === "statement" ? judged(found, form, changed, sample) : kinds[found.kind](found, form, changed));
  return { make, title };
})();
