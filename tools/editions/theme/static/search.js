/* The search page. Words are folded and stemmed as editions/site/search_words.py and
   editions/sphinxext/search_languages.py did for the index, which
   editions/site/search_index.py describes; `stopwords` and `Stemmer` come from
   language_data.js, the words the reader sees from the form's data attributes.
   Nothing is stored, and nothing is sent: a query is kept behind the # of the address, which
   no browser tells a server. */
"use strict";

const LONGEST_NAME = 6;
const MOST_WORDS = 8;
const MOST_SHARDS = 4;
const ISSUES_AT_ONCE = 4;
const EXCERPT = 300;

const foldText = (text) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300\u0301]/g, "")
    .replace(/([a-z])[\u0302-\u036f]+/g, "$1")
    .normalize("NFC")
    .replace(/(?<![\p{L}\p{N}_])ў/gu, "у")
    .replace(/([а-яёіў])['’ʼ‘′`´](?=[а-яёіў])/g, "$1")
    .replace(/ё/g, "е")
    .replace(/ł/g, "l")
    .replace(/[\u00adʹʺ]/g, "");

const wordsOf = (text) => foldText(text).match(/[\p{L}\p{N}_]+/gu) || [];

/** Give the words of a name as it is looked up: for any Cyrillic keyboard. */
const aliasOf = (words) =>
  words
    .join(" ")
    .replace(/ў/g, "у")
    .replace(/і/g, "и")
    .replace(/в(?![аеиоуыэюя])/g, "у");

/** Give the term of a folded word as the index has it, "" for a stop word. */
const termOf = (() => {
  const stemmer = new Stemmer();
  const known = new Map();
  const make = (word) => {
    if (stopwords.has(word)) return "";
    const stem = stemmer.stemWord(word);
    return stopwords.has(stem) ? word : stem;
  };
  return (word) => {
    if (!known.has(word)) known.set(word, make(word));
    return known.get(word);
  };
})();

const termsOf = (text) => wordsOf(text).map(termOf).filter(Boolean);

/** Loads the files of the index, each once. */
const search = {
  waiting: new Map(),
  files: new Map(),
  /** What the files call: they are scripts, since a page from disk may load nothing else. */
  take(name, data) {
    search.waiting.get(name)?.(data);
  },
  load(folder, name) {
    if (!search.files.has(name)) {
      const loading = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        search.waiting.set(name, resolve);
        script.onerror = () => reject(new Error(name));
        script.src = `${folder}${name}.js`;
        document.head.append(script);
      });
      search.files.set(name, loading);
    }
    return search.files.get(name);
  },
};

/** The letters of packed numbers, in the order of their values. */
const LETTERS = Array.from({ length: 0x5c }, (_, at) => String.fromCharCode(0x23 + at))
  .filter((letter) => !"./:\\".includes(letter));
const VALUES = new Map(LETTERS.map((letter, value) => [letter, value]));

/** Read rising numbers as `packed` wrote them. */
const unpack = (text) => {
  const places = [];
  let [place, more] = [0, []];
  for (const letter of text) {
    const value = VALUES.get(letter);
    if (value >= 64) {
      more.push(value - 64);
      continue;
    }
    place += more.reduceRight((sum, one) => sum * 24 + one + 64, value);
    places.push(place);
    more = [];
  }
  return places;
};

/** Read a file of the table: key → value, the keys written as `_keys` wrote them. */
const entriesOf = ([keys, values]) => {
  let before = "";
  return new Map(
    keys.split("|").map((row, at) => {
      before = before.slice(0, parseInt(row[0], 36)) + row.slice(1);
      return [before, values[at]];
    }),
  );
};

/** The table of the index; `starts` has the first key of each of its files. */
class Table {
  constructor(folder, starts) {
    this.folder = folder;
    this.starts = starts;
  }

  shardOf(key) {
    const after = this.starts.findIndex((start) => start > key);
    return Math.max((after < 0 ? this.starts.length : after) - 1, 0);
  }

  async read(shard) {
    return entriesOf(await search.load(this.folder, `words-${shard}`));
  }

  async get(key) {
    if (!this.starts.length) return undefined;
    return (await this.read(this.shardOf(key))).get(key);
  }

  /** Give the values of all keys that begin so, from a few files. */
  async beginning(key) {
    if (!this.starts.length) return [];
    const last = this.shardOf(`${key}\uffff`);
    const found = [];
    for (let at = this.shardOf(key); at <= last && found.length < MOST_SHARDS; at += 1)
      found.push(this.read(at));
    return (await Promise.all(found)).flatMap((entries) =>
      [...entries].filter(([one]) => one.startsWith(key)).map(([, value]) => value),
    );
  }
}

