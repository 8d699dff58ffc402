/* The search page. Words are folded and stemmed as editions/sphinxext/search.py did for
   the index; `stopwords` and `Stemmer` come from Sphinx's language_data.js, the words the
   reader sees from the form's data attributes. Nothing is stored, nothing is sent. */
"use strict";

const foldText = (text) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300\u0301]/g, "")
    .replace(/([a-z])[\u0302-\u036f]+/g, "$1")
    .normalize("NFC")
    .replace(/([а-яёіў])['’ʼ](?=[а-яёіў])/g, "$1")
    .replace(/ё/g, "е")
    .replace(/ł/g, "l")
    .replace(/\u00ad/g, "");

/** Give the terms of a text as the index has them, stop words left out. */
const termsOf = (text) => {
  const stemmer = new Stemmer();
  const words = foldText(text).match(/[\p{L}\p{N}_]+/gu) || [];
  return words
    .filter((word) => !stopwords.has(word))
    .map((word) => {
      const stem = stemmer.stemWord(word);
      return stopwords.has(stem) ? word : stem;
    });
};

/** Give document number → score for one term: whole words, else beginnings of words. */
const lookUp = (index, term) => {
  const scores = new Map();
  const add = (found, score) =>
    [].concat(found).forEach((one) => scores.set(one, Math.max(score, scores.get(one) || 0)));
  for (const [table, score] of [[index.titleterms, 15], [index.terms, 5]])
    if (Object.hasOwn(table, term)) add(table[term], score);
  if (scores.size || term.length < 3) return scores;
  for (const [table, score] of [[index.titleterms, 7], [index.terms, 2]])
    for (const [word, found] of Object.entries(table))
      if (word.startsWith(term)) add(found, score);
  return scores;
};

/** Give the numbers of the documents that have every term, best first, newest first. */
const findPages = (index, terms) => {
  const found = terms.map((term) => lookUp(index, term));
  if (!found.length) return [];
  const sum = (page) => found.reduce((total, scores) => total + scores.get(page), 0);
  return [...found[0].keys()]
    .filter((page) => found.every((scores) => scores.has(page)))
    .sort((a, b) => sum(b) - sum(a) || (index.docnames[a] < index.docnames[b] ? 1 : -1));
};

/** Give [title, id] of a document's sections whose headings have every term. */
const findSections = (index, page, terms) =>
  Object.entries(index.alltitles).flatMap(([title, places]) => {
    const words = new Set(termsOf(title));
    if (!terms.every((term) => words.has(term))) return [];
    return places.filter(([at, id]) => at === page && id).map(([, id]) => [title, id]);
  });

const link = (text, address) => {
  const element = document.createElement("a");
  element.href = address;
  element.textContent = text;
  return element;
};

const itemFor = (index, page, terms, months) => {
  const item = document.createElement("li");
  const name = index.docnames[page];
  const address = `${name}.html`;
  item.append(link(index.titles[page], address));
  const issue = /^reports\/(\d{4})-(\d\d)$/.exec(name);
  if (issue) {
    const time = document.createElement("time");
    time.dateTime = `${issue[1]}-${issue[2]}`;
    time.textContent = `${months[issue[2] - 1]} ${issue[1]}`;
    item.append(" ", time);
  }
  const sections = findSections(index, page, terms);
  if (sections.length) {
    const list = document.createElement("ul");
    for (const [title, id] of sections) {
      const entry = document.createElement("li");
      entry.append(link(title, `${address}#${id}`));
      list.append(entry);
    }
    item.append(list);
  }
  return item;
};

/** What searchindex.js calls with the index. */
const Search = { setIndex: () => {} };

{
  const form = document.querySelector("form[role=search]");
  const query = (new URLSearchParams(location.search).get("q") || "").trim();
  if (form && query) {
    const words = form.dataset;
    const status = document.querySelector("[role=status]");
    form.elements.q.value = query;
    status.textContent = words.searching;
    Search.setIndex = (index) => {
      const terms = termsOf(query);
      const pages = findPages(index, terms);
      const months = words.months.split("|");
      document
        .querySelector(".found")
        .replaceChildren(...pages.map((page) => itemFor(index, page, terms, months)));
      status.textContent = pages.length
        ? words.found.replace("{count}", pages.length)
        : words.none;
    };
    // A script element, not a request: it also works on a page opened from disk.
    const script = document.createElement("script");
    script.src = words.index;
    script.onerror = () => {
      status.textContent = words.broken;
    };
    document.head.append(script);
  }
}
