/* The light stemmer: `stemmerRules` stand before it, from theme/search/*.toml. */
var Stemmer = function () {
  const { passes, shortest, endings, even } = stemmerRules;
  const longestFirst = [...endings].sort((a, b) => b.length - a.length);
  this.stemWord = (word) => {
    for (let pass = 0; pass < passes; pass += 1) {
      const ending = longestFirst.find(
        (end) => word.endsWith(end) && word.length - end.length >= shortest,
      );
      if (!ending) break;
      word = word.slice(0, -ending.length);
    }
    const rule = even.find((one) => word.endsWith(one.end) && word.length >= one.letters);
    return rule ? word.slice(0, -rule.end.length) + rule.to : word;
  };
};
