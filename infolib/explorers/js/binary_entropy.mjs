import { axes, dot, dragAlong, path } from "./picture.mjs";
import {
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

// One coin, two readings: a point on the curve h(p), and the area of two blocks.
export function render({ model, el }) {
  const root = frame(el, "The entropy of a coin");
  traitSlider(root, model, { name: "p", label: "p, chance of heads", min: 0, max: 1, step: 0.01 });
  choice(root, model, { name: "unit", label: "Unit", options: { bits: "bits", nats: "nats" } });
  const pictures = tag("div", { class: "x-pictures" });
  root.append(pictures);
  const put = readouts(root, {
    heads: "surprise of heads",
    tails: "surprise of tails",
    entropy: "entropy H",
  });
  const say = teller(root);

  function drawCurve(p, curve, unit) {
    const top = Math.max(...curve);
    const here = curve[Math.round(100 * p)];
    const plot = axes(pictures, {
      x: [0, 1],
      y: [0, 1.08 * top],
      xTicks: [0, 0.25, 0.5, 0.75, 1],
      yTicks: [0, 0.5, 1].map((f) => [f * top, show(f * top, 2)]),
      xLabel: "p",
      yLabel: `H in ${unit}`,
      describe: `Entropy of a coin against p, in ${unit}`,
    });
    plot.root.append(
      path(plot.line(curve.map((h, i) => [i / 100, h])), "x-line"),
      path(
        plot.line([
          [p, 0],
          [p, here],
          [0, here],
        ]),
        "x-guide",
      ),
      dot(plot.X(p), plot.Y(here), 8, "x-dot x-drag-x"),
    );
    dragAlong(plot, (value) => write(model, { p: snap(value) }));
  }

  // The skyline: width p, height surprise; the two areas add up to the entropy.
  function drawSkyline(p, heads, tails, unit) {
    const tallest = 7 * (unit === "bits" ? 1 : Math.LN2);
    const names = [
      [p / 2, "heads"],
      [(1 + p) / 2, "tails"],
    ];
    const plot = axes(pictures, {
      x: [0, 1],
      y: [0, tallest],
      xTicks: names.filter(([at]) => at > 0.06 && at < 0.94),
      yTicks: [0, 2, 4, 6].map((v) => [(v * tallest) / 7, show((v * tallest) / 7, 1)]),
      xLabel: "width: probability",
      yLabel: `height: surprise in ${unit}`,
      describe: "Two blocks, width probability, height surprise; their area is the entropy",
    });
    if (p > 0) plot.root.append(plot.bar(0, p, heads, "x-wash"));
    if (p < 1) plot.root.append(plot.bar(p, 1, tails, "x-wash-q"));
  }

  function draw() {
    const unit = model.get("unit");
    const k = Math.round(100 * model.get("p"));
    const p = k / 100;
    const curve = model.get("entropy")[unit];
    const surprise = model.get("surprise")[unit];
    const [heads, tails] = [surprise[k], surprise[100 - k]];
    pictures.replaceChildren();
    drawCurve(p, curve, unit);
    drawSkyline(p, heads, tails, unit);
    put("heads", `${show(heads)} ${unit}`);
    put("tails", `${show(tails)} ${unit}`);
    put("entropy", `${show(curve[k], 4)} ${unit}`);
    say(
      p === 0 || p === 1
        ? "One side never comes up: nothing to learn from a toss."
        : `The area of the two blocks is ${show(curve[k], 4)} ${unit}.`,
    );
  }

  return follow(model, ["p", "unit"], draw);
}
