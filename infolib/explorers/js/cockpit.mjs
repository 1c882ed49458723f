import { ledger } from "./ledger.mjs";
import { crossEntropy, entropy, klDivergence } from "./measures.mjs";
import { axes, dragAlong, path, words } from "./picture.mjs";
import {
  bits,
  buttons,
  choice,
  follow,
  frame,
  randomFrom,
  readouts,
  show,
  snap,
  tag,
  teller,
  traitSlider,
  write,
} from "./ui.mjs";

const TOP = 2; // bits on either scale
const coin = (p) => [p, 1 - p];

// Each curve with its name, its look and where it is lowest.
function curvesOf({ share, p, q, second }) {
  if (second)
    return [
      ["H(p̂, q)", (t) => crossEntropy(coin(share), coin(t)), "x-line", share],
      ["KL(p̂‖q)", (t) => klDivergence(coin(share), coin(t)), "x-line x-thin", share],
      ["KL(p‖q)", (t) => klDivergence(coin(p), coin(t)), "x-line-q", p],
    ];
  return [
    ["H(p, q)", (t) => crossEntropy(coin(t), coin(q)), "x-line", q < 0.5 ? 0 : 1],
    ["KL(p‖q)", (t) => klDivergence(coin(t), coin(q)), "x-line-q", q],
  ];
}

function sentence({ share, p, q, second }) {
  if (second)
    return (
      `Likelihood, cross-entropy and divergence agree on θ = ${show(share, 4)}. ` +
      `The truth is ${show(p, 2)}.`
    );
  let lowest = q < 0.5 ? 0 : 1;
  if (q === 0.5) lowest = "any value";
  const certain = q === 0 || q === 1;
  return (
    `For this fixed model, H(p, q) is lowest at p = ${lowest}; KL(p‖q) at p = ${show(q, 2)}. ` +
    (certain ? "A certain model: here the two are one." : "The two are no longer one.")
  );
}

// One truth, one sample, one model: every gauge of the course reads the same state.
export function render({ model, el }) {
  const root = frame(el, "The cockpit");
  const unit = { min: 0, max: 1, step: 0.01 };
  traitSlider(root, model, { name: "truth", label: "p, the true coin", ...unit });
  traitSlider(root, model, { name: "theta", label: "θ, the model", ...unit });
  const tosses = { min: 1, max: 200, step: 1, digits: 0 };
  traitSlider(root, model, { name: "n", label: "n, tosses seen", ...tosses });
  choice(root, model, {
    name: "moves",
    label: "The picture varies",
    options: { second: "the model q (second argument)", first: "the truth p (first argument)" },
  });
  const pictures = tag("div", { class: "x-pictures" });
  root.append(pictures);
  const put = readouts(root, {
    share: "share of heads, p̂",
    message: "the message, −ℓ(θ)",
    cross: "each toss, H(p̂, q)",
    entropy: "floor, H(p̂)",
    sample: "gap, KL(p̂‖q)",
    truth: "to the truth, KL(p‖q)",
    bill: "in the long run, H(p, q)",
    evidence: "ℓ(θ) − ℓ(p)",
  });
  let seed = 1;
  buttons(root, {
    "Toss anew": () => {
      const random = randomFrom(seed++);
      const anew = () => Math.round(1e6 * random()) / 1e6;
      write(model, { uniforms: model.get("uniforms").map(anew) });
    },
    "θ to the share of heads": () => write(model, { theta: snap(state().share) }),
    "θ to the truth": () => write(model, { theta: model.get("truth") }),
  });
  const say = teller(root);

  function state() {
    const [n, p, q] = ["n", "truth", "theta"].map((name) => model.get(name));
    const seen = model.get("uniforms").slice(0, n);
    const heads = seen.filter((u) => u < p).length;
    return { n, heads, share: heads / n, p, q, second: model.get("moves") === "second" };
  }

  function drawCurves(now) {
    const { p, q, second } = now;
    const grid = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);
    const plot = axes(pictures, {
      x: [0, 1],
      y: [0, TOP],
      xTicks: [0, 0.25, 0.5, 0.75, 1],
      yTicks: [0, 0.5, 1, 1.5, 2],
      xLabel: second ? "θ" : "p",
      yLabel: "bits",
      describe: second
        ? "Cross-entropy and divergence of the sample and divergence of the truth " +
          "against the model"
        : "Cross-entropy and divergence against the truth, for one model: a line and a bowl",
    });
    curvesOf(now).forEach(([name, f, look, lowest], i) => {
      const points = grid.map((t) => [t, f(t)]).filter(([, y]) => y <= TOP);
      if (points.length === 0) return;
      const key = plot.Y(TOP) + 10 + 15 * i;
      const floor = Math.min(TOP, f(Math.min(0.999, Math.max(0.001, lowest))));
      const mark = `M${plot.X(lowest)},${plot.Y(floor) - 4}l-6,-11h12z`;
      plot.root.append(
        path(plot.line(points), look),
        path(`M${plot.X(0.36)},${key}h22`, look),
        words(plot.X(0.36) + 28, key + 4, name),
        path(mark, look === "x-line-q" ? "x-q" : "x-p"),
      );
    });
    const at = second ? q : p;
    plot.root.append(
      path(
        plot.line([
          [at, 0],
          [at, TOP],
        ]),
        "x-guide",
      ),
    );
    dragAlong(plot, (value) => write(model, { [second ? "theta" : "truth"]: snap(value) }));
  }

  // One bar, four names; below it the gap to the truth.
  function drawLedger(floor, gap, far) {
    const parts = [{ value: floor, look: "x-wash" }];
    if (gap > 0.001) parts.push({ value: gap, look: "x-wash-q" });
    const { root: drawing, X } = ledger(pictures, {
      height: 208,
      most: TOP,
      ticks: [0, 0.5, 1, 1.5, 2],
      bars: [
        { y: 36, tall: 30, parts },
        { y: 128, tall: 30, parts: [{ value: far, look: "x-wash-q" }] },
      ],
      describe:
        "A bar H(p̂) and a bar KL(p̂‖q) side by side; together they are H(p̂, q), " +
        "the log-likelihood per toss with the sign changed",
    });
    drawing.append(
      words(X(0), 26, "H(p̂)"),
      words(X(Math.min(1.5, floor)) + 4, 84, "+ KL(p̂‖q) = H(p̂, q) = −ℓ(θ)/n"),
      words(X(0), 118, "KL(p‖q), the gap in the long run"),
      words(X(0), 203, "Bars end at 2 bits; the numbers do not."),
    );
  }

  function draw() {
    const now = state();
    const { n, heads, share, p, q } = now;
    const floor = entropy(coin(share));
    const cross = crossEntropy(coin(share), coin(q));
    const gap = klDivergence(coin(share), coin(q));
    const far = klDivergence(coin(p), coin(q));
    const evidence = n * (crossEntropy(coin(share), coin(p)) - cross);
    pictures.replaceChildren();
    drawCurves(now);
    drawLedger(floor, gap, far);
    root.dataset.heads = String(heads);
    put("share", `${heads} / ${n} = ${show(share, 4)}`);
    put("message", bits(n * cross, 3));
    put("cross", bits(cross));
    put("entropy", bits(floor));
    put("sample", bits(gap));
    put("truth", bits(far));
    put("bill", bits(crossEntropy(coin(p), coin(q))));
    put("evidence", Number.isFinite(evidence) ? bits(evidence, 3) : "−∞");
    say(sentence(now));
  }

  return follow(model, ["truth", "theta", "n", "moves", "uniforms"], draw);
}
