// JavaScript twins of infolib, only for explorers whose input no table can hold.
// tests/site/test_parity.py holds each to its Python original.

// infolib.entropy, in bits
export const entropy = (p) => -p.reduce((sum, x) => sum + (x > 0 ? x * Math.log2(x) : 0), 0);

// infolib.cross_entropy, in bits
export const crossEntropy = (p, q) =>
  p.reduce((sum, x, i) => sum - (x > 0 ? x * Math.log2(q[i]) : 0), 0);

// infolib.kl_divergence, in bits
export const klDivergence = (p, q) =>
  p.reduce((sum, x, i) => sum + (x > 0 ? x * (Math.log2(x) - Math.log2(q[i])) : 0), 0);

// infolib.js_divergence, in bits
export const jsDivergence = (p, q) => {
  const part = (x, y) => (x > 0 ? x * (1 + Math.log2(x / (x + y))) : 0);
  return p.reduce((sum, x, i) => sum + (part(x, q[i]) + part(q[i], x)) / 2, 0);
};

// numpy: the mean and the variance of the values 1, 2, ..., K
export const mean = (p) => p.reduce((sum, x, i) => sum + x * (i + 1), 0);
export const variance = (p) => p.reduce((sum, x, i) => sum + x * (i + 1 - mean(p)) ** 2, 0);

// The tree of infolib.coding.huffman_lengths: outcomes as leaves (their index), questions as pairs.
// Of equally likely nodes the one made first is merged first, as in Python.
export function huffmanTree(p) {
  const nodes = p.map((share, i) => ({ share, tree: i, born: i })).filter((node) => node.share > 0);
  let born = p.length;
  while (nodes.length > 1) {
    nodes.sort((a, b) => a.share - b.share || a.born - b.born);
    const [a, b] = nodes.splice(0, 2);
    nodes.push({ share: a.share + b.share, tree: [a.tree, b.tree], born: born++ });
  }
  return nodes[0].tree;
}

// infolib.coding.huffman_lengths: questions for each outcome, 0 where it never happens
export function huffmanLengths(p) {
  const lengths = p.map(() => 0);
  const walk = (tree, depth) => {
    if (Array.isArray(tree)) tree.forEach((branch) => walk(branch, depth + 1));
    else lengths[tree] = depth;
  };
  walk(huffmanTree(p), 0);
  return lengths;
}

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

// A sum over a normal distribution: places and weights, as in tools/fitting_table.py.
const PLACES = Array.from({ length: 1001 }, (_, k) => (k - 500) / 50);
const DENSITIES = PLACES.map((z) => Math.exp((-z * z) / 2));
const MASS = DENSITIES.reduce((sum, x) => sum + x, 0);
const expect = (f) => PLACES.reduce((sum, z, k) => sum + DENSITIES[k] * f(z), 0) / MASS;
const NORMAL = 0.5 * Math.log(2 * Math.PI);

// The log density of the target, two bells: w N(−m, 1) + (1 − w) N(m, 1).
function logTarget(x, m, w) {
  const left = Math.log(w) - (x + m) ** 2 / 2;
  const right = Math.log1p(-w) - (x - m) ** 2 / 2;
  return Math.max(left, right) + Math.log1p(Math.exp(-Math.abs(left - right))) - NORMAL;
}

// tools/fitting_table.py: KL(q‖p) in bits of a bell q from the target p
export function reverseKl(mu, sigma, m, w) {
  const scale = Math.log(sigma) + NORMAL;
  return expect((z) => -z * z * 0.5 - scale - logTarget(mu + sigma * z, m, w)) / Math.LN2;
}

// tools/fitting_table.py: KL(p‖q) in bits of the target p from a bell q
export function forwardKl(mu, sigma, m, w) {
  const [middle, spread] = [m * (1 - 2 * w), 1 + 4 * w * (1 - w) * m * m];
  const cross = NORMAL + Math.log(sigma) + (spread + (middle - mu) ** 2) / (2 * sigma * sigma);
  const side = (share, at) => share * expect((z) => logTarget(at + z, m, w));
  return (cross + side(w, -m) + side(1 - w, m)) / Math.LN2;
}

