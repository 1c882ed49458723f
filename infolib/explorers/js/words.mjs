// The words that the explorers of a page show, by module. The bundle writes WORDS in front of
// all modules, from the catalogue in infolib/words.

export const words = WORDS;

// A text with its places filled: fill("{n} bits", { n: 3 })
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
