import { axes, drag, handle, knob, path } from "./picture.mjs";
import { frame } from "./frame.mjs";
import {
  buttons,
  choice,
  listSliders,
  readouts,
  show,
  snap,
  tag,
  traitSlider,
  write,
} from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.binary_entropy;

// The height at x of the line through the points (xs, ys).
function between(xs, ys, x) {
  const right = Math.max(
    1,
    xs.findIndex((at) => at >= x),
  );
  const part = (x - xs[right - 1]) / (xs[right] - xs[right - 1]);
  return ys[right - 1] + part * (ys[right] - ys[right - 1]);
}

// Attach an element or take it away, as wanted. What stays where it is keeps the focus.
function keep(parent, element, wanted) {
  if (wanted === parent.contains(element)) return;
  if (wanted) parent.append(element);
  else element.remove();
}

// The reader draws a guess of h(p) at a few p; then one coin has two readings: a point on the
// curve, and the area of two blocks.
export function render({ model, el }) {
  const parts = frame(el, model, say);
  const knobs = model.get("knobs");
  const [coin, surprises, guesses] = ["div", "div", "div"].map((name) => tag(name));
  // The coin whose worth is being guessed is the one that the blocks show.
  const guessAt = (i, v) => ({
    guess: model.get("guess").map((x, j) => (j === i ? v : x)),
    p: knobs[i],
  });
  const row = buttons(parts.handle, {
    [say.reveal]: () => write(model, { shown: !model.get("shown") }),
  });
  traitSlider(coin, model, { name: "p", label: say.p, min: 0, max: 1, step: 0.01 });
  const put = readouts(parts.numbers, { entropy: say.entropy });
  choice(parts.more, model, { name: "unit", label: say.unit, options: say.units });
  const putMore = readouts(surprises, { heads: say.surprise_heads, tails: say.surprise_tails });
  listSliders(guesses, model, {
    name: "guess",
    label: (i) => fill(say.guess, { p: knobs[i] }),
    change: guessAt,
  });

  function plotOf(into, top, unit, describe) {
    return axes(into, {
      x: [-0.05, 1.05],
      y: [0, 1.08 * top],
      xTicks: [0, 0.25, 0.5, 0.75, 1],
      yTicks: [0, 0.5, 1].map((f) => [f * top, show(f * top, 2)]),
      xLabel: "p",
      yLabel: fill(say.in_unit, { unit }),
      describe: fill(describe, { unit }),
    });
  }

  // The curve lies under the guess, as many points, until it is shown: then it moves away.
  function drawLines(plot, guess, curve) {
    const drawn = curve.map((_, i) => [i / 100, between(knobs, guess, i / 100)]);
    const right = model.get("shown") ? curve.map((h, i) => [i / 100, h]) : drawn;
    plot.root.append(path(plot.line(right), "x-line"), path(plot.line(drawn), "x-line-q"));
  }

  // A knob goes up and down. Beside the knobs, the nearest goes to the pointer: a mouse can draw.
  function drawGuess(into, guess, curve, unit) {
    const top = Math.max(...curve);
    const plot = plotOf(into, top, unit, say.describe_guess);
    const move = (i, y) => write(model, guessAt(i, snap(plot.atY(y) / top)));
    drag(plot.root, "tap", (x, y) => {
      const away = knobs.map((at) => Math.abs(at - plot.atX(x)));
      move(away.indexOf(Math.min(...away)), y);
    });
    drawLines(plot, guess, curve);
    knobs.forEach((at, i) =>
      knob(plot.root, plot.X(at), plot.Y(guess[i]), "y", (_, y) => move(i, y)),
    );
  }

  function drawCurve(into, p, guess, curve, unit) {
    const here = curve[Math.round(100 * p)];
    const plot = plotOf(into, Math.max(...curve), unit, say.describe_curve);
    drawLines(plot, guess, curve);
    const misses = knobs.map((at, i) => {
      const ends = [guess[i], curve[Math.round(100 * at)]].map(plot.Y);
      return `M${plot.X(at)},${ends[0]}V${ends[1]}`;
    });
    const guide = [
      [p, 0],
      [p, here],
      [0, here],
    ];
    plot.root.append(path(misses.join(""), "x-miss"), path(plot.line(guide), "x-guide"));
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

  function sentence(p, guess, curve, unit) {
    const misses = knobs.map((at, i) => Math.abs(guess[i] - curve[Math.round(100 * at)]));
    const most = Math.max(...misses);
    const at = knobs[misses.indexOf(most)];
    const score = fill(say.miss, { miss: show(most, 2), unit, p: at });
    const h = show(curve[Math.round(100 * p)], 4);
    return `${score} ${p === 0 || p === 1 ? say.certain : fill(say.area, { h, unit })}`;
  }

  return parts.show(() => {
    const [shown, unit] = [model.get("shown"), model.get("unit")];
    const k = Math.round(100 * model.get("p"));
    const p = k / 100;
    const curve = model.get("entropy")[unit];
    const surprise = model.get("surprise")[unit];
    const guess = model.get("guess").map((h) => h * Math.max(...curve));
    const [heads, tails] = [surprise[k], surprise[100 - k]];
    const name = say.units[unit];
    keep(parts.handle, coin, shown);
    keep(parts.more, surprises, shown);
    keep(parts.more, guesses, !shown);
    row.children[0].textContent = shown ? say.hide : say.reveal;
    parts.root.dataset.guess = JSON.stringify(model.get("guess"));
    parts.scene.draw((into) =>
      shown ? drawCurve(into, p, guess, curve, name) : drawGuess(into, guess, curve, name),
    );
    parts.second.draw((into) => drawSkyline(into, p, heads, tails, unit));
    putMore("heads", `${show(heads)} ${name}`);
    putMore("tails", `${show(tails)} ${name}`);
    put("entropy", shown ? `${show(curve[k], 4)} ${name}` : say.unknown);
    parts.say(shown ? sentence(p, guess, curve, name) : fill(say.draw, { p: show(p, 2) }));
  });
}
