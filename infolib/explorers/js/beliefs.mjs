// The beliefs that a reader has committed, kept on this device and nowhere else: for each
// question, by its name, the shares given to the options in per cent, and which one was true.

import { entropy } from "./measures.mjs";

const KEY = "from-surprise-to-likelihood/beliefs";
let kept = "{}"; // where the device keeps nothing, this page does

function text() {
  try {
    return localStorage.getItem(KEY) ?? "{}";
  } catch {
    return kept;
  }
}

const isShares = (shares) =>
  Array.isArray(shares) &&
  shares.length >= 2 &&
  shares.every((share) => Number.isFinite(share) && share >= 0) &&
  Math.abs(shares.reduce((a, b) => a + b) - 100) < 1e-6;

const isBelief = (belief) =>
  typeof belief?.question === "string" && isShares(belief.shares) && belief.truth in belief.shares;

// The beliefs in a text, or undefined if it holds anything else.
export function fromText(found) {
  let all;
  try {
    all = JSON.parse(found);
  } catch {
    return undefined;
  }
  if (typeof all !== "object" || all === null || Array.isArray(all)) return undefined;
  return Object.values(all).every(isBelief) ? all : undefined;
}

export const toText = (all) => JSON.stringify(all, undefined, 1);

export const beliefs = () => fromText(text()) ?? {};

// Tell `heed` of every change, on this page or in another window.
const ears = new Set();
export function followBeliefs(heed) {
  ears.add(heed);
  const fromElsewhere = (event) => event.key === KEY && heed();
  addEventListener("storage", fromElsewhere);
  return () => {
    ears.delete(heed);
    removeEventListener("storage", fromElsewhere);
  };
}

export function keep(all) {
  kept = toText(all);
  try {
    localStorage.setItem(KEY, kept);
  } catch {
    // a private window or a sandbox: the page remembers until it is left
  }
  ears.forEach((heed) => heed());
}

// What a belief paid, in bits: the surprise of the truth under the shares.
export const cost = ({ shares, truth }) => -Math.log2(shares[truth] / 100);

// What equal shares would have paid.
export const fairCost = ({ shares }) => Math.log2(shares.length);

// What a reader expects to pay whose shares are right in the long run.
export const ownCost = ({ shares }) => entropy(shares.map((share) => share / 100));
