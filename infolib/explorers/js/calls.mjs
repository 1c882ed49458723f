// Twins of infolib.explorers.losses; tests/site/test_parity.py holds them to Python.

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
