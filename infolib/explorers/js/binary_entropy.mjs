import { axes, choice, drag, follow, frame, readouts, show, svg, tag, teller, traitSlider, write } from "./ui.mjs";

// One coin, two readings: a point on the curve h(p), and the area of two blocks.
export function render({ model, el }) {
  const root = frame(el, "The entropy of a coin");
  traitSlider(root, model, { name: "p", label: "p, chance of heads", min: 0, max: 1, step: 0.01 });
  choice(root, model, { name: "unit", label: "Unit", options: { bits: "bits", nats: "nats" } });
  const pictures = tag("div", { class: "x-pictures" });
  root.append(pictures);
  const put = readouts(root, { heads: "surprise of heads", tails: "surprise of tails", entropy: "entropy H" });
  const say = teller(root);

  function draw() {
    const unit = model.get("unit");
    const k = Math.round(100 * model.get("p"));
    const p = k / 100;
    const curve = model.get("entropy")[unit];
    const surprise = model.get("surprise")[unit];
    const top = Math.max(...curve);
    pictures.replaceChildren();

    const left = axes(pictures, {
      x: [0, 1], y: [0, 1.08 * top], xTicks: [0, 0.25, 0.5, 0.75, 1],
      yTicks: [0, 0.5, 1].map((f) => [f * top, show(f * top, 2)]),
      xLabel: "p", yLabel: `H in ${unit}`, describe: `Entropy of a coin against p, in ${unit}`,
    });
    const dot = svg("circle", { cx: left.X(p), cy: left.Y(curve[k]), r: 8, class: "x-dot x-drag-x" });
    left.root.append(
      svg("path", { d: left.line(curve.map((h, i) => [i / 100, h])), class: "x-line" }),
      svg("path", { d: left.line([[p, 0], [p, curve[k]], [0, curve[k]]]), class: "x-guide" }),
      dot,
    );
    drag(left.root, left.root, (x) => {
      const share = (x - left.X(0)) / (left.X(1) - left.X(0));
      write(model, "p", Math.round(100 * Math.min(1, Math.max(0, share))) / 100);
    });
    left.root.classList.add("x-drag-x");

    // The skyline: width p, height surprise; the two areas add up to the entropy.
    const tallest = 7 * (unit === "bits" ? 1 : Math.LN2);
    const right = axes(pictures, {
      x: [0, 1], y: [0, tallest], xTicks: [[p / 2, "heads"], [(1 + p) / 2, "tails"]].filter(([at]) => at > 0.06 && at < 0.94),
      yTicks: [0, 2, 4, 6].map((v) => [v * tallest / 7, show(v * tallest / 7, 1)]),
      xLabel: "width: probability", yLabel: `height: surprise in ${unit}`,
      describe: "Two blocks, width probability, height surprise; their area is the entropy",
    });
    const block = (from, width, height, name) =>
      svg("rect", {
        x: right.X(from), y: right.Y(height), class: name,
        width: right.X(width) - right.X(0), height: right.Y(0) - right.Y(height),
      });
    if (k > 0) right.root.append(block(0, p, surprise[k], "x-wash"));
    if (k < 100) right.root.append(block(p, 1 - p, surprise[100 - k], "x-wash-q"));

    put("heads", `${show(surprise[k])} ${unit}`);
    put("tails", `${show(surprise[100 - k])} ${unit}`);
    put("entropy", `${show(curve[k], 4)} ${unit}`);
    say(
      k === 0 || k === 100
        ? "One side never comes up: nothing to learn from a toss."
        : `The area of the two blocks is ${show(curve[k], 4)} ${unit}.`,
    );
  }

  return follow(model, ["p", "unit"], draw);
}
