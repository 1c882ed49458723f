import { axes, handle, path } from "./picture.mjs";
import { frame } from "./frame.mjs";
import { choice, readouts, show, snap, traitSlider, write } from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.binary_entropy;

// One coin, two readings: a point on the curve h(p), and the area of two blocks.
export function render({ model, el }) {
  const parts = frame(el, model, say);
  traitSlider(parts.handle, model, { name: "p", label: say.p, min: 0, max: 1, step: 0.01 });
  const put = readouts(parts.numbers, { entropy: say.entropy });
  choice(parts.more, model, { name: "unit", label: say.unit, options: say.units });
  const putMore = readouts(parts.more, { heads: say.surprise_heads, tails: say.surprise_tails });

  function drawCurve(into, p, curve, unit) {
    const top = Math.max(...curve);
    const here = curve[Math.round(100 * p)];
    const plot = axes(into, {
      x: [0, 1],
      y: [0, 1.08 * top],
      xTicks: [0, 0.25, 0.5, 0.75, 1],
      yTicks: [0, 0.5, 1].map((f) => [f * top, show(f * top, 2)]),
      xLabel: "p",
      yLabel: fill(say.in_unit, { unit }),
      describe: fill(say.describe_curve, { unit }),
    });
    const guide = plot.line([
      [p, 0],
      [p, here],
      [0, here],
    ]);
    plot.root.append(
      path(plot.line(curve.map((h, i) => [i / 100, h])), "x-line"),
      path(guide, "x-guide"),
    );
    handle(plot, p, here, "x", (value) => write(model, { p: snap(value) }));
  }

  // The skyline: width p, height surprise; the two areas add up to the entropy.
  function drawSkyline(into, p, heads, tails, unit) {
    const tallest = 7 * (unit === "bits" ? 1 : Math.LN2);
    const names = [
      [p / 2, say.heads],
      [(1 + p) / 2, say.tails],
    ];
    const plot = axes(into, {
      x: [0, 1],
      y: [0, tallest],
      xTicks: names.filter(([at]) => at > 0.06 && at < 0.94),
      yTicks: [0, 2, 4, 6].map((v) => [(v * tallest) / 7, show((v * tallest) / 7, 1)]),
      xLabel: say.width,
      yLabel: fill(say.height, { unit: say.units[unit] }),
      describe: say.describe_blocks,
    });
    if (p > 0) plot.root.append(plot.bar(0, p, heads, "x-wash"));
    if (p < 1) plot.root.append(plot.bar(p, 1, tails, "x-wash-q"));
  }

  return parts.show(() => {
    const unit = model.get("unit");
    const k = Math.round(100 * model.get("p"));
    const p = k / 100;
    const curve = model.get("entropy")[unit];
    const surprise = model.get("surprise")[unit];
    const [heads, tails] = [surprise[k], surprise[100 - k]];
    parts.scene.draw((into) => drawCurve(into, p, curve, say.units[unit]));
    parts.second.draw((into) => drawSkyline(into, p, heads, tails, unit));
    putMore("heads", `${show(heads)} ${say.units[unit]}`);
    putMore("tails", `${show(tails)} ${say.units[unit]}`);
    put("entropy", `${show(curve[k], 4)} ${say.units[unit]}`);
    parts.say(
      p === 0 || p === 1
        ? say.certain
        : fill(say.area, { h: show(curve[k], 4), unit: say.units[unit] }),
    );
  });
}