/** Give what one word asks for: its places, and how to know it in a text. */
const askWord = async (table, word) => {
  const term = termOf(word);
  if (!term) return null;
  const found = await table.get(`.${term}`);
  if (found !== undefined)
    return { places: new Set(unpack(found)), marks: (one) => termOf(one) === term };
  const longer = term.length < 3 ? [] : await table.beginning(`.${term}`);
  return {
    places: new Set(longer.flatMap(unpack)),
    marks: (one) => termOf(one).startsWith(term),
  };
};

/** Give what a name asks for; where it is a common word too, that word is asked for as well. */
const askName = async (table, [common, ...ids], words) => {
  const rows = await Promise.all(ids.map((id) => table.get(`@${id}`)));
  const asked = {
    places: new Set(rows.flatMap(([places]) => unpack(places))),
    names: new Set(rows.flatMap(([, ...spelt]) => spelt)),
  };
  if (common && words.length === 1) {
    const word = await askWord(table, words[0]);
    word?.places.forEach((place) => asked.places.add(place));
    asked.marks = word?.marks;
  }
  return asked;
};

/** Read a query: names first, the longest at each word; give what each part asks for. */
const ask = async (table, query) => {
  const words = wordsOf(query).slice(0, MOST_WORDS);
  const asked = [];
  for (let at = 0; at < words.length; ) {
    const tries = [];
    for (let length = Math.min(LONGEST_NAME, words.length - at); length > 0; length -= 1)
      tries.push(words.slice(at, at + length));
    const found = await Promise.all(tries.map((some) => table.get(`=${aliasOf(some)}`)));
    const best = found.findIndex((one) => one !== undefined);
    asked.push(
      best < 0 ? askWord(table, words[at]) : askName(table, found[best], tries[best]),
    );
    at += best < 0 ? 1 : tries[best].length;
  }
  return (await Promise.all(asked)).filter(Boolean);
};

/** Give the documents with the places of the paragraphs that have all, newest issue first. */
const groups = (documents, asked) => {
  if (!asked.length) return [];
  const places = [...asked[0].places].filter((one) => asked.every((part) => part.places.has(one)));
  places.sort((a, b) => a - b);
  const found = [];
  let [first, at] = [0, 0];
  for (const [name, title, language, issue, units] of documents) {
    const hits = [];
    for (; at < places.length && places[at] < first + units; at += 1) hits.push(places[at] - first);
    if (hits.length) found.push({ name, title, language, issue, hits });
    first += units;
  }
  return found.sort((a, b) => (a.issue < b.issue ? 1 : a.issue > b.issue ? -1 : 0));
};

/** Give the words of each part of a query in quotation marks of any kind. */
const phrasesOf = (query) =>
  [...query.matchAll(/«(.*?)»|"(.*?)"|[“„](.*?)[“”]/gu)]
    .map((found) => wordsOf(found[1] || found[2] || found[3] || ""))
    .filter((words) => words.length);

/** Tell whether the words stand in a text one after the other. */
const holds = (text, phrase) => {
  const words = wordsOf(text);
  return words.some((_, at) => phrase.every((word, more) => words[at + more] === word));
};

/** Leave the paragraphs that have all phrases. */
const only = async (folder, found, phrases) => {
  if (!phrases.length) return found;
  const kept = found.map(async (group) => {
    const units = await search.load(folder, `text/${group.name}`);
    const has = (at) =>
      phrases.every((phrase) => units[at][1].some(([text]) => holds(text, phrase)));
    return { ...group, hits: group.hits.filter(has) };
  });
  return (await Promise.all(kept)).filter((group) => group.hits.length);
};

