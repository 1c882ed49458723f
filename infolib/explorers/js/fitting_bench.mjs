import { axes, dot, drag, path, words } from "./picture.mjs";
import {
  bits,
  buttons,
  choice,
  follow,
  frame,
  readouts,
  show,
  snap,
  tag,
  teller,
  traitSlider,
  write,
} from "./ui.mjs";

const CUT = 2; // standard deviations on either side, as in tools/fitting_table.py
const MASS = 0.9544997361; // of a normal distribution within them
const SPAN = 7.5; // half the width of the pictures
const REACH = 0.6; // of the axis below a fit, in bits
const TICKS = [-6, -3, 0, 3, 6].map((v) => [v, show(v, 0)]);
const SIDES = {
  forward: "Forward: q with the least KL(p‖q)",
  reverse: "Reverse: q with the least KL(q‖p)",
};
const grid = Array.from({ length: 301 }, (_, k) => -SPAN + (k * SPAN) / 150);
const normal = (x, mu, sigma) =>
  Math.exp(-((x - mu) ** 2) / (2 * sigma * sigma)) / (sigma * Math.sqrt(2 * Math.PI));
const closed = (plot, points) => `${plot.line([[-SPAN, 0], ...points, [SPAN, 0]])}Z`;

// The height of p log₂(p/q), kept on the axis; it is endless where q alone is 0.
function height(p, q) {
  if (p < 1e-300) return 0;
  if (q > 0) return Math.min(REACH, Math.max(-REACH, p * Math.log2(p / q)));
  return p > 1e-9 ? REACH : 0;
}

// The densities of the target and of a fit, and where to look at them.
function densities({ m, w, cut }, { mu, sigma }) {
  const p = (x) => w * normal(x, -m, 1) + (1 - w) * normal(x, m, 1);
  if (!cut) return { p, q: (x) => normal(x, mu, sigma), xs: grid };
  const end = CUT * sigma;
  const q = (x) => (Math.abs(x - mu) <= end ? normal(x, mu, sigma) / MASS : 0);
  const edges = [mu - end - 1e-9, mu - end, mu + end, mu + end + 1e-9];
  return { p, q, xs: [...grid, ...edges].sort((s, t) => s - t) };
}

function sentence({ m, w, forward, reverse, rest, cut }) {
  if (cut)
    return (
      "With its tails cut off, q rules out places that p visits: KL(p‖q) is ∞ for every " +
      "such q. KL(q‖p) stays finite. The fits were optimised with whole tails, then cut; " +
      "so was the landscape."
    );
  if (m === 0) return "Both peaks are one: either fit is the target itself.";
  if (w === 0.5 && rest.length === 0)
    return "The landscape has one minimum, in the middle. Both fits cover both halves.";
  if (w === 0.5 && Math.abs(reverse.mu) < 0.5 * m)
    return (
      "Each peak has a minimum now, but the one in the middle is still the best: " +
      "reverse KL does not seek a mode here."
    );
  if (w === 0.5)
    return (
      `A peak wins: it costs ${bits(reverse.qp)}, less than the middle with ` +
      `${show(rest[rest.length - 1][2], 4)}. The other peak is exactly as good.`
    );
  if (rest.length)
    return (
      `${rest.length + 1} minima. The best has mean ${show(reverse.mu, 4)} and costs ` +
      `${bits(reverse.qp)}; a search may end elsewhere: ` +
      `${rest.map(([, , kl]) => show(kl, 4)).join(" or ")} bits.`
    );
  const near = Math.abs(reverse.mu + m) < Math.abs(reverse.mu - m) ? "left" : "right";
  return (
    `One minimum. The reverse fit leans to the ${near}: mean ${show(reverse.mu, 4)}, ` +
    `against ${show(forward.mu, 4)} for the forward fit.`
  );
}

