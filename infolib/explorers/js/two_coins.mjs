import { jsDivergence, klDivergence } from "./measures.mjs";
import { axes, dot, drag, path, picture, words } from "./picture.mjs";
import {
  bits,
  buttons,
  choice,
  follow,
  frame,
  readouts,
  show,
  snap,
  svg,
  tag,
  teller,
  traitSlider,
  write,
} from "./ui.mjs";

const MAPS = { forward: "KL(a‖b)", reverse: "KL(b‖a)", js: "JS" };
const LEVELS = { forward: [0.05, 0.2, 0.5, 1, 2, 4], js: [0.01, 0.05, 0.15, 0.3, 0.5, 0.75] };
const coin = (x) => [x, 1 - x];
const between = {
  forward: (a, b) => klDivergence(coin(a), coin(b)),
  reverse: (a, b) => klDivergence(coin(b), coin(a)),
  js: (a, b) => jsDivergence(coin(a), coin(b)),
};

// The outline of the pairs (a, b) whose divergence is at most `level`: for each a, the
// values of b on either side at which it is reached.
function outline(measure, level) {
  const reach = (a, end) => {
    let [near, far] = [a, end];
    if (measure(a, far) <= level) return far;
    for (let k = 0; k < 40; k++) {
      const middle = (near + far) / 2;
      if (measure(a, middle) <= level) near = middle;
      else far = middle;
    }
    return near;
  };
  const as = Array.from({ length: 101 }, (_, k) => k / 100);
  return [...as.map((a) => [a, reach(a, 1)]), ...as.reverse().map((a) => [a, reach(a, 0)])];
}

const outlines = {}; // computed once each
const outlinesOf = (name) =>
  (outlines[name] ??= LEVELS[name].map((level) => [level, outline(between[name], level)]));

function sentence(a, b, { forward, reverse }) {
  if (a === b) return "The coins are the same: every divergence is 0.";
  if (forward === Infinity)
    return (
      "The second coin rules out a side that the first one shows: KL(a‖b) is infinite. " +
      "JS stays finite."
    );
  if (Math.abs(forward - reverse) < 1e-9)
    return `Both directions give ${bits(forward)}: a + b = 1.`;
  const back = reverse === Infinity ? "infinitely many" : show(reverse, 4);
  return (
    `Believing ${show(b, 2)} when the truth is ${show(a, 2)} costs ${bits(forward)} a toss; ` +
    `the other way round it costs ${back}.`
  );
}

