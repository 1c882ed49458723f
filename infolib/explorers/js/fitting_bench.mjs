import { axes, buttons, choice, drag, follow, frame, readouts, show, svg, tag, teller, traitSlider, write } from "./ui.mjs";

const CUT = 2; // standard deviations, as in _fitting.py
const SPAN = 7.5; // half the width of the pictures
const normal = (x, mu, sigma) => Math.exp(-((x - mu) ** 2) / (2 * sigma * sigma)) / (sigma * Math.sqrt(2 * Math.PI));
const grid = Array.from({ length: 301 }, (_, k) => -SPAN + (k * SPAN) / 150);
const MASS = 0.9544997361; // of a normal distribution within two standard deviations

// One Gaussian for two: the fit that covers, the fit that keeps off, and the landscape
// of the second. Every number is looked up; only densities are computed here.
export function render({ model, el }) {
  const root = frame(el, "Two-way fitting bench");
  buttons(root, {
    "m = 2: four σ apart": () => both(2, 0.5),
    "m = 2.6: three minima": () => both(2.6, 0.5),
    "m = 3: a peak wins": () => both(3, 0.5),
    "Uneven peaks": () => both(3, 0.7),
  });
  traitSlider(root, model, { name: "m", label: "m: peaks at ±m", min: 0, max: 4, step: 0.1, digits: 1 });
  traitSlider(root, model, { name: "w", label: "w: weight, left", min: 0.5, max: 0.9, step: 0.1, digits: 1 });
  choice(root, model, { name: "tails", label: "Tails of the model", options: { whole: "whole", cut: "cut off at 2σ" } });
  const panels = tag("div", { class: "x-pictures" });
  root.append(panels);
  const sides = {};
  for (const [side, title] of [["forward", "Forward: q with the least KL(p‖q)"], ["reverse", "Reverse: q with the least KL(q‖p)"]]) {
    const panel = tag("div", {});
    const picture = tag("div", {});
    panel.append(tag("p", { class: "x-title" }, title), picture);
    panels.append(panel);
    sides[side] = {
      picture,
      put: readouts(panel, {
        [`${side}_mu`]: "mean of q", [`${side}_sigma`]: "σ of q", [`${side}_pq`]: "KL(p‖q)", [`${side}_qp`]: "KL(q‖p)",
      }),
    };
  }
  const ground = tag("div", {});
  const reading = tag("div", {},
    tag("p", {}, "The two panels: the target, the fit, and below them what the integral adds up. Both fits are optimised, not drawn by hand."),
    tag("p", {}, "The landscape: KL(q‖p) for every mean of q, each with the σ that is best for it. A ring is a local minimum, the full dot the best one. The forward fit has no such landscape: its minimum is unique."),
  );
  root.append(tag("div", { class: "x-pictures" }, ground, reading));
  const say = teller(root);

  function both(m, w) {
    model.set("m", m);
    model.set("w", w);
    model.save_changes();
  }

  function look() {
    const m = Math.round(10 * model.get("m"));
    const w = model.get("w").toFixed(1);
    const [numbers, rest, heights] = model.get("table")[w][m];
    const fit = ([mu, sigma, pq, qp, cut]) => ({ mu, sigma, pq, qp, cut });
    return { m: m / 10, w: Number(w), forward: fit(numbers.slice(0, 5)), reverse: fit(numbers.slice(5)), rest, heights };
  }

  function drawFit(side, { m, w, ...fits }, cut) {
    const { mu, sigma } = fits[side];
    const p = (x) => w * normal(x, -m, 1) + (1 - w) * normal(x, m, 1);
    const within = (x) => !cut || Math.abs(x - mu) <= CUT * sigma;
    const q = (x) => (within(x) ? normal(x, mu, sigma) / (cut ? MASS : 1) : 0);
    const xs = cut ? [...grid, mu - CUT * sigma - 1e-9, mu - CUT * sigma, mu + CUT * sigma, mu + CUT * sigma + 1e-9].sort((s, t) => s - t) : grid;
    const { picture } = sides[side];
    picture.replaceChildren();
    const ticks = [-6, -3, 0, 3, 6].map((v) => [v, show(v, 0)]);
    const plot = axes(picture, {
      x: [-SPAN, SPAN], y: [0, 0.45], xTicks: ticks, yTicks: [0, 0.2, 0.4], yLabel: "density", height: 200, bottom: 24,
      describe: `Target with peaks at ${show(-m, 1)} and ${show(m, 1)}; ${side} fit with mean ${show(mu, 2)} and standard deviation ${show(sigma, 2)}`,
    });
    plot.root.append(
      svg("path", { d: `${plot.line([[-SPAN, 0], ...grid.map((x) => [x, p(x)]), [SPAN, 0]])}Z`, class: "x-wash" }),
      svg("path", { d: plot.line(xs.map((x) => [x, q(x)])), class: "x-line-q" }),
      svg("text", { x: plot.X(-SPAN) + 6, y: 22 }, "blue: target p"),
      svg("text", { x: plot.X(SPAN) - 6, y: 22, "text-anchor": "end" }, "orange: fit q"),
    );
    for (const end of [-1, 1]) {
      const handle = svg("circle", { cx: plot.X(end * m), cy: plot.Y(p(end * m)), r: 8, class: "x-dot x-drag-x" });
      plot.root.append(handle);
      drag(plot.root, handle, (at) => {
        const x = -SPAN + ((at - plot.X(-SPAN)) / (plot.X(SPAN) - plot.X(-SPAN))) * 2 * SPAN;
        write(model, "m", Math.round(10 * Math.min(4, Math.max(0, end * x))) / 10);
      });
    }
    // What the integral adds up: weight times log-ratio.
    const [weight, other, name] = side === "forward" ? [p, q, "p log₂(p/q)"] : [q, p, "q log₂(q/p)"];
    const LOW = -0.6, HIGH = 0.6;
    const part = (x) => {
      const [u, v] = [weight(x), other(x)];
      if (u < 1e-300) return 0;
      return Math.min(HIGH, Math.max(LOW, v > 0 ? u * Math.log2(u / v) : u > 1e-9 ? HIGH : 0));
    };
    const below = axes(picture, {
      x: [-SPAN, SPAN], y: [LOW, HIGH], xTicks: ticks, yTicks: [[0, "0"]], yLabel: name, height: 130, bottom: 24,
      describe: `What the integral of ${name} adds up, positive and negative parts`,
    });
    const region = (sign, kind) =>
      svg("path", { d: `${below.line([[-SPAN, 0], ...xs.map((x) => [x, sign * Math.max(0, sign * part(x))]), [SPAN, 0]])}Z`, class: kind });
    below.root.append(region(1, "x-wash-q"), region(-1, "x-wash"));
    if (cut && side === "forward")
      below.root.append(svg("text", { x: below.X(0), y: below.Y(HIGH) + 14, "text-anchor": "middle", class: "x-strong" }, "∞ where q = 0"));
  }

  function drawGround({ m, reverse, rest, heights }) {
    const reach = m + 1.5;
    const points = heights.map((h, k) => [-reach + (k * reach) / 15, h / 1000]);
    const minima = [[reverse.mu, reverse.sigma, reverse.qp], ...rest];
    for (const [mu, , kl] of minima) points.push([mu, kl]);
    points.sort((s, t) => s[0] - t[0]);
    const top = Math.min(2.5, Math.max(0.3, ...points.map(([, h]) => h)));
    ground.replaceChildren();
    const plot = axes(ground, {
      x: [-5.5, 5.5], y: [0, top], xTicks: [-4, -2, 0, 2, 4].map((v) => [v, show(v, 0)]),
      yTicks: [0, 1, 2, 3, 4, 5].map((k) => k * (top > 1.25 ? 0.5 : top > 0.6 ? 0.25 : 0.1)).filter((v) => v <= top).map((v) => [v, show(v, top > 0.6 && top <= 1.25 ? 2 : 1)]), xLabel: "mean of q, each with its best σ", yLabel: "KL(q‖p), bits", height: 210,
      describe: `KL(q‖p) against the mean of q; ${minima.length} local ${minima.length === 1 ? "minimum" : "minima"}, the best at ${show(reverse.mu, 2)}`,
    });
    plot.root.append(
      svg("path", { d: plot.line(points.filter(([, h]) => h <= 1.02 * top)), class: "x-line" }),
      ...rest.map(([mu, , kl]) => svg("circle", { cx: plot.X(mu), cy: plot.Y(kl), r: 6, class: "x-node" })),
      svg("circle", { cx: plot.X(reverse.mu), cy: plot.Y(reverse.qp), r: 7, class: "x-dot" }),
      svg("text", { x: plot.X(0), y: 22, "text-anchor": "middle" }, "landscape of the reverse fit"),
    );
  }

  function draw() {
    const all = look();
    const cut = model.get("tails") === "cut";
    for (const side of ["forward", "reverse"]) {
      drawFit(side, all, cut);
      const { mu, sigma, pq, qp, cut: trimmed } = all[side];
      const { put } = sides[side];
      put(`${side}_mu`, show(mu, 4));
      put(`${side}_sigma`, show(sigma, 4));
      put(`${side}_pq`, cut ? "∞ bits" : `${show(pq, 4)} bits`);
      put(`${side}_qp`, `${show(cut ? trimmed : qp, 4)} bits`);
    }
    drawGround(all);
    const { m, w, reverse, rest } = all;
    const near = Math.abs(reverse.mu + m) < Math.abs(reverse.mu - m) ? "left" : "right";
    const middle = Math.abs(reverse.mu) < 0.5 * m;
    if (cut) say("With its tails cut off, q rules out places that p visits: KL(p‖q) is ∞ for every such q. KL(q‖p) stays finite. The fits were optimised with whole tails, then cut; so was the landscape.");
    else if (m === 0) say("Both peaks are one: either fit is the target itself.");
    else if (w === 0.5 && rest.length === 0) say(`The landscape has one minimum, in the middle. Both fits cover both halves.`);
    else if (w === 0.5 && middle) say("Each peak has a minimum now, but the one in the middle is still the best: reverse KL does not seek a mode here.");
    else if (w === 0.5) say(`A peak wins: it costs ${show(reverse.qp, 4)} bits, less than the middle with ${show(rest[rest.length - 1][2], 4)}. The other peak is exactly as good.`);
    else if (rest.length) say(`${rest.length + 1} minima. The best has mean ${show(reverse.mu, 4)} and costs ${show(reverse.qp, 4)} bits; a search may end elsewhere: ${rest.map((r) => show(r[2], 4)).join(" or ")} bits.`);
    else say(`One minimum. The reverse fit leans to the ${near}: mean ${show(reverse.mu, 4)}, against ${show(all.forward.mu, 4)} for the forward fit.`);
  }

  return follow(model, ["m", "w", "tails"], draw);
}
