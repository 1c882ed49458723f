// What a reader has given, kept on this device and nowhere else, under a name. `accept` says
// whether an entry is what it should be.

import { tag } from "./ui.mjs";

export function shelf(name, accept) {
  const key = `from-surprise-to-likelihood/${name}`;
  let kept = "{}"; // where the device keeps nothing, this page does
  const ears = new Set();

  function text() {
    try {
      return localStorage.getItem(key) ?? "{}";
    } catch {
      return kept;
    }
  }

  // The entries in a text, or undefined if it holds anything else.
  function fromText(found) {
    let all;
    try {
      all = JSON.parse(found);
    } catch {
      return undefined;
    }
    if (typeof all !== "object" || all === null || Array.isArray(all)) return undefined;
    return Object.values(all).every(accept) ? all : undefined;
  }

  function keep(all) {
    kept = toText(all);
    try {
      localStorage.setItem(key, kept);
    } catch {
      // a private window or a sandbox: the page remembers until it is left
    }
    ears.forEach((heed) => heed());
  }

  // Tell `heed` of every change, on this page or in another window.
  function follow(heed) {
    ears.add(heed);
    const fromElsewhere = (event) => event.key === key && heed();
    addEventListener("storage", fromElsewhere);
    return () => {
      ears.delete(heed);
      removeEventListener("storage", fromElsewhere);
    };
  }

  return { read: () => fromText(text()) ?? {}, keep, fromText, follow };
}

export const toText = (all) => JSON.stringify(all, undefined, 1);

// What a button does that forgets all entries: it asks once more.
export function forgetter(entries, forget, really) {
  let sure = false;
  return ({ target }) => {
    if (sure) entries.keep({});
    sure = !sure;
    target.textContent = sure ? really : forget;
  };
}

// Offer a text as a file to be saved.
export function save(name, type, text) {
  tag("a", { download: name, href: `data:${type},${encodeURIComponent(text)}` }).click();
}
