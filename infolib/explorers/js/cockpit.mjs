import { bar } from "./bar.mjs";
import { frame } from "./frame.mjs";
import { crossEntropy, entropy, klDivergence } from "./measures.mjs";
import { axes, handle, path } from "./picture.mjs";
import { stage } from "./stage.mjs";
import {
  bits,
  buttons,
  choice,
  decimalsThatAdd,
  randomFrom,
  readouts,
  show,
  snap,
  svg,
  tag,
  teller,
  traitSlider,
  write,
} from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.cockpit;
const TOP = 2; // bits a toss on either scale
const FEW = 40; // tosses that are drawn one by one
const QUARTERS = [0, 0.25, 0.5, 0.75, 1];
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

function drawCurves(into, now, model) {
  const { p, q, second } = now;
  const grid = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);
  const moved = second ? "θ" : "p";
  const plot = axes(into, {
    x: [0, 1],
    y: [0, TOP],
    top: 24,
    right: 24,
    xTicks: QUARTERS,
    yTicks: QUARTERS.map((f) => f * TOP),
    xLabel: moved,
    yLabel: say.bits,
    describe: second ? say.describe_second : say.describe_first,
  });
  curvesOf(now).forEach(([name, f, look, lowest], i) => {
    const points = grid.map((t) => [t, f(t)]).filter(([, y]) => y <= TOP);
    const line = points.length ? plot.line(points) : "";
    const key = plot.Y(TOP) + 10 + 15 * i;
    const floor = Math.min(TOP, f(Math.min(0.999, Math.max(0.001, lowest))));
    const mark = `M${plot.X(lowest)},${plot.Y(floor) - 4}l-6,-11h12z`;
    plot.root.append(
      path(line, look),
      path(`M${plot.X(0.36)},${key}h22`, look),
      svg("text", { x: plot.X(0.36) + 28, y: key + 4 }, name),
      path(mark, look === "x-line-q" ? "x-q" : "x-p"),
    );
  });
  const at = second ? q : p;
  const [, first] = curvesOf(now)[0];
  const height = Math.min(TOP, first(Math.min(0.999, Math.max(0.001, at))));
  const guide = [
    [at, 0],
    [at, height],
  ];
  const label = { x: plot.X(at), y: plot.Y(TOP) - 8, "text-anchor": "middle" };
  plot.root.append(
    path(plot.line(guide), "x-guide"),
    svg("text", label, `${moved} = ${show(at, 2)}`),
  );
  const move = (value) => write(model, { [second ? "theta" : "truth"]: snap(value) });
  handle(plot, at, height, "x", move);
}

