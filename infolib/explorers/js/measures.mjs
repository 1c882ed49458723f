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
