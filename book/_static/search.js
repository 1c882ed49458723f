// How the search page ranks what it finds, and what it quotes. Loaded before Sphinx's
// searchtools.js, which takes a Scorer that it finds; `glossary` comes with the page.
globalThis.Scorer = {
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
  // First, for a name of several words, the sections of chapters that have it in their heading,
  // its entry in the glossary, and boxes that bear it: one word alone means little. Then chapters
  // that have a word in their title, then a function of that very name, then chapters that use the
  // words, then all else: entries, headings, pages.
  score: (result) => {
    const { objNameMatch, objPrio } = globalThis.Scorer;
    const exactly = objNameMatch + objPrio[1];
    const [page, , anchor, description, score] = result;
    const term = glossary[anchor.slice(1)];
    const box = result[1].endsWith(")"); // a definition, a theorem, an exercise
    result[1] = result[1].replace(/\(([^)]*)\)$/, "$1"); // a definition's name, as its box has it
    if (term) result[1] = `Glossary: ${term}`;
    const asked = new URLSearchParams(location.search).get("q")?.trim().toLowerCase() ?? "";
    if (asked.includes(" ")) {
      if (term?.toLowerCase() === asked) return score + 200;
      const heading = anchor && !description && result[1].toLowerCase().includes(asked);
      if (heading && /\/\d\d-/.test(page)) return score + (box ? 280 : 300);
    }
    if (/\/\d\d-/.test(page)) return score + 200;
    if (description && score >= exactly) return score + 194;
    return score;
  },
};

addEventListener("DOMContentLoaded", () => {
  // A quotation is running text: no code, no picture, and of a formula what it shows.
  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const place = anchor ? page.getElementById(decodeURIComponent(anchor.slice(1))) : null;
    const entry = place?.matches("dt") && place.parentElement.querySelector(`#${place.id} ~ dd`);
    const part = entry || place || page.querySelector("article") || page.body;
    part
      .querySelectorAll(
        "script, style, svg, .fold.code, pre, .headerlink, .explorer, .live-bar, nav",
      )
      .forEach((x) => x.remove());
    // Not where a line of text would lie: 1/2 is no 12.
    const tall = "mfrac, msup, msubsup, msqrt, munder, mover, munderover, mtable";
    part.querySelectorAll(".math").forEach((formula) => {
      const math = formula.querySelector("math");
      const flat = formula.matches("span") && !math.querySelector(tall);
      formula.replaceWith(flat ? math.textContent : "…");
    });
    return part.textContent.replace(/\s+/g, " ").trim();
  };
});