// infolib.explorers.joint.answer: how many digits are in their place, and how many elsewhere
export function answer(guess, code) {
  let black = 0;
  let both = 0;
  for (let i = 0; i < 4; i++) if (guess[i] === code[i]) black += 1;
  for (const digit of "012345") {
    let [inGuess, inCode] = [0, 0];
    for (let i = 0; i < 4; i++) {
      if (guess[i] === digit) inGuess += 1;
      if (code[i] === digit) inCode += 1;
    }
    both += Math.min(inGuess, inCode);
  }
  return [black, both - black];
}

// All codes of Mastermind, in order.
const CODES = Array.from({ length: 6 ** 4 }, (_, k) => k.toString(6).padStart(4, "0"));

// How many of the codes that are left give each answer to a guess.
export function partSizes(guess, left) {
  const sizes = Array(25).fill(0);
  for (const code of left) {
    const [black, white] = answer(guess, code);
    sizes[5 * black + white] += 1;
  }
  return sizes.filter((n) => n > 0).sort((a, b) => a - b);
}

// The codes that give the same answers to all guesses as the secret does.
export const codesLeft = (guesses, secret) =>
  guesses.reduce((left, guess) => {
    const told = String(answer(guess, secret));
    return left.filter((code) => String(answer(guess, code)) === told);
  }, CODES);

// infolib.explorers.joint.question: the guess whose answer has most entropy
export function question(left) {
  const mayBe = new Set(left);
  let best = [Infinity];
  for (const guess of CODES) {
    const cost = partSizes(guess, left).reduce((sum, n) => sum + n * Math.log2(n), 0);
    const better = cost < best[0] - 1e-9;
    const first = Math.abs(cost - best[0]) <= 1e-9 && mayBe.has(guess) && !mayBe.has(best[1]);
    if (better || first) best = [cost, guess];
  }
  return best[1];
}

// infolib.explorers.joint.rival: the guesses with which the computer finds a code
export function rival(secret, opening) {
  const guesses = [opening];
  while (guesses.at(-1) !== secret) guesses.push(question(codesLeft(guesses, secret)));
  return guesses;
}

// infolib.softmax
export function softmax(z) {
  const top = Math.max(...z);
  const e = z.map((x) => Math.exp(x - top));
  const sum = e.reduce((a, b) => a + b, 0);
  return e.map((x) => x / sum);
}

// infolib.cross_entropy_from_logits, in nats
export function lossOfLogits(p, z) {
  const top = Math.max(...z);
  const rest = z.reduce((sum, x) => sum + Math.exp(x - top), 0);
  return p.reduce((sum, x, i) => sum + x * (top - z[i]), 0) + Math.log(rest);
}

// The logarithm of the sum, less the right logit, which is `gap` above each of the others.
const rightLoss = (gap, classes) => Math.log1p((classes - 1) * Math.exp(-gap));

// infolib.explorers.losses.loss_by_call; each call gets what the right one shows as `loss`
const SMOOTHED = 0.1;
const CALLS = {
  right: (loss) => loss,
  bits: (loss) => loss / Math.LN2,
  power: (loss) => 2 ** loss,
  mean: (loss, _, classes) => loss / classes,
  exchanged: () => Infinity,
  no_log: (loss) => -Math.exp(-loss),
  raw: (_, gap) => 0 - gap,
  twice: (loss, gap, classes) =>
    // The others share what the right class leaves.
    rightLoss(Math.exp(-loss) - -Math.expm1(-loss) / (classes - 1), classes),
  // A part of the weight is on the others, whose loss is larger by the gap.
  smooth: (loss, gap, classes) => loss + (SMOOTHED * gap * (classes - 1)) / classes,
  smooth_others: (loss, gap) => loss + SMOOTHED * gap,
};
export const lossByCall = (call, classes, gap) =>
  CALLS[call](rightLoss(gap, classes), gap, classes);

// infolib.explorers.losses.ends_of_call
export function endsOfCall(call, classes) {
  const label = (each) => [1 - each * (classes - 1), each];
  // The entropy of a label whose other classes have `each`, in nats.
  const floor = ([right, each]) => -right * Math.log(right) - each * (classes - 1) * Math.log(each);
  const least = {
    power: 1,
    exchanged: Infinity,
    no_log: -1,
    raw: -Infinity,
    twice: rightLoss(1, classes),
    smooth: floor(label(SMOOTHED / classes)),
    smooth_others: floor(label(SMOOTHED / (classes - 1))),
  };
  return [lossByCall(call, classes, 0), least[call] ?? 0];
}
