// A twin of infolib's, as those of measures.mjs; tests/site/test_parity.py holds it to Python.

import { entropy } from "./measures.mjs";

// infolib.explorers.GuessingGame.estimate: what a reader's guesses say about bits a letter
export function guessing(guesses) {
  const n = guesses.length;
  const ranks = Array.from({ length: 27 }, (_, r) => r + 1);
  const harmonic = ranks.reduce((sum, r) => sum + 1 / r, 0);
  const counts = ranks.map(() => 0);
  const costs = guesses.map((r, t) => {
    const expected = (counts[r - 1] + 2 / r / harmonic) / (t + 2);
    counts[r - 1] += 1;
    return -Math.log2(expected);
  });
  const each = costs.reduce((a, b) => a + b, 0) / n;
  const spread = costs.reduce((sum, cost) => sum + (cost - each) ** 2, 0) / (n - 1);
  const shares = counts.map((count) => count / n).sort((a, b) => b - a);
  const low = ranks.reduce(
    (sum, r) => sum + r * (shares[r - 1] - (shares[r] ?? 0)) * Math.log2(r),
    0,
  );
  return { costs, mean: each, error: 2 * Math.sqrt(spread / n), low, high: entropy(shares) };
}