// One truth, one sample, one model; one bar, and its four names.
export function render({ model, el }) {
  const parts = frame(el, model, say);
  const unit = { min: 0, max: 1, step: 0.01 };
  choice(parts.handle, model, { name: "view", label: say.view, options: say.views });
  parts.handle.classList.add("x-steps");
  traitSlider(parts.handle, model, { name: "theta", label: say.theta, ...unit });
  const put = readouts(parts.numbers, { bar: say.bar });
  traitSlider(parts.more, model, { name: "truth", label: say.truth, ...unit });
  const tosses = { min: 1, max: model.get("controls").n.high, step: 1, digits: 0 };
  traitSlider(parts.more, model, { name: "n", label: say.n, ...tosses });
  buttons(parts.more, {
    [say.anew]: () => write(model, { seed: (model.get("seed") + 1) % 1000 }),
    [say.to_share]: () => write(model, { theta: snap(sample().share) }),
    [say.to_truth]: () => write(model, { theta: model.get("truth") }),
  });
  choice(parts.more, model, { name: "moves", label: say.moves, options: say.arguments });
  const curves = stage(parts.root);
  parts.more.append(curves.place);
  const note = teller(parts.more);
  const putMore = readouts(parts.more, say.readouts);

  // The tosses as Python makes them (relations.py): those of the chapter come first.
  function sample() {
    const [n, p, q, seed] = ["n", "truth", "theta", "seed"].map((name) => model.get(name));
    const random = randomFrom(seed);
    const first = model.get("first");
    const seen = Array.from({ length: n }, (_, i) => {
      const u = random();
      return (seed === 0 && i < first.length ? (u + 1 - first[i]) / 2 : u) < p;
    });
    const heads = seen.filter(Boolean).length;
    return { n, seen, heads, share: heads / n, p, q, second: model.get("moves") === "second" };
  }

  // The tosses side by side, as they came or sorted; or the floor and the gap.
  function rowOf({ n, seen, q, share }, view) {
    const wide = {
      true: crossEntropy([1, 0], coin(q)) / n,
      false: crossEntropy([0, 1], coin(q)) / n,
    };
    const sorted = view === "cross" || n > FEW;
    const heads = n * share;
    const look = (side) => `${side ? "x-heads" : "x-tails"}${view === "parts" ? " x-gone" : ""}`;
    const ends = { true: 0, false: heads ? heads * wide.true : 0 };
    let end = 0;
    const one = (side) => {
      const from = sorted ? ends[side] : end;
      ends[side] += wide[side];
      end += wide[side];
      return { from, value: wide[side], look: look(side) };
    };
    if (n <= FEW) return seen.map(one);
    const all = [heads, n - heads];
    return [true, false].map((side, i) => ({
      value: all[i] ? all[i] * wide[side] : 0,
      look: look(side),
    }));
  }

  function drawBar(into, now, view, { floor, gap }) {
    const gone = view === "parts" ? "" : " x-gone";
    const split = [
      { from: 0, value: floor, look: `x-wash${gone}` },
      { value: gap, look: `x-wash-q${gone}` },
    ];
    const whole = view === "cross" ? 1 : now.n;
    const sign = view === "likelihood" ? -1 : 1;
    const ticks = QUARTERS.map((f) => {
      const value = f * TOP * whole * sign;
      return [f * TOP, show(value, Number.isInteger(value) ? 0 : 1)];
    });
    ticks[4][1] = fill(words.common.bits, { n: ticks[4][1] });
    into.append(tag("p", { class: "x-name" }, fill(say.names[view], now)));
    bar(into, {
      rows: [[...rowOf(now, view), ...split]],
      most: TOP,
      ticks,
      describe: fill(say.describe[view], now),
    });
  }

  return parts.show(() => {
    const now = sample();
    const view = model.get("view");
    const { n, heads, share, p, q, second } = now;
    const floor = entropy(coin(share));
    const cross = crossEntropy(coin(share), coin(q));
    const gap = klDivergence(coin(share), coin(q));
    const far = klDivergence(coin(p), coin(q));
    const evidence = n * (crossEntropy(coin(share), coin(p)) - cross);
    parts.scene.draw((into) => drawBar(into, now, view, { floor, gap }));
    curves.draw((into) => drawCurves(into, now, model));
    Object.assign(parts.root.dataset, { heads, seed: model.get("seed") });

    const minus = bits(-n * cross, 2);
    const digits = decimalsThatAdd(n * cross, [n * floor, n * gap]);
    const [total, low, extra] = [cross, floor, gap].map((x) => show(n * x, digits));
    put(
      "bar",
      {
        surprise: bits(n * cross, 2),
        cross: bits(cross),
        parts: fill(say.sum, { total, low, extra }),
        likelihood: minus,
      }[view],
    );
    putMore("share", `${heads} / ${n} = ${show(share, 4)}`);
    putMore("message", bits(n * cross, 3));
    putMore("cross", bits(cross));
    putMore("entropy", bits(floor));
    putMore("sample", bits(gap));
    putMore("truth", bits(far));
    putMore("bill", bits(crossEntropy(coin(p), coin(q))));
    putMore("evidence", Number.isFinite(evidence) ? bits(evidence, 3) : "−∞");
    const [one, other] = [q, 1 - q].map((x) => show(crossEntropy([1, 0], coin(x)), 2));
    const values = { n, heads, tails: n - heads, theta: show(q, 2), one, other };
    parts.say(fill(say.sentences[view], values));

    let lowest = q < 0.5 ? "0" : "1";
    if (q === 0.5) lowest = say.any;
    const certain = q === 0 || q === 1;
    const first = certain ? say.certain : say.tipped;
    const places = { share: show(share, 4), truth: show(p, 2), lowest, theta: show(q, 2) };
    note(fill(second ? say.agree : first, places));
  });
}