// One Gaussian for two: the fit that covers, the fit that keeps off, and the landscape
// of the second. Every number is looked up; only densities are computed here.
export function render({ model, el }) {
  const root = frame(el, "Two-way fitting bench");
  buttons(root, {
    "m = 2: four σ apart": () => write(model, { m: 2, w: 0.5 }),
    "m = 2.6: three minima": () => write(model, { m: 2.6, w: 0.5 }),
    "m = 3: a peak wins": () => write(model, { m: 3, w: 0.5 }),
    "Uneven peaks": () => write(model, { m: 3, w: 0.7 }),
  });
  const tenths = { step: 0.1, digits: 1 };
  traitSlider(root, model, { name: "m", label: "m: peaks at ±m", min: 0, max: 4, ...tenths });
  traitSlider(root, model, { name: "w", label: "w: weight, left", min: 0.5, max: 0.9, ...tenths });
  choice(root, model, {
    name: "tails",
    label: "Tails of the model",
    options: { whole: "whole", cut: "cut off at 2σ" },
  });
  const panels = tag("div", { class: "x-pictures" });
  root.append(panels);
  const places = {};
  for (const [side, title] of Object.entries(SIDES)) {
    const drawing = tag("div", {});
    const panel = tag("div", {}, tag("p", { class: "x-title" }, title), drawing);
    panels.append(panel);
    const put = readouts(panel, {
      [`${side}_mu`]: "mean of q",
      [`${side}_sigma`]: "σ of q",
      [`${side}_pq`]: "KL(p‖q)",
      [`${side}_qp`]: "KL(q‖p)",
    });
    places[side] = { drawing, put };
  }
  const ground = tag("div", {});
  const reading = tag(
    "div",
    {},
    tag(
      "p",
      {},
      "The two panels: the target, the fit, and below them what the integral adds up. " +
        "Both fits are optimised, not drawn by hand.",
    ),
    tag(
      "p",
      {},
      "The landscape: KL(q‖p) for every mean of q, each with the σ that is best for it. " +
        "A ring is a local minimum, the full dot the best one. " +
        "The forward fit has no such landscape: its minimum is unique.",
    ),
  );
  root.append(tag("div", { class: "x-pictures" }, ground, reading));
  const say = teller(root);

  // The row of the table: both fits, the other minima, the heights of the landscape.
  function look() {
    const m = Math.round(10 * model.get("m"));
    const w = model.get("w").toFixed(1);
    const [numbers, rest, heights] = model.get("table")[w][m];
    const fit = ([mu, sigma, pq, qp, trimmed]) => ({ mu, sigma, pq, qp, trimmed });
    const [forward, reverse] = [fit(numbers.slice(0, 5)), fit(numbers.slice(5))];
    const cut = model.get("tails") === "cut";
    return { m: m / 10, w: Number(w), forward, reverse, rest, heights, cut };
  }

  function drawDensities(side, all, { p, q, xs }) {
    const { m } = all;
    const { mu, sigma } = all[side];
    const plot = axes(places[side].drawing, {
      x: [-SPAN, SPAN],
      y: [0, 0.45],
      xTicks: TICKS,
      yTicks: [0, 0.2, 0.4],
      yLabel: "density",
      height: 200,
      bottom: 24,
      describe:
        `Target with peaks at ${show(-m, 1)} and ${show(m, 1)}; ${side} fit with ` +
        `mean ${show(mu, 2)} and standard deviation ${show(sigma, 2)}`,
    });
    plot.root.append(
      path(
        closed(
          plot,
          grid.map((x) => [x, p(x)]),
        ),
        "x-wash",
      ),
      path(plot.line(xs.map((x) => [x, q(x)])), "x-line-q"),
      words(plot.X(-SPAN) + 6, 22, "blue: target p"),
      words(plot.X(SPAN) - 6, 22, "orange: fit q", { anchor: "end" }),
    );
    for (const end of [-1, 1]) {
      const handle = dot(plot.X(end * m), plot.Y(p(end * m)), 8, "x-dot x-drag-x");
      plot.root.append(handle);
      drag(plot.root, handle, (x) => write(model, { m: snap(end * plot.atX(x), 0, 4, 10) }));
    }
  }

  // What the integral adds up: weight times log-ratio.
  function drawParts(side, cut, { p, q, xs }) {
    const forward = side === "forward";
    const name = forward ? "p log₂(p/q)" : "q log₂(q/p)";
    const part = forward ? (x) => height(p(x), q(x)) : (x) => height(q(x), p(x));
    const plot = axes(places[side].drawing, {
      x: [-SPAN, SPAN],
      y: [-REACH, REACH],
      xTicks: TICKS,
      yTicks: [[0, "0"]],
      yLabel: name,
      height: 130,
      bottom: 24,
      describe: `What the integral of ${name} adds up, positive and negative parts`,
    });
    const above = xs.map((x) => [x, Math.max(0, part(x))]);
    const below = xs.map((x) => [x, Math.min(0, part(x))]);
    plot.root.append(path(closed(plot, above), "x-wash-q"), path(closed(plot, below), "x-wash"));
    if (!cut || !forward) return;
    const endless = { anchor: "middle", look: "x-strong" };
    plot.root.append(words(plot.X(0), plot.Y(REACH) + 14, "∞ where q = 0", endless));
  }

  function drawGround({ m, reverse, rest, heights }) {
    const reach = m + 1.5;
    const minima = [[reverse.mu, reverse.sigma, reverse.qp], ...rest];
    const points = [
      ...heights.map((h, k) => [-reach + (k * reach) / 15, h / 1000]),
      ...minima.map(([mu, , kl]) => [mu, kl]),
    ].sort((s, t) => s[0] - t[0]);
    const top = Math.min(2.5, Math.max(0.3, ...points.map(([, h]) => h)));
    let [step, digits] = [0.5, 1];
    if (top <= 1.25) [step, digits] = [0.25, 2];
    if (top <= 0.6) [step, digits] = [0.1, 1];
    const levels = [0, 1, 2, 3, 4, 5].map((k) => k * step).filter((v) => v <= top);
    ground.replaceChildren();
    const plot = axes(ground, {
      x: [-5.5, 5.5],
      y: [0, top],
      xTicks: [-4, -2, 0, 2, 4].map((v) => [v, show(v, 0)]),
      yTicks: levels.map((v) => [v, show(v, digits)]),
      xLabel: "mean of q, each with its best σ",
      yLabel: "KL(q‖p), bits",
      height: 210,
      describe:
        `KL(q‖p) against the mean of q; ${minima.length} local ` +
        `${minima.length === 1 ? "minimum" : "minima"}, the best at ${show(reverse.mu, 2)}`,
    });
    plot.root.append(
      path(plot.line(points.filter(([, h]) => h <= 1.02 * top)), "x-line"),
      ...rest.map(([mu, , kl]) => dot(plot.X(mu), plot.Y(kl), 6, "x-node")),
      dot(plot.X(reverse.mu), plot.Y(reverse.qp), 7),
      words(plot.X(0), 22, "landscape of the reverse fit", { anchor: "middle" }),
    );
  }

  function draw() {
    const all = look();
    const { cut } = all;
    for (const side of Object.keys(SIDES)) {
      const { drawing, put } = places[side];
      const fit = all[side];
      const both = densities(all, fit);
      drawing.replaceChildren();
      drawDensities(side, all, both);
      drawParts(side, cut, both);
      put(`${side}_mu`, show(fit.mu, 4));
      put(`${side}_sigma`, show(fit.sigma, 4));
      put(`${side}_pq`, bits(cut ? Infinity : fit.pq));
      put(`${side}_qp`, bits(cut ? fit.trimmed : fit.qp));
    }
    drawGround(all);
    say(sentence(all));
  }

  return follow(model, ["m", "w", "tails"], draw);
}
