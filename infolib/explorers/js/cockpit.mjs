import { axes, buttons, choice, drag, follow, frame, randomFrom, readouts, show, svg, tag, teller, traitSlider, write } from "./ui.mjs";
import { crossEntropy, entropy, klDivergence } from "./measures.mjs";

const coin = (p) => [p, 1 - p];
const finite = (v) => (Number.isFinite(v) ? v : null);

// One truth, one sample, one model: every gauge of the course reads the same state.
export function render({ model, el }) {
  const root = frame(el, "The cockpit");
  traitSlider(root, model, { name: "truth", label: "p, the true coin", min: 0, max: 1, step: 0.01 });
  traitSlider(root, model, { name: "theta", label: "θ, the model", min: 0, max: 1, step: 0.01 });
  traitSlider(root, model, { name: "n", label: "n, tosses seen", min: 1, max: 200, step: 1, digits: 0 });
  choice(root, model, { name: "moves", label: "The picture varies", options: { second: "the model q (second argument)", first: "the truth p (first argument)" } });
  const pictures = tag("div", { class: "x-pictures" });
  root.append(pictures);
  const put = readouts(root, {
    share: "share of heads, p̂", message: "the message, −ℓ(θ)", cross: "each toss, H(p̂, q)",
    entropy: "floor, H(p̂)", sample: "gap, KL(p̂‖q)", truth: "to the truth, KL(p‖q)", bill: "in the long run, H(p, q)",
    evidence: "ℓ(θ) − ℓ(p)",
  });
  let seed = 1;
  buttons(root, {
    "Toss anew": () => {
      const random = randomFrom(seed++);
      write(model, "uniforms", model.get("uniforms").map(() => Math.round(1e6 * random()) / 1e6));
    },
    "θ to the share of heads": () => {
      const { share } = state();
      write(model, "theta", Math.round(100 * share) / 100);
    },
    "θ to the truth": () => write(model, "theta", model.get("truth")),
  });
  const say = teller(root);

  function state() {
    const n = model.get("n");
    const heads = model.get("uniforms").slice(0, n).filter((u) => u < model.get("truth")).length;
    return { n, heads, share: heads / n, p: model.get("truth"), q: model.get("theta") };
  }

  function drawCurves({ share, p, q }) {
    const second = model.get("moves") === "second";
    const grid = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);
    const top = 2;
    const plot = axes(pictures, {
      x: [0, 1], y: [0, top], xTicks: [0, 0.25, 0.5, 0.75, 1], yTicks: [0, 0.5, 1, 1.5, 2],
      xLabel: second ? "θ" : "p", yLabel: "bits",
      describe: second
        ? "Cross-entropy and divergence of the sample and divergence of the truth against the model"
        : "Cross-entropy and divergence against the truth, for one model: a line and a bowl",
    });
    const curves = second
      ? [
          ["H(p̂, q)", (t) => crossEntropy(coin(share), coin(t)), "x-line", share],
          ["KL(p̂‖q)", (t) => klDivergence(coin(share), coin(t)), "x-line x-thin", share],
          ["KL(p‖q)", (t) => klDivergence(coin(p), coin(t)), "x-line-q", p],
        ]
      : [
          ["H(p, q)", (t) => crossEntropy(coin(t), coin(q)), "x-line", q < 0.5 ? 0 : 1],
          ["KL(p‖q)", (t) => klDivergence(coin(t), coin(q)), "x-line-q", q],
        ];
    curves.forEach(([name, f, look, lowest], i) => {
      const points = grid.map((t) => [t, f(t)]).filter(([, y]) => y <= top);
      if (points.length === 0) return;
      const key = plot.Y(top) + 10 + 15 * i;
      const floor = f(Math.min(0.999, Math.max(0.001, lowest)));
      plot.root.append(
        svg("path", { d: plot.line(points), class: look }),
        svg("path", { d: `M${plot.X(0.36)},${key}h22`, class: look }),
        svg("text", { x: plot.X(0.36) + 28, y: key + 4 }, name),
        svg("path", { d: `M${plot.X(lowest)},${plot.Y(Math.min(top, floor)) - 4}l-6,-11h12z`, class: look === "x-line-q" ? "x-q" : "x-p" }),
      );
    });
    const at = second ? q : p;
    plot.root.append(svg("path", { d: plot.line([[at, 0], [at, top]]), class: "x-guide" }));
    plot.root.classList.add("x-drag-x");
    drag(plot.root, plot.root, (x) => {
      const v = (x - plot.X(0)) / (plot.X(1) - plot.X(0));
      write(model, second ? "theta" : "truth", Math.round(100 * Math.min(1, Math.max(0, v))) / 100);
    });
  }

  // The ledger: one bar, four names.
  function drawLedger(floor, gap, far) {
    const width = 340;
    const size = { left: 12, right: 12, top: 30 };
    const scale = (width - size.left - size.right) / 2;
    const picture = svg("svg", {
      viewBox: `0 0 ${width} 208`, class: "x-svg", role: "img",
      "aria-label": "A bar H(p̂) and a bar KL(p̂‖q) side by side; together they are H(p̂, q), the log-likelihood per toss with the sign changed",
    });
    const bar = (y, from, value, look, name) => {
      const long = Math.min(2 - from, value === null ? 2 : value);
      picture.append(
        svg("rect", { x: size.left + from * scale, y, width: Math.max(0, long) * scale, height: 30, class: look }),
        svg("text", { x: size.left + from * scale, y: y - 6 }, name),
      );
    };
    bar(36, 0, floor, "x-wash", "H(p̂)");
    if (gap === null || gap > 0.001) bar(36, floor, gap, "x-wash-q", "");
    picture.append(
      svg("text", { x: size.left + Math.min(1.5, floor) * scale + 4, y: 84 }, `+ KL(p̂‖q) = H(p̂, q) = −ℓ(θ)/n`),
    );
    bar(128, 0, far, "x-wash-q", "KL(p‖q), the gap in the long run");
    for (const tick of [0, 0.5, 1, 1.5, 2])
      picture.append(svg("text", { x: size.left + tick * scale, y: 182, "text-anchor": "middle" }, `${tick}`));
    picture.append(svg("text", { x: size.left, y: 203 }, "Bars end at 2 bits; the numbers do not."));
    pictures.append(picture);
  }

  function draw() {
    const now = state();
    const { n, heads, share, p, q } = now;
    const floor = entropy(coin(share));
    const cross = crossEntropy(coin(share), coin(q));
    const gap = klDivergence(coin(share), coin(q));
    const far = klDivergence(coin(p), coin(q));
    const own = crossEntropy(coin(share), coin(p));
    const evidence = n * (own - cross);
    pictures.replaceChildren();
    drawCurves(now);
    drawLedger(floor, finite(gap), finite(far));
    root.dataset.heads = String(heads);
    put("share", `${heads} / ${n} = ${show(share, 4)}`);
    put("message", `${show(finite(n * cross), 3)} bits`);
    put("cross", `${show(finite(cross), 4)} bits`);
    put("entropy", `${show(floor, 4)} bits`);
    put("sample", `${show(finite(gap), 4)} bits`);
    put("truth", `${show(finite(far), 4)} bits`);
    put("bill", `${show(finite(crossEntropy(coin(p), coin(q))), 4)} bits`);
    put("evidence", Number.isFinite(evidence) ? `${show(evidence, 3)} bits` : "−∞");
    if (model.get("moves") === "first")
      say(`For this fixed model, H(p, q) is lowest at p = ${q === 0.5 ? "any value" : q < 0.5 ? 0 : 1}; KL(p‖q) at p = ${show(q, 2)}. ${q === 0 || q === 1 ? "A certain model: here the two are one." : "The two are no longer one."}`);
    else
      say(`Likelihood, cross-entropy and divergence agree on θ = ${show(share, 4)}. The truth is ${show(p, 2)}.`);
  }

  return follow(model, ["truth", "theta", "n", "moves", "uniforms"], draw);
}