/** Give the stretches [start, end] of a text that a query asked for. */
const stretches = (text, asked) => {
  const words = [];
  for (const found of text.matchAll(/[\p{L}\p{N}\p{M}_'’ʼ‘′`´\u00adʹʺ]+/gu))
    for (const word of wordsOf(found[0]))
      words.push({ word, start: found.index, end: found.index + found[0].length });
  const marked = [];
  for (let at = 0; at < words.length; at += 1) {
    let length = asked.some((part) => part.marks?.(words[at].word)) ? 1 : 0;
    for (let more = Math.min(LONGEST_NAME, words.length - at); more > length; more -= 1) {
      const spelt = aliasOf(words.slice(at, at + more).map((one) => one.word));
      if (asked.some((part) => part.names?.has(spelt))) length = more;
    }
    if (length) {
      marked.push([words[at].start, words[at + length - 1].end]);
      at += length - 1;
    }
  }
  return marked;
};

const make = (tag, ...children) => {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
};

const link = (text, address) => {
  const element = make("a", text);
  element.href = address;
  return element;
};

/** Give a piece of text around its first marks. */
const excerpt = ([text, language], marked) => {
  let from = Math.max((marked.length ? marked[0][0] : 0) - EXCERPT / 3, 0);
  if (from) from = text.indexOf(" ", from) + 1;
  let to = from + EXCERPT;
  to = to < text.length ? Math.max(text.lastIndexOf(" ", to), marked.length ? marked[0][1] : 0) : text.length;
  const quoted = make("p", from ? "… " : "");
  let at = from;
  for (const [start, end] of marked.filter((one) => one[0] >= from && one[1] <= to)) {
    quoted.append(text.slice(at, start), make("mark", text.slice(start, end)));
    at = end;
  }
  quoted.append(text.slice(at, to), to < text.length ? " …" : "");
  if (language) quoted.lang = language;
  return quoted;
};

const hit = (group, [address, pieces], asked, words) => {
  const number = /^p(\d+\w*)$/.exec(address);
  const item = make("li");
  const target = `${group.name}.html${address && `#${address}`}`;
  item.append(link(number ? words.paragraph.replace("%s", number[1]) : group.title, target));
  if (!number && group.language) item.firstChild.lang = group.language;
  const marked = pieces.map((piece) => [piece, stretches(piece[0], asked)]);
  const shown = marked.filter(([, found]) => found.length);
  if (!shown.length) shown.push(marked.find(([piece]) => !piece[2]) || marked[0]);
  item.append(...shown.map(([piece, found]) => excerpt(piece, found)));
  return item;
};

const section = async (folder, group, asked, words) => {
  const units = await search.load(folder, `text/${group.name}`);
  const heading = make("h2", link(group.title, `${group.name}.html`));
  if (group.language) heading.lang = group.language;
  const made = make("section", heading);
  if (group.issue) {
    const [year, month] = group.issue.split("-");
    const time = make("time", `${words.months.split("|")[month - 1]} ${year}`);
    time.dateTime = group.issue;
    made.append(time);
  }
  made.append(make("ul", ...group.hits.map((at) => hit(group, units[at], asked, words))));
  return made;
};

/** Show some of the groups below those that are there, and a button for the others. */
const show = async (place, folder, found, asked, words) => {
  const some = found.slice(0, ISSUES_AT_ONCE);
  const made = await Promise.all(some.map((group) => section(folder, group, asked, words)));
  place.append(...made);
  if (found.length > some.length) {
    const button = make("button", words.more);
    button.type = "button";
    button.addEventListener("click", async () => {
      button.disabled = true;
      const next = await show(place, folder, found.slice(ISSUES_AT_ONCE), asked, words);
      button.remove();
      next.focus();
    });
    place.append(button);
  }
  // Where a reader goes on who came by the button.
  return made[0]?.querySelector("a");
};

const run = async (query, words, status) => {
  const folder = words.index;
  // A place of its own: what an earlier query still brings goes nowhere.
  const place = make("div");
  document.querySelector(".found").replaceChildren(place);
  status.textContent = query && words.searching;
  if (!query) return;
  try {
    const { documents, starts } = await search.load(folder, "index");
    const asked = await ask(new Table(folder, starts), query);
    const found = await only(folder, groups(documents, asked), phrasesOf(query));
    const count = found.reduce((sum, group) => sum + group.hits.length, 0);
    await show(place, folder, found, asked, words);
    const said = count ? words.found.replace("{count}", count) : words.none;
    if (place.isConnected) status.textContent = said;
  } catch {
    if (place.isConnected) status.textContent = words.broken;
  }
};

{
  const form = document.querySelector("form[role=search]");
  /** Search for what the address asks; a link may have it before the # too. */
  const start = () => {
    const asked = new URLSearchParams(location.hash.slice(1) || location.search).get("q") || "";
    form.elements.q.value = asked.trim();
    return run(asked.trim(), form.dataset, document.querySelector("[role=status]"));
  };
  if (form) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const before = location.hash;
      location.hash = new URLSearchParams({ q: form.elements.q.value.trim() });
      if (location.hash === before) start();
    });
    addEventListener("hashchange", start);
    start();
  }
}