// Two coins: the chance a of heads is the truth, b is what somebody believes.
export function render({ model, el }) {
  const root = frame(el, "Two coins");
  buttons(root, {
    "Fair, believed 0.9": () => write(model, { a: 0.5, b: 0.9 }),
    "0.9, believed fair": () => write(model, { a: 0.9, b: 0.5 }),
    "Mirror images": () => write(model, { a: 0.2, b: 0.8 }),
    "Swap a and b": () => write(model, { a: model.get("b"), b: model.get("a") }),
  });
  traitSlider(root, model, { name: "a", label: "a: the truth", min: 0, max: 1, step: 0.01 });
  traitSlider(root, model, { name: "b", label: "b: the belief", min: 0, max: 1, step: 0.01 });
  choice(root, model, { name: "map", label: "The map shows", options: MAPS });
  const pictures = tag("div", { class: "x-pictures" });
  root.append(pictures);
  const put = readouts(root, {
    forward: "KL(a‖b)",
    reverse: "KL(b‖a)",
    js: "JS(a, b)",
    tv: "total variation",
    floor: "Pinsker's floor",
  });
  const say = teller(root);

  function drawMap(a, b) {
    const map = model.get("map");
    const source = map === "js" ? "js" : "forward";
    const made = outlinesOf(source);
    const ticks = [0, 0.25, 0.5, 0.75, 1];
    const plot = axes(pictures, {
      x: [0, 1],
      y: [0, 1],
      xTicks: ticks,
      yTicks: ticks,
      xLabel: "a: the truth",
      yLabel: "b: the belief",
      height: 330,
      describe: `Map of ${MAPS[map]} over all pairs of coins: a valley along the diagonal a = b`,
    });
    const shade = (share) => `fill: color-mix(in srgb, var(--x-p) ${share}%, var(--x-paper))`;
    const layers = made.map(([level, points], k) => [level, points, 10 + 13 * k]).reverse();
    const [x, y] = [plot.X(0), plot.Y(1)];
    const area = { x, y, width: plot.X(1) - x, height: plot.Y(0) - y };
    plot.root.append(svg("rect", { ...area, style: shade(90) }));
    const edge = { stroke: "var(--x-paper)", "stroke-width": 0.6 };
    for (const [, points, share] of layers) {
      const turned = map === "reverse" ? points.map(([s, t]) => [t, s]) : points;
      plot.root.append(path(`${plot.line(turned)}Z`, undefined, { style: shade(share), ...edge }));
    }
    const pad = svg("rect", { ...area, "fill-opacity": 0, class: "x-drag-x" });
    plot.root.append(
      path(
        plot.line([
          [0, 0],
          [1, 1],
        ]),
        "x-guide",
      ),
      path(
        plot.line([
          [a, 0],
          [a, b],
          [0, b],
        ]),
        "x-guide",
      ),
      dot(plot.X(a), plot.Y(b), 8),
      pad,
    );
    drag(plot.root, pad, (s, t) => write(model, { a: snap(plot.atX(s)), b: snap(plot.atY(t)) }));
    const legend = made.map(([level]) => String(level)).join(", ");
    return `Lines at ${legend} bits. The further from the diagonal, the larger.`;
  }

  // The three divergences as bars; no KL can be shorter than Pinsker's floor.
  function drawBars(values, note) {
    const rows = [
      ["KL(a‖b)", values.forward, { class: "x-p" }],
      ["KL(b‖a)", values.reverse, { class: "x-q" }],
      ["JS", values.js, { style: "fill: var(--x-good)" }],
    ];
    const finite = rows.map(([, v]) => v).filter(Number.isFinite);
    const reach = Math.max(...finite, values.floor);
    const most = [0.1, 0.25, 0.5, 1, 2, 4, 8].find((v) => v >= reach) ?? 8;
    const [left, right] = [66, 296];
    // An infinite bar goes beyond the scale.
    const X = (v) =>
      v === Infinity ? right + 14 : left + (Math.min(v, most) / most) * (right - left);
    const column = tag("div");
    const said = rows.map(([name, v]) => `${name} ${bits(v)}`).join(", ");
    const drawing = picture(column, {
      height: 190,
      describe: `Bars: ${said}; Pinsker's floor ${bits(values.floor)}`,
    });
    for (const v of [0, most / 2, most])
      drawing.append(
        path(`M${X(v)},14V134`, "x-grid"),
        words(X(v), 150, String(v), { anchor: "middle" }),
      );
    rows.forEach(([name, v, look], k) => {
      const y = 20 + 40 * k;
      drawing.append(
        words(left - 8, y + 18, name, { anchor: "end" }),
        svg("rect", { x: left, y, width: X(v) - left, height: 26, ...look }),
        words(X(v) + 6, y + 18, show(v)),
      );
    });
    const dashes = { stroke: "var(--x-mark)", "stroke-width": 2.2, "stroke-dasharray": "5 3" };
    drawing.append(
      path(`M${X(values.floor)},14V92`, undefined, dashes),
      words(left, 168, "bits; dashed: Pinsker's floor for both KLs"),
    );
    column.append(tag("p", {}, note));
    pictures.append(column);
  }

  function draw() {
    const [a, b] = [model.get("a"), model.get("b")];
    const tv = Math.abs(a - b);
    const values = {
      forward: between.forward(a, b),
      reverse: between.reverse(a, b),
      js: between.js(a, b),
      floor: (2 / Math.LN2) * tv * tv,
    };
    pictures.replaceChildren();
    drawBars(values, drawMap(a, b));
    for (const key of ["forward", "reverse", "js", "floor"]) put(key, bits(values[key]));
    put("tv", show(tv, 2));
    say(sentence(a, b, values));
  }

  return follow(model, ["a", "b", "map"], draw);
}
