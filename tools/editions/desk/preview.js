/* The page under translation: shows beside each passage its state, its problems and its line
   in the catalogue; takes over a newer page in place, so that the reader stays where he is. */
"use strict";

(() => {
  const page = document.currentScript.dataset.page;
  const STATES = ["held", "withdrawn", "missing", "suggested", "stale"];
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  let known = null;
  let connected = true;
  let changed = null;

  const make = (tag, className, ...children) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };

  const passages = (root = document) => [...root.querySelectorAll("main [data-msgid]")];

  /* Notes beside the passages. */

  const place = (notes, found) =>
    found.line ? `${notes.catalogue}:${found.line}` : `${notes.catalogue} (no line of its own yet)`;

  /* What is translated but has a problem is a state of its own here. */
  const kind = (found) => (found.problems.length && found.state === "translated" ? "problem" : found.state);

  const note = (notes, found) => {
    const label = kind(found) === "problem" ? "translated, with a problem" : found.state;
    const box = make("span", `ed-note ed-${kind(found)}`, make("b", "", label), " · ",
      make("code", "", place(notes, found)));
    box.lang = "en";
    if (found.why) box.append(make("span", "ed-why", ` – ${found.why.replace(/[:\s]+$/, "")}`));
    if (found.problems.length) {
      box.append(make("ul", "", ...found.problems.map((each) => {
        const grave = { error: "ed-bad", warning: "ed-warn" }[each.severity] || "";
        return make("li", "", make("span", grave, `${each.severity} ${each.id}`), `: ${each.message}`);
      })));
    }
    return box;
  };

  const unknown = { state: "missing", line: null, problems: [],
    why: "not in the catalogue: run 'editions extract' and 'editions update'" };

  const draw = (notes) => {
    document.querySelectorAll(".ed-note").forEach((old) => old.remove());
    if (notes.catalogue) {
      const byText = new Map(Object.entries(notes.passages).map(([msgid, found]) => [plain(msgid), found]));
      passages().forEach((element, index) => {
        const found = byText.get(plain(element.dataset.msgid)) || unknown;
        element.id ||= `ed-${index}`;
        element.classList.remove(...[...element.classList].filter((name) => name.startsWith("ed-") && name !== "ed-fresh"));
        element.classList.add(`ed-${kind(found)}`);
        const box = note(notes, found);
        if (/^(P|H\d)$/.test(element.tagName)) element.after(box);
        else element.append(box);
      });
    }
    bar(notes);
  };

  /* The summary on top. */

  const jump = (elements, words) => {
    const link = make("a", "", `${elements.length} ${words}`);
    link.href = `#${elements[0].id}`;
    let at = 0;
    link.title = "again: the next one";
    link.addEventListener("click", (event) => {
      event.preventDefault();
      elements[at % elements.length].scrollIntoView({ block: "center" });
      at += 1;
    });
    return link;
  };

  const bar = (notes) => {
    document.querySelector(".ed-bar")?.remove();
    const line = make("p");
    const box = make("aside", "ed-bar", line);
    box.lang = "en";
    box.setAttribute("aria-label", "Preview");
    for (const error of notes.errors) {
      line.append(make("span", "ed-error", make("code", "", error.place), `: ${error.message} – the page stays as it was`));
    }
    if (notes.catalogue) line.append(make("strong", "", `${notes.translated} % translated`));
    else line.append(make("strong", "", "written in this language"));
    for (const state of STATES) {
      const these = passages().filter((each) => each.classList.contains(`ed-${state}`));
      if (these.length) line.append(jump(these, state));
    }
    const listed = Object.values(notes.passages).flatMap((each) => each.problems).length + notes.others.length;
    const marked = passages().filter((each) => each.classList.contains("ed-problem"));
    if (marked.length) line.append(jump(marked, "with problems"));
    if (notes.checking) line.append(make("span", "", "checking …"));
    else if (!listed && !notes.errors.length) line.append(make("span", "", "no problems"));
    if (changed) line.append(jump(changed, "just changed"));
    if (!connected) line.append(make("span", "ed-lost", "the preview has ended: start 'editions serve' again"));
    if (notes.others.length) {
      box.append(make("details", "", make("summary", "", `${notes.others.length} more about the file`),
        make("ul", "", ...notes.others.map((each) =>
          make("li", "", make("code", "", each.place), ` ${each.severity} ${each.id}: ${each.message}`)))));
    }
    document.body.prepend(box);
  };

  /* Taking over a newer page without moving what is being read. */

  const anchor = () => {
    const all = passages();
    const at = all.findIndex((each) => each.getBoundingClientRect().bottom > 80);
    return at < 0 ? null : { at, top: all[at].getBoundingClientRect().top };
  };

  const keeping = (work) => {
    const before = anchor();
    work();
    const now = before && passages()[before.at];
    if (now && window.scrollY > 0) window.scrollBy(0, now.getBoundingClientRect().top - before.top);
  };

  const texts = (root) => passages(root).map((each) => {
    const bare = each.cloneNode(true);
    bare.querySelectorAll(".ed-note").forEach((old) => old.remove());
    return plain(bare.textContent);
  });

  const get = async (url) => {
    const answer = await fetch(url, { cache: "no-store" });
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return answer;
  };

  const takeOver = async () => {
    const text = await (await get(location.pathname)).text();
    const newer = new DOMParser().parseFromString(text, "text/html");
    const notes = await (await get(`/_preview/notes/${page}`)).json();
    const before = texts(document);
    keeping(() => {
      document.title = newer.title;
      document.querySelector("main").replaceWith(document.adoptNode(newer.querySelector("main")));
      const now = texts(document);
      const fresh = passages().filter((_, index) => now[index] !== before[index]);
      changed = fresh.length && fresh.length < now.length ? fresh : null;
      known = notes;
      draw(notes);
      fresh.forEach((each) => each.classList.add("ed-fresh"));
      setTimeout(() => fresh.forEach((each) => each.classList.remove("ed-fresh")), 2500);
    });
    document.documentElement.dataset.edTakenOver = String(1 + Number(document.documentElement.dataset.edTakenOver || 0));
  };

  const refresh = async () => {
    const notes = await (await get(`/_preview/notes/${page}`)).json();
    known = notes;
    keeping(() => draw(notes));
  };

  /* One thing after the other, however fast the saves come. */
  let queue = Promise.resolve();
  const then = (work) => {
    queue = queue.then(work).catch((error) => console.warn(`preview: ${error.message}`));
  };

  then(refresh);
  const events = new EventSource(`/_preview/events/${page}`);
  let met = false;
  events.addEventListener("message", (event) => {
    if (event.data === "page") then(takeOver);
    else if (event.data === "notes") then(refresh);
    else if (event.data === "hello") {
      connected = true;
      // After a pause (the server was started again) the page may be an old one.
      if (met) then(takeOver);
      met = true;
    }
  });
  events.addEventListener("error", () => {
    connected = false;
    if (known) bar(known);
  });
})();
