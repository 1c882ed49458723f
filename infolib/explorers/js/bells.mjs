// Twins of tools/fitting_table.py; tests/site/test_parity.py holds them to Python.

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
