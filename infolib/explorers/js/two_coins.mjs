import { axes, buttons, choice, drag, follow, frame, readouts, show, svg, tag, teller, traitSlider, write } from "./ui.mjs";
import { jsDivergence, klDivergence } from "./measures.mjs";

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

const outlines = {};
for (const name of ["forward", "js"])
  outlines[name] = () => LEVELS[name].map((level) => [level, outline(between[name], level)]);

// Two coins: the chance a of heads is the truth, b is what somebody believes.
export function render({ model, el }) {
  const root = frame(el, "Two coins");
  buttons(root, {
    "Fair, believed 0.9": () => both(0.5, 0.9),
    "0.9, believed fair": () => both(0.9, 0.5),
    "Mirror images": () => both(0.2, 0.8),
    "Swap a and b": () => both(model.get("b"), model.get("a")),
  });
  traitSlider(root, model, { name: "a", label: "a: the truth", min: 0, max: 1, step: 0.01 });
  traitSlider(root, model, { name: "b", label: "b: the belief", min: 0, max: 1, step: 0.01 });
  choice(root, model, { name: "map", label: "The map shows", options: MAPS });
  const pictures = tag("div", { class: "x-pictures" });
  root.append(pictures);
  const put = readouts(root, {
    forward: "KL(a‖b)", reverse: "KL(b‖a)", js: "JS(a, b)", tv: "total variation", floor: "Pinsker's floor",
  });
  const say = teller(root);
  const made = {}; // outlines, computed once each

  function both(a, b) {
    model.set("a", a);
    model.set("b", b);
    model.save_changes();
  }

  function drawMap(a, b) {
    const map = model.get("map");
    const source = map === "js" ? "js" : "forward";
    made[source] ??= outlines[source]();
    const ticks = [0, 0.25, 0.5, 0.75, 1];
    const plot = axes(pictures, {
      x: [0, 1], y: [0, 1], xTicks: ticks, yTicks: ticks, xLabel: "a: the truth", yLabel: "b: the belief",
      height: 330, describe: `Map of ${MAPS[map]} over all pairs of coins: a valley along the diagonal a = b`,
    });
    const shade = (share) => `fill: color-mix(in srgb, var(--x-p) ${share}%, var(--x-paper))`;
    const layers = made[source].map(([level, points], k) => [level, points, 10 + 13 * k]).reverse();
    const area = { x: plot.X(0), y: plot.Y(1), width: plot.X(1) - plot.X(0), height: plot.Y(0) - plot.Y(1) };
    plot.root.append(svg("rect", { ...area, style: shade(90) }));
    for (const [, points, share] of layers) {
      const turned = map === "reverse" ? points.map(([x, y]) => [y, x]) : points;
      plot.root.append(svg("path", { d: `${plot.line(turned)}Z`, style: shade(share), stroke: "var(--x-paper)", "stroke-width": 0.6 }));
    }
    plot.root.append(
      svg("path", { d: plot.line([[0, 0], [1, 1]]), class: "x-guide" }),
      svg("path", { d: plot.line([[a, 0], [a, b], [0, b]]), class: "x-guide" }),
      svg("circle", { cx: plot.X(a), cy: plot.Y(b), r: 8, class: "x-dot" }),
    );
    const pad = svg("rect", { ...area, "fill-opacity": 0, class: "x-drag-x" });
    plot.root.append(pad);
    const share = (v) => Math.round(100 * Math.min(1, Math.max(0, v))) / 100;
    drag(plot.root, pad, (x, y) => both(share((x - area.x) / area.width), share(1 - (y - area.y) / area.height)));
    const legend = made[source].map(([level]) => String(level)).join(", ");
    return `Lines at ${legend} bits. The further from the diagonal, the larger.`;
  }

  // The three divergences as bars; no KL can be shorter than Pinsker's floor.
  function drawBars(values, note) {
    const rows = [["KL(a‖b)", values.forward, "x-p"], ["KL(b‖a)", values.reverse, "x-q"], ["JS", values.js, "x-green"]];
    const finite = rows.map(([, v]) => v).filter(Number.isFinite);
    const most = [0.1, 0.25, 0.5, 1, 2, 4, 8].find((v) => v >= Math.max(...finite, values.floor)) ?? 8;
    const size = { width: 340, height: 190, left: 66, right: 296 };
    const X = (v) => size.left + (Math.min(v, most) / most) * (size.right - size.left);
    const picture = svg("svg", {
      viewBox: `0 0 ${size.width} ${size.height}`, class: "x-svg", role: "img",
      "aria-label": `Bars: ${rows.map(([name, v]) => `${name} ${show(v, 4)} bits`).join(", ")}; Pinsker's floor ${show(values.floor, 4)} bits`,
    });
    for (const v of [0, most / 2, most])
      picture.append(
        svg("path", { d: `M${X(v)},14V134`, class: "x-grid" }),
        svg("text", { x: X(v), y: 150, "text-anchor": "middle" }, String(v)),
      );
    rows.forEach(([name, v, kind], k) => {
      const y = 20 + 40 * k;
      picture.append(
        svg("text", { x: size.left - 8, y: y + 18, "text-anchor": "end" }, name),
        svg("rect", { x: size.left, y, width: v === Infinity ? size.right + 14 - size.left : X(v) - size.left, height: 26, class: kind, style: kind === "x-green" && "fill: var(--x-good)" }),
        svg("text", { x: (v === Infinity ? size.right + 14 : X(v)) + 6, y: y + 18 }, v === Infinity ? "∞" : show(v, 3)),
      );
    });
    picture.append(
      svg("path", { d: `M${X(values.floor)},14V92`, stroke: "var(--x-mark)", "stroke-width": 2.2, "stroke-dasharray": "5 3" }),
      svg("text", { x: size.left, y: 168 }, "bits; dashed: Pinsker's floor for both KLs"),
    );
    const column = tag("div");
    column.append(picture, tag("p", {}, note));
    pictures.append(column);
  }

  function draw() {
    const [a, b] = [model.get("a"), model.get("b")];
    const tv = Math.abs(a - b);
    const values = {
      forward: between.forward(a, b), reverse: between.reverse(a, b), js: between.js(a, b),
      floor: (2 / Math.LN2) * tv * tv,
    };
    pictures.replaceChildren();
    drawBars(values, drawMap(a, b));
    for (const key of ["forward", "reverse", "js", "floor"]) put(key, `${show(values[key], 4)} bits`);
    put("tv", show(tv, 2));
    if (a === b) say("The coins are the same: every divergence is 0.");
    else if (values.forward === Infinity) say("The second coin rules out a side that the first one shows: KL(a‖b) is infinite. JS stays finite.");
    else if (Math.abs(values.forward - values.reverse) < 1e-9) say(`Both directions give ${show(values.forward, 4)} bits: a + b = 1.`);
    else
      say(
        `Believing ${show(b, 2)} when the truth is ${show(a, 2)} costs ${show(values.forward, 4)} bits a toss; ` +
          `the other way round it costs ${values.reverse === Infinity ? "infinitely many" : show(values.reverse, 4)}.`,
      );
  }

  return follow(model, ["a", "b", "map"], draw);
}
