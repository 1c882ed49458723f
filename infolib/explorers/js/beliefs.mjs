// The beliefs that a reader has committed, kept on this device and nowhere else: for each
// question, by its name, the shares given to the options in per cent, and which one was true.

import { entropy } from "./measures.mjs";
import { shelf } from "./shelf.mjs";

const isShares = (shares) =>
  Array.isArray(shares) &&
  shares.length >= 2 &&
  shares.every((share) => Number.isFinite(share) && share >= 0) &&
  Math.abs(shares.reduce((a, b) => a + b) - 100) < 1e-6;

const isBelief = (belief) =>
  typeof belief?.question === "string" && isShares(belief.shares) && belief.truth in belief.shares;

export const beliefs = shelf("beliefs", isBelief);

// What a belief paid, in bits: the surprise of the truth under the shares.
export const cost = ({ shares, truth }) => -Math.log2(shares[truth] / 100);

// What equal shares would have paid.
export const fairCost = ({ shares }) => Math.log2(shares.length);

// What a reader expects to pay whose shares are right in the long run.
export const ownCost = ({ shares }) => entropy(shares.map((share) => share / 100));
